"""A scheme as a draft and as a published version, and the people around it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kernkracht.community.people.models import Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.schemes.actions import import_scheme
from kernkracht.grants.schemes.models import SchemeVersion
from kernkracht.grants.schemes.queries import scheme_values_of
from tests.factories.people import officer_with, sign_in
from tests.factories.villages import VillageFactory

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
SCHEME = """
format: 1
scheme: {slug: fonds, name: Buurtfonds, municipality: Voorbeeld}
version:
  label: "2026"
  valid_from: 2026-01-01
  legal_basis: Verordening, artikel 3
  summary: Geld voor de buurt.
criteria:
  - key: wie
    kind: applicant_type
    parameters: {allowed_types: [resident, association]}
  - key: doel
    kind: purpose_criteria
    parameters: {criteria: [ontmoeting, groen]}
  - key: maximum
    kind: max_per_application
    parameters: {amount: 750}
    article: artikel 4
    overrides: {asch: {amount: 900}}
  - key: plafond
    kind: yearly_ceiling
    parameters: {amount: 30000, year: 2026}
  - key: niet
    kind: non_eligible_costs
    parameters: {cost_kinds: [food_drink]}
  - key: antwoord
    kind: decision_term
    parameters: {weeks_or_date: 8}
cases:
  - name: Helemaal
    facts: {applicant_kind: resident, requested: 500, received_on: 2026-03-01}
    expect: {payable: 500, bound_by: requested}
  - name: Te veel
    facts: {applicant_kind: resident, requested: 900, received_on: 2026-03-01}
    expect: {payable: 750, bound_by: maximum}
  - name: In Asch
    facts: {village: asch, applicant_kind: resident, requested: 1000, received_on: 2026-03-01}
    expect: {payable: 900, bound_by: maximum}
"""


@pytest.fixture
def village(db: None) -> Village:
    VillageFactory(slug="lienden", name="Lienden")
    return VillageFactory(slug="asch", name="Asch")


@pytest.fixture
def draft(village: Village) -> SchemeVersion:
    return import_scheme(source=SCHEME, by=Actor.system(), at=AT).version


@pytest.fixture
def published(village: Village) -> SchemeVersion:
    return import_scheme(source=SCHEME, by=Actor.system(), at=AT, publish=True).version


@pytest.fixture
def administrator(db: None) -> User:
    return officer_with(Permission.READ_OFFICE, Permission.MANAGE_SCHEMES, code=Role.Code.ADMINISTRATOR)


@pytest.fixture
def office(client: Client, administrator: User) -> Client:
    return sign_in(client, administrator)


@pytest.fixture
def reader(db: None) -> Client:
    return sign_in(Client(), officer_with(Permission.READ_OFFICE, code=Role.Code.POLICY_OFFICER))


def at(name: str, version: SchemeVersion, *more: Any) -> str:
    return reverse(name, args=[version.pk, *more])


def rule(version: SchemeVersion, key: str) -> dict[str, Any]:
    """A rule of a version as it is stored now."""
    version = SchemeVersion.objects.get(pk=version.pk)
    return next(dict(entry) for entry in scheme_values_of(version)["criteria"] if entry["key"] == key)


def keys(version: SchemeVersion) -> list[str]:
    return list(version.criteria.order_by("position").values_list("key", flat=True))
