"""Tests: a fixed key, fast hashing, files in a temporary folder."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403  (settings are one flat namespace by Django's design)

SECRET_KEY = "test-key-used-nowhere-else"  # noqa: S105
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
HOME = Path(tempfile.mkdtemp(prefix="kernkracht-test-"))
MEDIA_ROOT = HOME / "uploads"
STATIC_ROOT = HOME / "static"
AXES_ENABLED = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
