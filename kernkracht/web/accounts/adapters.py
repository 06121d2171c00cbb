"""Where the sign-in library meets this house: mail through the outbox, who lands where, who may come in how."""

from __future__ import annotations

import base64
import hashlib
import time
from typing import Any, NoReturn

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.community.people.notices import queue_account_mail
from kernkracht.community.people.queries import permissions_of
from kernkracht.web.office.access import rights_that_open

from .sessions import steps


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # the library ships no types
    """Sign-in with an address and a password or a mailed code."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the message in the outbox, where it is sent, retried and never lost like every other message."""
        message = self.render_mail(template_prefix, email, {"email": email, "site_url": settings.SITE_URL} | context)
        with transaction.atomic():
            queue_account_mail(
                email=email,
                subject=message.subject,
                text=str(message.body),
                language=get_language() or settings.LANGUAGE_CODE,
                unique=get_random_string(24),
                at=timezone.now(),
            )

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff go to their desk where they have one, or else to the work list; residents to their own cases."""
        user = request.user
        if not isinstance(user, User) or not user.is_staff:
            return "/mijn/"
        has_desk = permissions_of(user, timezone.localdate()) & rights_that_open("/werk/vandaag/")
        return "/werk/vandaag/" if has_desk else "/werk/"

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Anyone may make a resident's account; it opens nothing but one's own cases."""
        return True

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not for who gave the password a moment ago, such as a colleague who comes to set up the second step."""
        request = context.request
        recent = time.time() - account_settings.REAUTHENTICATION_TIMEOUT
        if any(step["method"] == "password" and step["at"] > recent for step in steps(request)):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_client_ip(self, request: HttpRequest) -> str:
        """The visitor's address: as the web server sees it, or as the trusted proxy before it says."""
        if settings.TRUSTED_PROXY_HEADER and (forwarded := request.META.get(settings.TRUSTED_PROXY_HEADER)):
            return str(forwarded).rpartition(",")[2].strip()
        return str(request.META.get("REMOTE_ADDR") or "127.0.0.1")


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc] # the library ships no types
    """Sign-in through OpenID Connect: only with a verified address, and never as staff through the residents' door."""

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """An existing account is found by its address when the provider verified it, unless it is a colleague's."""
        is_colleague = User.objects.filter(email__iexact=email, is_staff=True).exists()
        return not is_colleague or self._provider(login) == settings.OIDC_STAFF_PROVIDER

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if not any(address.verified for address in sociallogin.email_addresses):
            self._refuse(request, _("Uw inlogdienst zegt niet dat uw e-mailadres klopt. Log in met een code per mail."))
        provider = self._provider(sociallogin)
        if provider == settings.OIDC_STAFF_PROVIDER and not self._has_second_step(sociallogin):
            self._refuse(request, _("Log bij de gemeente in met twee stappen. Daarna kunt u hier verder."))
        if provider != settings.OIDC_STAFF_PROVIDER and self._is_colleague(sociallogin):
            self._refuse(request, _("Medewerkers loggen in met hun account van de gemeente."))

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        user: User = sociallogin.user
        user.email = (data.get("email") or "").lower()
        full = " ".join(part for part in (data.get("first_name"), data.get("last_name")) if part)
        user.name = str(data.get("name") or full)[:150]
        user.is_staff = self._provider(sociallogin) == settings.OIDC_STAFF_PROVIDER
        return user

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        self._refuse(request, _("Inloggen via deze dienst lukte niet. Probeer het nog een keer, of log hier in."))

    def _provider(self, login: SocialLogin) -> str:
        return str(login.account.provider)

    def _is_colleague(self, login: SocialLogin) -> bool:
        addresses = [address.email.lower() for address in login.email_addresses]
        known = User.objects.filter(email__in=addresses, is_staff=True).exists()
        return known or (login.is_existing and login.user.is_staff)

    def _has_second_step(self, login: SocialLogin) -> bool:
        needed = settings.OIDC_STAFF_AMR
        claims = login.account.extra_data.get("id_token") or login.account.extra_data
        return not needed or needed in (claims.get("amr") or [])

    def _refuse(self, request: HttpRequest, sentence: str) -> NoReturn:
        messages.error(request, sentence)
        raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc] # the library ships no types
    """Secrets of the second step are kept encrypted, with a key made from SECRET_KEY and its fallbacks."""

    def encrypt(self, text: str) -> str:
        return str(_fernet().encrypt(text.encode()), "ascii")

    def decrypt(self, encrypted_text: str) -> str:
        return str(_fernet().decrypt(encrypted_text.encode()), "utf-8")

    def _get_site_name(self) -> str:
        from kernkracht.community.villages.queries import municipality

        return municipality().site_name


def _fernet() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"second step " + str(key).encode()).digest())) for key in keys]
    )
