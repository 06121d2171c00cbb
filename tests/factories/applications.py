from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from kernkracht.grants.applications.models import ApplicationState, GrantApplication

from .schemes import SchemeVersionFactory
from .villages import VillageFactory

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class DraftFactory(DjangoModelFactory[GrantApplication]):
    class Meta:
        model = GrantApplication

    version = factory.SubFactory(SchemeVersionFactory)
    scheme = factory.SelfAttribute("version.scheme")
    village = factory.SubFactory(VillageFactory)
    title = "Pluktuin bij de school"
    description = "Buren planten samen twaalf fruitbomen."
    applicant_kind = GrantApplication.ApplicantKind.RESIDENT
    contact_name = "Robin Voorbeeld"
    contact_email = "robin@example.org"
    created_at = NOON
    changed_at = NOON


class ApplicationFactory(DraftFactory):
    """A case that came in on 2 March 2026."""

    class Meta:
        model = GrantApplication

    state = ApplicationState.SUBMITTED
    number = factory.Sequence(lambda n: f"A-2026-{n:04d}")
    requested_cents = 50_000
    budget_year = 2026
    submitted_at = NOON
    received_on = date(2026, 3, 2)
