"""The numbers beside the entries of the office menu: cases in the reader's own villages, as the work list counts them.

An entry is only shown to who may read it, so nothing here asks for permission again.
"""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils import timezone

from kernkracht.community.gatherings.queries import late_point_count
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.volunteers.queries import new_offer_count
from kernkracht.editorial.pages.queries import waiting_pages
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.applications.models import OPEN_STATES, ApplicationState, GrantApplication
from kernkracht.grants.applications.queries import own_villages
from kernkracht.participation.questions.queries import open_question_count
from kernkracht.web.context import OFFICE_COUNTS
from kernkracht.web.office.access import officer, rights_of
from kernkracht.web.office.groups.waiting import open_work

UNSENT = (OutboxMessage.State.FAILED, OutboxMessage.State.BOUNCED)


def register() -> None:
    """Called once, when the application is ready."""
    OFFICE_COUNTS["/werk/"] = lambda request: _cases(request)["open"]
    OFFICE_COUNTS["/werk/besluiten/"] = lambda request: _cases(request)["proposed"]
    OFFICE_COUNTS["/werk/post/"] = unsent_messages
    OFFICE_COUNTS["/werk/groepen/"] = _groups
    OFFICE_COUNTS["/werk/vrijwilligers/"] = new_offers
    OFFICE_COUNTS["/werk/vragen/"] = open_questions_here
    OFFICE_COUNTS["/werk/bijeenkomsten/"] = late_points
    OFFICE_COUNTS["/werk/redactie/"] = texts_to_publish


def _groups(request: HttpRequest) -> int:
    """What groups of the reader's villages wait for, and duties of covenants that are late."""
    if Permission.MANAGE_GROUPS not in rights_of(request):
        return 0
    return open_work(officer(request).actor, timezone.localdate())


def new_offers(request: HttpRequest) -> int:
    """Offers of volunteers that nobody handed over yet, in the reader's villages."""
    if Permission.MANAGE_VOLUNTEERS not in rights_of(request):
        return 0
    return new_offer_count(officer(request), timezone.localdate())


def open_questions_here(request: HttpRequest) -> int:
    """Open questions of the reader's villages."""
    if Permission.HANDLE_QUESTION not in rights_of(request):
        return 0
    return open_question_count(officer(request), timezone.localdate())


def late_points(request: HttpRequest) -> int:
    """The reader's own action points of gatherings whose day passed."""
    return late_point_count(officer(request), timezone.localdate())


def texts_to_publish(request: HttpRequest) -> int:
    """Texts that somebody handed over, for who may publish them."""
    return waiting_pages() if Permission.PUBLISH_PAGES in rights_of(request) else 0


def unsent_messages(request: HttpRequest) -> int:
    """Messages that need a person: they failed or came back."""
    return OutboxMessage.objects.filter(state__in=UNSENT).count()


def _cases(request: HttpRequest) -> dict[str, int]:
    """Open cases in the reader's villages, and proposals anywhere: counted once per request."""
    if not hasattr(request, "office_cases"):
        villages = own_villages(officer(request), timezone.localdate())
        own = Q() if villages is None else Q(village__in=villages)
        counts = GrantApplication.objects.filter(state__in=OPEN_STATES).aggregate(
            open=Count("pk", filter=own), proposed=Count("pk", filter=Q(state=ApplicationState.PROPOSED))
        )
        request.office_cases = counts  # type: ignore[attr-defined] # ours
    found: dict[str, int] = request.office_cases  # type: ignore[attr-defined] # ours
    return found
