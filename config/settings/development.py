"""A laptop or a demonstration: no TLS, a key kept in KERNKRACHT_HOME. `DEBUG=1` skips collecting assets."""

import os
import secrets

from .base import *  # noqa: F403  (settings are one flat namespace by Django's design)
from .base import HOME, STORAGES

HOME.mkdir(parents=True, exist_ok=True)
_key = HOME / "secret-key"
if not _key.exists():
    _draft = HOME / f"secret-key.{os.getpid()}"
    _draft.touch(mode=0o600)
    _draft.write_text(secrets.token_urlsafe(50))
    _draft.replace(_key)  # whole or not at all, also when two processes start together
SECRET_KEY = _key.read_text()

DEBUG = os.environ.get("DEBUG", "") == "1"
if DEBUG:
    KEEP_PUBLIC_PAGES = False  # Templates change under our hands.
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
