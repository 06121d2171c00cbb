"""What readers see and from when; who may only write hands over to who may publish."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..hooks import tell_published, tell_turned_down
from ..models import Page, PageVersion, Publication
from ._guard import UnableToWrite, require_publisher, require_writer


class UnableToPublish(UnableToWrite):
    """The text cannot go on the website like this, or not in these moments."""


def hand_over(*, page: Page, by: Actor, at: datetime) -> Page:
    """Put the newest version forward to who may publish. Raises `UnableToPublish` and `NotAllowedToWrite`."""
    with transaction.atomic(durable=True):
        require_writer(by, at)
        return put_forward(_locked(page), by=by, at=at)


def put_forward(row: Page, *, by: Actor, at: datetime) -> Page:
    """The same inside the act of a room that checked who asks."""
    newest = _newest(row)
    if row.handed_over_number == newest.number:
        raise UnableToPublish(_("Deze tekst is al overgedragen. Wie mag publiceren, ziet hem in de lijst."))
    row.handed_over_number, row.handed_over_by, row.handed_over_at = newest.number, by, at
    row.turned_down_reason = ""
    row.save()
    record("page.handed_over", row, by=by, at=at, data={"title": newest.title})
    return row


def turn_down(*, page: Page, reason: str, by: Actor, at: datetime) -> Page:
    """Give a text that was handed over back to its writer, with the reason. Raises `UnableToPublish`."""
    with transaction.atomic(durable=True):
        require_publisher(by, at)
        row = _locked(page)
        if row.handed_over_number is None:
            raise UnableToPublish(_("Deze tekst is niet (meer) overgedragen."))
        if not reason.strip():
            raise UnableToPublish(_("Schrijf op wat er anders moet. De schrijver leest dit."), "reason")
        row.turned_down_reason = reason.strip()
        _clear_hand_over(row)
        row.save()
        record("page.turned_down", row, by=by, at=at, data={"title": _newest(row).title})
        tell_turned_down(row, by, at)
        return row


def publish(
    *,
    page: Page,
    number: int,
    by: Actor,
    at: datetime,
    live_from: datetime | None = None,
    live_until: datetime | None = None,
) -> Publication:
    """Let version `number` count from `live_from` (None: now) until `live_until` (None: until something else counts).

    Publications that were planned are called off: the last plan counts. Raises `UnableToPublish`.
    """
    with transaction.atomic(durable=True):
        require_publisher(by, at)
        row = _locked(page)
        version = row.versions.filter(number=number).first()
        if version is None:
            raise UnableToPublish(_("Deze versie is er niet. Ververs de pagina."))
        begins = max(live_from or at, at)
        if live_until is not None and live_until <= begins:
            raise UnableToPublish(_("De tekst zou weg zijn voordat hij begint. Kies een latere laatste dag."), "until")
        _later(row, at).update(is_called_off=True)
        made = Publication.objects.create(
            page=row, version=version, live_from=begins, live_until=live_until, made_by=by, made_at=at
        )
        _clear_hand_over(row)
        row.turned_down_reason = ""
        row.save()
        record("page.published", row, by=by, at=at, data={"title": version.title, "number": version.number})
        tell_published(made, by, at)
        return made


def withdraw_page(*, page: Page, by: Actor, at: datetime) -> Page:
    """Take a text off the website at once, and call off what was planned. Raises `UnableToPublish`."""
    with transaction.atomic(durable=True):
        require_publisher(by, at)
        row = _locked(page)
        live = Publication.objects.live(at).filter(page=row).first()
        planned = _later(row, at).update(is_called_off=True)
        if live is None and not planned:
            raise UnableToPublish(_("Deze tekst staat niet op de website."))
        if live is not None:
            live.live_until = at
            live.save()
        event = "page.withdrawn" if live is not None else "page.called_off"
        record(event, row, by=by, at=at, data={"title": _newest(row).title})
        return row


def _later(row: Page, at: datetime) -> QuerySet[Publication]:
    return row.publications.filter(is_called_off=False, live_from__gt=at)


def _clear_hand_over(row: Page) -> None:
    row.handed_over_number = row.handed_over_by = row.handed_over_at = None


def _newest(row: Page) -> PageVersion:
    return row.versions.order_by("-number")[0]


def _locked(page: Page) -> Page:
    return Page.objects.select_for_update().get(pk=page.pk)
