"""Destroying what stands on an approved list: each thing in a transaction of its own, so that a halt harms nothing."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import datetime

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.actions import letter_as_pdf, store_letter
from kernkracht.foundation.notices.texts import render_letter

from ..declarations import DataClass, keeping_of
from ..erasing import UnableToErase, erase
from ..models import DestructionCertificate, DestructionItem, DestructionList, ItemState, ListState
from ..notices import CERTIFICATE, CertificateContext, CertificateLine
from ..queries import approved_lists, candidate_now
from ..structure import model_of

logger = logging.getLogger(__name__)
CERTIFICATE_SUBJECT = "Verklaring van vernietiging"


def execute_approved_lists(*, by: Actor, at: datetime) -> int:
    """Carry out every approved list; how many were finished. Run again after a halt, it goes on where it stopped."""
    return sum(execute_list(destruction_list=found, by=by, at=at) is not None for found in approved_lists())


def execute_list(*, destruction_list: DestructionList, by: Actor, at: datetime) -> DestructionCertificate | None:
    """Destroy what is left on an approved list and make its certificate; None when another worker finished it."""
    waiting = destruction_list.items.filter(state=ItemState.LISTED).order_by("pk").values_list("pk", flat=True)
    for pk in list(waiting):
        _execute_item(pk, by, at)
    return _finish(destruction_list.pk, by, at)


def _execute_item(pk: int, by: Actor, at: datetime) -> None:
    try:
        _destroy(pk, by, at)
    except (UnableToErase, IntegrityError):
        logger.exception("Item %s of a destruction list could not be destroyed", pk)
        _hold(pk, _("Iets buiten het dossier heeft dit nog nodig. Vraag de functioneel beheerder."), by, at)


@transaction.atomic(durable=True)
def _destroy(pk: int, by: Actor, at: datetime) -> None:
    item = DestructionItem.objects.select_for_update().select_related("list").get(pk=pk)
    if item.state != ItemState.LISTED or item.list.state != ListState.APPROVED:
        return
    keeping = keeping_of(item.object_type)
    row = model_of(keeping)._base_manager.select_for_update(of=("self",)).filter(pk=item.object_id).first()
    if row is None:
        _settle(item, ItemState.HELD, _("Dit was er al niet meer."), by, at)
        return
    if candidate_now(item.object_type, item.object_id, item.list.as_of) is None:
        _settle(item, ItemState.HELD, _("Er is sinds de lijst iets veranderd. Dit mag nu niet meer weg."), by, at)
        return
    record("retention.destroyed", row, by=by, at=at, ground=item.source, data={"list": item.list_id})
    _settle(item, ItemState.DESTROYED, "", by, at)
    erase(keeping, row.pk, at=at, item=item)


@transaction.atomic(durable=True)
def _hold(pk: int, reason: str, by: Actor, at: datetime) -> None:
    item = DestructionItem.objects.select_for_update().select_related("list").get(pk=pk)
    if item.state == ItemState.LISTED:
        _settle(item, ItemState.HELD, reason, by, at)


def _settle(item: DestructionItem, state: ItemState, reason: str, by: Actor, at: datetime) -> None:
    item.state, item.reason, item.decided_by, item.decided_at = state, reason, by, at
    item.save()
    if state == ItemState.HELD:
        record("retention.held", item.list, by=by, at=at, data={"number": item.number, "list": item.list_id})


def _finish(pk: int, by: Actor, at: datetime) -> DestructionCertificate | None:
    """The certificate, made when nothing is left on the list. The paper is made before the lock."""
    found = DestructionList.objects.get(pk=pk)
    if found.state != ListState.APPROVED or found.items.filter(state=ItemState.LISTED).exists():
        return None
    context = certificate_of(found, at)
    html = render_letter(CERTIFICATE.code, context)
    pdf = letter_as_pdf(subject=CERTIFICATE_SUBJECT, html=html)
    with transaction.atomic(durable=True):
        found = DestructionList.objects.select_for_update().get(pk=pk)
        if found.state != ListState.APPROVED:
            return None
        letter = store_letter(kind=CERTIFICATE.code, subject=CERTIFICATE_SUBJECT, html=html, by=by, at=at, pdf=pdf)
        found.state, found.executed_at = ListState.EXECUTED, at
        found.save()
        counts = {line.data_class: line.count for line in context.lines}
        record("retention.list_executed", found, by=by, at=at, data={"number": found.pk, "count": context.destroyed})
        return DestructionCertificate.objects.create(list=found, letter=letter, counts=counts, issued_at=at)


def certificate_of(found: DestructionList, at: datetime) -> CertificateContext:
    """The facts of the certificate: counts per class and period, the approver's role and day; no person, no number."""
    gone = found.items.filter(state=ItemState.DESTROYED)
    period = gone.aggregate(first=models.Min("ended_on"), last=models.Max("ended_on"))
    states = Counter(found.items.order_by().values_list("state", flat=True))
    lines = tuple(
        CertificateLine(
            data_class=str(row["data_class"]),
            label=str(DataClass(row["data_class"]).label),
            source=row["source"],
            years=row["years"],
            count=row["count"],
        )
        for row in gone.order_by("data_class", "source", "years")
        .values("data_class", "source", "years")
        .annotate(count=models.Count("pk"))
    )
    assert found.approved_at is not None  # noqa: S101  (a constraint of the database)
    return CertificateContext(
        number=str(found.pk),
        as_of=found.as_of,
        lines=lines,
        destroyed=states[ItemState.DESTROYED],
        taken_off=states[ItemState.TAKEN_OFF],
        held=states[ItemState.HELD],
        ended_from=period["first"],
        ended_until=period["last"],
        approver_role=found.approver_role,
        approved_on=timezone.localdate(found.approved_at),
        executed_on=timezone.localdate(at),
    )
