"""What is expected, agreed and asked, and facilities (R195, R201, R208, R209)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from kernkracht.community.partners import actions
from kernkracht.community.partners.models import OutlookItem, ProgressNote, Provision, SupportRequest
from kernkracht.community.partners.permissions import is_public_outlook, is_public_provision
from kernkracht.community.partners.queries import (
    agreements,
    outlook,
    public_outlook,
    public_provisions,
    support_requests,
)
from kernkracht.community.people.models import Assignment, User
from kernkracht.community.villages.models import Village
from kernkracht.foundation.notices.models import OutboxMessage
from tests.factories.partners import (
    HealthBrokerFactory,
    OutlookItemFactory,
    PartnerAgreementFactory,
    PartnerFactory,
    ProvisionFactory,
)
from tests.factories.people import TeamFactory, UserFactory, role_with
from tests.factories.villages import AreaFactory, VillageFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
D = SupportRequest.Direction


def test_an_outlook_is_public_in_its_villages_until_it_is_over(village: Village, who: dict[str, Any]) -> None:
    facts = actions.OutlookFacts(
        PartnerFactory(), "Nieuwe containers", TODAY, ends_on=TODAY + timedelta(days=7), villages=(village,)
    )
    item = actions.save_outlook(facts=facts, **who)
    assert not public_outlook(village, TODAY).exists()
    actions.save_outlook(facts=replace(facts, is_public=True), item=item, **who)
    assert list(public_outlook(village, TODAY)) == [item]
    assert not public_outlook(VillageFactory(), TODAY).exists()
    assert not outlook(TODAY + timedelta(days=8)).exists()
    item.refresh_from_db()
    assert [is_public_outlook(item, TODAY + timedelta(days=days)) for days in (7, 8)] == [True, False]


def test_an_outlook_without_villages_counts_everywhere(village: Village) -> None:
    item = OutlookItemFactory(is_public=True)
    assert list(public_outlook(village, TODAY)) == [item]


def test_a_wrong_outlook_is_refused(village: Village, neighbour: User, now: datetime, who: dict[str, Any]) -> None:
    facts = actions.OutlookFacts(PartnerFactory(), "Containers", TODAY, villages=(village,))
    for wrong in (
        replace(facts, title=" "),
        replace(facts, ends_on=TODAY - timedelta(days=1)),
        replace(facts, text="Bel mevrouw Bos"),
    ):
        with pytest.raises(actions.UnableToManagePartners):
            actions.save_outlook(facts=wrong, **who)
    with pytest.raises(actions.NotAllowedToManagePartners):
        actions.save_outlook(facts=facts, by=neighbour.actor, at=now)
    assert not OutlookItem.objects.exists()


def test_sharing_mails_each_coordinator_once(village: Village, who: dict[str, Any]) -> None:
    coordinator = UserFactory(is_staff=True, name="Fenna")
    post = Assignment.objects.create(
        role=role_with("village_coordinator"), user=coordinator, team=TeamFactory(), valid_from=date(2020, 1, 1)
    )
    second = VillageFactory()
    post.villages.set([village, second])
    item = OutlookItemFactory(title="Nieuwe containers")
    item.villages.set([village, second])
    assert actions.share_outlook(item=item, **who) == 1
    message = OutboxMessage.objects.get(kind="partner_outlook")
    assert message.recipient_email == coordinator.email
    assert "Nieuwe containers" in message.body_text
    item.refresh_from_db()
    assert item.shared_at == who["at"]


def test_sharing_with_nobody_or_too_late_is_refused(village: Village, who: dict[str, Any]) -> None:
    item = OutlookItemFactory()
    item.villages.set([village])
    with pytest.raises(actions.UnableToShareOutlook, match="kernregisseur"):
        actions.share_outlook(item=item, **who)
    OutlookItem.objects.update(ends_on=TODAY - timedelta(days=1))
    with pytest.raises(actions.UnableToShareOutlook, match="voorbij"):
        actions.share_outlook(item=item, **who)
    assert not OutboxMessage.objects.exists()


def test_an_agreement_has_a_goal_and_notes_of_its_course(who: dict[str, Any]) -> None:
    facts = actions.AgreementFacts(PartnerFactory(), "Welzijn per dorp", "Elk dorp een gezicht", date(2026, 1, 1))
    agreement = actions.save_agreement(facts=facts, **who)
    note = {"agreement": agreement, "standing": ProgressNote.Standing.ATTENTION, "text": "Twee dorpen wachten nog."}
    actions.note_progress(noted_on=TODAY, **note, **who)
    assert [n.text for n in agreements(TODAY).get().notes.all()] == ["Twee dorpen wachten nog."]
    for wrong in (TODAY + timedelta(days=1), date(2025, 12, 31)):
        with pytest.raises(actions.UnableToNoteProgress):
            actions.note_progress(noted_on=wrong, **note, **who)
    with pytest.raises(actions.PersonalText):
        actions.note_progress(noted_on=TODAY, **(note | {"text": "Dhr. Smit doet mee"}), **who)
    assert ProgressNote.objects.count() == 1


@pytest.mark.parametrize("changes", [{"goal": ""}, {"title": " "}, {"valid_until": date(2025, 1, 1)}])
def test_a_wrong_agreement_is_refused(changes: dict[str, Any], who: dict[str, Any]) -> None:
    facts = actions.AgreementFacts(PartnerFactory(), "Welzijn", "Doel", date(2026, 1, 1))
    with pytest.raises(actions.UnableToManagePartners):
        actions.save_agreement(facts=replace(facts, **changes), **who)


def test_an_agreement_of_the_past_is_not_running() -> None:
    PartnerAgreementFactory(valid_until=date(2026, 2, 1))
    assert not agreements(TODAY).exists()


class TestSupport:
    """A coordinator and a health broker ask each other (R201)."""

    @pytest.fixture
    def facts(self, village: Village) -> actions.SupportFacts:
        broker = HealthBrokerFactory(email="makelaar@example.org")
        return actions.SupportFacts(village.area, broker, D.FROM_COORDINATOR, "Beweegroute", "De dorpen willen er een.")

    def test_the_broker_is_mailed_and_the_request_comes_to_an_end(
        self, facts: actions.SupportFacts, who: dict[str, Any]
    ) -> None:
        request = actions.ask_support(facts=facts, **who)
        message = OutboxMessage.objects.get()
        assert (message.recipient_email, "Beweegroute" in message.subject) == ("makelaar@example.org", True)
        actions.answer_support(request=request, agrees=True, answer="", **who)
        done = actions.finish_support(request=request, **who)
        assert (done.state, done.closed_at) == ("done", who["at"])
        with pytest.raises(actions.UnableToAnswerSupport):
            actions.finish_support(request=request, **who)

    def test_what_the_broker_asks_is_mailed_to_nobody(self, facts: actions.SupportFacts, who: dict[str, Any]) -> None:
        actions.ask_support(facts=replace(facts, direction=D.FROM_PARTNER), **who)
        assert not OutboxMessage.objects.exists()

    def test_a_no_has_a_reason_and_counts_once(self, facts: actions.SupportFacts, who: dict[str, Any]) -> None:
        request = actions.ask_support(facts=facts, **who)
        with pytest.raises(actions.UnableToAnswerSupport, match="waarom"):
            actions.answer_support(request=request, agrees=False, answer=" ", **who)
        actions.answer_support(request=request, agrees=False, answer="Geen tijd dit jaar.", **who)
        with pytest.raises(actions.UnableToAnswerSupport, match="al geantwoord"):
            actions.answer_support(request=request, agrees=True, answer="", **who)

    @pytest.mark.parametrize("case", ["no broker", "other area", "no subject", "a person"])
    def test_wrong_requests_are_refused(self, case: str, facts: actions.SupportFacts, who: dict[str, Any]) -> None:
        if case == "other area":
            facts.partner.areas.add(AreaFactory())
        changes: dict[str, Any] = {
            "no broker": {"partner": PartnerFactory()},
            "no subject": {"subject": " "},
            "a person": {"explanation": "Voor mevrouw Bos"},
        }.get(case, {})
        with pytest.raises(actions.UnableToManagePartners):
            actions.ask_support(facts=replace(facts, **changes), **who)
        assert not SupportRequest.objects.exists()

    def test_who_works_in_another_area_may_not(
        self, facts: actions.SupportFacts, neighbour: User, now: datetime
    ) -> None:
        with pytest.raises(actions.NotAllowedToManagePartners, match=facts.area.name):
            actions.ask_support(facts=facts, by=neighbour.actor, at=now)

    def test_open_requests_come_first(self, facts: actions.SupportFacts, who: dict[str, Any]) -> None:
        still_open = actions.ask_support(facts=facts, **who)
        later = who | {"at": who["at"] + timedelta(days=1)}
        closed = actions.ask_support(facts=facts, **later)
        actions.answer_support(request=closed, agrees=False, answer="Kan niet.", **later)
        assert list(support_requests()) == [still_open, closed]
        assert not support_requests(AreaFactory()).exists()


def test_a_provision_is_public_while_it_is_open(village: Village, who: dict[str, Any]) -> None:
    facts = actions.ProvisionFacts(village, "Koffie", opening="dinsdag van 10.00 tot 12.00 uur")
    row = actions.save_provision(facts=facts, **who)
    assert list(public_provisions(village, TODAY)) == [row]
    actions.save_provision(facts=replace(facts, ended_on=TODAY), provision=row, **who)
    row.refresh_from_db()
    assert [is_public_provision(row, day) for day in (TODAY, TODAY + timedelta(days=1))] == [True, False]
    assert not public_provisions(village, TODAY + timedelta(days=1)).exists()
    actions.save_provision(facts=replace(facts, is_public=False), provision=row, **who)
    assert not public_provisions(village, TODAY).exists()


def test_a_provision_stands_once_in_a_village(village: Village, who: dict[str, Any]) -> None:
    ProvisionFactory(village=village, name="Koffie")
    with pytest.raises(actions.UnableToSaveProvision, match="Ons Dorp"):
        actions.save_provision(facts=actions.ProvisionFacts(village, "koffie"), **who)
    with pytest.raises(actions.PersonalText):
        actions.save_provision(facts=actions.ProvisionFacts(village, "Eettafel van familie Bos"), **who)
    assert Provision.objects.count() == 1
