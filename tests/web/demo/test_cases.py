"""The demo's cases: every promised state on any day of loading, money that adds up, mail that stays here."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from functools import cache
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from django.conf import settings as project_settings
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from kernkracht.accountability.council_reports.models import CouncilLetter
from kernkracht.foundation.audit.models import Actor, AuditEvent
from kernkracht.foundation.deadlines import is_free_day
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.applications.actions import UnableToAct
from kernkracht.grants.applications.days import AMSTERDAM, day_of
from kernkracht.grants.applications.demo.living import StoryBroke, live_through
from kernkracht.grants.applications.demo.moments import timeline
from kernkracht.grants.applications.demo.seed import Seed, UnusableSeed, read_seed
from kernkracht.grants.applications.models import (
    Advice,
    ApplicationState,
    Attachment,
    Companion,
    GrantApplication,
    GrantDecision,
    Mandate,
    Outcome,
)
from kernkracht.grants.budgets.queries import differences
from kernkracht.web.demo.loading import load_demo, reload_demo
from tests.append_only import empty_tables
from tests.demo_parts import FEW, few_plans, rooms_until

SEED = project_settings.BASE_DIR / "seed" / "municipality" / "buren" / "applications.yaml"
State = ApplicationState
STATES = {
    State.DRAFT: 2,
    State.SUBMITTED: 3,
    State.ASSESSING: 5,
    State.AWAITING_COMPLETION: 1,
    State.PROPOSED: 4,
    State.GRANTED: 13,
    State.REFUSED: 3,
    State.NOT_TREATED: 1,
    State.REFERRED: 1,
    State.WITHDRAWN: 1,
}
"""How many invented plans there are in each state; one of those being assessed was carried over."""
MOMENTS = [
    datetime(2026, 11, 22, 13, 0, tzinfo=AMSTERDAM),
    datetime(2027, 1, 1, 0, 3, tzinfo=AMSTERDAM),
    datetime(2028, 2, 29, 23, 50, tzinfo=AMSTERDAM),
]


@pytest.fixture
def demo(settings: Settings, tmp_path: Path) -> None:
    settings.DEMO = True
    settings.MEDIA_ROOT = tmp_path / "uploads"
    settings.MAIL_KEPT_DIR = tmp_path / "mail"


@pytest.fixture
def quick_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters as PDF take half a second each and have tests of their own."""
    monkeypatch.setattr("kernkracht.foundation.documents.actions.render_pdf", lambda page, *more: b"%PDF-1.7 letter")


