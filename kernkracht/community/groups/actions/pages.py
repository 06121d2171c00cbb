"""The texts of a group's own page, and what it tells every month: written by the group, seen by an officer first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from .. import notices
from ..legal import pages_go_live_directly
from ..models import PAGE_TEXTS, ChangeState, Group, MonthlyFeedback, Nature, PageChange
from ..workflow import CHANGE_WORKFLOW
from ._guard import (
    UnableToManageGroups,
    lock_group,
    move,
    require_keeper,
    require_keeper_or_speaker,
    require_text,
)
from .register import check_website

MAX_TEXT = 5000
LIMITS = {"works_with": 300, "website": 200}
"""Characters of the short texts; the others may have `MAX_TEXT`."""


def change_page(*, group: Group, texts: Mapping[str, str], by: Actor, at: datetime) -> PageChange:
    """New texts for a group's page: live at once when the office writes them or the municipality's setting says so.

    Otherwise an officer is told, and a wish that still waited makes place. Raises `UnableToManageGroups` when nothing
    is different, a text is too long, or the web address is none.
    """
    with transaction.atomic(durable=True):
        group = lock_group(group)
        by_office = require_keeper_or_speaker(by, group, at)
        different = _different(group, texts)
        _withdraw_waiting(group, by, at)
        change = PageChange.objects.create(
            group=group, texts=different, base_version=group.text_version, proposed_by=by, proposed_at=at
        )
        if by_office or pages_go_live_directly(localdate(at)):
            _go_live(group, change, by, at)
        else:
            record("group_page.proposed", group, by=by, at=at, data={"name": group.name, "fields": sorted(different)})
            notices.tell_office(group, "page", str(change.pk), at=at)
    return change


def _different(group: Group, texts: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for name in PAGE_TEXTS:
        text = texts.get(name, getattr(group, name)).replace("\r\n", "\n").strip()
        limit = LIMITS.get(name, MAX_TEXT)
        if len(text) > limit:
            raise UnableToManageGroups(
                _("Deze tekst is te lang. U mag %(limit)d tekens gebruiken.") % {"limit": limit}, name
            )
        text = check_website(text) if name == "website" else text
        if text != getattr(group, name):
            found[name] = text
    if not found:
        raise UnableToManageGroups(_("U heeft niets veranderd. Pas een tekst aan, of ga terug."))
    return found


def _withdraw_waiting(group: Group, by: Actor, at: datetime) -> None:
    for earlier in group.page_changes.select_for_update().filter(state=ChangeState.WAITING).order_by("pk"):
        move(CHANGE_WORKFLOW, earlier, "withdraw")
        earlier.save()
        record("group_page.withdrawn", group, by=by, at=at, data={"name": group.name})


def _go_live(group: Group, change: PageChange, by: Actor, at: datetime) -> None:
    move(CHANGE_WORKFLOW, change, "approve")
    change.decided_by, change.decided_at = by, at
    change.save()
    for name, text in change.texts.items():
        if name in PAGE_TEXTS:
            setattr(group, name, text)
    group.text_version += 1
    group.changed_at = at
    group.save()
    record("group_page.changed", group, by=by, at=at, data={"name": group.name, "fields": sorted(change.texts)})


def approve_page(*, change: PageChange, seen_version: int, by: Actor, at: datetime) -> Group:
    """Put waiting texts on the page. `seen_version` is the version of the page beside which the officer read them.

    Raises `UnableToManageGroups` when somebody changed the page since then.
    """
    with transaction.atomic(durable=True):
        group, change = _locked(change)
        require_keeper(by, group, at)
        if group.text_version != seen_version:
            raise UnableToManageGroups(
                _("De pagina is intussen veranderd. Bekijk het verschil opnieuw en keur het dan goed.")
            )
        _go_live(group, change, by, at)
        notices.tell_proposer(group, "page", str(change.pk), change.proposed_by, at=at)
    return group


def turn_down_page(*, change: PageChange, reason: str, by: Actor, at: datetime) -> PageChange:
    """Leave the page as it is; the group hears why."""
    reason = require_text(reason, _("Schrijf op waarom niet. De groep leest dit."), "reason")
    with transaction.atomic(durable=True):
        group, change = _locked(change)
        require_keeper(by, group, at)
        move(CHANGE_WORKFLOW, change, "turn_down")
        change.decided_by, change.decided_at, change.reason = by, at, reason
        change.save()
        record("group_page.turned_down", group, by=by, at=at, data={"name": group.name})
        notices.tell_proposer(group, "page", str(change.pk), change.proposed_by, reason=reason, at=at)
    return change


def _locked(change: PageChange) -> tuple[Group, PageChange]:
    group = lock_group(change.group)
    return group, PageChange.objects.select_for_update().get(pk=change.pk)


GIVES_FEEDBACK = (Nature.WHATSAPP_GROUP, Nature.WHATSAPP_COORDINATION, Nature.SIGNALLING_GROUP)
"""Groups to which people report things, and which tell what became of it (R223)."""


def write_feedback(*, group: Group, month: date, text: str, by: Actor, at: datetime) -> MonthlyFeedback:
    """Tell in general terms what happened with the reports of a month (R223). `month` is any day in that month.

    Goes live like a page. Raises `UnableToManageGroups` for a month to come, one that was told already, or a group
    to which nobody reports anything.
    """
    text = require_text(text, _("Schrijf op wat er met de meldingen is gebeurd."), "text")
    month = month.replace(day=1)
    if len(text) > MAX_TEXT:
        raise UnableToManageGroups(
            _("Deze tekst is te lang. U mag %(limit)d tekens gebruiken.") % {"limit": MAX_TEXT}, "text"
        )
    if month > localdate(at):
        raise UnableToManageGroups(_("Deze maand is nog niet begonnen. Kies een eerdere maand."), "month")
    with transaction.atomic(durable=True):
        group = lock_group(group)
        by_office = require_keeper_or_speaker(by, group, at)
        if group.kind.nature not in GIVES_FEEDBACK:
            raise UnableToManageGroups(_("Bij deze groep doen mensen geen meldingen."))
        if group.feedback.filter(month=month, state__in=[ChangeState.WAITING, ChangeState.APPROVED]).exists():
            raise UnableToManageGroups(_("Over deze maand is al iets geschreven. Kies een andere maand."), "month")
        row = MonthlyFeedback.objects.create(group=group, month=month, text=text, proposed_by=by, proposed_at=at)
        if by_office or pages_go_live_directly(localdate(at)):
            _publish(row, by, at)
        else:
            record("group_feedback.proposed", group, by=by, at=at, data=_facts(row))
            notices.tell_office(group, "feedback", str(row.pk), at=at)
    return row


def _facts(row: MonthlyFeedback) -> dict[str, object]:
    return {"name": row.group.name, "month": f"{row.month:%Y-%m}"}


def _publish(row: MonthlyFeedback, by: Actor, at: datetime) -> None:
    move(CHANGE_WORKFLOW, row, "approve")
    row.decided_by, row.decided_at = by, at
    row.save()
    record("group_feedback.published", row.group, by=by, at=at, data=_facts(row))


def publish_feedback(*, feedback: MonthlyFeedback, by: Actor, at: datetime) -> MonthlyFeedback:
    """Put what a group wrote about a month on its page."""
    with transaction.atomic(durable=True):
        group = lock_group(feedback.group)
        require_keeper(by, group, at)
        row = MonthlyFeedback.objects.select_for_update().select_related("group").get(pk=feedback.pk)
        _publish(row, by, at)
        notices.tell_proposer(group, "feedback", str(row.pk), row.proposed_by, at=at)
    return row


def turn_down_feedback(*, feedback: MonthlyFeedback, reason: str, by: Actor, at: datetime) -> MonthlyFeedback:
    """Do not publish it, for instance because somebody could be recognised; the group hears why and can try again."""
    reason = require_text(reason, _("Schrijf op waarom niet. De groep leest dit."), "reason")
    with transaction.atomic(durable=True):
        group = lock_group(feedback.group)
        require_keeper(by, group, at)
        row = MonthlyFeedback.objects.select_for_update().select_related("group").get(pk=feedback.pk)
        move(CHANGE_WORKFLOW, row, "turn_down")
        row.decided_by, row.decided_at, row.reason = by, at, reason
        row.save()
        record("group_feedback.turned_down", group, by=by, at=at, data=_facts(row))
        notices.tell_proposer(group, "feedback", str(row.pk), row.proposed_by, reason=reason, at=at)
    return row
