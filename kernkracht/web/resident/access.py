"""Who is in front of the screen, and which cases they may open. Unknown to you means 404."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.applications.queries import case_by_token

KEPT_TOKENS = 20
_SESSION_KEY = "case_tokens"


def now() -> datetime:
    """The one place where the resident's pages read the clock."""
    return timezone.now()


def account(request: HttpRequest) -> User | None:
    """The signed-in account, or None for a visitor."""
    return request.user if isinstance(request.user, User) and request.user.is_authenticated else None


def verified_emails(user: User) -> list[str]:
    """Addresses that the account proved to own by a code or through an identity provider."""
    return list(EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True))


def open_case(request: HttpRequest, token: str, *, with_money: bool = False) -> GrantApplication:
    """The case behind a mailed link. Whoever has the link may open it; the session remembers it for its files."""
    case = case_by_token(token, with_money=with_money)
    if case is None:
        raise Http404(_("Deze aanvraag bestaat niet (meer)."))
    remember(request, token)
    return case


def remember(request: HttpRequest, token: str) -> None:
    """Keep in the session that this mailed link was opened, so that its files and letters open too."""
    tokens = [t for t in request.session.get(_SESSION_KEY, []) if t != token]
    if request.session.get(_SESSION_KEY, [])[-1:] != [token]:
        request.session[_SESSION_KEY] = [*tokens, token][-KEPT_TOKENS:]


def actor_for(request: HttpRequest, case: GrantApplication) -> Actor:
    """Who acts on the case: the owner's account, an officer at the counter, or the holder of the link."""
    user = account(request)
    at_counter = case.channel != GrantApplication.Channel.ONLINE
    if user is not None and (case.applicant_id == user.pk or (user.is_staff and at_counter)):
        return user.actor
    if case.visitor is not None:
        return case.visitor
    return case.applicant.actor if case.applicant is not None else Actor.system("link")
