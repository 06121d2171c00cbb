"""A case that was asked for, granted and carried out, by the acts that people did, with words to look for."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from django.db import transaction

from kernkracht.foundation.documents.actions import store_upload
from kernkracht.grants.applications import actions
from kernkracht.grants.applications.models import Attachment, Companion, GrantApplication, IncomeLine
from kernkracht.grants.payments.models import PaymentObligation
from tests.factories.documents import picture_bytes
from tests.grants.applications.desk import DECIDED_AT, NOON, Desk

from .planting import MARKER

LATER = datetime.fromisoformat("2034-06-01T10:00:00+00:00")
"""More than seven years after everything of such a case."""


def granted_case(desk: Desk) -> GrantApplication:
    """Every text that somebody types holds the marker; the office's acts do what they do."""
    case = desk.case
    words: dict[str, Any] = {
        "title": f"Plan van {MARKER}",
        "description": MARKER,
        "public_summary": MARKER,
        "street": MARKER,
        "contact_name": f"Robin {MARKER}",
        "contact_email": f"{MARKER}@example.org",
        "contact_phone": MARKER,
        "contact_address": f"{MARKER}straat 1",
        "iban": MARKER,
        "account_holder": MARKER,
        "organisation": MARKER,
        "answers": {"vraag": MARKER},
        "may_publish": True,
        "applicant_kind": "association",
    }
    GrantApplication.objects.filter(pk=case.pk).update(**words)
    case.refresh_from_db()
    IncomeLine.objects.create(application=case, kind="own", description=MARKER, amount_cents=100)
    with transaction.atomic():
        document = store_upload(
            file=BytesIO(picture_bytes("PNG")), name=f"{MARKER}.png", by=desk.assessor.actor, at=NOON
        )
        Attachment.objects.create(application=case, document=document)
    friend = {"kind": Companion.Kind.SUPPORTER, "name": MARKER, "email": f"steun-{MARKER}@example.org"}
    Companion.objects.create(application=case, invited_at=NOON, address=MARKER, **friend)
    who = {"application": case, "by": desk.assessor.actor}
    actions.judge_criterion(**who, criterion="open-access", verdict="met", reason=MARKER, at=NOON)
    actions.note_talk(**who, held_on=NOON.date(), how="telefoon", summary=MARKER, at=NOON + timedelta(hours=1))
    desk.propose(case, reason=f"Omdat {MARKER} het zegt.", obligations=MARKER)
    actions.award_grant(application=case, no_interest=True, by=desk.decider.actor, at=DECIDED_AT)
    paid = {"state": "paid", "iban": MARKER, "payee_name": MARKER, "description": MARKER, "block": ""}
    PaymentObligation.objects.filter(application=case).update(
        paid_on=DECIDED_AT.date(), due_on=DECIDED_AT.date(), **paid
    )
    return desk.fresh(case)
