"""A real OpenID Connect provider in a process of its own, for tests of signing in through one.

`python identity_provider.py PORT FOLDER CALLBACK` serves it at http://127.0.0.1:PORT with its database in FOLDER.
Its people are in `PEOPLE`; their password is `PASSWORD`. It knows one client, `CLIENT_ID`, for which it demands PKCE.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

PASSWORD = "een-wachtwoord-bij-de-provider"
CLIENT_ID, CLIENT_SECRET = "kernkracht", "een-geheim-voor-de-test"
PEOPLE: dict[str, dict[str, Any]] = {
    "sanne@example.org": {"verified": True},
    "niet-bevestigd@example.org": {"verified": False},
    "fenna@example.org": {"verified": True, "groups": ["dorpen"], "amr": ["pwd", "mfa"]},
    "zonder-tweede@example.org": {"verified": True, "groups": ["dorpen"], "amr": ["pwd"]},
}


CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
SETTINGS: dict[str, Any] = {
    "DEBUG": True,
    "SECRET_KEY": "of-the-provider",
    "ALLOWED_HOSTS": ["127.0.0.1"],
    "ROOT_URLCONF": "identity_provider_urls",
    "SESSION_COOKIE_NAME": "provider_session",
    "CSRF_COOKIE_NAME": "provider_csrf",
    "USE_TZ": True,
    "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
    "INSTALLED_APPS": [
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "allauth",
        "allauth.account",
        "allauth.idp.oidc",
    ],
    "MIDDLEWARE": [
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "allauth.account.middleware.AccountMiddleware",
    ],
    "TEMPLATES": [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {"context_processors": CONTEXT},
        }
    ],
    "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
    "ACCOUNT_LOGIN_METHODS": {"email"},
    "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*"],
    "ACCOUNT_EMAIL_VERIFICATION": "none",
    "ACCOUNT_RATE_LIMITS": False,
    "IDP_OIDC_ADAPTER": "identity_provider_urls.Adapter",
    "LOGGING_CONFIG": None,
}


def configure(folder: Path) -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from django.conf import settings

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    unprotected = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, unprotected).decode()
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "provider.sqlite3")}
    settings.configure(**SETTINGS, DATABASES={"default": database}, IDP_OIDC_PRIVATE_KEY=pem)


def fill(callback: str) -> None:
    from allauth.account.models import EmailAddress
    from allauth.idp.oidc.models import Client
    from django.contrib.auth.models import User
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    for email, facts in PEOPLE.items():
        name = email.partition("@")[0].title()
        user = User.objects.create_user(email, email, PASSWORD, first_name=name, last_name="Voorbeeld")
        EmailAddress.objects.create(user=user, email=email, verified=facts["verified"], primary=True)
    client = Client(
        id=CLIENT_ID,
        name="Kernkracht",
        scopes="openid\nprofile\nemail",
        redirect_uris="\n".join(callback.split(",")),
        skip_consent=True,
    )
    client.set_secret(CLIENT_SECRET)
    client.save()


def main() -> None:
    port, folder, callback = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    configure(folder)
    import django

    django.setup()
    fill(callback)
    from wsgiref.simple_server import make_server

    from django.core.wsgi import get_wsgi_application

    with make_server("127.0.0.1", port, get_wsgi_application()) as server:
        print("ready", flush=True)  # noqa: T201  (the test waits for this line)
        server.serve_forever()


if __name__ == "__main__":
    main()
