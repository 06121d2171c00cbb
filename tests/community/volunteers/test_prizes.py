"""Prizes: nominate with consent, jury, winners, archive (R189)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from kernkracht.community.volunteers import actions
from kernkracht.community.volunteers.models import JuryMember, JuryScore, Nomination, PrizeRound
from kernkracht.community.volunteers.permissions import is_winner
from kernkracht.community.volunteers.queries import (
    jury_list,
    nomination_of_nominee,
    public_rounds,
    winners,
)
from kernkracht.community.volunteers.workflow import NOMINATION_WORKFLOW, OFFER_WORKFLOW, PRIZE_WORKFLOW
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.notices.models import OutboxMessage
from tests.factories.volunteers import JuryMemberFactory, NominationFactory, PrizeRoundFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
FACTS = actions.NominationFacts("Willemijn", "willemijn@example.org", "Elke week klaar.", "Sam", "sam@example.org")
R, N = PrizeRound.State, Nomination.State


def test_a_nomination_needs_two_people_to_say_yes(now: datetime) -> None:
    """First who nominates proves the address, then the nominee is asked; the jury sees nobody before that."""
    prizes = PrizeRoundFactory()
    made = actions.nominate(prizes=prizes, facts=FACTS, at=now)
    assert list(OutboxMessage.objects.values_list("recipient_email", flat=True)) == ["sam@example.org"]
    assert nomination_of_nominee(made.nominee_token) is None
    actions.confirm_nomination(nomination=made, at=now)
    actions.confirm_nomination(nomination=made, at=now)
    assert OutboxMessage.objects.filter(recipient_email="willemijn@example.org").count() == 1
    assert nomination_of_nominee(made.nominee_token) == made
    assert not jury_list(prizes).exists()
    actions.agree_to_nomination(nomination=made, at=now)
    actions.agree_to_nomination(nomination=made, at=now)
    assert list(jury_list(prizes)) == [made]


@pytest.mark.parametrize("agreed_before", [True, False])
def test_who_says_no_is_erased(agreed_before: bool, now: datetime) -> None:
    made = NominationFactory(state=N.AGREED if agreed_before else N.ASKED, agreed_at=now if agreed_before else None)
    actions.decline_nomination(nomination=made, at=now)
    actions.decline_nomination(nomination=made, at=now)
    assert not Nomination.objects.exists()
    with pytest.raises(actions.UnableToTakePart):
        actions.agree_to_nomination(nomination=made, at=now)


@pytest.mark.parametrize(
    ("changes", "round_changes", "reason"),
    [
        ({}, {"state": R.DRAFT}, "nu niemand"),
        ({}, {"state": R.JUDGING}, "nu niemand"),
        ({}, {"closes_on": TODAY - timedelta(days=1)}, "nu niemand"),
        ({}, {"opens_on": TODAY + timedelta(days=1)}, "nu niemand"),
        ({"nominee_name": " "}, {}, "wie u voordraagt"),
        ({"reason": ""}, {}, "waarom"),
        ({"nominator_email": "WILLEMIJN@example.org"}, {}, "uzelf"),
    ],
)
def test_wrong_nominations_are_refused(
    changes: dict[str, str], round_changes: dict[str, Any], reason: str, now: datetime
) -> None:
    prizes = PrizeRoundFactory(**round_changes)
    with pytest.raises(actions.UnableToTakePart, match=reason):
        actions.nominate(prizes=prizes, facts=replace(FACTS, **changes), at=now)
    assert not Nomination.objects.exists()


def test_somebody_is_nominated_once(now: datetime) -> None:
    prizes = PrizeRoundFactory()
    first = actions.nominate(prizes=prizes, facts=FACTS, at=now)
    second = actions.nominate(prizes=prizes, facts=replace(FACTS, nominator_email="kim@example.org"), at=now)
    actions.confirm_nomination(nomination=first, at=now)
    with pytest.raises(actions.UnableToTakePart, match="al voorgedragen"):
        actions.confirm_nomination(nomination=second, at=now)
    with pytest.raises(actions.UnableToTakePart, match="al voorgedragen"):
        actions.nominate(prizes=prizes, facts=replace(FACTS, nominator_email="noa@example.org"), at=now)


def test_the_jury_gives_points_while_it_chooses(now: datetime) -> None:
    made = NominationFactory(round__state=R.JUDGING)
    member, other = JuryMemberFactory(round=made.round), JuryMemberFactory(round=made.round)
    actions.give_points(member=member, points={made.pk: 8}, at=now)
    actions.give_points(member=member, points={made.pk: 9}, at=now)
    actions.give_points(member=other, points={made.pk: 6}, at=now)
    row = jury_list(made.round).get()
    assert (row.average, row.voted) == (7.5, 2)


@pytest.mark.parametrize("case", ["too high", "no consent", "other round", "too early"])
def test_points_that_make_no_sense_are_refused_whole(case: str, now: datetime) -> None:
    made = NominationFactory(round__state=R.OPEN if case == "too early" else R.JUDGING)
    waiting = NominationFactory(round=made.round, state=N.ASKED, agreed_at=None)
    member = JuryMemberFactory(round=made.round)
    wrong = {"too high": {made.pk: 11}, "no consent": {waiting.pk: 5}, "other round": {NominationFactory().pk: 5}}
    with pytest.raises(actions.UnableToTakePart):
        actions.give_points(member=member, points={made.pk: 5} | wrong.get(case, {}), at=now)
    assert not JuryScore.objects.exists()


def test_winners_are_known_to_all_only_once_announced(who: dict[str, Any]) -> None:
    made = NominationFactory(round__state=R.JUDGING)
    prizes = made.round
    with pytest.raises(actions.UnableToManagePrizes, match="Kies eerst een winnaar"):
        actions.move_round(prizes=prizes, step="announce", **who)
    actions.choose_winner(nomination=made, award="Vrijwilliger van het jaar", citation="Altijd klaar.", **who)
    assert not winners(prizes).exists()
    actions.move_round(prizes=prizes, step="announce", **who)
    assert list(winners(prizes)) == [made]
    made.refresh_from_db()
    assert is_winner(made)
    for act in (
        lambda: actions.choose_winner(nomination=made, award="", citation="", **who),
        lambda: actions.invite_jury_member(prizes=prizes, name="Kim", email="kim@example.org", **who),
        lambda: actions.save_round(facts=actions.RoundFacts("X", 2026, TODAY, TODAY), prizes=prizes, **who),
        lambda: actions.move_round(prizes=prizes, step="reopen", **who),
    ):
        with pytest.raises(actions.UnableToManagePrizes):
            act()


def test_no_prize_without_consent(who: dict[str, Any]) -> None:
    waiting = NominationFactory(round__state=R.JUDGING, state=N.ASKED, agreed_at=None)
    with pytest.raises(actions.UnableToManagePrizes, match="toestemming"):
        actions.choose_winner(nomination=waiting, award="Prijs", citation="", **who)


def test_a_round_goes_step_by_step(who: dict[str, Any]) -> None:
    facts = actions.RoundFacts("Vrijwilligersprijs", 2026, TODAY, TODAY + timedelta(days=30))
    prizes = actions.save_round(facts=facts, **who)
    assert not public_rounds().exists()
    actions.move_round(prizes=prizes, step="open", **who)
    with pytest.raises(actions.UnableToManagePrizes, match="jury"):
        actions.move_round(prizes=prizes, step="judge", **who)
    member = actions.invite_jury_member(prizes=prizes, name="Kim", email="kim@example.org", **who)
    assert member.token in OutboxMessage.objects.get(kind="jury_invitation").body_text
    with pytest.raises(actions.UnableToManagePrizes, match="al uitgenodigd"):
        actions.invite_jury_member(prizes=prizes, name="Kim", email="KIM@example.org", **who)
    actions.move_round(prizes=prizes, step="judge", **who)
    assert list(public_rounds()) == [prizes]
    actions.remove_jury_member(member=member, **who)
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize("changes", [{"title": " "}, {"closes_on": TODAY - timedelta(days=1)}, {"title": "AL BEKEND"}])
def test_wrong_rounds_are_refused(changes: dict[str, Any], who: dict[str, Any]) -> None:
    PrizeRoundFactory(title="Al bekend")
    facts = actions.RoundFacts("Prijs", 2026, TODAY, TODAY)
    with pytest.raises(actions.UnableToManageVolunteers):
        actions.save_round(facts=replace(facts, **changes), **who)
    assert PrizeRound.objects.count() == 1


def test_after_the_term_only_winners_stay_with_name_and_prize(now: datetime) -> None:
    prizes = PrizeRoundFactory(state=R.ANNOUNCED, announced_at=now)
    winner = NominationFactory(round=prizes, award="Prijs", citation="Altijd klaar.")
    NominationFactory(round=prizes)
    JuryMemberFactory(round=prizes)
    worker = Actor.system("worker")
    actions.forget_stale(by=worker, at=now + timedelta(days=89))
    assert Nomination.objects.count() == 2
    for _time in range(2):
        actions.forget_stale(by=worker, at=now + timedelta(days=91))
    left = Nomination.objects.get()
    assert (left.nominee_name, left.award, left.citation) == (winner.nominee_name, "Prijs", "Altijd klaar.")
    assert (left.nominee_email, left.nominator_name, left.nominator_email, left.reason) == ("", "", "", "")
    assert not JuryMember.objects.exists()


def test_an_unconfirmed_nomination_is_forgotten(now: datetime) -> None:
    actions.nominate(prizes=PrizeRoundFactory(), facts=FACTS, at=now)
    actions.forget_stale(by=Actor.system("worker"), at=now + timedelta(days=8))
    assert not Nomination.objects.exists()
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize(
    ("workflow", "allowed"),
    [
        (
            OFFER_WORKFLOW,
            {("confirm", "unconfirmed"), ("hand_over", "new"), ("close", "new"), ("close", "handed_over")},
        ),
        (NOMINATION_WORKFLOW, {("confirm", "unconfirmed"), ("agree", "asked")}),
        (
            PRIZE_WORKFLOW,
            {("open", "draft"), ("judge", "open"), ("reopen", "judging"), ("announce", "judging")},
        ),
    ],
)
def test_only_these_arrows_exist(workflow: Any, allowed: set[tuple[str, str]]) -> None:
    found = {
        (name, state)
        for name in workflow.transitions
        for state in workflow.states.values
        if workflow.allows(name, state)
    }
    assert found == allowed
