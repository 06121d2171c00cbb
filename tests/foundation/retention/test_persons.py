"""What is held about somebody is given whole, and what no law keeps is erased when they ask."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from axes.models import AccessAttempt
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection

from kernkracht.community.people.actions import UnableToRemoveAccount, remove_account
from kernkracht.community.people.models import User
from kernkracht.community.people.queries import subject_of
from kernkracht.foundation.audit.models import Actor, AuditEvent
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.foundation.retention import actions
from kernkracht.foundation.retention.declarations import Case, Personal, declared
from kernkracht.foundation.retention.download import download_of
from kernkracht.foundation.retention.fields import file_fields, word_fields
from kernkracht.foundation.retention.models import PersonRequest
from kernkracht.foundation.retention.queries import Subject, held_about, rows_of_person, what_goes, what_stays
from kernkracht.foundation.retention.structure import branches, model_of
from kernkracht.grants.applications.models import ApplicationState, Companion, GrantApplication
from tests.factories.applications import NOON, ApplicationFactory, DraftFactory
from tests.factories.people import UserFactory, with_password
from tests.grants.applications.desk import Desk

from .old_cases import granted_case
from .planting import MARKER, constraints_asleep, found_in_database, plant_case

pytestmark = pytest.mark.django_db
STRANGER = Subject(None, frozenset({"vreemd@example.org"}))


@pytest.fixture
def resident() -> User:
    return with_password(UserFactory(name="Robin Voorbeeld", email="robin@example.org"))


def read(subject: Subject) -> tuple[dict[str, Any], str, list[str]]:
    with zipfile.ZipFile(download_of(subject, at=NOON)) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
        return (
            json.loads(archive.read("gegevens.json"))["held"],
            archive.read("gegevens.html").decode(),
            [name for name in names if name.startswith("bestanden/")],
        )


# --- every field of every model ---------------------------------------------------------------------------------------


def personal_cases() -> list[str]:
    return [
        k.model
        for k in declared().values()
        if isinstance(k.nature, Case) and isinstance(k.person, Personal) and k.person.owners
    ]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="plants rows without asking check constraints")
@pytest.mark.parametrize("label", sorted(personal_cases()))
def test_every_field_that_is_not_withheld_is_in_the_download(
    label: str, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Plant a word in every field of a case and of all its parts: each is found again, unless withheld."""
    settings.MEDIA_ROOT = tmp_path
    keeping = declared()[label.lower()]
    with constraints_asleep():
        row, planter = plant_case(keeping)
        monkeypatch.setattr("kernkracht.foundation.retention.queries.persons._owned", lambda person, subject: _all())
        held = json.dumps([row.values for section in held_about(STRANGER) for row in section.rows])
        files = [file for section in held_about(STRANGER) for row in section.rows for file in row.files]
        for part in [keeping, *(branch.keeping for branch in branches(keeping))]:
            if isinstance(part.person, Personal) and part.person.shown is None:
                for field in word_fields(model_of(part)):
                    planted = getattr(planter.rows[model_of(part)], field.name)
                    word = planted["woord"] if isinstance(planted, dict) else str(planted)
                    withheld = field.name in part.person.withheld or field.primary_key
                    assert (word in held) or withheld or not word, f"{part.model}.{field.name} is not in the download"
                for field in file_fields(model_of(part)):
                    assert files or field.name in part.person.withheld, f"{part.model}.{field.name}"
    assert row.pk


def _all() -> Any:
    from django.db.models import Q

    return Q()


def test_files_and_letters_are_in_the_download(desk: Desk, resident: User) -> None:
    case = granted_case(desk)
    GrantApplication.objects.filter(pk=case.pk).update(applicant=resident)
    held, page, files = read(subject_of(resident))
    assert held["applications.GrantApplication"][0]["title"] == f"Plan van {MARKER}"
    assert any(name.endswith(".png") for name in files)
    assert any(name.endswith(".pdf") for name in files)
    assert MARKER in page
    assert "Robin" in page


