"""Settings shared by every environment. Values that differ per machine come from the environment."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from . import identity_providers

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
    "django.contrib.sitemaps",
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
    "kernkracht.foundation.numbering",
    "kernkracht.foundation.legal_settings",
    "kernkracht.foundation.deadlines",
    "kernkracht.foundation.official_channels",
    "kernkracht.foundation.jobs",
    "kernkracht.foundation.documents",
    "kernkracht.foundation.notices",
    "kernkracht.foundation.design_system",
    "kernkracht.foundation.retention",
    "kernkracht.foundation.search",
    "kernkracht.community.villages",
    "kernkracht.community.people",
    "kernkracht.community.themes",
    "kernkracht.community.groups",
    "kernkracht.community.partners",
    "kernkracht.community.volunteers",
    "kernkracht.community.gatherings",
    "kernkracht.community.presence",
    "kernkracht.community.profiles",
    "kernkracht.community.channels",
    "kernkracht.community.following",
    "kernkracht.participation.questions",
    "kernkracht.participation.observations",
    "kernkracht.participation.baselines",
    "kernkracht.editorial.pages",
    "kernkracht.editorial.news",
    "kernkracht.editorial.stories",
    "kernkracht.editorial.lessons",
    "kernkracht.editorial.glossary",
    "kernkracht.grants.schemes",
    "kernkracht.grants.budgets",
    "kernkracht.grants.applications",
    "kernkracht.grants.payments",
    "kernkracht.grants.settlements",
    "kernkracht.grants.group_payments",
    "kernkracht.grants.objections",
    "kernkracht.accountability.council_reports",
    "kernkracht.accountability.desk",
    "kernkracht.accountability.briefings",
    "kernkracht.adapters",
    "kernkracht.web",
    "django.forms",  # last: the design system's widgets come before Django's
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kernkracht.web.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kernkracht.web.accounts.middleware.StaffSecondFactor",
    "kernkracht.web.accounts.middleware.OurOwnSite",
    "axes.middleware.AxesMiddleware",
    "kernkracht.web.public.old_addresses.OldAddresses",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            BASE_DIR / "kernkracht" / "web" / "templates",  # before the libraries' own pages
            *sorted((BASE_DIR / "kernkracht" / "web").glob("*/templates")),  # accounts, demo
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

# Signing in. Residents: an address with a mailed code or a password. Staff: a password and a second step.
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "kernkracht.web.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_SIGNUP_FORM_CLASS = "kernkracht.web.accounts.name_form.NameForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PREVENT_ENUMERATION = True  # Nobody learns from our answers who has an account.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_FORMS = {
    "login": "kernkracht.web.accounts.forms.LoginForm",
    "signup": "kernkracht.web.accounts.forms.SignupForm",
    "request_login_code": "kernkracht.web.accounts.forms.RequestLoginCodeForm",
    "confirm_login_code": "kernkracht.web.accounts.forms.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "kernkracht.web.accounts.forms.ConfirmEmailCodeForm",
    "reset_password": "kernkracht.web.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "kernkracht.web.accounts.forms.ResetPasswordKeyForm",
    "change_password": "kernkracht.web.accounts.forms.ChangePasswordForm",
    "set_password": "kernkracht.web.accounts.forms.SetPasswordForm",
    "add_email": "kernkracht.web.accounts.forms.AddEmailForm",
    "change_email": "kernkracht.web.accounts.forms.ChangeEmailForm",
    "reauthenticate": "kernkracht.web.accounts.forms.ReauthenticateForm",
}
MFA_ADAPTER = "kernkracht.web.accounts.adapters.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # A phone's clock may be half a minute off.
MFA_FORMS = {
    "authenticate": "kernkracht.web.accounts.forms.SecondStepForm",
    "reauthenticate": "kernkracht.web.accounts.forms.SecondStepAgainForm",
    "activate_totp": "kernkracht.web.accounts.forms.ActivateSecondStepForm",
}
STAFF_SECOND_FACTOR = True
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # also the link of an invitation
SOCIALACCOUNT_ADAPTER = "kernkracht.web.accounts.adapters.SocialAccountAdapter"
SOCIALACCOUNT_FORMS = {"signup": "kernkracht.web.accounts.forms.SocialSignupForm"}
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = identity_providers.providers(os.environ)
OIDC_STAFF_PROVIDER = identity_providers.STAFF
OIDC_STAFF_GROUPS = identity_providers.group_roles(os.environ.get("OIDC_STAFF_GROUPS", ""))
OIDC_STAFF_GROUPS_CLAIM = os.environ.get("OIDC_STAFF_GROUPS_CLAIM", "groups")
OIDC_STAFF_AMR = os.environ.get("OIDC_STAFF_AMR", "")
TRUSTED_PROXY_HEADER = os.environ.get("TRUSTED_PROXY_HEADER", "")
"""Such as HTTP_X_FORWARDED_FOR: only behind a proxy that sets it itself."""

# Brute force: the library limits per address and account, axes locks an account with an address. Both count in the
# database, so that all server processes count together and a restart forgives nothing.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kernkracht_cache"},
}
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 1  # hour
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "kernkracht.web.accounts.lockout.username_of"
AXES_CLIENT_IP_CALLABLE = "kernkracht.web.accounts.lockout.address_of"
AXES_LOCKOUT_TEMPLATE = "account/locked_out.html"
AXES_VERBOSE = False

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
    "media-src": [SELF],
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
MAIL_BACKENDS = {
    "smtp": "django.core.mail.backends.smtp.EmailBackend",
    "keep": "kernkracht.adapters.mail.KeepingBackend",
    "console": "django.core.mail.backends.console.EmailBackend",
}
EMAIL_BACKEND = MAIL_BACKENDS[MAIL_TRANSPORT]
MAIL_KEPT_DIR = HOME / "mail"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "") == "1"
BOUNCE_ADDRESS = os.environ.get("BOUNCE_ADDRESS", "")  # Envelope sender, so that refusals come back to a known box.

INBOX_URL = os.environ.get("INBOX_URL", "")  # "" for none, or "imaps://user:password@host/INBOX": questions by e-mail.

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

KEEP_PUBLIC_PAGES = os.environ.get("KEEP_PUBLIC_PAGES", "1") == "1"
"""Whether public pages are kept as they were made until something changes (kernkracht/web/public/kept.py)."""
