"""The alderman joins a case, and what the alderman sees of it (R21, R22)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.accountability.briefings.actions import UnableToJoin, alderman_joins, end_attendance
from kernkracht.accountability.briefings.models import AldermanAttendance
from kernkracht.accountability.briefings.queries import Subject, visible_attendances
from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.gatherings.queries import office_gatherings
from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import contact_for, may, villages_where
from kernkracht.community.villages.models import Village
from kernkracht.grants.applications.queries import visible_cases
from kernkracht.participation.questions.queries import visible_questions
from kernkracht.web.office.access import officer, rights_of
from kernkracht.web.office.acting import Act, act_page

from ..forms import EndForm, JoinForm
from ..shared import ACT, by, makes_briefings, posted, reads_briefings, subject_url

KINDS = ("vraag", "aanvraag", "bijeenkomst")


def _subject(user: User, kind: str, ref: str) -> tuple[Subject, str]:
    """The case that the reader may see, and its page. What is not there for the reader is a 404."""
    today = timezone.localdate()
    if kind == "vraag":
        question = get_object_or_404(visible_questions(user, today), number=ref)
        return question, reverse("office_question", args=[ref])
    if kind == "aanvraag":
        case = get_object_or_404(visible_cases(user, today).select_related("village"), number=ref)
        return case, reverse("office_case", args=[ref])
    if kind == "bijeenkomst" and ref.isascii() and ref.isdecimal():
        return get_object_or_404(office_gatherings(), pk=int(ref)), reverse("office_gathering", args=[ref])
    raise Http404


@ACT
@makes_briefings
def join(request: HttpRequest, kind: str, ref: str) -> HttpResponse:
    """Hand a case over, with the reason."""
    user = officer(request)
    subject, back = _subject(user, kind, ref[:40])
    own = villages_where(user.actor, Permission.MAKE_BRIEFING, timezone.localdate())
    villages = _villages(subject, list(own))
    act = Act(
        _("De wethouder laten aansluiten"),
        _("Vraag de wethouder"),
        back,
        _("De wethouder krijgt een mail."),
        section=str(subject),
        section_url=back,
        explain=_("U blijft het eerste aanspreekpunt. De wethouder leest wat er speelt en waarom u dit vraagt."),
    )

    def do(data: dict[str, Any]) -> object:
        where = data.get("village") or (villages[0] if isinstance(subject, Gathering) and villages else None)
        return alderman_joins(subject=subject, reason=data["reason"], village=where, **by(request))

    return act_page(request, JoinForm(posted(request), villages=villages), act, do, UnableToJoin)


def _villages(subject: Subject, own: list[Village]) -> list[Village]:
    """Of which villages the alderman can join: for a gathering of more villages one chooses."""
    if not isinstance(subject, Gathering):
        return []
    served = list(subject.villages.all())
    return [village for village in served if village in own] if served else own


@require_safe
@reads_briefings
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """What the alderman needs to know: what it is about, why, and who the first contact is. Never who asked."""
    user, today = officer(request), timezone.localdate()
    found = get_object_or_404(visible_attendances(user, today), pk=pk)
    mine = found.alderman_id == user.pk
    may_open = not found.question or Permission.HANDLE_QUESTION in rights_of(request)
    context = {
        "attendance": found,
        "kind": AldermanAttendance.Subject(found.subject_kind).label,
        "url": subject_url(found) if may_open else "",
        "contact": contact_for(found.village, today),
        "may_end": found.ended_at is None and (mine or may(user.actor, Permission.MAKE_BRIEFING, today, found.village)),
    }
    return render(request, "office/briefings/attendance.html", context)


@ACT
@reads_briefings
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """It is over: said by the alderman or by the coordinator."""
    found = get_object_or_404(visible_attendances(officer(request), timezone.localdate()), pk=pk, ended_at=None)
    back = reverse("office_attendance", args=[pk])
    act = Act(
        _("Aansluiten beëindigen"),
        _("Beëindig"),
        back,
        _("De wethouder sluit niet meer aan."),
        section=found.label,
        section_url=back,
    )
    return act_page(
        request,
        EndForm(posted(request)),
        act,
        lambda data: end_attendance(attendance=found, reason=data["reason"], **by(request)),
        UnableToJoin,
    )
