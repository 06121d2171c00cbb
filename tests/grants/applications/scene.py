"""A scheme, a village with a coordinator, and a draft that is ready to be sent."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from kernkracht.community.people.models import Assignment, ContactCard, Role
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications.actions import CostEntry, IncomeEntry, save_costs, save_step, start_draft
from kernkracht.grants.applications.actions import submit_application as submit
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.schemes.models import SchemeVersion
from tests.factories.people import TeamFactory, UserFactory, role_with
from tests.factories.schemes import SchemeVersionFactory
from tests.factories.villages import VillageFactory

NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)
LATER = datetime(2026, 3, 3, 9, tzinfo=UTC)
CRITERIA: list[tuple[str, dict[str, Any]]] = [
    ("max_per_application", {"amount": 750}),
    ("non_eligible_costs", {"cost_kinds": ["food_drink"]}),
    ("support_min_number", {"count": 2}),
]


def village_with_coordinator() -> Village:
    village = VillageFactory()
    coordinator = UserFactory(name="Sanne Voorbeeld", is_staff=True)
    ContactCard.objects.create(user=coordinator, public_name="Sanne", phone="0344 - 00 00 00")
    post = Assignment.objects.create(
        role=role_with(Role.Code.VILLAGE_COORDINATOR), user=coordinator, team=TeamFactory(), valid_from=date(2020, 1, 1)
    )
    post.villages.add(village)
    return village


def scheme_version(criteria: list[tuple[str, dict[str, Any]]] | None = None, **fields: Any) -> SchemeVersion:
    return SchemeVersionFactory(criteria=CRITERIA if criteria is None else criteria, **fields)


def holder(draft: GrantApplication) -> Actor:
    assert draft.visitor is not None
    return draft.visitor


def full_draft(
    version: SchemeVersion | None = None, village: Village | None = None, **contact: Any
) -> GrantApplication:
    """A draft with everything the law asks for (Awb 4:2)."""
    version = version or scheme_version()
    draft = start_draft(scheme=version.scheme, by=None, at=NOON)
    by = holder(draft)
    place = village or village_with_coordinator()
    plan = {"title": "Pluktuin", "description": "Wij planten bomen.", "village": place}
    save_step(application=draft, step="plan", values=plan, by=by, at=NOON)
    save_step(application=draft, step="who", values={"applicant_kind": "resident"}, by=by, at=NOON)
    costs = [CostEntry("Bomen", "plants", 60_000), CostEntry("Soep", "food_drink", 6_000)]
    incomes = [IncomeEntry("own", "", 5_000)]
    save_costs(application=draft, costs=costs, incomes=incomes, requested_cents=50_000, by=by, at=NOON)
    known = {
        "contact_name": "Robin Voorbeeld",
        "contact_email": "robin@example.org",
        "contact_address": "Dorpsstraat 1\n4021 AA Voorbeeld",
    }
    return save_step(application=draft, step="contact", values={**known, **contact}, by=by, at=NOON)


def send(draft: GrantApplication, *, key: UUID | None = None, at: datetime = LATER, **changes: Any) -> GrantApplication:
    """Send a draft as its holder, having seen the version it is pinned to."""
    given = {"version_seen": draft.version_id, "by": holder(draft), **changes}
    return submit(application=draft, submission_key=key or uuid4(), at=at, **given)
