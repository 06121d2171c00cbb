"""Questions about the same thing get one answer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..models import Question
from ..permissions import can_merge
from ._guard import UnableToHandleQuestion, require_handler


class UnableToMerge(UnableToHandleQuestion):
    """One of the two is answered, or belongs to another already."""


@transaction.atomic(durable=True)
def merge_question(*, question: Question, into: Question, by: Actor, at: datetime) -> Question:
    """Let a question get the answers of another; its own promise stays and is met by them. Raises `UnableToMerge`."""
    rows = Question.objects.select_for_update(of=("self",)).select_related("village")
    found = {row.pk: row for row in rows.filter(pk__in=[question.pk, into.pk]).order_by("pk")}
    row, other = found[question.pk], found[into.pk]
    for one in (row, other):
        require_handler(by, at, one.village)
    if not can_merge(row, other):
        raise UnableToMerge(_("Kies een andere vraag, die nog open is en niet bij een andere hoort."), "into")
    row.merged.update(merged_into=other)
    row.merged_into = other
    row.save(update_fields=["merged_into"])
    record("question.merged", row, by=by, at=at, data={"number": row.number, "other": other.number})
    return row


@transaction.atomic(durable=True)
def separate_question(*, question: Question, by: Actor, at: datetime) -> Question:
    """Let a merged question stand on its own again. Raises `UnableToMerge`."""
    row = Question.objects.select_for_update(of=("self",)).select_related("village").get(pk=question.pk)
    require_handler(by, at, row.village)
    if row.merged_into_id is None:
        raise UnableToMerge(_("Deze vraag staat al op zichzelf."))
    row.merged_into = None
    row.save(update_fields=["merged_into"])
    record("question.separated", row, by=by, at=at, data={"number": row.number})
    return row
