"""What roles are called and may do; accounts from invitation to removal."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from allauth.account.models import EmailAddress

from kernkracht.community.people import hooks
from kernkracht.community.people.actions import (
    LastManagerWouldGo,
    NotAllowedToManagePeople,
    UnableToCreateAccount,
    UnableToManagePeople,
    UnableToRemoveAccount,
    UnableToRenameRole,
    UnableToSetPermissions,
    change_contact_card,
    change_details,
    create_account,
    deactivate_account,
    note_verified_email,
    reactivate_account,
    remove_account,
    rename_role,
    set_permissions,
)
from kernkracht.community.people.models import Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import holders_of, permissions_of, role_label, subject_of
from kernkracht.foundation.audit.models import AuditEvent
from kernkracht.foundation.audit.queries import history_of
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.foundation.retention.queries import held_about
from tests.factories.people import UserFactory, officer_with, role_with

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 10, 11, 0, tzinfo=UTC)
TODAY = date(2026, 3, 10)


@pytest.fixture
def manager() -> User:
    return officer_with(Permission.MANAGE_PEOPLE, code=Role.Code.ADMINISTRATOR)


def test_renaming_counts_from_its_day(manager: User) -> None:
    role = role_with(Role.Code.VILLAGE_COORDINATOR)
    rename_role(role=role, label="dorpsverbinder", plural="dorpsverbinders", since=TODAY, by=manager.actor, at=NOW)
    assert role_label(role.code, TODAY) == "dorpsverbinder"
    assert role_label(role.code, date(2026, 3, 9)) == role.code
    rename_role(role=role, label="dorpsmaat", plural="dorpsmaten", since=TODAY, by=manager.actor, at=NOW)
    assert role_label(role.code, TODAY, plural=True) == "dorpsmaten"
    with pytest.raises(UnableToRenameRole):
        rename_role(role=role, label=" ", plural="x", since=TODAY, by=manager.actor, at=NOW)


def test_rights_follow_the_role_at_once(manager: User) -> None:
    officer = officer_with(Permission.READ_OFFICE, Permission.ASSESS_APPLICATION)
    role = Role.objects.get(code=Role.Code.POLICY_OFFICER)
    set_permissions(role=role, permissions=["office.read", "budget.see"], by=manager.actor, at=NOW)
    assert permissions_of(officer, TODAY) == {"office.read", "budget.see"}
    assert history_of(role).get().data == {
        "role": "policy_officer",
        "added": ["budget.see"],
        "removed": ["application.assess"],
    }


def test_setting_the_same_rights_again_leaves_no_record(manager: User) -> None:
    role = role_with(Role.Code.POLICY_OFFICER, Permission.READ_OFFICE)
    set_permissions(role=role, permissions=["office.read"], by=manager.actor, at=NOW)
    assert not AuditEvent.objects.exists()


def test_auditor_changes_nothing(manager: User) -> None:
    auditor = role_with(Role.Code.AUDITOR, Permission.READ_OFFICE)
    with pytest.raises(UnableToSetPermissions, match="auditor"):
        set_permissions(role=auditor, permissions=["office.read", "application.decide"], by=manager.actor, at=NOW)
    set_permissions(role=auditor, permissions=["office.read", "audit.see"], by=manager.actor, at=NOW)


def test_unknown_right_and_stranger_are_refused(manager: User) -> None:
    role = role_with(Role.Code.POLICY_OFFICER)
    with pytest.raises(UnableToSetPermissions, match="fly"):
        set_permissions(role=role, permissions=["office.fly"], by=manager.actor, at=NOW)
    with pytest.raises(NotAllowedToManagePeople):
        set_permissions(role=role, permissions=["office.read"], by=UserFactory().actor, at=NOW)


def test_the_last_right_to_manage_stays(manager: User) -> None:
    administrator = Role.objects.get(code=Role.Code.ADMINISTRATOR)
    with pytest.raises(LastManagerWouldGo):
        set_permissions(role=administrator, permissions=["office.read"], by=manager.actor, at=NOW)
    assert list(holders_of(Permission.MANAGE_PEOPLE, TODAY)) == [manager]
    with pytest.raises(LastManagerWouldGo):
        deactivate_account(user=manager, by=manager.actor, at=NOW)
    manager.refresh_from_db()
    assert manager.is_active


def test_invitation_is_mailed_once_with_its_link(manager: User) -> None:
    user = create_account(
        email=" Nieuw@Example.org ",
        name="Nieuw Voorbeeld",
        by=manager.actor,
        at=NOW,
        link_for=lambda made: f"https://voorbeeld.example/kies/{made.pk}/",
    )
    assert (user.email, user.is_staff, user.has_usable_password()) == ("nieuw@example.org", True, False)
    message = OutboxMessage.objects.get(kind="account_invitation")
    assert f"https://voorbeeld.example/kies/{user.pk}/" in message.body_text
    assert message.recipient_email == "nieuw@example.org"


@pytest.mark.parametrize(
    ("email", "name"), [("geen adres", "Naam"), ("a@example.org", " "), ("BEZET@example.org", "Naam")]
)
def test_wrong_or_taken_address_makes_nothing(manager: User, email: str, name: str) -> None:
    UserFactory(email="bezet@example.org")
    before = User.objects.count()
    with pytest.raises(UnableToCreateAccount):
        create_account(email=email, name=name, by=manager.actor, at=NOW)
    assert User.objects.count() == before
    assert not OutboxMessage.objects.exists()


def test_closing_and_opening_an_account(manager: User) -> None:
    officer = officer_with(Permission.READ_OFFICE)
    deactivate_account(user=officer, by=manager.actor, at=NOW)
    officer.refresh_from_db()
    assert permissions_of(officer, TODAY) == frozenset()
    reactivate_account(user=officer, by=manager.actor, at=NOW)
    officer.refresh_from_db()
    assert permissions_of(officer, TODAY) == {"office.read"}
    with pytest.raises(NotAllowedToManagePeople):
        deactivate_account(user=manager, by=officer.actor, at=NOW)


def test_removal_keeps_the_actor_and_forgets_the_person(manager: User) -> None:
    resident = UserFactory(name="Sanne Voorbeeld", email="sanne@example.org", phone="0344 00 00 00")
    EmailAddress.objects.create(user=resident, email=resident.email, verified=True, primary=True)
    actor = resident.actor_id
    remove_account(user=resident, at=NOW)
    resident.refresh_from_db()
    assert (resident.actor_id, resident.name, resident.phone, resident.is_active) == (actor, "", "", False)
    assert "sanne" not in resident.email
    assert not EmailAddress.objects.filter(email="sanne@example.org").exists()
    with pytest.raises(UnableToManagePeople):
        reactivate_account(user=resident, by=manager.actor, at=NOW)


def test_removal_is_refused_with_a_post_or_an_objection(monkeypatch: pytest.MonkeyPatch) -> None:
    officer = officer_with(Permission.READ_OFFICE)
    with pytest.raises(UnableToRemoveAccount, match="rol"):
        remove_account(user=officer, at=NOW)
    resident = UserFactory(name="Blijft")
    monkeypatch.setattr(hooks, "removal_objections", [lambda user: "Uw aanvraag loopt nog."])
    with pytest.raises(UnableToRemoveAccount, match="loopt nog"):
        remove_account(user=resident, at=NOW)
    resident.refresh_from_db()
    assert resident.name == "Blijft"


def test_verified_address_reaches_the_other_rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(hooks, "verified_email", [lambda user, email, at: seen.append(email)])
    note_verified_email(user=UserFactory(), email="A@Example.org", at=NOW)
    assert seen == ["a@example.org"]


def test_own_details_and_card(manager: User) -> None:
    resident = UserFactory()
    changed = change_details(user=resident, name=" Jan ", phone=" 06 ", language="en", at=NOW)
    assert (changed.name, changed.phone, changed.language) == ("Jan", "06", "en")
    card = {"public_name": "Jan", "phone": "06", "email": "", "visiting_hours": "", "introduction": ""}
    assert change_contact_card(user=resident, card=card, by=resident.actor, at=NOW).public_name == "Jan"
    with pytest.raises(NotAllowedToManagePeople):
        change_contact_card(user=manager, card=card, by=resident.actor, at=NOW)


def test_what_is_held_about_a_colleague_names_account_and_posts() -> None:
    officer = officer_with(Permission.READ_OFFICE)
    held = {section.model: section.rows for section in held_about(subject_of(officer))}
    assert held["people.User"][0].values["email"] == officer.email
    assert held["people.Assignment"][0].values["valid_from"] == "2000-01-01"
    assert "password" not in held["people.User"][0].values
