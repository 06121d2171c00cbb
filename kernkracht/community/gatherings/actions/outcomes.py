"""What came of a gathering: its outcome, action points, documents that use it, and what people thought."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.personal_traces import explained

from ..models import ActionPointOfGathering, Gathering, GatheringFeedback, PolicyDocument, SignUp
from ..notices import queue_action_point, queue_feedback_request
from ._guard import GatheringRefusal, UnableToRecord, check_link, locked, managed, require_manager
from .gatherings import record_outcome


class UnableToFollowUp(GatheringRefusal):
    """An action point, document or question about a gathering does not hold."""


class UnableToGiveFeedback(GatheringRefusal):
    """It was given already, or the score is missing."""


@transaction.atomic(durable=True)
def conclude_gathering(*, gathering: Gathering, outcome: str, by: Actor, at: datetime) -> Gathering:
    """Write down what came of it; of a public gathering everybody reads it. Raises `UnableToRecord`."""
    row = managed(gathering, by, at)
    _require_non_personal(row, outcome)
    return record_outcome(gathering=row, outcome=outcome, by=by, at=at)


@transaction.atomic(durable=True)
def correct_outcome(*, gathering: Gathering, outcome: str, by: Actor, at: datetime) -> Gathering:
    """Better words for what came of a gathering that was held. Raises `UnableToRecord`."""
    row = managed(gathering, by, at)
    if row.state != Gathering.State.HELD:
        raise UnableToRecord(_("Schrijf eerst op wat de uitkomst is."))
    if not outcome.strip():
        raise UnableToRecord(_("Schrijf op wat er is besproken en wat de uitkomst is."), "outcome")
    _require_non_personal(row, outcome)
    row.outcome, row.changed_at = outcome.strip(), at
    row.save(update_fields=["outcome", "changed_at"])
    record("gathering.outcome_corrected", row, by=by, at=at)
    return row


def _require_non_personal(row: Gathering, outcome: str) -> None:
    if row.is_public and (found := explained(outcome)):
        raise UnableToRecord(found[0], "outcome")


@transaction.atomic(durable=True)
def add_action_point(
    *, gathering: Gathering, text: str, owner: User, due_on: date, by: Actor, at: datetime
) -> ActionPointOfGathering:
    """What a colleague does by a day; the owner gets mail, unless the owner wrote it. Raises `UnableToFollowUp`."""
    row = managed(gathering, by, at)
    if row.state == Gathering.State.CANCELLED:
        raise UnableToFollowUp(_("Deze bijeenkomst gaat niet door."))
    if not text.strip():
        raise UnableToFollowUp(_("Schrijf op wat er moet gebeuren."), "text")
    if row.is_public and (found := explained(text)):
        raise UnableToFollowUp(found[0], "text")
    if not (owner.is_staff and owner.is_active):
        raise UnableToFollowUp(_("Kies een collega die hier werkt."), "owner")
    if due_on < localdate(at):
        raise UnableToFollowUp(_("Kies vandaag of een latere dag."), "due_on")
    point = ActionPointOfGathering.objects.create(
        gathering=row, text=text.strip(), owner=owner, due_on=due_on, added_by=by, added_at=at
    )
    record("gathering.action_point_added", row, by=by, at=at)
    if owner.actor_id != by.pk:
        queue_action_point(point, is_late=False, at=at)
    return point


@transaction.atomic(durable=True)
def finish_action_point(*, point: ActionPointOfGathering, note: str, by: Actor, at: datetime) -> None:
    """It is done: said by its owner, or by who manages the gathering. Raises `UnableToFollowUp`."""
    row = locked(point.gathering)
    if point.owner.actor_id != by.pk:
        require_manager(by, at, row.villages.all())
    fresh = ActionPointOfGathering.objects.select_for_update().get(pk=point.pk)
    if fresh.done_at is not None:
        raise UnableToFollowUp(_("Dit actiepunt is al klaar."))
    fresh.done_at, fresh.done_note = at, note.strip()
    fresh.save(update_fields=["done_at", "done_note"])
    record("gathering.action_point_done", row, by=by, at=at)


@transaction.atomic(durable=True)
def link_document(*, gathering: Gathering, title: str, url: str, by: Actor, at: datetime) -> PolicyDocument:
    """Say which document uses the outcome (R263). Raises `UnableToFollowUp` without a title."""
    row = managed(gathering, by, at)
    if not title.strip():
        raise UnableToFollowUp(_("Vul in hoe het document heet."), "title")
    check_link(url, UnableToFollowUp, "url")
    document = PolicyDocument.objects.create(
        gathering=row, title=title.strip(), url=url.strip(), added_by=by, added_at=at
    )
    record("gathering.document_linked", row, by=by, at=at, data={"title": document.title})
    return document


@transaction.atomic(durable=True)
def ask_feedback(*, gathering: Gathering, by: Actor, at: datetime) -> int:
    """Mail everybody who had a place the question what they thought; once each. Returns how many were mailed."""
    row = managed(gathering, by, at)
    if row.state != Gathering.State.HELD:
        raise UnableToFollowUp(_("Schrijf eerst op wat de uitkomst is. Vraag daarna wat mensen vonden."))
    had_place = row.sign_ups.filter(state=SignUp.State.PLACED, feedback_asked_at=None).exclude(email="")
    asked = list(had_place.select_related("slot__gathering__kind").order_by("pk"))
    if not asked:
        raise UnableToFollowUp(_("Er is niemand meer om te vragen: geen adres, of al gevraagd."))
    for sign_up in asked:
        sign_up.feedback_asked_at = at
        sign_up.save(update_fields=["feedback_asked_at"])
        queue_feedback_request(sign_up, at=at)
    record("gathering.feedback_asked", row, by=by, at=at)
    return len(asked)


@transaction.atomic(durable=True)
def give_feedback(*, sign_up: SignUp, score: int, good: str, better: str, at: datetime) -> GatheringFeedback:
    """What somebody thought, once; from then on nothing leads back to the person. Raises `UnableToGiveFeedback`."""
    row = SignUp.objects.select_for_update().filter(pk=sign_up.pk).first()
    if row is None or row.feedback_asked_at is None or row.feedback_given_at is not None:
        raise UnableToGiveFeedback(_("U gaf uw mening al, of de vraag is gesloten. Dank u wel."))
    if not 1 <= score <= 5:
        raise UnableToGiveFeedback(_("Kies een cijfer van 1 tot en met 5."), "score")
    row.feedback_given_at = at
    row.save(update_fields=["feedback_given_at"])
    return GatheringFeedback.objects.create(
        gathering_id=row.gathering_id, score=score, good=good.strip(), better=better.strip(), given_on=localdate(at)
    )
