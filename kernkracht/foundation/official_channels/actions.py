"""Designating a way for official messages, and ending it."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.deadlines.models import Channel

from .models import MessageKind, OfficialChannel


class UnableToDesignate(Exception):
    """The kind, way, address, period or decision is not acceptable; `field` names which."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


def designate_channel(
    *, kind: str, channel: str, address: str, designated_from: date, decision: str, by: Actor, at: datetime
) -> OfficialChannel:
    """Let people send this kind of message this way from a day on (Awb 2:13). Raises `UnableToDesignate`."""
    address, decision = address.strip(), decision.strip()
    if kind not in MessageKind.values:
        raise UnableToDesignate(_("Kies een soort bericht."), "kind")
    if channel not in Channel.values:
        raise UnableToDesignate(_("Kies een manier om te sturen."), "channel")
    _require_address(channel, address)
    if not decision:
        raise UnableToDesignate(_("Vul in welk besluit deze manier aanwijst."), "decision")
    with transaction.atomic(durable=True):
        same = OfficialChannel.objects.select_for_update().filter(kind=kind, channel=channel, address=address)
        if same.on(designated_from).exists() or same.filter(designated_from__gte=designated_from).exists():
            raise UnableToDesignate(_("Deze manier is voor dit soort bericht al aangewezen."), "address")
        row = OfficialChannel.objects.create(
            kind=kind, channel=channel, address=address, designated_from=designated_from, decision=decision
        )
        record("official_channel.designated", row, by=by, at=at, ground="Awb 2:13", data=_facts(row))
        return row


def _require_address(channel: str, address: str) -> None:
    if channel == Channel.EMAIL:
        try:
            validate_email(address)
        except ValidationError:
            raise UnableToDesignate(_("Vul een e-mailadres in, zoals post@voorbeeld.nl."), "address") from None
    elif channel == Channel.WEBSITE and not address.startswith(("/", "https://")):
        raise UnableToDesignate(_("Vul een adres in dat begint met / of https://."), "address")
    elif not address:
        raise UnableToDesignate(_("Vul in hoe wij daar heten, bijvoorbeeld: gemeente Voorbeeld."), "address")


def end_channel(*, channel: OfficialChannel, last_day: date, by: Actor, at: datetime, today: date) -> OfficialChannel:
    """Let a way end on a day; nobody who sends today may find it closed unannounced. Raises `UnableToDesignate`."""
    with transaction.atomic(durable=True):
        row = OfficialChannel.objects.select_for_update().get(pk=channel.pk)
        if row.designated_until is not None:
            raise UnableToDesignate(_("Deze manier had al een laatste dag."))
        if last_day < max(today, row.designated_from):
            raise UnableToDesignate(_("Kies vandaag of een latere dag."), "last_day")
        row.designated_until = last_day
        row.save(update_fields=["designated_until"])
        record("official_channel.ended", row, by=by, at=at, ground="Awb 2:13", data=_facts(row))
        return row


def _facts(row: OfficialChannel) -> dict[str, object]:
    days = {"from": date_format(row.designated_from, "j F Y")}
    if row.designated_until is not None:
        days["until"] = date_format(row.designated_until, "j F Y")
    return {"kind": str(row.get_kind_display()), "channel": str(row.get_channel_display()), **days}