@pytest.fixture
def fewer(demo: None, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few_plans(settings, tmp_path, monkeypatch)


def plans() -> list[GrantApplication]:
    cases = GrantApplication.objects.exclude(channel=GrantApplication.Channel.IMPORT).order_by("pk")
    return list(cases.select_related("village"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "at",
    [
        pytest.param(MOMENTS[0], id="a Sunday"),
        pytest.param(MOMENTS[1], id="New Year", marks=pytest.mark.once),
        pytest.param(MOMENTS[2], id="leap day", marks=pytest.mark.once),
    ],
)
def test_any_day_gives_the_same_fresh_demo(demo: None, quick_letters: None, at: datetime) -> None:
    load_demo(at)
    today = day_of(at)
    cases = plans()
    assert Counter(case.state for case in cases) == STATES
    assert differences() == []
    assert not AuditEvent.objects.filter(at__gt=at).exists()
    waiting = [case for case in cases if case.due_on and case.state in (State.ASSESSING, State.SUBMITTED)]
    late = [case.title for case in waiting if case.due_on and case.due_on < today]
    assert late == ["Speelplek aan de Voorbeeldweg opknappen"]
    lint = next(case for case in cases if case.title == "Zonnebloemenlint")
    assert lint.due_on is not None
    assert 0 <= (lint.due_on - today).days <= 4, "the day itself, or the first working day after it"
    received = {case.received_on for case in cases if case.state == State.SUBMITTED}
    assert {today, today - timedelta(days=1)} <= received
    assert _money_of(State.PROPOSED) == 680_00 + 340_00 + 750_00


def _money_of(state: str) -> int:
    proposals = [p for case in plans() if case.state == state for p in case.proposals.all()]
    return sum(proposal.amount_cents or 0 for proposal in proposals)


@pytest.mark.django_db
def test_every_kind_of_thing_is_there_to_see(demo: None) -> None:
    load_demo(MOMENTS[0])
    cases = plans()
    assert len({case.village_id for case in cases}) == 15
    assert {case.theme for case in cases} == {
        *("green", "meeting", "sport", "safety", "water", "building", "culture", "care")
    }
    assert {case.channel for case in cases} == {"online", "counter", "paper"}
    assert [case.title for case in cases if case.handler is None and case.number] == ["Waterspeelplek met pomp"]
    decisions = GrantDecision.objects.filter(application__in=cases)
    assert Counter(decisions.values_list("outcome", flat=True)) == {
        Outcome.GRANT: 13, Outcome.REFUSE: 3, Outcome.NOT_TREAT: 1, Outcome.REFER: 1, Outcome.CARRY_OVER: 1,
    }  # fmt: skip
    assert all(decision.letter_id and decision.mandate_id for decision in decisions)
    assert all(decision.refusal_ground for decision in decisions if decision.outcome == Outcome.REFUSE)
    granted = {case.title: case for case in cases if case.state == State.GRANTED}
    assert granted["Straatfeest Kersenhof"].eligible_cents == 140_00
    assert granted["Straatfeest Kersenhof"].granted_cents == 70_00
    assert granted["Rijswijk in oude foto's"].granted_cents == 500_00
    assert granted["Pluktuin achter de kerk"].granted_cents == 750_00
    companions = Companion.objects.all()
    assert companions.filter(confirmed_at=None).exists()
    assert companions.exclude(confirmed_at=None).exists()
    assert {kind for kind in Attachment.objects.values_list("document__content_type", flat=True)} == {
        "application/pdf", "image/png",
    }  # fmt: skip
    assert Advice.objects.filter(answered_at=None).count() == 1
    assert Advice.objects.exclude(answered_at=None).count() == 1
    assert Mandate.objects.count() == 2
    _mail_stays_here()
    _council_letters()


def _mail_stays_here() -> None:
    messages = OutboxMessage.objects.all()
    assert {address.rpartition("@")[2] for address in messages.values_list("recipient_email", flat=True)} <= {
        "example.org", "",
    }  # fmt: skip
    counts = Counter(messages.filter(channel="email").values_list("state", flat=True))
    assert 0 < counts["queued"] < 12
    assert counts["bounced"] == 1
    assert set(counts) == {"queued", "sent", "bounced"}


def _council_letters() -> None:
    writing, frozen = CouncilLetter.objects.order_by("-year")
    assert (writing.year, writing.frozen_at) == (2025, None)
    assert (frozen.year, frozen.as_of) == (2022, date(2023, 5, 31))
    assert frozen.frozen_at is not None


@pytest.mark.django_db(transaction=True)
def test_loading_again_changes_nothing_and_reloading_begins_anew(fewer: None, quick_letters: None) -> None:
    load_demo(MOMENTS[0])
    assert {case.title for case in plans()} == FEW
    before = (GrantApplication.objects.count(), AuditEvent.objects.count(), OutboxMessage.objects.count())
    assert load_demo(MOMENTS[0] + timedelta(days=3)) == 0
    assert (GrantApplication.objects.count(), AuditEvent.objects.count(), OutboxMessage.objects.count()) == before
    GrantApplication.objects.filter(number=None).delete()
    reload_demo(MOMENTS[0])
    assert (GrantApplication.objects.count(), AuditEvent.objects.count(), OutboxMessage.objects.count()) == before
    out = StringIO()
    call_command("budgets", "verify", stdout=out)
    assert "match" in out.getvalue()


@pytest.mark.django_db(transaction=True)
def test_a_load_that_was_stopped_begins_anew(fewer: None, quick_letters: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("kernkracht.grants.applications.demo.let_old_mail_rest", stopped)
        with pytest.raises(KeyboardInterrupt):
            load_demo(MOMENTS[0])
    assert len(plans()) == len(FEW)
    monkeypatch.setattr("kernkracht.web.demo.loading._empty", empty_tables)  # building tables anew: the test above
    load_demo(MOMENTS[0])
    assert {case.title for case in plans()} == FEW
    assert Actor.objects.filter(code="demo:applications").count() == 1


@given(st.dates(date(2026, 6, 1), date(2036, 12, 31)), st.times())
def test_no_plan_is_ahead_of_its_time(day: date, hour: time) -> None:
    at = datetime.combine(day, hour, AMSTERDAM)
    seed = _seed()
    happenings = timeline(seed.plans, at)
    assert all(happening.moment <= at for happening in happenings)
    assert [h.moment for h in happenings] == sorted(h.moment for h in happenings)
    for place, plan in enumerate(seed.plans):
        own = [happening for happening in happenings if happening.place == place]
        assert [happening.step for happening in own] == list(plan.story)
        assert all(first.moment < second.moment for first, second in pairwise(own))
    old = [h for h in happenings if h.step.days is not None and h.step.days > 1]
    weekend = [h for h in old if is_free_day(day_of(h.moment), {})]
    assert not weekend, "what happened before yesterday happened on a working day"


@cache
def _seed() -> Seed:
    return read_seed(SEED)


def _changed(tmp_path: Path, of: str, /, **values: object) -> Path:
    """The seed file with one plan in it, changed."""
    raw = yaml.safe_load(SEED.read_text(encoding="utf-8"))
    plan = next(plan for plan in raw["plans"] if plan["title"] == of)
    raw["plans"] = [{**plan, **values}]
    file = tmp_path / "applications.yaml"
    file.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "values",
    [{"colour": "red"}, {"story": [{"do": "apply"}]}, {"costs": [["Hout"]]}, {"story": [{"do": "dance", "days": 3}]}],
    ids=["unknown word", "no day", "half a line", "unknown verb"],
)
def test_a_seed_that_says_something_else_is_refused_by_plan(tmp_path: Path, values: dict[str, object]) -> None:
    file = _changed(tmp_path, "Zonnebloemenlint", **values)
    with pytest.raises(UnusableSeed, match="Zonnebloemenlint"):
        read_seed(file)


@pytest.mark.django_db
def test_a_story_that_the_rules_refuse_stops_and_names_the_step(
    demo: None, quick_letters: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms_until("budgets", monkeypatch)
    load_demo(MOMENTS[0])
    story = [{"do": "apply", "days": 9}, {"do": "propose", "days": 5, "outcome": "grant", "reason": "Goed."}]
    seed = read_seed(_changed(tmp_path, "Muziektent opknappen", title="Te vroeg voorgesteld", story=story))
    with pytest.raises(StoryBroke, match="Te vroeg voorgesteld”, propose") as broken:
        live_through(seed, timeline(seed.plans, MOMENTS[0]))
    assert isinstance(broken.value.__cause__, UnableToAct)
