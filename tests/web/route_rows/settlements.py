"""Reports, settlements, recoveries and stories."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.actions import store_letter
from kernkracht.grants.applications.models import ApplicationState, GrantDecision
from kernkracht.grants.settlements.models import Recovery, ReportPhoto, Settlement, SpendingReport, Story, StoryPhoto
from tests.factories.applications import ApplicationFactory
from tests.factories.settlements import picture
from tests.web.route_answers import Row, everybody, only
from tests.web.route_world import COORDINATOR, DECIDER, FINANCE, POLICY, STAFF, World

AT = datetime(2026, 10, 20, 10, tzinfo=UTC)
SETTLERS = (COORDINATOR, POLICY)


def build(world: World) -> dict[str, Any]:
    """A report to read, one with a proposal, one that was paid too much, one that is paid back, and a story."""
    received = _report(world)
    story = Story.objects.create(
        application=received.application,
        slug="pluktuin",
        state="published",
        title="Pluktuin",
        text="Er staan bomen.",
        proposed_by=Actor.system(),
        proposed_at=AT,
        agreed_by=Actor.system(),
        published_at=AT,
    )
    photo = ReportPhoto.objects.create(report=received, document=_picture())
    proposed, overpaid, owing = _settled(world, "proposed"), _settled(world, "decided"), _settled(world, "decided")
    Recovery.objects.create(
        settlement=owing,
        application=owing.application,
        amount_cents=100_00,
        due_on=date(2026, 12, 1),
        reason="Te veel.",
        letter=_letter(),
        decided_by=Actor.system(),
        decided_at=AT,
        decided_on=AT.date(),
    )
    return {
        "report": received,
        "expected_report": _report(world, state="expected"),
        "report_photo": photo,
        "story": story,
        "story_photo": StoryPhoto.objects.create(story=story, photo=photo),
        "proposed": proposed.report,
        "overpaid": overpaid.report,
        "owing": owing.report,
    }


def _picture() -> Any:
    from django.db import transaction

    from kernkracht.foundation.documents.actions import store_upload

    with transaction.atomic():
        return store_upload(file=picture(), name="foto.jpg", by=Actor.system(), at=AT)


def _letter() -> Any:
    return store_letter(kind="k", subject="s", html="<p>b</p>", by=Actor.system(), at=AT, pdf=b"%PDF")


def _report(world: World, state: str = "received") -> SpendingReport:
    case = ApplicationFactory(
        state=ApplicationState.GRANTED, granted_cents=500_00, decided_on=date(2026, 3, 9), village=world.village
    )
    decision = GrantDecision.objects.create(
        application=case,
        outcome="grant",
        amount_cents=500_00,
        reason="Goed plan.",
        budget_year=2026,
        decided_by=Actor.system(),
        decided_at=AT,
        decided_on=date(2026, 3, 9),
    )
    return SpendingReport.objects.create(
        application=case,
        decision=decision,
        form="receipts",
        state=state,
        counted_from=date(2026, 10, 1),
        due_on=date(2026, 12, 31),
        awarded_cents=500_00,
        handed_in_on=AT.date() if state == "received" else None,
        created_at=AT,
    )


def _settled(world: World, state: str) -> Settlement:
    report = _report(world)
    decided = {"decided_by": Actor.system("other"), "decided_at": AT, "decided_on": AT.date(), "letter": _letter()}
    return Settlement.objects.create(
        report=report,
        application=report.application,
        state=state,
        awarded_cents=500_00,
        settled_cents=400_00,
        paid_cents=500_00,
        ground="not_done",
        weighing="Vier bomen minder.",
        proposed_by=Actor.system(),
        proposed_at=AT,
        **(decided if state == "decided" else {}),
    )


def _number(thing: str) -> Any:
    return lambda w: {"number": w.things[thing].application.number}


def _token(thing: str, **more: str) -> Any:
    return lambda w: {"token": w.things[thing].token} | {key: w.things[name].pk for key, name in more.items()}


ROWS = [
    Row("stories", everybody(200)),
    Row("story", everybody(200), lambda w: {"slug": w.things["story"].slug}),
    Row("story_photo", everybody(200), lambda w: {"slug": w.things["story"].slug, "pk": w.things["story_photo"].pk}),
    Row("resident:report", everybody(200), _token("report")),
    Row("resident:report_photo_add", everybody(200), _token("expected_report")),
    Row("resident:report_photo", everybody(200), _token("report", pk="report_photo")),
    Row("resident:report_photo_remove", everybody(405), _token("report", pk="report_photo")),
    Row("resident:report_receipt_add", everybody(200), _token("expected_report")),
    Row("resident:report_receipt_remove", everybody(405), _token("report", pk="report_photo")),
    Row("resident:report_call_off", everybody(200), _token("expected_report")),
    Row("resident:report_story", everybody(200), _token("report")),
    Row("office_reports", only(*STAFF)),
    Row("office_report", only(*STAFF), _number("report")),
    Row(
        "office_report_photo",
        only(*STAFF),
        lambda w: {"number": w.things["report"].application.number, "pk": w.things["report_photo"].pk},
    ),
    Row("office_report_paper", only(*SETTLERS), _number("report")),
    Row("office_report_send_back", only(*SETTLERS), _number("report")),
    Row("office_report_call_off", only(*SETTLERS), _number("report")),
    Row("office_report_story", only(*SETTLERS), _number("report")),
    Row("office_report_story_withdraw", only(*SETTLERS), _number("report")),
    Row("office_settle", only(*SETTLERS), _number("report")),
    Row("office_settle_lower", only(*SETTLERS), _number("report")),
    Row("office_settle_change", only(*SETTLERS), _number("overpaid")),
    Row("office_settle_decide", only(DECIDER), _number("proposed")),
    Row("office_settle_return", only(*SETTLERS, DECIDER), _number("proposed")),
    Row("office_recover", only(DECIDER), _number("overpaid")),
    Row("office_repayment", only(*SETTLERS, FINANCE), _number("owing")),
    Row("office_set_off", only(*SETTLERS, FINANCE), _number("owing")),
    Row("office_write_off", only(DECIDER), _number("owing")),
]
