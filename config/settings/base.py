"""Settings shared by every environment. Values that differ per machine come from the environment."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parents[2]
HOME = Path(os.environ.get("KERNKRACHT_HOME", BASE_DIR / "var")).resolve()

DEBUG = False
DEMO = os.environ.get("KERNKRACHT_DEMO", "") == "1"
"""True only for a demonstration: shows sent mail and the demo accounts on a local page."""
DEMO_SEED_DIR = BASE_DIR / "seed" / "municipality" / os.environ.get("KERNKRACHT_DEMO_SEED", "buren")
"""The municipality of the demonstration: a folder of YAML files."""

ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "127.0.0.1,localhost").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if o]
SITE_URL = os.environ.get("SITE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "kernkracht.foundation.audit",
    "kernkracht.foundation.workflow",
    "kernkracht.foundation.jobs",
    "kernkracht.foundation.documents",
    "kernkracht.foundation.notices",
    "kernkracht.foundation.design_system",
    "kernkracht.community.villages",
    "kernkracht.community.people",
    "kernkracht.grants.schemes",
    "kernkracht.grants.budgets",
    "kernkracht.grants.applications",
    "kernkracht.accountability.council_reports",
    "kernkracht.adapters",
    "kernkracht.web",
    "django.forms",  # last: the design system's widgets come before Django's
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            BASE_DIR / "kernkracht" / "web" / "templates",  # before the libraries' own pages
            *sorted((BASE_DIR / "kernkracht" / "web").glob("*/*/templates")),  # web/<audience>/<domain>/templates
        ],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kernkracht.web.context.site",
            ],
        },
    }
]

CSRF_FAILURE_VIEW = "kernkracht.web.errors.csrf_failure"
FORM_RENDERER = "kernkracht.foundation.design_system.renderer.DesignSystemRenderer"

# SQLite by default: WAL with immediate transactions, so that writers queue instead of failing.
_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}
DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{HOME}/kernkracht.sqlite3", conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = _SQLITE
else:
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
ATOMIC_REQUESTS = False  # Actions own their transactions.
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
ASSETS_DIR = BASE_DIR / "build" / "assets"
STATICFILES_DIRS = [ASSETS_DIR] if ASSETS_DIR.is_dir() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Hashed names that a browser may keep for ever, compressed once when they are collected.
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = HOME / "uploads"  # Never served by the web server; only through a permission check.

_CSP = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
    "manifest-src": [SELF],
}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": _CSP}

SESSION_COOKIE_NAME = "kernkracht_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "Kernkracht <kernkracht@example.org>")
# "smtp", "keep" (stored as files under MAIL_KEPT_DIR, sent to nobody) or "console".
MAIL_TRANSPORT = os.environ.get("MAIL_TRANSPORT", "keep")
EMAIL_BACKEND = {
    "smtp": "django.core.mail.backends.smtp.EmailBackend",
    "keep": "kernkracht.adapters.mail.KeepingBackend",
    "console": "django.core.mail.backends.console.EmailBackend",
}[MAIL_TRANSPORT]
MAIL_KEPT_DIR = HOME / "mail"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "") == "1"
BOUNCE_ADDRESS = os.environ.get("BOUNCE_ADDRESS", "")  # Envelope sender, so that refusals come back to a known box.

VIRUS_SCANNER = os.environ.get("VIRUS_SCANNER", "")  # "" for none, or "clamd://host:port".

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "kernkracht": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}

# How this installation introduces itself. Texts about the municipality are data, not code.
THEME = os.environ.get("KERNKRACHT_THEME", "kernkracht")
SITE_FILE = Path(os.environ.get("KERNKRACHT_SITE", HOME / "site.yaml"))
