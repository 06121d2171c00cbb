"""What the applicant can still do after sending: withdraw, and answer a request to complete."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.actions import store_upload

from ..days import day_of
from ..models import Attachment, CompletionRequest, GrantApplication
from ..resident_notices import confirm_completion, confirm_withdrawal, notify_completed, notify_withdrawn
from ..terms import decision_deadline
from ..workflow import APPLICATION_WORKFLOW
from .drafting import MAX_ATTACHMENTS, require_holder
from .reservation import let_go, lock_money_of


class UnableToWithdraw(Exception):
    """There is nothing to withdraw: a decision was taken, or it was withdrawn before."""


class UnableToAnswer(Exception):
    """Nothing was asked, it was answered before, or the term is over."""


@transaction.atomic(durable=True)
def withdraw_application(*, application: GrantApplication, reason: str, by: Actor, at: datetime) -> GrantApplication:
    """End an open case on the applicant's wish (R151) and give back what was reserved for it.

    Raises `UnableToWithdraw`, `UnableToEdit`.
    """
    lock_money_of(application)
    case = GrantApplication.objects.select_for_update().get(pk=application.pk)
    require_holder(case, by, at)
    too_late = UnableToWithdraw(_("Intrekken kan niet meer. Er is al een besluit, of u trok al in."))
    old = APPLICATION_WORKFLOW.move(case, "withdraw", lambda _state: too_late)
    today = day_of(at)
    case.suspensions.filter(ended_on__isnull=True).update(ended_on=today)
    case.withdrawal_reason, case.changed_at = reason, at
    case.save()
    let_go(case, "withdrawn", by=by, at=at)
    record("application.withdrawn", case, by=by, at=at, data={"from": old})
    confirm_withdrawal(case, at=at)
    notify_withdrawn(case, at=at)
    return case


def open_request(application: GrantApplication) -> CompletionRequest | None:
    """What the applicant was asked last and did not answer yet."""
    open_ones = [request for request in application.completion_requests.all() if request.answered_at is None]
    return max(open_ones, key=lambda request: (request.asked_at, request.pk), default=None)


@transaction.atomic(durable=True)
def answer_completion(
    *,
    application: GrantApplication,
    text: str,
    files: Sequence[tuple[File[bytes], str]],
    by: Actor,
    at: datetime,
) -> GrantApplication:
    """Complete the application before its term ends; the decision term runs again from tomorrow (Awb 4:5, 4:15).

    `files` are uploads with their names; one that is not accepted refuses the whole answer. Raises `UnacceptableFile`,
    `UnableToAnswer`, `UnableToEdit`.
    """
    case = GrantApplication.objects.select_for_update().get(pk=application.pk)
    require_holder(case, by, at)
    request = open_request(case)
    if request is None or not APPLICATION_WORKFLOW.allows("complete", case.state):
        raise UnableToAnswer(_("Wij wachten niet op een aanvulling. Wilt u iets doorgeven? Bel ons dan."))
    today = day_of(at)
    if today > request.suspension.until_on:
        raise UnableToAnswer(_("De termijn om aan te vullen is voorbij. Bel ons zo snel mogelijk."))
    if case.attachments.filter(removed_at__isnull=True).count() + len(files) > MAX_ATTACHMENTS:
        raise UnableToAnswer(_("Dit zijn te veel bestanden. Voeg bestanden samen en stuur het opnieuw."))
    _store_answer(request, text, at)
    request.suspension.ended_on = today
    request.suspension.save(update_fields=["ended_on"])
    for file, name in files:
        document = store_upload(file=file, name=name, by=by, at=at)
        Attachment.objects.create(application=case, document=document, document_kind="completion")
    APPLICATION_WORKFLOW.move(case, "complete")
    case.changed_at = at
    case.due_on = decision_deadline(case, today).due_on
    case.save()
    record("application.completed", case, by=by, at=at, ground="Awb 4:5, 4:15", data={"files": len(files)})
    confirm_completion(case, request.pk, at=at)
    notify_completed(case, request.pk, at=at)
    return case


def _store_answer(request: CompletionRequest, text: str, at: datetime) -> None:
    request.answer, request.answered_at = text, at
    request.save(update_fields=["answer", "answered_at"])
