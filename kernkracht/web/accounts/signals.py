"""What follows from signing in: earlier cases find their owner, and the provider's groups become posts."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed, user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from kernkracht.community.following.queries import follower_of
from kernkracht.community.people.actions import follow_provider_groups, note_verified_email
from kernkracht.community.people.models import User

logger = logging.getLogger(__name__)


@receiver(user_logged_in)
def after_sign_in(request: HttpRequest, user: User, sociallogin: SocialLogin | None = None, **_kwargs: Any) -> None:
    now = timezone.now()
    if sociallogin is not None and sociallogin.account.provider == settings.OIDC_STAFF_PROVIDER:
        follow_provider_groups(user=user, groups=_groups(sociallogin), roles=settings.OIDC_STAFF_GROUPS, at=now)
    addresses = EmailAddress.objects.filter(user=user, verified=True).order_by("pk")
    for email in addresses.values_list("email", flat=True):
        note_verified_email(user=user, email=email, at=now)
    follower = follower_of(user)
    if follower is not None and follower.paused_at is not None:
        messages.warning(request, _("Onze mail aan u kwam terug. Kijk bij ‘Wat ik volg’ of uw adres nog klopt."))


@receiver(authenticator_added)
def after_setting_up(request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    """Who set up the second step typed a code a moment ago: that counts for this session."""
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


@receiver(email_confirmed)
def after_confirming(request: HttpRequest, email_address: EmailAddress, **_kwargs: Any) -> None:
    user: User = email_address.user
    if email_address.primary and user.email != email_address.email:
        user.email = email_address.email
        user.save()
    note_verified_email(user=user, email=email_address.email, at=timezone.now())


def _groups(login: SocialLogin) -> list[str]:
    data = login.account.extra_data
    claim = settings.OIDC_STAFF_GROUPS_CLAIM
    for part in (data.get("userinfo") or {}, data.get("id_token") or {}, data):
        if isinstance(found := part.get(claim), list):
            return [str(group) for group in found]
    return []
