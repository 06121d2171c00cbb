"""Co-applicants and supporters say it themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.applications.actions import (
    UnableToConfirm,
    UnableToEdit,
    UnableToInvite,
    confirm_companion,
    decline_companion,
    invite_companion,
    remove_companion,
    save_step,
    withdraw_application,
)
from kernkracht.grants.applications.actions.companions import INVITATION_DAYS, INVITATIONS_PER_HOUR
from kernkracht.grants.applications.facts import facts_of
from kernkracht.grants.applications.models import Companion, GrantApplication
from tests.factories.people import UserFactory

from .scene import LATER, NOON, full_draft, holder, send

pytestmark = pytest.mark.django_db


def invite(draft: GrantApplication, email: str, kind: str = "supporter", **more: object) -> Companion:
    given: dict[str, object] = {"name": "Kim", "by": holder(draft), "at": NOON, **more}
    return invite_companion(application=draft, kind=kind, email=email, **given)  # type: ignore[arg-type] # test input


def test_only_who_confirmed_counts() -> None:
    draft = full_draft()
    yes, no, _silent = invite(draft, "a@example.org"), invite(draft, "b@example.org"), invite(draft, "c@example.org")
    confirm_companion(companion=yes, at=NOON)
    decline_companion(companion=no, at=NOON)
    assert facts_of(draft).supporters == 1
    decline_companion(companion=yes, at=NOON)
    assert facts_of(draft).supporters == 0


def test_the_invitation_holds_a_link_and_no_private_data() -> None:
    draft = full_draft()
    companion = invite(draft, "kim@example.org", kind="co_applicant")
    mail = OutboxMessage.objects.get(kind="companion_invitation")
    assert f"/steun/{companion.token}/" in mail.body_text
    assert draft.token not in mail.body_text
    assert "robin@example.org" not in mail.body_text
    assert "Dorpsstraat" not in mail.body_text


@pytest.mark.parametrize("email", ["robin@example.org", "ROBIN@example.org", "robin+steun@example.org"])
def test_nobody_supports_their_own_plan(email: str) -> None:
    with pytest.raises(UnableToInvite, match="eigen e-mailadres"):
        invite(full_draft(), email)


def test_an_address_that_became_the_applicants_own_does_not_count() -> None:
    draft = full_draft()
    companion = invite(draft, "kim@example.org")
    confirm_companion(companion=companion, at=NOON)
    values = {"contact_email": "kim+x@example.org"}
    save_step(application=draft, step="contact", values=values, by=holder(draft), at=NOON)
    draft.refresh_from_db()
    assert facts_of(draft).supporters == 0
    with pytest.raises(UnableToConfirm, match="zelf"):
        confirm_companion(companion=companion, at=NOON)


def test_the_applicants_account_cannot_confirm_for_somebody() -> None:
    draft, owner = full_draft(), UserFactory()
    companion = invite(draft, "kim@example.org")
    GrantApplication.objects.filter(pk=draft.pk).update(applicant=owner)
    with pytest.raises(UnableToConfirm, match="zelf"):
        confirm_companion(companion=companion, at=NOON, user=owner)
    assert confirm_companion(companion=companion, at=NOON, user=UserFactory()).confirmed_at == NOON


def test_the_same_mailbox_counts_once_over_both_kinds() -> None:
    draft = full_draft()
    invite(draft, "kim@example.org")
    with pytest.raises(UnableToInvite, match="al uitgenodigd"):
        invite(draft, "Kim+2@example.org", kind="co_applicant")


def test_a_link_gets_too_old() -> None:
    companion = invite(full_draft(), "kim@example.org")
    with pytest.raises(UnableToConfirm, match="te oud"):
        confirm_companion(companion=companion, at=NOON + timedelta(days=INVITATION_DAYS))
    assert confirm_companion(companion=companion, at=NOON + timedelta(days=INVITATION_DAYS - 1)).confirmed_at


def test_not_too_many_at_once() -> None:
    draft = full_draft()
    for number in range(INVITATIONS_PER_HOUR):
        invite(draft, f"p{number}@example.org")
    with pytest.raises(UnableToInvite, match="tegelijk"):
        invite(draft, "one-more@example.org")
    assert invite(draft, "one-more@example.org", at=NOON + timedelta(hours=2)).pk


def test_an_ended_case_asks_nothing_of_supporters() -> None:
    draft = full_draft()
    companion = invite(draft, "kim@example.org")
    case = send(draft)
    withdraw_application(application=case, reason="Gaat niet door", by=holder(case), at=LATER)
    with pytest.raises(UnableToConfirm, match="al besloten"):
        confirm_companion(companion=companion, at=LATER)


def test_only_the_holder_invites_and_takes_back() -> None:
    draft = full_draft()
    companion = invite(draft, "kim@example.org")
    with pytest.raises(UnableToEdit):
        invite(draft, "x@example.org", by=UserFactory().actor)
    remove_companion(application=draft, companion_id=companion.pk, by=holder(draft), at=NOON)
    remove_companion(application=draft, companion_id=companion.pk, by=holder(draft), at=NOON)
    with pytest.raises(UnableToConfirm, match="teruggenomen"):
        confirm_companion(companion=companion, at=NOON)


def test_households_are_told_apart_by_postcode_and_number() -> None:
    draft = full_draft()
    for email, address in [
        ("a@example.org", "Dorpsstraat 1, 4021AA"),
        ("b@example.org", "4021 AA 3"),
        ("c@example.org", "4021 aa  3"),
    ]:
        confirm_companion(companion=invite(draft, email, kind="co_applicant", address=address), at=NOON)
    facts = facts_of(draft)
    assert (facts.co_applicants, facts.households) == (3, 2)
