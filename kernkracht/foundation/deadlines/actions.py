"""Registering what moves the end of terms: outages, and days equated by decree."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from .hooks import tell_days_changed
from .models import Channel, EquatedDay, Outage
from .queries import AMSTERDAM


class UnableToRegisterOutage(Exception):
    """No channel, no text for the public, or times that cannot be. `field` names which."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class UnableToEquateDay(UnableToRegisterOutage):
    """The day is known already, lies behind us, or rests on nothing."""


def _day(at: datetime) -> date:
    return at.astimezone(AMSTERDAM).date()


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at, AMSTERDAM), "j F Y H.i")


def register_outage(
    *,
    channels: Iterable[str],
    started_at: datetime,
    ended_at: datetime | None = None,
    notice: str,
    by: Actor,
    at: datetime,
) -> Outage:
    """Write down that channels could not be reached (Awb 2:21); terms to send us something that ended then move.

    Raises `UnableToRegisterOutage`; the time may lie behind us, since an outage is often found out later.
    """
    chosen = [code for code in Channel.values if code in set(channels)]
    if not chosen:
        raise UnableToRegisterOutage(_("Kies wat niet werkt of werkte."), "channels")
    if not notice.strip():
        raise UnableToRegisterOutage(_("Schrijf op wat bezoekers moeten weten."), "notice")
    if started_at > at:
        raise UnableToRegisterOutage(_("Een storing begint nu of eerder."), "started_at")
    _require_end(started_at, ended_at, at)
    with transaction.atomic(durable=True):
        row = Outage.objects.create(channels=chosen, started_at=started_at, ended_at=ended_at, notice=notice.strip())
        record("outage.registered", row, by=by, at=at, ground="Awb 2:21", data={"from": _moment(started_at)})
        tell_days_changed(_day(started_at), _day(ended_at or at), by, at)
        return row


def end_outage(*, outage: Outage, ended_at: datetime, by: Actor, at: datetime) -> Outage:
    """Write down that it works again. Raises `UnableToRegisterOutage`: it had ended, or the end cannot be."""
    with transaction.atomic(durable=True):
        row = Outage.objects.select_for_update().get(pk=outage.pk)
        if row.ended_at is not None:
            raise UnableToRegisterOutage(_("Deze storing was al voorbij. Ververs de pagina."))
        _require_end(row.started_at, ended_at, at)
        row.ended_at = ended_at
        row.save(update_fields=["ended_at"])
        record("outage.ended", row, by=by, at=at, ground="Awb 2:21", data={"until": _moment(ended_at)})
        tell_days_changed(_day(row.started_at), _day(ended_at), by, at)
        return row


def _require_end(started_at: datetime, ended_at: datetime | None, at: datetime) -> None:
    if ended_at is None:
        return
    if ended_at <= started_at:
        raise UnableToRegisterOutage(_("De storing begon later. Kies een einde na het begin."), "ended_at")
    if ended_at > at:
        raise UnableToRegisterOutage(
            _("Dit moment moet nog komen. Vul pas in wanneer het voorbij was, als u dat weet."), "ended_at"
        )


def register_equated_day(*, day: date, name: str, decree: str, by: Actor, at: datetime) -> EquatedDay:
    """Let a day count as a holiday by decree (Algemene termijnenwet 3 lid 3); terms that ended on it move.

    Raises `UnableToEquateDay`: a day in the past would shift dates that people already counted on.
    """
    if not name.strip():
        raise UnableToEquateDay(_("Geef de dag een naam."), "name")
    if not decree.strip():
        raise UnableToEquateDay(_("Vul in welk besluit de dag gelijkstelt, en waar het staat."), "decree")
    if day < _day(at):
        raise UnableToEquateDay(_("Kies vandaag of een latere dag."), "day")
    try:
        with transaction.atomic(durable=True):
            row = EquatedDay.objects.create(day=day, name=name.strip(), decree=decree.strip())
            data = {"day": date_format(day, "j F Y"), "name": row.name}
            record("equated_day.registered", row, by=by, at=at, ground=row.decree[:200], data=data)
            tell_days_changed(day, day, by, at)
            return row
    except IntegrityError as fault:
        raise UnableToEquateDay(_("Deze dag staat er al."), "day") from fault
