"""Briefings: what they hold, that they stay, who reads them, and one sheet of paper per village (R20, R23)."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import docx
import pdfua
import pikepdf
import pytest
from django.db import DatabaseError, transaction
from pytest_django import DjangoAssertNumQueries

from kernkracht.accountability.briefings.actions import UnableToMakeBriefing, inform_alderman, make_briefing
from kernkracht.accountability.briefings.content import Content, Item, Left, Money, Part, Signal
from kernkracht.accountability.briefings.documents import as_docx, as_pdf, pages_of
from kernkracht.accountability.briefings.layout import MOST, page_of
from kernkracht.accountability.briefings.models import Briefing
from kernkracht.accountability.briefings.queries import (
    briefing_page,
    content_of,
    contents_of,
    series_of,
    visible_briefings,
)
from kernkracht.community.gatherings.models import Gathering
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.participation.baselines import actions as baselines
from kernkracht.participation.observations.models import PartnerCount, ReportKind, TrendNote
from kernkracht.participation.questions.actions import AnswerFacts, answer_in_content
from tests.factories.applications import ApplicationFactory
from tests.factories.briefings import briefed_village
from tests.factories.budgets import ceiling_with
from tests.factories.gatherings import ActionPointOfGatheringFactory, EveningFactory
from tests.factories.partners import PartnerFactory
from tests.factories.questions import asked
from tests.factories.themes import ThemeFactory
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def full_of_life(pair: Any) -> None:
    """Something under every heading, with a person in every text that could hold one."""
    village, by = pair.village, pair.coordinator.actor
    asked(NOW - timedelta(days=2), village=village, theme=ThemeFactory(label="Verkeer"), text="Bel Robin 06 12345678")
    case = ApplicationFactory(village=village, received_on=TODAY, due_on=TODAY - timedelta(days=1))
    ceiling_with(5_000_00, scheme=case.scheme, year=2026)
    ApplicationFactory(
        state="granted",
        granted_cents=500_00,
        village=village,
        title="Plan van robin@example.org",
        decided_on=TODAY,
        ends_on=date(2027, 3, 1),
        budget_year=2026,
    )
    ahead = EveningFactory(starts_at=NOW + timedelta(days=9), ends_at=NOW + timedelta(days=9, hours=2), title="Koffie")
    held = EveningFactory(
        starts_at=NOW - timedelta(days=9),
        ends_at=NOW - timedelta(days=9) + timedelta(hours=2),
        title="Avond over de dijk",
        state=Gathering.State.HELD,
        outcome="De dijk blijft. \nBel 06 12345678.",
    )
    for gathering in (ahead, held):
        gathering.villages.add(village)
    ActionPointOfGatheringFactory(gathering=held, text="Robin bellen op 06 12345678", due_on=date(2026, 12, 1))
    draft = baselines.start_baseline(village=village, by=by, at=NOW)
    baselines.write_going_on(baseline=draft, text="Rustig.", seen_on=TODAY, by=by, at=NOW)
    baselines.note_wish(baseline=draft, facts=baselines.WishFacts("Een bankje", for_agenda=True), by=by, at=NOW)
    baselines.adopt_baseline(baseline=draft, by=by, at=NOW)
    kind = ReportKind.objects.create(label="Afval")
    for month, count in ((date(2026, 7, 1), 4), (date(2026, 10, 1), 9)):
        PartnerCount.objects.create(
            partner=PartnerFactory(),
            village=village,
            kind=kind,
            month=month,
            count=count,
            imported_at=NOW,
            imported_by=by,
        )
    TrendNote.objects.create(village=village, text="Meer auto’s bij de school", written_at=NOW, written_by=by)


def test_every_heading_has_its_facts_and_nobody_is_named() -> None:
    pair = briefed_village()
    full_of_life(pair)
    row = make_briefing(village=pair.village, by=pair.coordinator.actor, at=NOW)
    content = content_of(pair.village, NOW)
    assert [item.stage for item in content.promises] == ["late", "open"]
    assert "over Verkeer" in content.promises[1].text
    assert (content.money.plans, content.money.year) == (1, 2026)
    assert content.money.left[0].cents == 5_000_00
    assert [item.stage for item in content.gatherings] == ["ahead", "held"]
    assert content.gatherings[1].more == "De dijk blijft."
    assert [item.key.split(":")[0] for item in content.agenda] == ["point", "wish"]
    signals = {signal.key.split(":")[0]: signal for signal in content.signals}
    assert (signals["count"].count, signals["count"].before) == (9, 4)
    assert signals["questions"].count == 1
    assert signals["trend"].text == "Meer auto’s bij de school"
    frozen = str(row.content)
    for trace in ("Robin", "robin", "06 1234", "example.org"):
        assert trace not in frozen


def test_what_was_open_then_is_open_then() -> None:
    pair = briefed_village()
    question = asked(NOW - timedelta(days=3), village=pair.village)
    answer_in_content(
        question=question, facts=AnswerFacts("Ja, dat kan."), by=pair.coordinator.actor, at=NOW - timedelta(days=1)
    )
    assert content_of(pair.village, NOW).promises == ()
    assert len(content_of(pair.village, NOW - timedelta(days=2)).promises) == 1
    assert content_of(pair.village, NOW - timedelta(days=5)).promises == ()


def test_the_next_one_says_what_changed_and_the_first_stays() -> None:
    pair = briefed_village()
    by = pair.coordinator.actor
    question = asked(NOW, village=pair.village)
    first = make_briefing(village=pair.village, by=by, at=NOW)
    assert first.changes == []
    before = briefing_page(first, is_paper=True)
    answer_in_content(question=question, facts=AnswerFacts("Ja, dat kan."), by=by, at=NOW + timedelta(days=1))
    second = make_briefing(village=pair.village, by=by, at=NOW + timedelta(days=2))
    assert second.previous == first
    assert second.changes == [f"Klaar: Vraag {question.number}."]
    assert briefing_page(first, is_paper=True) == before
    for change in (lambda: Briefing.objects.update(changes=[]), lambda: Briefing.objects.all()._raw_delete("default")):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            change()


def test_one_without_news_is_not_made_twice_on_a_day() -> None:
    pair = briefed_village()
    make_briefing(village=pair.village, by=pair.coordinator.actor, at=NOW)
    with pytest.raises(UnableToMakeBriefing, match="niets veranderd"):
        make_briefing(village=pair.village, by=pair.coordinator.actor, at=NOW + timedelta(hours=1))
    make_briefing(village=pair.village, by=pair.coordinator.actor, at=NOW + timedelta(days=1))
    assert Briefing.objects.count() == 2


def test_an_alderman_gets_one_document_and_one_mail_for_all_own_villages() -> None:
    pair = briefed_village()
    other = briefed_village(VillageFactory(sort_order=9), coordinator=pair.coordinator, alderman=pair.alderman)
    strange = briefed_village()
    made = inform_alderman(alderman=pair.alderman, by=pair.coordinator.actor, at=NOW)
    assert [row.village for row in made] == [pair.village, other.village]
    message = OutboxMessage.objects.get(kind="briefing_ready")
    assert message.recipient_email == pair.alderman.email
    assert str(made[0].series) in message.body_text
    key = made[0].series
    assert key is not None
    assert series_of(key, pair.alderman.actor, TODAY) == made
    assert series_of(key, strange.alderman.actor, TODAY) == []
    assert not visible_briefings(strange.alderman.actor, TODAY).exists()


def test_who_may_not_make_one_does_not() -> None:
    pair, strange = briefed_village(), briefed_village()
    for by in (strange.coordinator.actor, pair.alderman.actor):
        with pytest.raises(UnableToMakeBriefing):
            make_briefing(village=pair.village, by=by, at=NOW)
        with pytest.raises(UnableToMakeBriefing):
            inform_alderman(alderman=pair.alderman, by=by, at=NOW)
    assert not Briefing.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_many_villages_cost_no_more_queries_than_one(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    pair = briefed_village()
    full_of_life(pair)
    villages = [pair.village, *VillageFactory.create_batch(5)]
    with django_assert_max_num_queries(24):
        contents_of(villages, NOW)


def overfull() -> Content:
    """More than fits under every heading, in the widest letters there are."""
    long = "MWMW " * 60
    left = tuple(Left("Regeling met een lange naam", 10**10, is_own=True) for _number in range(7))
    items = tuple(Item(f"k{n}", long, TODAY, "late", long) for n in range(40))
    return Content(
        village="Sint Maartensvlotbrug aan de Overkant",
        area="Een gebied met een lange naam e.o.",
        as_of=TODAY,
        phase="In kaart brengen",
        money=Money(2026, 99, 123_456_789_00, left),
        signals=tuple(Signal(f"s{n}", long, 999, 999) for n in range(20)),
        **{part.value: items for part in Part},
    )


def test_even_the_fullest_village_is_one_sheet_of_tagged_pdf(tmp_path: Path) -> None:
    page = page_of(overfull(), ["MWMW " * 60] * 40, TODAY, is_paper=True)
    assert sum(len(block.lines) for block in page.blocks) >= sum(MOST.values()) - len(MOST)
    path = tmp_path / "briefing.pdf"
    path.write_bytes(as_pdf([page, replace(page, title="Tweede")]))
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 2
        assert "/StructTreeRoot" in pdf.Root
    assert not [f for f in pdfua.validate(str(path)).findings if f.severity == pdfua.Severity.ERROR]


def test_for_word_with_headings_and_a_sheet_per_village() -> None:
    pair = briefed_village()
    other = briefed_village(VillageFactory(sort_order=9), coordinator=pair.coordinator, alderman=pair.alderman)
    asked(NOW - timedelta(days=30), village=pair.village)
    made = inform_alderman(alderman=pair.alderman, by=pair.coordinator.actor, at=NOW)
    document = docx.Document(io.BytesIO(as_docx(pages_of(made))))
    first = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert first == [f"Briefing {pair.village}", f"Briefing {other.village}"]
    assert document.element.xml.count('w:br w:type="page"') == 1
    late = [run.text for paragraph in document.paragraphs for run in paragraph.runs if run.bold]
    assert any("te laat" in text for text in late)
