"""Title 4.2 of the Awb before anybody applies: a basis, a ceiling, how it is divided, and when it is published."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications import actions
from kernkracht.grants.applications.models import Outcome
from kernkracht.grants.applications.refusal_grounds import CEILING
from kernkracht.grants.budgets.actions import publish_ceiling
from kernkracht.grants.schemes.actions import UnableToPublish, publish_version
from kernkracht.grants.schemes.models import SchemeVersion
from kernkracht.grants.schemes.queries import rules_of
from kernkracht.grants.schemes.sentences import sentences
from tests.factories.budgets import a_key, ceiling_with
from tests.factories.schemes import SchemeVersionFactory
from tests.grants.applications.desk import RULES, Desk, act

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, 9, tzinfo=UTC)


class TestLegalBasis:
    """Awb 4:23 lid 1: a grant rests on a legal provision that says what it may be given for."""

    def test_a_scheme_without_a_basis_cannot_be_opened(self) -> None:
        draft = SchemeVersionFactory(state=SchemeVersion.State.DRAFT, legal_basis="", criteria=RULES)
        with pytest.raises(UnableToPublish, match="Awb 4:23"):
            publish_version(version=draft, by=Actor.system(), at=AT)

    def test_the_database_refuses_it_too(self) -> None:
        published = SchemeVersionFactory(state=SchemeVersion.State.DRAFT, criteria=RULES)
        with pytest.raises(IntegrityError), transaction.atomic():
            SchemeVersion.objects.filter(pk=published.pk).update(state="published", legal_basis="", published_at=AT)


class TestCeiling:
    """Awb 4:25 lid 2: a grant is refused in so far as it would pass the ceiling."""

    def test_what_is_left_is_granted_and_the_rest_refused(self) -> None:
        desk = Desk(money_cents=620_00)
        desk.judged_and_proposed()
        actions.award_grant(**act(desk))
        late = desk.another_case()
        desk.judge(late)
        desk.propose(late, amount_cents=None, up_to_room=True)
        decision = actions.award_grant(**act(desk, application=late))
        assert decision.amount_cents == 120_00
        assert desk.ceiling_now().free_cents == 0

    def test_more_than_is_left_is_never_granted(self) -> None:
        desk = Desk(money_cents=400_00)
        desk.judge()
        with pytest.raises(actions.UnableToPropose):
            desk.propose(amount_cents=500_00)

    def test_an_empty_ceiling_is_a_ground_and_only_then(self) -> None:
        desk = Desk(money_cents=500_00)
        desk.judge()
        with pytest.raises(actions.UnableToPropose):
            desk.propose(outcome=Outcome.REFUSE, refusal_ground=CEILING)
        desk.propose()
        actions.award_grant(**act(desk))
        late = desk.another_case()
        desk.judge(late)
        assert desk.propose(late, outcome=Outcome.REFUSE, refusal_ground=CEILING).refusal_ground == CEILING


class TestDistribution:
    """Awb 4:26: the regulation says how the money is divided, and the published rules repeat it."""

    def test_the_public_rules_say_how_the_money_is_divided(self) -> None:
        version = SchemeVersionFactory(criteria=[*RULES, ("first_come", {})])
        said = str([group.sentences for group in sentences(rules_of(version))])
        assert "Wie het eerst komt, is het eerst aan de beurt." in said

    def test_cases_of_one_day_are_dealt_with_in_a_fixed_order(self) -> None:
        """Two cases received on one day and money for one: the number, given out under lock, breaks the tie."""
        desk = Desk(money_cents=500_00)
        second = desk.another_case()
        assert desk.case.received_on == second.received_on
        assert (desk.case.number or "") < (second.number or "")


class TestPublication:
    """Awb 4:27: a ceiling is published before its period; lowering it does not touch who had applied already."""

    def test_lowering_does_not_reach_back(self) -> None:
        desk = Desk(money_cents=1_000_00)
        publish_ceiling(
            ceiling=desk.ceiling,
            amount_cents=100_00,
            published_on=(desk.case.received_on or date.max) + timedelta(days=1),
            source="Besluit van de raad",
            key=a_key(),
            by=Actor.system(),
            at=datetime(2026, 4, 1, 9, tzinfo=UTC),
        )
        desk.judged_and_proposed()
        assert actions.award_grant(**act(desk)).amount_cents == 500_00

    def test_who_applies_after_the_lowering_gets_the_lower_ceiling(self) -> None:
        desk = Desk(money_cents=1_000_00)
        publish_ceiling(
            ceiling=desk.ceiling,
            amount_cents=100_00,
            published_on=date(2026, 2, 1),
            source="Besluit van de raad",
            key=a_key(),
            by=Actor.system(),
            at=datetime(2026, 4, 1, 9, tzinfo=UTC),
        )
        desk.judge()
        with pytest.raises(actions.UnableToPropose):
            desk.propose(amount_cents=500_00)

    def test_a_ceiling_always_has_its_day_of_publication(self) -> None:
        assert ceiling_with(100_00).versions.get().published_on
