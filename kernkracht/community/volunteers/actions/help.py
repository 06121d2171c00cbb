"""Help that is wanted, and the support point (R181, R182)."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.groups.models import Group
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..models import HelpWanted, SupportPoint
from ..workflow import HELP_WORKFLOW
from ._guard import UnableToManageVolunteers, put, require_manager, require_non_personal, require_words


class UnableToSaveHelp(UnableToManageVolunteers):
    """Nobody asks for it, or its last day is over."""


@dataclass(frozen=True)
class SupportPointFacts:
    name: str
    email: str = ""
    phone: str = ""
    website: str = ""
    opening: str = ""


@dataclass(frozen=True)
class HelpFacts:
    """Who asks is a group of the register, another organisation, or a public plan by number and title."""

    title: str
    village: Village
    text: str = ""
    people_wanted: int | None = None
    moment: str = ""
    group: Group | None = None
    organisation: str = ""
    plan_number: str = ""
    plan_title: str = ""
    closes_on: date | None = None


@transaction.atomic(durable=True)
def save_support_point(*, facts: SupportPointFacts, by: Actor, at: datetime) -> SupportPoint:
    """Say who the support point is. Raises `UnableToManageVolunteers`."""
    require_manager(by, at)
    require_words(facts.name, _("Vul in hoe het steunpunt heet."))
    row = SupportPoint.objects.select_for_update().first() or SupportPoint()
    put(row, ((field.name, getattr(facts, field.name)) for field in fields(facts)))
    row.save()
    record("volunteers.support_point_saved", row, by=by, at=at)
    return row


@transaction.atomic(durable=True)
def save_help(*, facts: HelpFacts, by: Actor, at: datetime, wanted: HelpWanted | None = None) -> HelpWanted:
    """Write down what help is wanted; it stands open only after `open_help`. Raises `UnableToSaveHelp`."""
    row = HelpWanted.objects.select_for_update().get(pk=wanted.pk) if wanted else HelpWanted()
    require_manager(by, at, facts.village)
    if row.pk is not None:
        require_manager(by, at, row.village)
    require_words(facts.title, _("Vul in wat voor hulp er nodig is."))
    if facts.group is not None:
        facts = replace(facts, organisation=facts.group.name)
    if not facts.organisation.strip() and not facts.plan_number:
        raise UnableToSaveHelp(_("Kies een groep, of vul een organisatie of het nummer van een plan in."))
    if facts.people_wanted is not None and facts.people_wanted < 1:
        raise UnableToSaveHelp(_("Vul een aantal van 1 of meer in, of laat het leeg."))
    require_non_personal(facts.title, facts.text, facts.moment)
    put(row, ((field.name, getattr(facts, field.name)) for field in fields(facts)))
    row.save()
    record("volunteers.help_saved", row, by=by, at=at, data={"title": row.title})
    return row


@transaction.atomic(durable=True)
def open_help(*, wanted: HelpWanted, by: Actor, at: datetime) -> HelpWanted:
    """Put it on the public page. Raises `UnableToSaveHelp`."""
    row = _locked(wanted, by, at)
    if row.closes_on is not None and row.closes_on < localdate(at):
        raise UnableToSaveHelp(_("De laatste dag is voorbij. Kies eerst een latere laatste dag."))
    _move(row, "open")
    row.opened_at = at
    row.save(update_fields=["state", "opened_at"])
    record("volunteers.help_opened", row, by=by, at=at, data={"title": row.title})
    return row


@transaction.atomic(durable=True)
def close_help(*, wanted: HelpWanted, by: Actor, at: datetime) -> HelpWanted:
    """Take it off the public page; who offered is not lost. Raises `UnableToSaveHelp`."""
    row = _locked(wanted, by, at)
    _move(row, "close")
    row.save(update_fields=["state"])
    record("volunteers.help_closed", row, by=by, at=at, data={"title": row.title})
    return row


def _locked(wanted: HelpWanted, by: Actor, at: datetime) -> HelpWanted:
    row = HelpWanted.objects.select_for_update().get(pk=wanted.pk)
    require_manager(by, at, row.village)
    return row


def _move(row: HelpWanted, name: str) -> None:
    sentence = _("Deze vraag staat al open.") if name == "open" else _("Deze vraag staat niet open.")
    HELP_WORKFLOW.move(row, name, lambda _state: UnableToSaveHelp(sentence))
