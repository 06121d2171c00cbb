"""Offers of help and of knowledge: consent, links, hand-over, forgetting (R93, R182)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from kernkracht.community.people.models import User
from kernkracht.community.villages.models import Village
from kernkracht.community.volunteers import actions
from kernkracht.community.volunteers.models import KnowledgeEntry, VolunteerOffer
from kernkracht.community.volunteers.queries import knowledge, new_offers, offers_for
from kernkracht.foundation.audit.models import Actor, AuditEvent
from kernkracht.foundation.legal_settings.models import LegalSetting
from kernkracht.foundation.notices.models import OutboxMessage
from tests.factories.themes import ThemeFactory
from tests.factories.volunteers import (
    HelpWantedFactory,
    KnowledgeEntryFactory,
    SupportPointFactory,
    VolunteerOfferFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
FACTS = actions.OfferFacts("Robin", "Robin@Example.org", True, "06 12345678", False, "Op dinsdag.")
State = VolunteerOffer.State


@pytest.fixture
def worker(db: None) -> Actor:
    return Actor.system("worker")


def test_an_offer_is_seen_only_after_the_mailed_link(keeper: User, now: datetime) -> None:
    wanted = HelpWantedFactory()
    offer = actions.offer_help(facts=FACTS, wanted=wanted, at=now)
    message = OutboxMessage.objects.get(kind="volunteer_offer_confirm")
    assert offer.token in message.body_text
    assert message.recipient_email == "robin@example.org"
    assert not offers_for(keeper, TODAY).exists()
    actions.confirm_offer(offer=offer, at=now)
    assert actions.confirm_offer(offer=offer, at=now).state == State.NEW
    assert list(offers_for(keeper, TODAY)) == [offer]
    assert offer.village == wanted.village


@pytest.mark.parametrize("changes", [{"agrees": False}, {"name": " "}])
def test_without_consent_or_name_nothing_is_kept(changes: dict[str, Any], now: datetime) -> None:
    with pytest.raises(actions.UnableToTakePart):
        actions.offer_help(facts=replace(FACTS, **changes), at=now)
    assert not VolunteerOffer.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_a_closed_request_takes_no_offers(now: datetime) -> None:
    with pytest.raises(actions.UnableToTakePart, match="gesloten"):
        actions.offer_help(facts=FACTS, wanted=HelpWantedFactory(closes_on=TODAY - timedelta(days=1)), at=now)


def test_a_mailbox_cannot_be_filled(now: datetime) -> None:
    for _time in range(3):
        actions.offer_help(facts=FACTS, at=now)
    with pytest.raises(actions.UnableToTakePart, match="morgen"):
        actions.offer_help(facts=FACTS, at=now)
    actions.offer_help(facts=FACTS, at=now + timedelta(days=1, seconds=1))
    assert VolunteerOffer.objects.count() == 4


@pytest.mark.parametrize("passes_phone", [True, False])
def test_the_support_point_gets_what_was_agreed_to_alone(passes_phone: bool, who: dict[str, Any]) -> None:
    SupportPointFactory()
    offer = VolunteerOfferFactory(phone="06 12345678", passes_phone=passes_phone, message="Op dinsdag.")
    actions.hand_over_offer(offer=offer, **who)
    mail = OutboxMessage.objects.get(kind="volunteer_offer_handover")
    assert mail.recipient_email == "steunpunt@example.org"
    assert offer.name in mail.body_text
    assert offer.email in mail.body_text
    assert ("06 12345678" in mail.body_text) is passes_phone
    assert OutboxMessage.objects.filter(kind="volunteer_offer_handed_over", recipient_email=offer.email).exists()
    with pytest.raises(actions.UnableToHandOver, match="al overgedragen"):
        actions.hand_over_offer(offer=offer, **who)
    assert actions.close_offer(offer=offer, **who).closed_at == who["at"]


def test_an_offer_goes_nowhere_without_a_support_point(who: dict[str, Any]) -> None:
    offer = VolunteerOfferFactory()
    with pytest.raises(actions.UnableToHandOver, match="e-mailadres van het steunpunt"):
        actions.hand_over_offer(offer=offer, **who)
    offer.refresh_from_db()
    assert offer.state == State.NEW


def test_an_unconfirmed_offer_is_not_handed_over(who: dict[str, Any]) -> None:
    SupportPointFactory()
    offer = VolunteerOfferFactory(state=State.UNCONFIRMED, confirmed_at=None)
    with pytest.raises(actions.UnableToHandOver):
        actions.hand_over_offer(offer=offer, **who)
    assert not OutboxMessage.objects.exists()


def test_offers_stay_with_colleagues_of_the_village(
    village: Village, keeper: User, neighbour: User, now: datetime
) -> None:
    SupportPointFactory()
    offer = VolunteerOfferFactory(village=village)
    anywhere = VolunteerOfferFactory(village=None)
    assert set(offers_for(keeper, TODAY)) == {offer, anywhere}
    assert list(offers_for(neighbour, TODAY)) == [anywhere]
    assert new_offers(neighbour, TODAY).count() == 1
    with pytest.raises(actions.NotAllowedToManageVolunteers):
        actions.hand_over_offer(offer=offer, by=neighbour.actor, at=now)


def test_withdrawing_erases_the_offer_and_its_messages(now: datetime) -> None:
    offer = actions.offer_help(facts=FACTS, at=now)
    actions.withdraw_offer(offer=offer, at=now)
    actions.withdraw_offer(offer=offer, at=now)
    assert not VolunteerOffer.objects.exists()
    assert not OutboxMessage.objects.exists()
    with pytest.raises(actions.UnableToTakePart, match="bestaat niet meer"):
        actions.confirm_offer(offer=offer, at=now)
    event = AuditEvent.objects.get(event="volunteers.offer_withdrawn")
    assert "robin" not in str(event.data).lower()


@pytest.mark.parametrize(
    ("state", "moments", "days", "stays"),
    [
        (State.UNCONFIRMED, {"confirmed_at": None}, 6, True),
        (State.UNCONFIRMED, {"confirmed_at": None}, 9, False),
        (State.NEW, {}, 80, True),
        (State.NEW, {}, 92, False),
        (State.CLOSED, {"closed_at": 50}, 92, True),
        (State.CLOSED, {"closed_at": 50}, 142, False),
    ],
)
def test_offers_are_forgotten_after_their_term(
    state: str, moments: dict[str, Any], days: int, stays: bool, now: datetime, worker: Actor
) -> None:
    """Counted from the last step; `closed_at` is so many days after the start."""
    if "closed_at" in moments:
        moments = {"closed_at": now + timedelta(days=moments["closed_at"])}
    VolunteerOfferFactory(state=state, consented_at=now, **({"confirmed_at": now} | moments))
    actions.forget_stale(by=worker, at=now + timedelta(days=days))
    assert VolunteerOffer.objects.exists() is stays


def test_the_term_is_a_dated_setting(now: datetime, worker: Actor) -> None:
    VolunteerOfferFactory(confirmed_at=now)
    LegalSetting.objects.create(
        key="volunteers.offer_days",
        valid_from=date(2026, 1, 1),
        value=10,
        source="Besluit",
    )
    actions.forget_stale(by=worker, at=now + timedelta(days=11))
    assert not VolunteerOffer.objects.exists()


class TestKnowledge:
    """An opt-in list per theme and village, for coordinators alone (R93)."""

    @pytest.fixture
    def facts(self, village: Village) -> actions.KnowledgeFacts:
        return actions.KnowledgeFacts("Sam", "sam@example.org", village, (ThemeFactory(),), "Bomen", True)

    def test_it_is_listed_after_the_link_by_theme_and_village(
        self, facts: actions.KnowledgeFacts, keeper: User, neighbour: User, now: datetime
    ) -> None:
        entry = actions.offer_knowledge(facts=facts, at=now)
        assert not knowledge(keeper, TODAY).exists()
        actions.confirm_knowledge(entry=entry, at=now)
        assert list(knowledge(keeper, TODAY, facts.themes[0], facts.village)) == [entry]
        assert not knowledge(keeper, TODAY, ThemeFactory()).exists()
        assert not knowledge(neighbour, TODAY).exists()

    @pytest.mark.parametrize("changes", [{"agrees": False}, {"text": ""}, {"name": " "}, {"themes": ()}])
    def test_without_consent_or_words_nothing_is_kept(
        self, facts: actions.KnowledgeFacts, changes: dict[str, Any], now: datetime
    ) -> None:
        with pytest.raises(actions.UnableToTakePart):
            actions.offer_knowledge(facts=replace(facts, **changes), at=now)
        assert not KnowledgeEntry.objects.exists()

    def test_it_is_withdrawn_at_any_time(self, facts: actions.KnowledgeFacts, now: datetime) -> None:
        entry = actions.offer_knowledge(facts=facts, at=now)
        actions.confirm_knowledge(entry=entry, at=now)
        actions.withdraw_knowledge(entry=entry, at=now + timedelta(days=400))
        actions.withdraw_knowledge(entry=entry, at=now + timedelta(days=400))
        assert not KnowledgeEntry.objects.exists()
        assert not OutboxMessage.objects.exists()
        with pytest.raises(actions.UnableToTakePart):
            actions.confirm_knowledge(entry=entry, at=now)

    def test_after_a_year_it_is_asked_once_and_kept_or_forgotten(self, now: datetime, worker: Actor) -> None:
        stays, goes = KnowledgeEntryFactory(), KnowledgeEntryFactory()
        for days in (366, 367, 380):
            actions.forget_stale(by=worker, at=now + timedelta(days=days))
        assert OutboxMessage.objects.filter(kind="knowledge_reminder").count() == 2
        actions.confirm_knowledge(entry=stays, at=now + timedelta(days=381))
        actions.forget_stale(by=worker, at=now + timedelta(days=400))
        assert list(KnowledgeEntry.objects.all()) == [stays]
        assert goes.pk

    def test_an_unconfirmed_entry_is_forgotten(
        self, facts: actions.KnowledgeFacts, now: datetime, worker: Actor
    ) -> None:
        actions.offer_knowledge(facts=facts, at=now)
        actions.forget_stale(by=worker, at=now + timedelta(days=8))
        assert not KnowledgeEntry.objects.exists()
