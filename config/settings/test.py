"""Tests: a fixed key, fast hashing; files and database in a folder that `tests/conftest.py` makes for each process."""

from .base import *  # noqa: F403  (settings are one flat namespace by Django's design)
from .base import DATABASES, STORAGES

# Nothing is made here: mypy reads these settings too, and leaves without tidying up.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
DATABASES["default"]["CONN_MAX_AGE"] = 0

SECRET_KEY = "test-key-used-nowhere-else"  # noqa: S105
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
STAFF_SECOND_FACTOR = False  # Tests of signing in and of all routes turn it on.
KEEP_PUBLIC_PAGES = False  # Factories make objects without the acts that tell of a change.