def test_what_the_office_thinks_is_given_after_the_decision_only(desk: Desk, resident: User) -> None:
    desk.judged_and_proposed()
    GrantApplication.objects.filter(pk=desk.case.pk).update(applicant=resident)
    held, _page, _files = read(subject_of(resident))
    assert not {"applications.Judgement", "applications.DecisionProposal", "applications.Advice"} & set(held)
    GrantApplication.objects.filter(pk=desk.case.pk).update(state="refused", decided_on=date(2026, 3, 9))
    held, _page, _files = read(subject_of(resident))
    assert {"applications.Judgement", "applications.DecisionProposal"} <= set(held)


def test_nobody_gets_what_belongs_to_somebody_else(resident: User) -> None:
    case = ApplicationFactory(applicant=resident, title="Van Robin")
    Companion.objects.create(application=case, kind="supporter", name="Kim", email="kim@example.org", invited_at=NOON)
    ApplicationFactory(contact_email="ander@example.org", title="Van een ander")
    _held, page, _files = read(subject_of(resident))
    assert "Van een ander" not in page
    assert "kim@example.org" not in page, "who supports a plan is given to that person alone"
    kim, page, _files = read(Subject(None, frozenset({"kim@example.org"})))
    assert list(kim) == ["applications.Companion"]
    assert "Van Robin" not in page


def test_secrets_are_never_given(resident: User) -> None:
    case = ApplicationFactory(applicant=resident)
    _held, page, _files = read(subject_of(resident))
    assert case.token not in page
    assert resident.password not in page


def test_an_address_that_is_not_proven_opens_nothing() -> None:
    user = UserFactory(email="robin@example.org")
    EmailAddress.objects.create(user=user, email=user.email, verified=False)
    ApplicationFactory()
    assert [section.model for section in held_about(subject_of(user))] == ["account.EmailAddress", "people.User"]


def test_a_draft_with_only_a_matching_address_is_nobodys() -> None:
    DraftFactory()
    assert held_about(Subject(None, frozenset({"robin@example.org"}))) == []


def test_a_file_that_the_disk_lost_is_named_as_missing(desk: Desk, resident: User, uploads: Path) -> None:
    case = granted_case(desk)
    GrantApplication.objects.filter(pk=case.pk).update(applicant=resident)
    for path in list(uploads.rglob("*")):
        if path.is_file():
            path.unlink()
    _held, page, files = read(subject_of(resident))
    assert "Bestanden die wij niet konden lezen" in page
    assert all(name.endswith(".pdf") for name in files)


# --- removing ---------------------------------------------------------------------------------------------------------


def test_removal_erases_what_no_law_keeps_and_tells_what_stays(resident: User) -> None:
    refused = ApplicationFactory(applicant=resident, state="refused", decided_on=date(2026, 3, 9))
    draft = DraftFactory(applicant=resident, title="Nog niet verstuurd")
    for number, about in enumerate(("people.user", "applications.grantapplication")):
        OutboxMessage.objects.create(
            unique_key=str(number),
            kind="account_mail",
            recipient_email="robin@example.org",
            subject="Uw code",
            body_text="Hallo Robin",
            subject_type=about,
            subject_id=str(refused.pk),
            created_at=NOON,
        )
    AccessAttempt.objects.create(username="robin@example.org", ip_address="192.0.2.1", failures_since_start=1)
    subject = subject_of(resident)
    (stays,) = [stay for stay in what_stays(subject, NOON.date()) if stay.label == "Aanvragen"]
    assert (stays.count, stays.until, "8.2" in stays.source) == (1, date(2031, 3, 9), True)
    assert what_goes(subject)["Aanvragen"] == 1
    erased = remove_account(user=resident, at=NOON)
    assert erased["applications.GrantApplication"] == 1
    assert not GrantApplication.objects.filter(pk=draft.pk).exists()
    refused.refresh_from_db()
    assert (refused.applicant, refused.contact_name) == (None, "Robin Voorbeeld")
    assert list(OutboxMessage.objects.values_list("subject_type", flat=True)) == ["applications.grantapplication"]
    assert not AccessAttempt.objects.exists()
    resident.refresh_from_db()
    assert (resident.name, resident.is_active, resident.has_usable_password()) == ("", False, False)


