"""Outages move the end of a term in which somebody has to send us something; decrees make days free."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.audit.queries import history_of
from kernkracht.foundation.deadlines import OutageDays, Term, after_outages, compute_deadline, hooks, is_free_day
from kernkracht.foundation.deadlines.actions import (
    UnableToEquateDay,
    UnableToRegisterOutage,
    end_outage,
    register_equated_day,
    register_outage,
)
from kernkracht.foundation.deadlines.models import Channel, EquatedDay, Outage
from kernkracht.foundation.deadlines.queries import deadline_from, equated_days, outages, running_outages

NOW = datetime(2026, 3, 30, 10, tzinfo=UTC)
TODAY = date(2026, 3, 30)
DAYS = st.dates(date(2026, 1, 1), date(2035, 1, 1))
LENGTHS = st.tuples(DAYS, st.integers(0, 9), st.integers(1, 3))
OUTAGES = st.lists(LENGTHS.map(lambda n: OutageDays(n[0], n[0] + timedelta(days=n[1]), n[2])), max_size=6)


class TestTheRule:
    def test_a_term_that_ends_in_an_outage_gets_a_working_day_after_it(self) -> None:
        friday = OutageDays(date(2026, 3, 27), date(2026, 3, 27))
        moved = compute_deadline(date(2026, 3, 13), Term(weeks=2), outages=[friday])
        assert moved.due_on == date(2026, 3, 30)
        assert moved.steps[-1] == (
            "Op 27 maart 2026 was er een storing. Daarom is 30 maart 2026 de laatste dag (Awb, artikel 2:21)."
        )

    def test_an_outage_on_another_day_changes_nothing(self) -> None:
        before = OutageDays(date(2026, 3, 25), date(2026, 3, 26))
        after = OutageDays(date(2026, 3, 28), date(2026, 3, 31))
        assert compute_deadline(date(2026, 3, 13), Term(weeks=2), outages=[after, before]).due_on == date(2026, 3, 27)

    def test_a_second_outage_on_the_new_last_day_moves_it_again(self) -> None:
        rows = [OutageDays(date(2026, 3, 30), date(2026, 3, 30), 2), OutageDays(date(2026, 3, 27), date(2026, 3, 28))]
        assert compute_deadline(date(2026, 3, 13), Term(weeks=2), outages=rows).due_on == date(2026, 4, 1)

    @pytest.mark.parametrize(("days", "extra"), [(-1, 1), (0, 0)])
    def test_an_outage_without_a_day_is_a_fault_of_the_caller(self, days: int, extra: int) -> None:
        with pytest.raises(ValueError, match="outage"):
            OutageDays(TODAY, TODAY + timedelta(days=days), extra)

    @given(DAYS, OUTAGES)
    def test_the_end_never_comes_earlier_and_never_lies_in_the_outage_that_moved_it(
        self, end: date, rows: list[OutageDays]
    ) -> None:
        moved, steps = after_outages(end, rows)
        assert moved >= end
        assert bool(steps) == (moved != end)
        if steps:
            assert not is_free_day(moved, {})
            assert not any(row.first <= end <= row.last and row.first <= moved <= row.last for row in rows)

    @given(DAYS, OUTAGES)
    def test_the_order_of_the_rows_does_not_matter(self, end: date, rows: list[OutageDays]) -> None:
        assert after_outages(end, rows) == after_outages(end, reversed(rows))


@pytest.mark.django_db
class TestTheRegister:
    def _register(self, actor: Actor, **changes: object) -> Outage:
        given = {
            "channels": [Channel.WEBSITE],
            "started_at": NOW - timedelta(hours=2),
            "notice": "Het formulier werkt niet. U kunt bellen of langskomen.",
            "by": actor,
            "at": NOW,
        }
        return register_outage(**{**given, **changes})  # type: ignore[arg-type] # the tests pass wrong things on purpose

    def test_an_outage_runs_until_it_is_ended(self, actor: Actor) -> None:
        row = self._register(actor)
        assert list(running_outages(NOW)) == [row]
        assert outages(TODAY + timedelta(days=2)) == [OutageDays(TODAY, TODAY + timedelta(days=2))]
        end_outage(outage=row, ended_at=NOW, by=actor, at=NOW)
        assert not running_outages(NOW).exists()
        assert outages(TODAY + timedelta(days=2)) == [OutageDays(TODAY, TODAY)]
        assert [event.event for event in history_of(row)] == ["outage.registered", "outage.ended"]

    def test_days_are_dutch_days(self, actor: Actor) -> None:
        night = datetime(2026, 3, 28, 23, 30, tzinfo=UTC)  # half past midnight here
        self._register(actor, started_at=night, ended_at=night + timedelta(minutes=10))
        assert [row.first for row in outages(TODAY)] == [date(2026, 3, 29)]

    def test_only_the_ways_that_are_asked_for_count(self, actor: Actor) -> None:
        self._register(actor)
        assert outages(TODAY, [Channel.EMAIL]) == []
        assert len(outages(TODAY, [Channel.EMAIL, Channel.WEBSITE])) == 1

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"channels": []}, "channels"),
            ({"channels": ["pigeon"]}, "channels"),
            ({"notice": "  "}, "notice"),
            ({"started_at": NOW + timedelta(minutes=1)}, "started_at"),
            ({"ended_at": NOW - timedelta(hours=3)}, "ended_at"),
            ({"ended_at": NOW + timedelta(hours=3)}, "ended_at"),
        ],
    )
    def test_what_cannot_be_is_refused(self, actor: Actor, changes: dict[str, object], field: str) -> None:
        with pytest.raises(UnableToRegisterOutage) as refusal:
            self._register(actor, **changes)
        assert refusal.value.field == field
        assert not Outage.objects.exists()

    def test_an_outage_ends_once(self, actor: Actor) -> None:
        row = self._register(actor, ended_at=NOW)
        with pytest.raises(UnableToRegisterOutage, match="al voorbij"):
            end_outage(outage=row, ended_at=NOW, by=actor, at=NOW)

    def test_rooms_above_hear_which_days_changed(self, actor: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
        heard: list[tuple[date, date]] = []
        monkeypatch.setattr(hooks, "days_changed", [lambda first, last, _by, _at: heard.append((first, last))])
        row = self._register(actor, started_at=NOW - timedelta(days=3))
        end_outage(outage=row, ended_at=NOW, by=actor, at=NOW)
        register_equated_day(day=date(2026, 5, 15), name="Dag na Hemelvaart", decree="Besluit X", by=actor, at=NOW)
        assert heard == [(date(2026, 3, 27), TODAY)] * 2 + [(date(2026, 5, 15), date(2026, 5, 15))]


@pytest.mark.django_db
class TestEquatedDays:
    def test_a_term_no_longer_ends_on_it(self, actor: Actor) -> None:
        start = date(2026, 5, 1)
        assert deadline_from(start, Term(weeks=2)).due_on == date(2026, 5, 15)
        register_equated_day(day=date(2026, 5, 15), name="Dag na Hemelvaart", decree="Stb. 2026, 1", by=actor, at=NOW)
        assert equated_days() == {date(2026, 5, 15): "Dag na Hemelvaart"}
        moved = deadline_from(start, Term(weeks=2))
        assert moved.due_on == date(2026, 5, 18)
        assert "Dag na Hemelvaart" in moved.steps[-1]

    @pytest.mark.parametrize(
        ("changes", "field"),
        [({"name": ""}, "name"), ({"decree": " "}, "decree"), ({"day": date(2026, 3, 29)}, "day")],
    )
    def test_what_cannot_be_is_refused(self, actor: Actor, changes: dict[str, object], field: str) -> None:
        given = {"day": date(2026, 5, 15), "name": "Dag", "decree": "Besluit", "by": actor, "at": NOW, **changes}
        with pytest.raises(UnableToEquateDay) as refusal:
            register_equated_day(**given)  # type: ignore[arg-type] # the tests pass wrong things on purpose
        assert refusal.value.field == field
        assert not EquatedDay.objects.exists()

    def test_a_day_stands_there_once(self, actor: Actor) -> None:
        given = {"name": "Dag", "decree": "Besluit", "by": actor, "at": NOW}
        register_equated_day(day=date(2026, 5, 15), **given)  # type: ignore[arg-type] # one dict for two calls
        with pytest.raises(UnableToEquateDay, match="staat er al"):
            register_equated_day(day=date(2026, 5, 15), **given)  # type: ignore[arg-type] # as above


def test_the_zone_of_the_register_is_that_of_the_site() -> None:
    assert str(timezone.get_default_timezone()) == "Europe/Amsterdam"
