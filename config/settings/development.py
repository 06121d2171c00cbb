"""A laptop or a demonstration: no TLS, a key kept in KERNKRACHT_HOME."""

import secrets

from .base import *  # noqa: F403  (settings are one flat namespace by Django's design)
from .base import HOME

HOME.mkdir(parents=True, exist_ok=True)
_key = HOME / "secret-key"
if not _key.exists():
    _key.write_text(secrets.token_urlsafe(50))
    _key.chmod(0o600)
SECRET_KEY = _key.read_text()
