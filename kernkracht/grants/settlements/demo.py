"""The demo's reports: told by invented receivers, settled by the demo's officers, one of them a public story."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import Any

import yaml
from django.conf import settings
from PIL import Image, ImageDraw

from kernkracht.community.people.models import User
from kernkracht.community.people.queries import contact_for
from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications.days import day_of

from .actions import (
    Receipt,
    Telling,
    UnableToAccount,
    add_photo,
    add_receipt,
    ask_story,
    hand_in_report,
    propose_settlement,
    publish_story,
    recover,
    settle_as_awarded,
    settle_grant,
)
from .models import LowerGround, ReportForm, ReportState, Settlement, SpendingReport

LINK = "link"


def load(at: datetime) -> None:
    """Let the oldest grants that wait for a report be told about. A seed without reports loads nothing."""
    file = settings.DEMO_SEED_DIR / "settlements.yaml"
    if not file.exists():
        return
    seed: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    settler, decider = _actor(seed["settler"]), _actor(seed["decider"])
    waiting = SpendingReport.objects.filter(state=ReportState.EXPECTED).select_related(
        "application__village", "decision"
    )
    reports = iter(list(waiting.order_by("counted_from", "pk")[:40]))
    for row in seed["reports"]:
        for report in reports:
            if _tell(report, row, at) and _settle(report, row, settler, decider, at):
                break


def _tell(report: SpendingReport, row: dict[str, Any], at: datetime) -> bool:
    """The receiver's part, a fortnight ago; a report that cannot be told yet is passed over."""
    by, then = Actor.system(LINK), at - timedelta(days=14)
    if report.decision.decided_at >= then:
        return False
    if report.form == ReportForm.RECEIPTS:
        receipt = Receipt(
            spent_on=day_of(then),
            what="Materiaal",
            cost_kind="materials",
            amount_cents=max(report.awarded_cents * row["spent_percent"] // 100, 1),
            file=(_picture(f"bon {report.pk}", "white"), "bon.png"),
        )
        add_receipt(report=report, receipt=receipt, by=by, at=then)
    add_photo(
        report=report,
        file=(_picture(f"plan {report.pk}", "seagreen"), "foto.png"),
        caption="Een getekende plaat in plaats van een foto, voor de demo.",
        by=by,
        at=then,
    )
    hand_in_report(report=report, what_happened=row["what"], people_count=row["people"], by=by, at=then)
    return True


def _settle(report: SpendingReport, row: dict[str, Any], settler: Actor, decider: Actor, at: datetime) -> bool:
    """The office's part, in the week after. An officer with an interest or without the right leaves it to read."""
    then = at - timedelta(days=7)
    report = SpendingReport.objects.select_related("application__village", "decision").get(pk=report.pk)
    try:
        if row["end"] == "whole":
            settle_as_awarded(report=report, by=settler, at=then)
            _publish(report, row, settler, then)
        elif row["end"] == "lower":
            proposed = propose_settlement(
                report=report,
                settled_cents=report.awarded_cents * row["settled_percent"] // 100,
                ground=LowerGround.NOT_DONE,
                weighing=row["weighing"],
                by=settler,
                at=then,
            )
            _decide(proposed, decider, then + timedelta(days=1))
    except UnableToAccount:
        return False
    return True


def _decide(proposed: Settlement, decider: Actor, at: datetime) -> None:
    settlement = settle_grant(settlement=proposed, by=decider, at=at)
    if settlement.overpaid_cents:
        recover(settlement=settlement, reason="Dit deel van het geld is niet gebruikt.", by=decider, at=at)


def _publish(report: SpendingReport, row: dict[str, Any], settler: Actor, at: datetime) -> None:
    photos = list(report.photos.order_by("pk").values_list("pk", flat=True))
    officer = User.objects.get(actor=settler)
    village = report.application.village
    contact = contact_for(village, day_of(at)) if village else None
    coordinator = contact.user if contact and contact.user else officer
    telling = Telling(row["story"], row["what"], coordinator, officer, photos)
    story = ask_story(report=report, telling=telling, by=settler, at=at)
    publish_story(story=story, seen=story.proposed_at, by=Actor.system(LINK), at=at + timedelta(days=1))


def _picture(words: str, colour: str) -> io.BytesIO:
    """A drawn picture: no photo of people is kept with the code."""
    picture = Image.new("RGB", (960, 640), colour)
    drawing = ImageDraw.Draw(picture)
    for step in range(8):
        drawing.ellipse(
            (100 * step, 200 + 30 * step, 100 * step + 160, 360 + 30 * step), fill=(250, 240 - 12 * step, 180)
        )
    drawing.text((30, 30), words, fill="black")
    content = io.BytesIO()
    picture.save(content, "PNG")
    content.seek(0)
    return content


def _actor(email: str) -> Actor:
    return User.objects.get(email=email).actor
