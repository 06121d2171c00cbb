"""What the case leads to: a plan, its attachment, its letters, and the letter to the council. All really there."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from kernkracht.accountability.council_reports.actions import freeze_letter, start_letter
from kernkracht.community.people.models import ContactCard
from kernkracht.community.people.portraits import store_portrait
from kernkracht.foundation.documents.actions import store_letter, store_upload
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.applications.models import ApplicationState, Attachment, GrantDecision, Outcome
from tests.factories.applications import ApplicationFactory
from tests.factories.documents import pdf_bytes, picture_bytes

from ..route_answers import Row, answers, everybody, only
from ..route_world import ADMINISTRATOR, COORDINATOR, MANAGER, OWNER, POLICY, STAFF, World

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)


def build(world: World) -> dict[str, Any]:
    """A granted case of the owner, whose mailed link nobody opened."""
    officer = world.colleague.actor
    case = ApplicationFactory(
        applicant=world.owner,
        village=world.village,
        state=ApplicationState.GRANTED,
        granted_cents=40_000,
        decided_on=NOON.date(),
    )
    with transaction.atomic():
        document = store_upload(file=ContentFile(pdf_bytes()), name="begroting.pdf", by=world.owner.actor, at=NOON)
        letter = store_letter(
            kind="decision_award", subject="Besluit", html="<p>U krijgt geld.</p>", by=officer, at=NOON
        )
    Attachment.objects.create(application=case, document=document, document_kind="budget")
    GrantDecision.objects.create(
        application=case,
        outcome=Outcome.GRANT,
        amount_cents=40_000,
        reason="Het plan past.",
        budget_year=2026,
        decided_by=officer,
        decided_at=NOON,
        decided_on=NOON.date(),
        letter=letter,
    )
    message = OutboxMessage.objects.create(
        unique_key="matrix letter", kind="decision_award", subject="s", body_text="t", created_at=NOON, letter=letter
    )
    council = start_letter(year=2026, as_of=date(2026, 11, 1), by=officer, at=datetime(2026, 11, 2, tzinfo=UTC))
    frozen = freeze_letter(letter=council, by=officer, at=NOON)
    with transaction.atomic():
        photo = store_portrait(file=ContentFile(picture_bytes()), name="foto.jpg", by=officer, at=NOON)
    ContactCard.objects.update_or_create(user=world.colleague, defaults={"public_name": "Kaart", "portrait": photo})
    return {
        "portrait": photo,
        "granted": case,
        "document": document,
        "letter": letter,
        "with letter": message,
        "frozen": frozen,
    }


def _plan(world: World) -> dict[str, Any]:
    return {"number": world.things["granted"].number}


def _document(world: World) -> dict[str, Any]:
    return {"key": world.things["document"].key}


def _letter(world: World) -> dict[str, Any]:
    return {"key": world.things["letter"].key}


def _figure(world: World) -> dict[str, Any]:
    return {"year": 2026, "scheme": world.things["granted"].scheme.slug, "code": "granted"}


HOLDERS = answers(404)(dict.fromkeys((OWNER, *STAFF), 200))
"""The applicant and the office; a visitor is not sent to sign in, since the address itself is a secret."""

ROWS = [
    Row("plan", everybody(200), _plan),
    Row("attachment", HOLDERS, _document),
    Row("portrait", everybody(200), lambda w: {"key": w.things["portrait"].key}),
    Row("letter", HOLDERS, _letter),
    Row("letter_page", HOLDERS, _letter),
    Row(
        "office_message_letter", only(COORDINATOR, POLICY, ADMINISTRATOR), lambda w: {"pk": w.things["with letter"].pk}
    ),
    Row("office_council_letter_cases", only(POLICY, MANAGER), lambda w: {"pk": w.council_letter.pk, **_figure(w)}),
    Row("council_letter", everybody(200), lambda _w: {"year": 2026}),
    Row("council_letter_download", everybody(200), lambda _w: {"year": 2026, "kind": "json"}),
    Row("council_letter_cases", everybody(200), lambda w: {"figure_year": 2026, **_figure(w)}),
]
