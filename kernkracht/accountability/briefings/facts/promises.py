"""What was promised to people in a village: answers to questions, and decisions on applications."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.villages.models import Village
from kernkracht.foundation.money import format_euro
from kernkracht.grants.applications.models import OPEN_STATES, GrantApplication
from kernkracht.participation.questions.models import Question

from ..content import Item, Stage


def promises(villages: Sequence[Village], at: datetime) -> defaultdict[int, list[Item]]:
    """Open questions and open cases of each village, the nearest day first. Numbers and themes, never words of people.

    Open at the moment `at`: what was answered or decided later was open then.
    """
    on = localdate(at)
    found: defaultdict[int, list[Item]] = defaultdict(list)
    for question in _questions(villages, at):
        found[question.village_id].append(_question(question, on))
    for case in _cases(villages, on):
        if case.village_id is not None:
            found[case.village_id].append(_case(case, on))
    for items in found.values():
        items.sort(key=lambda item: (item.day or date.max, item.key))
    return found


def _questions(villages: Sequence[Village], at: datetime) -> list[Question]:
    open_then = Q(closed_at__isnull=True) | Q(closed_at__gt=at)
    rows = Question.objects.filter(open_then, village__in=villages, asked_at__lte=at, merged_into=None)
    return list(rows.select_related("theme").order_by("promised_on", "pk"))


def _cases(villages: Sequence[Village], on: date) -> list[GrantApplication]:
    open_then = Q(state__in=OPEN_STATES) | Q(decided_on__gt=on)
    rows = GrantApplication.objects.received().filter(open_then, village__in=villages, received_on__lte=on)
    return list(rows.select_related("scheme").order_by("due_on", "pk"))


def _stage(day: date | None, on: date) -> Stage:
    return Stage.LATE if day is not None and day < on else Stage.OPEN


def _question(question: Question, on: date) -> Item:
    facts = {"number": question.number, "theme": question.theme.label if question.theme else ""}
    said = _("Vraag %(number)s over %(theme)s") if question.theme else _("Vraag %(number)s")
    return Item(f"question:{question.number}", said % facts, question.promised_on, _stage(question.promised_on, on))


def _case(case: GrantApplication, on: date) -> Item:
    facts = {
        "number": case.number,
        "scheme": case.scheme.name,
        "cents": format_euro(case.requested_cents or 0),
    }
    said = _("Besluit op %(number)s, %(scheme)s, %(cents)s gevraagd") % facts
    return Item(f"case:{case.number}", said, case.due_on, _stage(case.due_on, on))
