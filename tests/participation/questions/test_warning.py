"""Promises climb: owner, stand-in, team manager; once each, also after a halt (R230)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from kernkracht.community.people.models import Absence, Assignment, Team, User
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.participation.questions import actions
from kernkracht.participation.questions.actions import warning
from kernkracht.participation.questions.actions.warning import Step, steps_for
from kernkracht.participation.questions.models import PromiseWarning
from tests.factories.people import UserFactory
from tests.factories.questions import MONDAY, asked
from tests.factories.themes import ThemeFactory

PROMISED = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("days", "steps"),
    [(-2, [Step.NEAR]), (0, [Step.NEAR]), (1, [Step.LATE]), (2, [Step.LATE, Step.MANAGER])],
)
def test_which_step_a_day_has_reached(days: int, steps: list[Any]) -> None:
    assert steps_for(PROMISED, PROMISED + timedelta(days=days), 2) == steps


def warn(day: int, month: int = 11) -> set[str]:
    """Who is mailed by the run of a day."""
    before = list(OutboxMessage.objects.order_by("pk").values_list("pk", flat=True))
    actions.warn_of_promises(by=Actor.system("worker"), at=datetime(2026, month, day, 6, tzinfo=UTC))
    new = OutboxMessage.objects.exclude(pk__in=before).order_by("pk")
    assert {message.kind for message in new} <= {"question_warning"}
    return {message.recipient_email for message in new}


@pytest.mark.django_db
class TestClimbing:
    def test_it_climbs_and_nobody_hears_a_step_twice(
        self, village: Village, coordinator: User, officer: User, manager: User
    ) -> None:
        stand_in = UserFactory(is_staff=True, name="Bram")
        Assignment.objects.filter(user=coordinator).update(stand_in=stand_in)
        question, who = asked(village=village), {"by": coordinator.actor, "at": MONDAY}
        actions.route_question(question=question, theme=ThemeFactory(), officer=officer, **who)
        assert warn(27) == set(), "two days before its day, not three"
        assert warn(28) == {officer.email}
        assert warn(28) == set()
        assert warn(30) == set()
        assert warn(1, 12) == {officer.email, coordinator.email, stand_in.email}
        assert warn(2, 12) == {manager.email}
        assert warn(20, 12) == set()
        assert PromiseWarning.objects.count() == 5
        late = OutboxMessage.objects.filter(kind="question_warning").first()
        assert late is not None
        assert "Robin" not in late.body_text
        assert "rommel" not in late.body_text

    def test_a_halted_run_goes_on_where_it_stopped(
        self, village: Village, coordinator: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for n in range(3):
            asked(village=village, email=f"{n}@example.org")
        real, calls = warning._tell, []

        def breaks(*args: Any) -> int:
            calls.append(args)
            if len(calls) == 2:
                raise RuntimeError("power cut")
            return real(*args)

        monkeypatch.setattr(warning, "_tell", breaks)
        with pytest.raises(RuntimeError):
            warn(30)
        assert PromiseWarning.objects.count() == 1
        monkeypatch.undo()
        warn(30)
        assert PromiseWarning.objects.count() == 3
        assert OutboxMessage.objects.filter(kind="question_warning").count() == 3

    def test_while_the_post_is_empty_the_team_hears(self, village: Village, team: Team) -> None:
        Team.objects.update(is_default=True)
        asked(village=village)
        assert warn(30) == {"dorpen@example.org"}
        assert warn(30) == set()

    def test_an_owner_who_is_away_is_not_waited_for(self, village: Village, coordinator: User, officer: User) -> None:
        question, who = asked(village=village), {"by": coordinator.actor, "at": MONDAY}
        actions.route_question(question=question, theme=ThemeFactory(), officer=officer, **who)
        Absence.objects.create(user=officer, valid_from=date(2026, 11, 25))
        assert warn(30) == {coordinator.email}

    def test_an_answered_question_warns_nobody(self, village: Village, coordinator: User) -> None:
        question, who = asked(village=village), {"by": coordinator.actor, "at": MONDAY}
        actions.answer_in_content(question=question, facts=actions.AnswerFacts("Ja."), **who)
        assert warn(30) == set()
