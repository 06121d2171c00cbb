"""Who answers: by theme and village; others drawn in, the contact unchanged (R14–R16, R238)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from kernkracht.community.people.models import Absence, Team, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import contact_for
from kernkracht.community.villages.models import Village
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.participation.questions import actions
from kernkracht.participation.questions.actions import AnswerFacts, ThemeOwnerFacts, UnableToMerge, UnableToRoute
from kernkracht.participation.questions.models import Answer, Promise, Question, QuestionState, ThemeOwner
from kernkracht.participation.questions.queries import (
    can_read_asker,
    overdue_by_department,
    theme_owner_for,
    visible_questions,
)
from tests.factories.partners import PartnerFactory
from tests.factories.people import UserFactory, officer_with
from tests.factories.questions import MONDAY, ThemeOwnerFactory, asked
from tests.factories.themes import ThemeFactory
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def question(village: Village, coordinator: User) -> Question:
    return asked(village=village)


@pytest.fixture
def who(coordinator: User) -> dict[str, Any]:
    return {"by": coordinator.actor, "at": MONDAY}


def owner_of(theme: Any, village: Village) -> User | None:
    found = theme_owner_for(theme, village, TODAY)
    return found.officer if found else None


def test_a_village_goes_before_all_and_nobody_away_gets_it(village: Village, officer: User) -> None:
    theme, local = ThemeFactory(), UserFactory(is_staff=True)
    ThemeOwnerFactory(theme=theme, officer=officer)
    ThemeOwnerFactory(theme=theme, officer=local, village=village)
    assert owner_of(theme, village) == local
    assert owner_of(theme, VillageFactory()) == officer
    Absence.objects.create(user=local, valid_from=TODAY)
    assert owner_of(theme, village) == officer
    assert theme_owner_for(theme, village, date(2019, 1, 1)) is None


def test_routing_names_who_answers_and_leaves_the_contact(
    question: Question, who: dict[str, Any], officer: User, coordinator: User
) -> None:
    theme = ThemeFactory()
    with pytest.raises(UnableToRoute, match="Kies zelf een collega"):
        actions.route_question(question=question, theme=theme, **who)
    row = actions.route_question(question=question, theme=theme, officer=officer, **who)
    assert (row.state, row.content_owner, row.theme) == (QuestionState.ROUTED, officer, theme)
    contact = contact_for(row.village, TODAY)
    assert contact is not None
    assert contact.user == coordinator
    facts = AnswerFacts("Bekend.")
    actions.answer_in_process(question=row, facts=facts, next_on=date(2026, 12, 10), by=officer.actor, at=MONDAY)
    second = officer_with(Permission.HANDLE_QUESTION)
    row = actions.route_question(question=row, theme=theme, officer=second, **who)
    assert (row.state, row.content_owner) == (QuestionState.PROMISED, second), "handing over loses no promise"


def test_a_colleague_without_the_right_and_an_ended_theme_are_refused(
    question: Question, who: dict[str, Any], officer: User
) -> None:
    ended = ThemeFactory(valid_until=date(2026, 1, 1))
    for theme, chosen, field in ((ThemeFactory(), UserFactory(), "officer"), (ended, officer, "theme")):
        with pytest.raises(UnableToRoute) as refusal:
            actions.route_question(question=question, theme=theme, officer=chosen, **who)
        assert refusal.value.field == field


class TestDrawnIn:
    def test_a_colleague_sees_the_question_without_the_asker(
        self, question: Question, who: dict[str, Any], coordinator: User
    ) -> None:
        colleague = officer_with(Permission.READ_OFFICE, code="finance_officer")
        assert not visible_questions(colleague, TODAY).exists()
        drawn = actions.draw_in(question=question, asked="Wat kost een bak?", colleague=colleague, **who)
        assert list(visible_questions(colleague, TODAY)) == [question]
        assert not can_read_asker(colleague, question, TODAY)
        mail = OutboxMessage.objects.get(kind="question_drawn_in")
        assert "Wat kost een bak?" in mail.body_text
        assert "rommel" not in mail.body_text
        assert "Robin" not in mail.body_text
        actions.reply_when_drawn_in(drawn=drawn, reply="€ 400.", by=colleague.actor, at=MONDAY)
        told = OutboxMessage.objects.filter(kind="question_work", subject__contains="dacht mee").get()
        assert told.recipient_email == coordinator.email
        with pytest.raises(actions.NotAllowedToHandleQuestions):
            actions.reply_when_drawn_in(drawn=drawn, reply="Nee.", by=UserFactory().actor, at=MONDAY)

    def test_a_partner_hears_only_what_the_officer_writes(self, question: Question, who: dict[str, Any]) -> None:
        partner = PartnerFactory(email="loket@example.org")
        with pytest.raises(UnableToRoute):
            actions.draw_in(question=question, asked="Bel mevrouw De Vries.", partner=partner, **who)
        actions.draw_in(question=question, asked="Hoe vaak leegt u de bak?", partner=partner, **who)
        mail = OutboxMessage.objects.get(kind="question_drawn_in")
        assert mail.recipient_email == "loket@example.org"
        assert "/werk/" not in mail.body_text

    @pytest.mark.parametrize("both", [True, False])
    def test_one_of_the_two(self, question: Question, who: dict[str, Any], officer: User, both: bool) -> None:
        chosen = {"colleague": officer, "partner": PartnerFactory()} if both else {}
        with pytest.raises(UnableToRoute):
            actions.draw_in(question=question, asked="Weet u dit?", **chosen, **who)


class TestMerged:
    def test_one_answer_goes_to_both_and_meets_both_promises(
        self, question: Question, village: Village, who: dict[str, Any]
    ) -> None:
        twin = asked(village=village, email="sam@example.org", name="Sam")
        actions.merge_question(question=twin, into=question, **who)
        with pytest.raises(actions.UnableToAnswer):
            actions.answer_in_content(question=twin, facts=AnswerFacts("Ja."), **who)
        actions.answer_in_content(question=question, facts=AnswerFacts("Er komt een bak."), **who)
        assert Answer.objects.count() == 2
        assert not Promise.objects.exclude(kept=True).exists()
        mails = OutboxMessage.objects.filter(kind="question_answered")
        assert {mail.recipient_email for mail in mails} == {"robin@example.org", "sam@example.org"}
        row = actions.say_whether_it_helped(question=twin, helped=False, at=MONDAY)
        assert row.merged_into is None, "who is not helped stands alone again"

    def test_not_with_itself_and_not_in_a_chain(
        self, question: Question, village: Village, who: dict[str, Any]
    ) -> None:
        second, third = (asked(village=village, email=f"{n}@example.org") for n in "ab")
        actions.merge_question(question=second, into=question, **who)
        for one, other in ((question, question), (third, second), (second, third)):
            with pytest.raises(UnableToMerge):
                actions.merge_question(question=one, into=other, **who)
        assert actions.separate_question(question=second, **who).merged_into is None
        with pytest.raises(UnableToMerge):
            actions.separate_question(question=second, **who)


class TestThemeOwners:
    def facts(self, officer: User, team: Team, **changes: Any) -> ThemeOwnerFacts:
        facts = ThemeOwnerFacts(theme=ThemeFactory(), officer=officer, department=team, valid_from=TODAY)
        return replace(facts, **changes)

    def test_one_owner_at_a_time(self, manager: User, officer: User, team: Team) -> None:
        who = {"by": manager.actor, "at": MONDAY}
        facts = self.facts(officer, team)
        row = actions.save_theme_owner(facts=facts, **who)
        with pytest.raises(UnableToRoute, match="staat er al iemand"):
            actions.save_theme_owner(facts=facts, **who)
        ended = self.facts(officer, team, theme=facts.theme, valid_until=TODAY)
        actions.save_theme_owner(facts=ended, owner=row, **who)
        following = self.facts(officer, team, theme=facts.theme, valid_from=TODAY + timedelta(days=1))
        actions.save_theme_owner(facts=following, **who)
        assert ThemeOwner.objects.count() == 2

    def test_only_who_manages_and_only_who_may_answer(self, manager: User, officer: User, team: Team) -> None:
        with pytest.raises(actions.NotAllowedToHandleQuestions):
            actions.save_theme_owner(facts=self.facts(officer, team), by=officer.actor, at=MONDAY)
        wrong: list[tuple[dict[str, Any], str]] = [
            ({"officer": UserFactory()}, "officer"),
            ({"valid_until": TODAY - timedelta(days=1)}, "valid_until"),
        ]
        for changes, field in wrong:
            with pytest.raises(UnableToRoute) as refusal:
                actions.save_theme_owner(
                    facts=replace(self.facts(officer, team), **changes), by=manager.actor, at=MONDAY
                )
            assert refusal.value.field == field


def test_overdue_answers_are_counted_per_department(village: Village, officer: User, who: dict[str, Any]) -> None:
    """R231."""
    late = asked(MONDAY - timedelta(days=20), village=village, email="x@example.org")
    who = {"by": officer.actor, "at": MONDAY}
    actions.route_question(question=late, theme=ThemeFactory(), officer=officer, **who)
    asked(village=village)
    first, second = overdue_by_department(TODAY)
    assert (str(first.department), first.open, first.late, first.longest) == ("Team Dorpen", 1, 1, 13)
    assert (second.department, second.open, second.late, second.longest) == (None, 1, 0, 0)