def test_the_end_of_a_case_does_not_move_when_its_account_goes(resident: User) -> None:
    case = ApplicationFactory(applicant=resident, state="withdrawn")
    remove_account(user=resident, at=NOON.replace(year=2027))
    case.refresh_from_db()
    assert case.changed_at == NOON


def test_removal_signs_out_everywhere(resident: User) -> None:
    other = UserFactory()
    for user in (resident, resident, other):
        session = SessionStore()
        session["_auth_user_id"] = str(user.pk)
        session.create()
    remove_account(user=resident, at=NOON)
    assert [s.get_decoded()["_auth_user_id"] for s in Session.objects.order_by("pk")] == [str(other.pk)]


def test_nothing_is_erased_while_a_case_runs(resident: User) -> None:
    ApplicationFactory(applicant=resident)
    DraftFactory(applicant=resident)
    with pytest.raises(UnableToRemoveAccount):
        remove_account(user=resident, at=NOON)
    assert GrantApplication.objects.filter(applicant=resident).count() == 2
    assert [stay.still_runs for stay in what_stays(subject_of(resident), NOON.date())] == [True]


def test_an_account_leaves_no_name_anywhere() -> None:
    user = with_password(UserFactory(name=f"Robin {MARKER}", email=f"{MARKER}@example.org", phone=MARKER))
    DraftFactory(applicant=user, title=MARKER, description=MARKER, contact_email=f"{MARKER}@example.org")
    assert len(found_in_database(MARKER)) >= 3
    remove_account(user=user, at=NOON)
    assert found_in_database(MARKER) == []


# --- at the counter ---------------------------------------------------------------------------------------------------


@pytest.fixture
def officer(db: None) -> Actor:
    return Actor.objects.create(kind=Actor.Kind.PERSON)


def test_an_officer_gives_what_is_held_and_the_log_names_nobody(officer: Actor) -> None:
    ApplicationFactory(state=ApplicationState.REFUSED, decided_on=date(2026, 3, 9))
    subject = Subject(None, frozenset({"robin@example.org"}))
    given = actions.give_what_is_held(subject=subject, identity_checked="Paspoort gezien", by=officer, at=NOON)
    assert zipfile.ZipFile(given).namelist()
    request = PersonRequest.objects.get()
    assert request.outcome["applications.GrantApplication"] == 1
    event = AuditEvent.objects.get(event="retention.request_handled")
    assert "robin" not in json.dumps([request.outcome, event.data, event.object_id, event.ground]).lower()


@pytest.mark.parametrize(
    ("email", "identity"), [("robin@example.org", "  "), ("nergens@example.org", "Paspoort gezien")]
)
def test_a_request_without_identity_or_about_nobody_is_refused(officer: Actor, email: str, identity: str) -> None:
    ApplicationFactory()
    subject = Subject(None, frozenset({email}))
    for verb in (actions.give_what_is_held, actions.forget_on_request):
        with pytest.raises(actions.UnableToHandleRequest):
            verb(subject=subject, identity_checked=identity, by=officer, at=NOON)
    assert not PersonRequest.objects.exists()


def test_erasing_at_the_counter_keeps_what_the_law_keeps(officer: Actor) -> None:
    case = ApplicationFactory(state=ApplicationState.REFUSED, decided_on=date(2026, 3, 9))
    AccessAttempt.objects.create(username="robin@example.org", ip_address="192.0.2.1", failures_since_start=1)
    request = actions.forget_on_request(
        subject=Subject(None, frozenset({"robin@example.org"})), identity_checked="Rijbewijs", by=officer, at=NOON
    )
    assert request.outcome["erased"] == {"axes.AccessAttempt": 1}
    assert request.outcome["kept"]["applications.GrantApplication"] == 1
    case.refresh_from_db()
    assert case.contact_name == "Robin Voorbeeld"


def test_rows_of_a_model_without_people_are_nobodys() -> None:
    assert not rows_of_person(declared()["villages.village"], Subject(1, frozenset())).exists()
    assert connection.vendor
    assert apps.get_model("villages.Village")
