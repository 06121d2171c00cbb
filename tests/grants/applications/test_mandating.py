"""Mandates: given by somebody else, for known schemes, above nothing, in order and never twice at once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kernkracht.community.people.models import Assignment, Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.models import AuditEvent
from kernkracht.grants.applications import actions
from kernkracht.grants.applications.actions import UnableToMandate
from kernkracht.grants.applications.models import Mandate
from kernkracht.grants.applications.queries import decision_right_of, earlier_mandates, mandates, mandates_held
from tests.factories.people import officer_with
from tests.factories.schemes import SchemeFactory

from .desk import NOON, TODAY, Desk

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def manager() -> User:
    return officer_with(Permission.READ_OFFICE, Permission.MANAGE_PEOPLE, code=Role.Code.ADMINISTRATOR, name="Daan")


@pytest.fixture
def post(desk: Desk) -> Assignment:
    """Somebody who may decide, still without a mandate."""
    user = officer_with(
        Permission.READ_OFFICE, Permission.DECIDE_APPLICATION, code=Role.Code.DECISION_MAKER, name="Iris"
    )
    found: Assignment = user.assignments.get()
    return found


def wish(desk: Desk, post: Assignment, by: User, **changes: Any) -> dict[str, Any]:
    return {
        "post": post,
        "schemes": [desk.version.scheme.slug],
        "max_amount_cents": 1_000_00,
        "decides_for": ["municipal_executive"],
        "reference": "Mandaatbesluit 2026, artikel 4",
        "since": TODAY,
        "until": None,
        "by": by.actor,
        "at": NOON,
    } | changes


def give(desk: Desk, post: Assignment, by: User, **changes: Any) -> Mandate:
    return actions.give_mandate(**wish(desk, post, by, **changes))


class TestGiving:
    def test_whoever_gets_it_may_decide_up_to_the_amount_from_that_day(
        self, desk: Desk, post: Assignment, manager: User
    ) -> None:
        assert post.user is not None
        holder = post.user.actor

        def may_decide(cents: int, on: date) -> bool:
            return decision_right_of(holder, desk.case, amount_cents=cents, on=on).allowed

        assert not may_decide(500_00, TODAY)
        mandate = give(desk, post, manager, since=TODAY + DAY, until=TODAY + 5 * DAY)
        assert not may_decide(500_00, TODAY)
        assert may_decide(1_000_00, TODAY + DAY)
        assert not may_decide(1_000_01, TODAY + DAY)
        assert may_decide(1_000_00, TODAY + 5 * DAY)
        assert not may_decide(500_00, TODAY + 6 * DAY)
        event = AuditEvent.objects.get(event="mandate.given")
        assert (event.actor, event.ground, event.object_id) == (manager.actor, mandate.reference, str(mandate.pk))
        assert event.data["amount"] == "€\xa01.000"

    def test_without_limit(self, desk: Desk, post: Assignment, manager: User) -> None:
        assert give(desk, post, manager, max_amount_cents=None).max_amount_cents is None

    @pytest.mark.parametrize(
        ("changes", "field", "words"),
        [
            ({"max_amount_cents": 0}, "amount", "meer dan € 0"),
            ({"max_amount_cents": -1}, "amount", "meer dan € 0"),
            ({"schemes": []}, "schemes", "een of meer regelingen"),
            ({"schemes": ["bestaat-niet"]}, "schemes", "bestaat-niet"),
            ({"decides_for": ["koning"]}, "decides_for", "uit de lijst"),
            ({"decides_for": ["decision_maker"]}, "decides_for", "uit de lijst"),
            ({"reference": "  "}, "reference", "mandaatbesluit"),
            ({"until": TODAY - DAY}, "until", "ligt voor de eerste dag"),
            ({"since": date(1990, 1, 1)}, "since", "begint op"),
        ],
    )
    def test_a_wrong_mandate_is_refused_whole_at_its_place(
        self, desk: Desk, post: Assignment, manager: User, changes: dict[str, Any], field: str, words: str
    ) -> None:
        before = Mandate.objects.count()
        with pytest.raises(UnableToMandate, match=words) as refusal:
            give(desk, post, manager, **changes)
        assert refusal.value.field == field
        assert Mandate.objects.count() == before
        assert not AuditEvent.objects.filter(event="mandate.given").exists()

    def test_not_after_the_post_ends(self, desk: Desk, post: Assignment, manager: User) -> None:
        post.valid_until = TODAY + 2 * DAY
        post.save()
        with pytest.raises(UnableToMandate, match="eindigt op") as refusal:
            give(desk, post, manager, since=TODAY + 3 * DAY)
        assert refusal.value.field == "since"
        give(desk, post, manager, since=TODAY + 2 * DAY)

    def test_a_role_that_does_not_decide_gets_none(self, desk: Desk, manager: User) -> None:
        with pytest.raises(UnableToMandate, match="mag niet besluiten"):
            give(desk, desk.assessor.assignments.get(), manager)

    @pytest.mark.parametrize("part", ["user", "stand_in"])
    def test_nobody_gives_a_mandate_to_oneself(self, desk: Desk, post: Assignment, manager: User, part: str) -> None:
        setattr(post, part, manager)
        post.save()
        with pytest.raises(UnableToMandate, match="aan zichzelf"):
            give(desk, post, manager)
        assert not post.mandates.exists()

    def test_only_who_manages_people(self, desk: Desk, post: Assignment) -> None:
        with pytest.raises(UnableToMandate, match="functioneel beheerder"):
            give(desk, post, desk.assessor)

    def test_one_scheme_has_one_mandate_per_post_and_day(self, desk: Desk, post: Assignment, manager: User) -> None:
        give(desk, post, manager, since=TODAY, until=TODAY + 10 * DAY)
        for since, until in ((TODAY, None), (TODAY + 10 * DAY, None), (TODAY - DAY, TODAY)):
            with pytest.raises(UnableToMandate, match="al een mandaat"):
                give(desk, post, manager, since=since, until=until)
        give(desk, post, manager, since=TODAY + 11 * DAY)
        give(desk, post, manager, schemes=[SchemeFactory().slug])
        assert post.mandates.count() == 3

    def test_colleagues_may_hold_one_for_the_same_scheme(self, desk: Desk, post: Assignment, manager: User) -> None:
        give(desk, post, manager)
        assert desk.decider.assignments.get().mandates.count() == 1

    @pytest.mark.parametrize("wrong", [{"max_amount_cents": 0}, {"reference": ""}, {"valid_until": TODAY - DAY}])
    def test_the_database_says_no_too(self, post: Assignment, wrong: dict[str, Any]) -> None:
        fields = {"max_amount_cents": 1, "reference": "Besluit", "valid_from": TODAY} | wrong
        with pytest.raises(IntegrityError), transaction.atomic():
            Mandate.objects.create(assignment=post, **fields)


class TestEnding:
    def test_it_counts_until_and_including_its_last_day(self, desk: Desk, post: Assignment, manager: User) -> None:
        assert post.user is not None
        mandate = give(desk, post, manager)
        actions.end_mandate(mandate=mandate, last_day=TODAY, by=manager.actor, at=NOON)
        for on, allowed in ((TODAY, True), (TODAY + DAY, False)):
            assert decision_right_of(post.user.actor, desk.case, amount_cents=1, on=on).allowed is allowed
        event = AuditEvent.objects.get(event="mandate.ended")
        assert (event.data["before"], event.data["until"]) == (None, TODAY.isoformat())

    def test_the_past_stays_as_it_was(self, desk: Desk, post: Assignment, manager: User) -> None:
        mandate = give(desk, post, manager, since=TODAY - 9 * DAY, until=TODAY + DAY)
        for act in (
            lambda: actions.end_mandate(mandate=mandate, last_day=TODAY - DAY, by=manager.actor, at=NOON),
            lambda: actions.change_mandate_end(mandate=mandate, until=TODAY - DAY, by=manager.actor, at=NOON),
        ):
            with pytest.raises(UnableToMandate, match="of een latere dag"):
                act()
        later = NOON + 3 * DAY
        for act in (
            lambda: actions.end_mandate(mandate=mandate, last_day=TODAY + 5 * DAY, by=manager.actor, at=later),
            lambda: actions.change_mandate_end(mandate=mandate, until=None, by=manager.actor, at=later),
        ):
            with pytest.raises(UnableToMandate, match="Geef een nieuw mandaat"):
                act()
        mandate.refresh_from_db()
        assert mandate.valid_until == TODAY + DAY

    def test_ending_later_than_it_ends_is_no_ending(self, desk: Desk, post: Assignment, manager: User) -> None:
        mandate = give(desk, post, manager, until=TODAY + DAY)
        with pytest.raises(UnableToMandate, match="Kies een eerdere dag"):
            actions.end_mandate(mandate=mandate, last_day=TODAY + DAY, by=manager.actor, at=NOON)

    def test_the_last_day_moves_both_ways_and_is_recorded(self, desk: Desk, post: Assignment, manager: User) -> None:
        mandate = give(desk, post, manager, until=TODAY + DAY)
        for until in (TODAY + 30 * DAY, None, TODAY + 2 * DAY):
            actions.change_mandate_end(mandate=mandate, until=until, by=manager.actor, at=NOON)
            mandate.refresh_from_db()
            assert mandate.valid_until == until
        changes = AuditEvent.objects.filter(event="mandate.end_changed").order_by("pk")
        assert [event.data["before"] for event in changes] == [
            (TODAY + DAY).isoformat(),
            (TODAY + 30 * DAY).isoformat(),
            None,
        ]

    def test_a_longer_one_may_not_run_into_the_next(self, desk: Desk, post: Assignment, manager: User) -> None:
        mandate = give(desk, post, manager, until=TODAY + DAY)
        give(desk, post, manager, since=TODAY + 5 * DAY)
        for until in (None, TODAY + 5 * DAY):
            with pytest.raises(UnableToMandate, match="al een mandaat") as refusal:
                actions.change_mandate_end(mandate=mandate, until=until, by=manager.actor, at=NOON)
            assert refusal.value.field == "until"
        actions.change_mandate_end(mandate=mandate, until=TODAY + 4 * DAY, by=manager.actor, at=NOON)

    def test_ones_own_may_be_given_up_and_not_stretched(self, desk: Desk, post: Assignment, manager: User) -> None:
        mandate = give(desk, post, manager, until=TODAY + 9 * DAY)
        post.user = manager
        post.save()
        with pytest.raises(UnableToMandate, match="aan zichzelf"):
            actions.change_mandate_end(mandate=mandate, until=None, by=manager.actor, at=NOON)
        actions.change_mandate_end(mandate=mandate, until=TODAY + 8 * DAY, by=manager.actor, at=NOON)
        actions.end_mandate(mandate=mandate, last_day=TODAY + DAY, by=manager.actor, at=NOON)

    def test_one_that_has_not_begun_is_withdrawn_whole(self, desk: Desk, post: Assignment, manager: User) -> None:
        coming, running = (
            give(desk, post, manager, since=TODAY + DAY),
            give(desk, post, manager, schemes=[SchemeFactory().slug]),
        )
        actions.withdraw_mandate(mandate=coming, by=manager.actor, at=NOON)
        assert list(post.mandates.all()) == [running]
        assert AuditEvent.objects.get(event="mandate.withdrawn").ground == coming.reference
        with pytest.raises(UnableToMandate, match="Beëindig het"):
            actions.withdraw_mandate(mandate=running, by=manager.actor, at=NOON)
        with pytest.raises(UnableToMandate, match="ingetrokken"):
            actions.end_mandate(mandate=coming, last_day=TODAY + DAY, by=manager.actor, at=NOON)

    @pytest.mark.parametrize("verb", ["change", "end", "withdraw"])
    def test_only_who_manages_people(self, desk: Desk, post: Assignment, manager: User, verb: str) -> None:
        mandate = give(desk, post, manager, since=TODAY + DAY)
        who = {"by": desk.assessor.actor, "at": NOON}
        acts = {
            "change": lambda: actions.change_mandate_end(mandate=mandate, until=TODAY + 2 * DAY, **who),
            "end": lambda: actions.end_mandate(mandate=mandate, last_day=TODAY + 2 * DAY, **who),
            "withdraw": lambda: actions.withdraw_mandate(mandate=mandate, **who),
        }
        with pytest.raises(UnableToMandate, match="functioneel beheerder"):
            acts[verb]()
        assert Mandate.objects.get(pk=mandate.pk).valid_until is None


class TestReading:
    def test_what_counts_now_and_soon_apart_from_what_counted(
        self, desk: Desk, post: Assignment, manager: User
    ) -> None:
        old = give(desk, post, manager, since=TODAY - 9 * DAY, until=TODAY - DAY)
        soon = give(desk, post, manager, since=TODAY + DAY)
        standing = desk.decider.assignments.get().mandates.get()
        assert set(mandates(TODAY)) == {soon, standing}
        assert list(earlier_mandates(TODAY)) == [old]
        assert post.user is not None
        assert list(mandates_held(post.user, TODAY)) == [soon]

    def test_a_post_that_ended_takes_its_mandates_along(self, desk: Desk, post: Assignment, manager: User) -> None:
        mandate = give(desk, post, manager, since=TODAY - 9 * DAY)
        post.valid_until = TODAY - DAY
        post.save()
        assert mandate not in mandates(TODAY)
        assert mandate in earlier_mandates(TODAY)
