"""The account on which a group gets its money: asked by one person, confirmed by another."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from .. import notices
from ..bank_account import UnacceptableIban, checked_iban, masked_iban
from ..models import AccountChange, ChangeState, Group
from ..permissions import may_decide_account
from ..workflow import CHANGE_WORKFLOW
from ._guard import (
    UnableToManageGroups,
    is_tied,
    lock_group,
    move,
    require_keeper,
    require_keeper_or_speaker,
    require_text,
)


def propose_account(*, group: Group, iban: str, account_holder: str, by: Actor, at: datetime) -> AccountChange:
    """Ask for another account. Until an officer confirms it, money goes to the account that was confirmed before.

    Everybody who speaks for the group is told, so that a wrong hand is noticed. Raises `UnableToManageGroups` for a
    wrong number or the account that the group already has.
    """
    holder = require_text(account_holder, _("Vul in op welke naam de rekening staat."), "account_holder")
    try:
        number = checked_iban(iban)
    except UnacceptableIban as fault:
        raise UnableToManageGroups(str(fault), "iban") from fault
    with transaction.atomic(durable=True):
        group = lock_group(group)
        require_keeper_or_speaker(by, group, at)
        if (group.iban, group.account_holder) == (number, holder):
            raise UnableToManageGroups(_("Dit is de rekening die wij al van de groep hebben."), "iban")
        for earlier in group.account_changes.select_for_update().filter(state=ChangeState.WAITING).order_by("pk"):
            move(CHANGE_WORKFLOW, earlier, "withdraw")
            earlier.save()
            record("group_account.withdrawn", group, by=by, at=at, data={"name": group.name})
        change = AccountChange.objects.create(
            group=group, iban=number, account_holder=holder, proposed_by=by, proposed_at=at
        )
        facts = {"name": group.name, "account": masked_iban(number)}
        record("group_account.proposed", group, by=by, at=at, data=facts)
        notices.tell_office(group, "account", str(change.pk), at=at)
        notices.tell_group_of_account(group, change, is_final=False, at=at)
    return change


def confirm_account(*, change: AccountChange, by: Actor, at: datetime) -> Group:
    """Let money go to the new account from now on. Raises for who asked for it and for who belongs to the group."""
    with transaction.atomic(durable=True):
        group, change = _to_decide(change, by, at)
        move(CHANGE_WORKFLOW, change, "approve")
        change.decided_by, change.decided_at = by, at
        change.save()
        group.iban, group.account_holder = change.iban, change.account_holder
        group.account_confirmed_on, group.changed_at = localdate(at), at
        group.save()
        facts = {"name": group.name, "account": masked_iban(group.iban)}
        record("group_account.confirmed", group, by=by, at=at, data=facts)
        notices.tell_group_of_account(group, change, is_final=True, at=at)
    return group


def turn_down_account(*, change: AccountChange, reason: str, by: Actor, at: datetime) -> AccountChange:
    """Keep the account that was confirmed before; who asked hears why."""
    reason = require_text(reason, _("Schrijf op waarom niet. De groep leest dit."), "reason")
    with transaction.atomic(durable=True):
        group, change = _to_decide(change, by, at)
        move(CHANGE_WORKFLOW, change, "turn_down")
        change.decided_by, change.decided_at, change.reason = by, at, reason
        change.save()
        record("group_account.turned_down", group, by=by, at=at, data={"name": group.name})
        notices.tell_proposer(group, "account", str(change.pk), change.proposed_by, reason=reason, at=at)
    return change


def _to_decide(change: AccountChange, by: Actor, at: datetime) -> tuple[Group, AccountChange]:
    group = lock_group(change.group)
    require_keeper(by, group, at)
    change = AccountChange.objects.select_for_update().get(pk=change.pk)
    tied = is_tied(by, group, at)
    if not may_decide_account(officer_id=by.pk, proposer_id=change.proposed_by_id, tied=tied):
        raise UnableToManageGroups(
            _("U heeft deze rekening zelf ingevuld, of u hoort bij de groep. Vraag een collega om ernaar te kijken.")
        )
    return group, change
