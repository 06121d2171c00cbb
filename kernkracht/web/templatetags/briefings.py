"""Whether the alderman joins a case, on the page of that case."""

from __future__ import annotations

from typing import Any

from django.template import Context, Library
from django.urls import reverse

from kernkracht.accountability.briefings.queries import Subject, attendances_about
from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.people.permission_codes import Permission
from kernkracht.participation.questions.models import Question
from kernkracht.web.office.access import rights_of

register = Library()


@register.inclusion_tag("office/briefings/joined.html", takes_context=True)
def alderman_joined(context: Context, subject: Subject, *, is_open: bool) -> dict[str, Any]:
    """`{% alderman_joined question is_open=question.is_open %}`: who joins, who joined, and the way to ask."""
    rights = rights_of(context["request"])
    rows = attendances_about(subject)
    may_ask = is_open and Permission.MAKE_BRIEFING in rights and all(row.ended_at for row in rows)
    return {
        "attendances": rows,
        "may_read": Permission.READ_BRIEFING in rights,
        "ask_url": reverse("office_join", args=_names(subject)) if may_ask else "",
    }


def _names(subject: Subject) -> tuple[str, str]:
    """How a case is named in the address of the hand-over."""
    if isinstance(subject, Gathering):
        return "bijeenkomst", str(subject.pk)
    return ("vraag" if isinstance(subject, Question) else "aanvraag"), str(subject.number)
