"""Tests: a fixed key, fast hashing, files and database in a temporary folder that goes when the run ends."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403  (settings are one flat namespace by Django's design)
from .base import DATABASES, STORAGES

_folder = tempfile.TemporaryDirectory(prefix="kernkracht-test-")
HOME = Path(_folder.name)
MEDIA_ROOT = HOME / "uploads"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir()
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in earnest: a database in memory is shared between threads and never locks.
    DATABASES["default"]["TEST"] = {"NAME": str(HOME / "test.sqlite3")}
DATABASES["default"]["CONN_MAX_AGE"] = 0

SECRET_KEY = "test-key-used-nowhere-else"  # noqa: S105
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
STAFF_SECOND_FACTOR = False  # Tests of signing in and of all routes turn it on.
KEEP_PUBLIC_PAGES = False  # Factories make objects without the acts that tell of a change.
