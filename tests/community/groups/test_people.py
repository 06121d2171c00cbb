"""Contacts of groups, what becomes of them with accounts, and the account for the money."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from allauth.account.models import EmailAddress
from hypothesis import given
from hypothesis import strategies as st

from kernkracht.community.groups.actions import (
    ContactFacts,
    NotAllowedToManageGroups,
    UnableToManageGroups,
    add_contact,
    change_contact,
    confirm_account,
    end_contact,
    propose_account,
    turn_down_account,
)
from kernkracht.community.groups.bank_account import UnacceptableIban, checked_iban, masked_iban
from kernkracht.community.groups.models import AccountChange, ChangeState, GroupContact
from kernkracht.community.groups.permissions import keeps_any, may_decide_account
from kernkracht.community.groups.queries import groups_of, may_speak_for
from kernkracht.community.people.actions import note_verified_email, remove_account
from kernkracht.community.people.queries import subject_of
from kernkracht.foundation.audit.models import AuditEvent
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.foundation.retention.queries import held_about
from tests.factories.groups import IBAN, OTHER_IBAN, speaker, with_account
from tests.factories.people import UserFactory

from .conftest import AT, TODAY, Scene

FACTS = ContactFacts(name="Kim Voorbeeld", valid_from=date(2026, 1, 1), function="secretaris", email="kim@example.org")


def test_a_contact_without_account_gets_one_when_the_address_is_proven(scene: Scene) -> None:
    contact = add_contact(
        group=scene.group, facts=replace(FACTS, speaks_for_group=True), by=scene.coordinator.actor, at=AT
    )
    assert contact.user is None
    user = UserFactory(email="kim@example.org")
    note_verified_email(user=user, email="KIM@example.org", at=AT)
    assert may_speak_for(user.actor, scene.group, TODAY)


def test_an_account_is_found_by_its_proven_address_only(scene: Scene) -> None:
    user = UserFactory(email="kim@example.org")
    address = EmailAddress.objects.create(user=user, email=user.email, verified=False)
    contact = add_contact(group=scene.group, facts=FACTS, by=scene.coordinator.actor, at=AT)
    assert contact.user is None
    address.verified = True
    address.save()
    contact = change_contact(contact=contact, facts=FACTS, by=scene.coordinator.actor, at=AT)
    assert contact.user == user
    assert list(groups_of(user, TODAY)) == [scene.group]
    assert not may_speak_for(user.actor, scene.group, TODAY)


def test_another_address_is_another_person_and_loses_nothing_by_itself(scene: Scene) -> None:
    contact = add_contact(
        group=scene.group, facts=replace(FACTS, speaks_for_group=True), by=scene.coordinator.actor, at=AT
    )
    first_approval = contact.approved_at
    later = AT.replace(hour=15)
    changed = change_contact(
        contact=contact,
        facts=replace(FACTS, email="robin@example.org", speaks_for_group=True),
        by=scene.colleague.actor,
        at=later,
    )
    assert (changed.approved_by, changed.approved_at) == (scene.colleague.actor, later)
    assert first_approval == AT


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"email": "geen adres"}, "email"),
        ({"email": "", "speaks_for_group": True}, "email"),
        ({"valid_until": date(2025, 12, 31)}, "valid_until"),
    ],
)
def test_wrong_contacts_are_refused_with_their_field(scene: Scene, changes: dict[str, object], field: str) -> None:
    with pytest.raises(UnableToManageGroups) as refusal:
        add_contact(group=scene.group, facts=replace(FACTS, **changes), by=scene.coordinator.actor, at=AT)
    assert refusal.value.field == field
    assert GroupContact.objects.count() == 1


def test_only_the_office_writes_down_people(scene: Scene) -> None:
    for stranger in (scene.member, scene.reader):
        with pytest.raises(NotAllowedToManageGroups):
            add_contact(group=scene.group, facts=FACTS, by=stranger.actor, at=AT)


def test_an_officer_of_the_group_does_not_decide_who_speaks_for_it(scene: Scene) -> None:
    speaker(scene.group, scene.coordinator, approved=False)
    with pytest.raises(UnableToManageGroups) as refusal:
        add_contact(group=scene.group, facts=replace(FACTS, speaks_for_group=True), by=scene.coordinator.actor, at=AT)
    assert refusal.value.field == "speaks_for_group"
    assert add_contact(group=scene.group, facts=FACTS, by=scene.coordinator.actor, at=AT).pk


def test_a_contact_ends(scene: Scene) -> None:
    contact = GroupContact.objects.get()
    with pytest.raises(UnableToManageGroups):
        end_contact(contact=contact, last_day=date(2019, 1, 1), by=scene.coordinator.actor, at=AT)
    end_contact(contact=contact, last_day=date(2026, 11, 22), by=scene.coordinator.actor, at=AT)
    assert not may_speak_for(scene.member.actor, scene.group, TODAY)


def test_my_data_holds_what_the_register_says_of_me(scene: Scene) -> None:
    held = {section.model: section.rows for section in held_about(subject_of(scene.member))}
    values = held["groups.GroupContact"][0].values
    assert (values["group"], values["name"]) == (scene.group.name, scene.member.name)
    assert (values["email"], values["speaks_for_group"]) == ("vereniging@example.org", True)
    assert values["valid_from"] == "2020-01-01"


def test_a_removed_account_leaves_no_name_in_the_register(scene: Scene) -> None:
    remove_account(user=scene.member, at=AT)
    contact = GroupContact.objects.get()
    assert (contact.user, contact.name, contact.email, contact.phone) == (None, "", "", "")
    assert (contact.speaks_for_group, contact.valid_until) == (False, TODAY)


def test_no_name_or_address_of_a_person_stands_in_the_trail(scene: Scene) -> None:
    add_contact(group=scene.group, facts=FACTS, by=scene.coordinator.actor, at=AT)
    propose_account(group=scene.group, iban=IBAN, account_holder="K. Voorbeeld", by=scene.member.actor, at=AT)
    for event in AuditEvent.objects.all():
        text = str(event.data)
        assert not [said for said in ("Kim", "example.org", IBAN, "K. Voorbeeld") if said in text]


def test_an_account_counts_after_a_second_person_confirmed_it(scene: Scene) -> None:
    group = with_account(scene.group, OTHER_IBAN)
    change = propose_account(
        group=group, iban="nl91 abna 0417 1643 00", account_holder=" Groep 1 ", by=scene.member.actor, at=AT
    )
    group.refresh_from_db()
    assert group.iban == OTHER_IBAN
    told = OutboxMessage.objects.filter(kind="group_account")
    assert [message.recipient_email for message in told] == ["vereniging@example.org"]
    assert IBAN not in told.get().body_text
    group = confirm_account(change=change, by=scene.coordinator.actor, at=AT)
    assert (group.iban, group.account_holder, group.account_confirmed_on) == (IBAN, "Groep 1", TODAY)
    assert told.all().count() == 2


def test_who_asked_for_an_account_does_not_confirm_it(scene: Scene) -> None:
    change = propose_account(group=scene.group, iban=IBAN, account_holder="Groep", by=scene.coordinator.actor, at=AT)
    with pytest.raises(UnableToManageGroups, match="zelf ingevuld"):
        confirm_account(change=change, by=scene.coordinator.actor, at=AT)
    with pytest.raises(NotAllowedToManageGroups):
        confirm_account(change=change, by=scene.member.actor, at=AT)
    assert confirm_account(change=change, by=scene.colleague.actor, at=AT).iban == IBAN


def test_who_belongs_to_the_group_does_not_confirm_its_account(scene: Scene) -> None:
    speaker(scene.group, scene.colleague, approved=False)
    change = propose_account(group=scene.group, iban=IBAN, account_holder="Groep", by=scene.member.actor, at=AT)
    with pytest.raises(UnableToManageGroups, match="hoort bij de groep"):
        confirm_account(change=change, by=scene.colleague.actor, at=AT)


def test_a_wrong_or_equal_account_is_refused(scene: Scene) -> None:
    for iban, holder, field in (
        ("NL91ABNA0417164301", "Groep", "iban"),
        ("12345", "Groep", "iban"),
        ("", "Groep", "iban"),
        (IBAN, " ", "account_holder"),
    ):
        with pytest.raises(UnableToManageGroups) as refusal:
            propose_account(group=scene.group, iban=iban, account_holder=holder, by=scene.member.actor, at=AT)
        assert refusal.value.field == field
    group = with_account(scene.group)
    with pytest.raises(UnableToManageGroups, match="al van de groep"):
        propose_account(group=group, iban=IBAN, account_holder="Groep", by=scene.member.actor, at=AT)
    assert not AccountChange.objects.exists()


def test_a_newer_wish_takes_the_place_of_the_older_one(scene: Scene) -> None:
    first = propose_account(group=scene.group, iban=IBAN, account_holder="Een", by=scene.member.actor, at=AT)
    second = propose_account(group=scene.group, iban=OTHER_IBAN, account_holder="Twee", by=scene.member.actor, at=AT)
    first.refresh_from_db()
    assert (first.state, second.state) == (ChangeState.WITHDRAWN, ChangeState.WAITING)
    with pytest.raises(UnableToManageGroups, match="iemand was u voor"):
        confirm_account(change=first, by=scene.coordinator.actor, at=AT)


def test_an_account_is_turned_down_with_a_reason(scene: Scene) -> None:
    change = propose_account(group=scene.group, iban=IBAN, account_holder="Een", by=scene.member.actor, at=AT)
    with pytest.raises(UnableToManageGroups):
        turn_down_account(change=change, reason="", by=scene.coordinator.actor, at=AT)
    turn_down_account(change=change, reason="Dit is een privérekening.", by=scene.coordinator.actor, at=AT)
    scene.group.refresh_from_db()
    assert scene.group.iban == ""
    assert "privérekening" in OutboxMessage.objects.get(kind="group_answer").body_text


@given(digits=st.text("0123456789", min_size=10, max_size=10), bank=st.sampled_from(["ABNA", "INGB", "RABO"]))
def test_exactly_one_pair_of_check_digits_makes_an_iban(digits: str, bank: str) -> None:
    taken = []
    for check in range(2, 99):
        try:
            taken.append(checked_iban(f"NL{check:02} {bank} {digits}"))
        except UnacceptableIban:
            continue
    assert len(taken) == 1
    assert masked_iban(taken[0]) == f"{taken[0][:4]} … {digits[-4:]}"


@given(officer=st.integers(1, 5), proposer=st.integers(1, 5), tied=st.booleans())
def test_four_eyes_on_an_account(officer: int, proposer: int, tied: bool) -> None:
    allowed = may_decide_account(officer_id=officer, proposer_id=proposer, tied=tied)
    assert allowed is (officer != proposer and not tied)


@given(kept=st.frozensets(st.integers(1, 6)), own=st.frozensets(st.integers(1, 6)))
def test_an_officer_keeps_a_group_of_one_own_village_or_of_none(kept: frozenset[int], own: frozenset[int]) -> None:
    assert keeps_any(kept, own) is (any(village in kept for village in own) or len(own) == 0)
