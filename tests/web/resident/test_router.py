"""“Klein of groot? Straat of dorp?” leads by what the versions say of themselves."""

from __future__ import annotations

from datetime import datetime

import pytest
import time_machine
from django.test import Client

from kernkracht.grants.schemes.models import SchemeVersion
from tests.factories.schemes import SchemeFactory, SchemeVersionFactory
from tests.grants.applications.scene import village_with_coordinator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _march() -> object:
    with time_machine.travel(datetime.fromisoformat("2026-03-12T10:00:00+01:00"), tick=False):
        yield


def scheme(name: str, amount: int | None, *reach: str) -> SchemeVersion:
    return SchemeVersionFactory(
        scheme=SchemeFactory(name=name),
        texts={"router": {"reach": list(reach), "title": name}},
        criteria=[("max_per_application", {"amount": amount})] if amount else [],
    )


def ask(client: Client, reach: str, need: str, village: str = "") -> list[str]:
    page = client.get("/aanvragen/", {"voor": reach, "geld": need, "dorp": village})
    assert page.status_code == 200
    return [match.road.title for match in page.context["matches"]]


@pytest.fixture
def _schemes() -> None:
    scheme("Straatfeest", 100, "street", "neighbourhood")
    scheme("Leefbaar", 750, "street", "neighbourhood", "village")
    scheme("Bijzonder", None, "village", "several_villages")


@pytest.mark.usefixtures("_schemes")
@pytest.mark.parametrize(
    ("reach", "need", "found"),
    [
        ("street", "10000", ["Straatfeest", "Leefbaar"]),
        ("street", "75000", ["Leefbaar"]),
        ("village", "75000", ["Leefbaar", "Bijzonder"]),
        ("village", "more", ["Bijzonder", "Leefbaar"]),
        ("street", "more", ["Leefbaar", "Straatfeest"]),
        ("several_villages", "10000", ["Bijzonder"]),
        ("village", "unknown", ["Leefbaar", "Bijzonder"]),
        ("village", "none", []),
    ],
)
def test_answers_lead_to_the_smallest_scheme_that_is_enough(
    client: Client, reach: str, need: str, found: list[str]
) -> None:
    assert ask(client, reach, need) == found


@pytest.mark.usefixtures("_schemes")
def test_help_without_money_names_the_coordinator(client: Client) -> None:
    village = village_with_coordinator()
    page = client.get("/aanvragen/", {"voor": "village", "geld": "none", "dorp": village.slug}).content.decode()
    assert "Ook zonder geld" in page
    assert "Sanne" in page


@pytest.mark.usefixtures("_schemes")
def test_half_an_answer_is_asked_again_and_keeps_the_other_half(client: Client) -> None:
    page = client.get("/aanvragen/", {"voor": "village"})
    assert page.status_code == 422
    assert page.context["form"]["reach"].value() == "village"


def test_without_schemes_there_is_still_help(client: Client) -> None:
    assert client.get("/aanvragen/").status_code == 200
    assert "geen regeling" in client.get("/aanvragen/", {"voor": "village", "geld": "unknown"}).content.decode()
