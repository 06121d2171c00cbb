"""What becomes of cases when an account goes, and what “my data” holds of them."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress

from kernkracht.community.people.actions import UnableToRemoveAccount, remove_account
from kernkracht.community.people.models import User
from kernkracht.community.people.queries import subject_of
from kernkracht.foundation.retention.queries import held_about
from kernkracht.grants.applications.models import ApplicationState, GrantApplication
from tests.factories.applications import NOON, ApplicationFactory, DraftFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_an_open_case_keeps_its_account() -> None:
    user = UserFactory()
    case = ApplicationFactory(applicant=user)
    with pytest.raises(UnableToRemoveAccount, match="1 aanvraag die loopt"):
        remove_account(user=user, at=NOON)
    case.refresh_from_db()
    assert case.applicant == user


def test_a_case_in_hand_keeps_its_handlers_account() -> None:
    user = UserFactory()
    ApplicationFactory(handler=user)
    with pytest.raises(UnableToRemoveAccount, match="collega"):
        remove_account(user=user, at=NOON)


def test_drafts_go_with_the_account_and_ended_cases_stay_without_it() -> None:
    user = UserFactory()
    DraftFactory(applicant=user)
    ended = ApplicationFactory(applicant=user, state=ApplicationState.WITHDRAWN)
    remove_account(user=user, at=NOON)
    assert list(GrantApplication.objects.values_list("pk", "applicant")) == [(ended.pk, None)]


def test_my_data_holds_my_cases_and_those_of_a_proved_address_only() -> None:
    user: User = UserFactory()
    ApplicationFactory(applicant=user, title="Van mij")
    ApplicationFactory(contact_email=user.email, title="Met mijn adres")
    ApplicationFactory(title="Van een ander")
    assert titles(user) == {"Van mij"}
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    assert titles(user) == {"Van mij", "Met mijn adres"}


def titles(user: User) -> set[object]:
    held = {section.model: section.rows for section in held_about(subject_of(user))}
    return {row.values["title"] for row in held.get("applications.GrantApplication", [])}
