"""Themes that a village chose together with the municipality (R45), and who joins for them (R46)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.people.models import User
from kernkracht.community.themes.models import Theme
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..models import LONGEST_LINE, ChosenTheme
from ._guard import UnableToKeepBaseline, require_visitor, words

LONGEST_TOPIC = 150


class UnableToChooseTheme(UnableToKeepBaseline):
    """The theme cannot be chosen, or was ended already."""


@dataclass(frozen=True)
class ChoiceFacts:
    """What was chosen, when, and where: at a gathering of the village, or at a place in words."""

    theme: Theme
    topic: str
    chosen_on: date
    gathering: Gathering | None = None
    place: str = ""
    colleagues: tuple[User, ...] = ()


@transaction.atomic(durable=True)
def choose_theme(
    *, village: Village, facts: ChoiceFacts, by: Actor, at: datetime, chosen: ChosenTheme | None = None
) -> ChosenTheme:
    """Note a theme that was chosen together, or correct it. Raises `UnableToChooseTheme`."""
    require_visitor(by, at, village)
    Village.objects.select_for_update().get(pk=village.pk)
    topic = words(facts.topic, "topic", _("Schrijf op waar het over gaat."), longest=LONGEST_TOPIC)
    place = words(facts.place, "place", longest=LONGEST_TOPIC) or (facts.gathering.title if facts.gathering else "")
    _refuse_choice(village, facts, place, at)
    running = ChosenTheme.objects.filter(village=village, valid_until=None, topic__iexact=topic)
    if (running.exclude(pk=chosen.pk) if chosen else running).exists():
        raise UnableToChooseTheme(_("Dit onderwerp is al gekozen."), "topic")
    row = ChosenTheme.objects.get(pk=chosen.pk, village=village) if chosen else ChosenTheme(village=village)
    row.theme, row.topic, row.valid_from = facts.theme, topic, facts.chosen_on
    row.gathering, row.place, row.chosen_by = facts.gathering, place, by
    row.save()
    row.colleagues.set(facts.colleagues)
    event = "baseline.theme_changed" if chosen else "baseline.theme_chosen"
    record(event, village, by=by, at=at, data={"village": village.name, "topic": topic})
    return row


def _refuse_choice(village: Village, facts: ChoiceFacts, place: str, at: datetime) -> None:
    if facts.chosen_on > localdate(at):
        raise UnableToChooseTheme(_("Kies vandaag of een eerdere dag."), "chosen_on")
    if not place:
        raise UnableToChooseTheme(_("Kies bij welke bijeenkomst dit is gekozen, of vul in waar."), "place")
    gathering = facts.gathering
    if gathering is not None and not gathering.villages.filter(pk=village.pk).exists():
        raise UnableToChooseTheme(_("Kies een bijeenkomst van dit dorp."), "gathering")
    if any(not (colleague.is_staff and colleague.is_active) for colleague in facts.colleagues):
        raise UnableToChooseTheme(_("Kies collega’s die hier werken."), "colleagues")


@transaction.atomic(durable=True)
def end_theme(*, chosen: ChosenTheme, reason: str, last_day: date, by: Actor, at: datetime) -> ChosenTheme:
    """A theme is done, or was let go; the reason stays with it. Raises `UnableToChooseTheme`."""
    row = ChosenTheme.objects.select_for_update(of=("self",)).select_related("village").get(pk=chosen.pk)
    require_visitor(by, at, row.village)
    if row.valid_until is not None:
        raise UnableToChooseTheme(_("Dit onderwerp is al afgesloten."))
    if not row.valid_from <= last_day <= localdate(at):
        raise UnableToChooseTheme(_("Kies een dag tussen het begin en vandaag."), "last_day")
    row.ended_because = words(reason, "reason", _("Schrijf op waarom dit stopt."), longest=LONGEST_LINE)
    row.valid_until = last_day
    row.save()
    record("baseline.theme_ended", row.village, by=by, at=at, data={"village": row.village.name, "topic": row.topic})
    return row
