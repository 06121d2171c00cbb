"""A server behind TLS. Everything secret comes from the environment; absence fails at start."""

import os

from .base import *  # noqa: F403  (settings are one flat namespace by Django's design)
from .base import MAIL_BACKENDS

SECRET_KEY = os.environ["SECRET_KEY"]
DEMO = False
MAIL_TRANSPORT = os.environ.get("MAIL_TRANSPORT", "smtp")
EMAIL_BACKEND = MAIL_BACKENDS[MAIL_TRANSPORT]
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # Asked by the machine itself, without TLS.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
