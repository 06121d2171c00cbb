"""Making, trimming and approving a list of what may go."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from itertools import islice

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..models import DestructionItem, DestructionList, ItemState, ListState
from ..queries import Candidate, candidates

MAX_REASON = 300
AT_ONCE = 1000


class UnableToPropose(Exception):
    """Nothing may go on that day, the day lies ahead, or somebody makes a list at this moment."""


class UnableToSpare(Exception):
    """No reason, or the item is not on a list that can still change."""


class UnableToApprove(Exception):
    """Made by the same person, empty, or no longer waiting for approval."""


class UnableToWithdrawList(Exception):
    """The list was approved already."""


def propose_list(*, as_of: date, by: Actor, at: datetime, today: date) -> DestructionList:
    """Put everything that may go on a day on a new list, each with its reason. Raises `UnableToPropose`."""
    if as_of > today:
        raise UnableToPropose(_("Kies vandaag of een eerdere dag."))
    try:
        with transaction.atomic(durable=True):
            made = DestructionList.objects.create(as_of=as_of, made_by=by, made_at=at)
            count = _put_on(made, candidates(as_of))
            if not count:
                raise UnableToPropose(_("Op deze dag is er niets dat weg mag en dat nog niet op een lijst staat."))
            record("retention.list_proposed", made, by=by, at=at, data={"number": made.pk, "count": count})
            return made
    except IntegrityError as fault:
        raise UnableToPropose(
            _("Iemand anders maakte net een lijst met dezelfde dossiers. Kijk eerst naar die lijst.")
        ) from fault


def _put_on(made: DestructionList, found: Iterable[Candidate]) -> int:
    """Write the items a portion at a time, so that a long list needs no more memory than a short one; how many."""
    items, count = (_item(made, candidate) for candidate in found), 0
    while portion := list(islice(items, AT_ONCE)):
        count += len(DestructionItem.objects.bulk_create(portion))
    return count


def _item(made: DestructionList, candidate: Candidate) -> DestructionItem:
    return DestructionItem(
        list=made,
        object_type=candidate.object_type,
        object_id=candidate.object_id,
        number=candidate.number[:150],
        data_class=candidate.term.data_class,
        ended_on=candidate.ended_on,
        years=candidate.term.years or 0,
        due_on=candidate.due_on,
        source=candidate.term.source,
    )


@transaction.atomic(durable=True)
def take_off(*, item: DestructionItem, reason: str, by: Actor, at: datetime) -> DestructionItem:
    """Keep one thing that stands on a proposed list, with the reason. It comes back on a later list.

    Raises `UnableToSpare`.
    """
    found = _locked(item.list_id)
    item = DestructionItem.objects.select_for_update().get(pk=item.pk)
    if found.state != ListState.PROPOSED or item.state != ItemState.LISTED:
        raise UnableToSpare(_("Dit staat niet meer op een lijst die u kunt veranderen."))
    if not reason.strip():
        raise UnableToSpare(_("Vul in waarom dit van de lijst af gaat. Noem geen namen."))
    item.state, item.reason = ItemState.TAKEN_OFF, reason.strip()[:MAX_REASON]
    item.decided_by, item.decided_at = by, at
    item.save()
    record("retention.item_taken_off", found, by=by, at=at, data={"number": item.number, "list": found.pk})
    return item


@transaction.atomic(durable=True)
def withdraw_list(*, destruction_list: DestructionList, by: Actor, at: datetime) -> DestructionList:
    """Give up a list before it is approved; what stood on it may come on another. Raises `UnableToWithdrawList`."""
    found = _locked(destruction_list.pk)
    if found.state != ListState.PROPOSED:
        raise UnableToWithdrawList(_("Deze lijst is al goedgekeurd of ingetrokken."))
    found.items.filter(state=ItemState.LISTED).update(state=ItemState.DROPPED, decided_by=by, decided_at=at)
    found.state = ListState.WITHDRAWN
    found.save()
    record("retention.list_withdrawn", found, by=by, at=at, data={"number": found.pk})
    return found


@transaction.atomic(durable=True)
def approve_list(*, destruction_list: DestructionList, role: str, by: Actor, at: datetime) -> DestructionList:
    """Somebody else than the maker says that everything on the list may be destroyed; the worker then does so.

    `role` is the approver's function, which the certificate names. Raises `UnableToApprove`.
    """
    found = _locked(destruction_list.pk)
    if found.state != ListState.PROPOSED:
        raise UnableToApprove(_("Deze lijst wacht niet (meer) op goedkeuring."))
    if found.made_by_id == by.pk:
        raise UnableToApprove(_("U maakte deze lijst zelf. Iemand anders moet hem goedkeuren."))
    count = found.items.filter(state=ItemState.LISTED).count()
    if not count:
        raise UnableToApprove(_("Er staat niets meer op deze lijst. Trek hem in."))
    found.state, found.approved_by, found.approved_at = ListState.APPROVED, by, at
    found.approver_role = role
    found.save()
    record("retention.list_approved", found, by=by, at=at, data={"number": found.pk, "count": count})
    return found


def _locked(pk: int) -> DestructionList:
    return DestructionList.objects.select_for_update().get(pk=pk)
