"""Row 25 of the law table: the AVG."""

from __future__ import annotations

import json
import zipfile
from datetime import date

import pytest
from django.apps import apps

from kernkracht.community.people.actions import remove_account
from kernkracht.community.people.queries import subject_of
from kernkracht.foundation.retention.actions import download_of
from kernkracht.foundation.retention.declarations import declared, keeping_of
from kernkracht.foundation.retention.queries import what_stays
from kernkracht.grants.applications.models import GrantApplication
from tests.factories.applications import NOON, ApplicationFactory, DraftFactory
from tests.factories.people import UserFactory, with_password

pytestmark = pytest.mark.django_db


def test_a_person_gets_all_that_is_held_about_them() -> None:
    """AVG art. 15 and 20: access, and a copy in a common form that a machine can read."""
    user = with_password(UserFactory(email="robin@example.org"))
    ApplicationFactory(applicant=user, title="Pluktuin")
    with zipfile.ZipFile(download_of(subject_of(user), at=NOON)) as archive:
        held = json.loads(archive.read("gegevens.json"))["held"]
        assert "Pluktuin" in archive.read("gegevens.html").decode()
    assert held["applications.GrantApplication"][0]["title"] == "Pluktuin"


def test_a_person_is_forgotten_within_what_the_law_keeps() -> None:
    """AVG art. 17 lid 1 and lid 3 onder b: erased on request, except what a legal duty (the Archiefwet) keeps."""
    user = with_password(UserFactory(email="robin@example.org"))
    kept = ApplicationFactory(applicant=user, state="refused", decided_on=date(2026, 1, 5))
    DraftFactory(applicant=user)
    (told,) = what_stays(subject_of(user), NOON.date())
    assert told.until == date(2031, 1, 5)
    remove_account(user=user, at=NOON)
    assert list(GrantApplication.objects.values_list("pk", flat=True)) == [kept.pk]
    user.refresh_from_db()
    assert "robin" not in user.email


def test_nothing_is_held_without_saying_how_long_and_why() -> None:
    """AVG art. 5 lid 1 onder e and art. 30: a term for everything. No model can be added without one."""
    assert [model._meta.label for model in apps.get_models() if not keeping_of(model)] == []
    assert all(keeping.label for keeping in declared().values())


def test_no_field_asks_for_a_citizens_number() -> None:
    """AVG art. 87 and UAVG art. 46: the BSN only where a law demands it; here none does."""
    names = [f.name for model in apps.get_models() for f in model._meta.concrete_fields]
    assert [name for name in names if "bsn" in name.split("_") or "citizen" in name] == []
