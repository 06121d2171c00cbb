"""Dividing what is left, on the day that the rules name."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kernkracht.grants.budgets.models import GrantCeiling, LedgerAct
from kernkracht.grants.budgets.queries import differences
from kernkracht.grants.schemes.models import Scheme
from tests.factories.applications import ApplicationFactory
from tests.factories.budgets import ceiling_with
from tests.factories.schemes import SchemeVersionFactory
from tests.factories.villages import VillageFactory

from .desk import day_parts, on_case, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def villages(scheme: Scheme) -> dict[str, GrantCeiling]:
    SchemeVersionFactory(scheme=scheme, criteria=[("leftover_reallocation", {"date": "11-01"})])
    names = ["Asch", "Erichem", "Maurik"]
    rows = {
        name: ceiling_with(5_000_00, scheme=scheme, village=VillageFactory(name=name, sort_order=place))
        for place, name in enumerate(names)
    }
    on_case("commit_grant", [rows["Asch"]], 5_000_00, "A-1")
    on_case("commit_grant", [rows["Erichem"]], 2_000_00, "A-2")
    ApplicationFactory(version=scheme.versions.get(), village=rows["Maurik"].village)
    return rows


REDISTRIBUTE = "/werk/geld/herverdelen/leefbaarheidsbudget/2026/"


def hidden(answer: Any) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', answer.content.decode()))


def preview(client: Client, day: date = date(2026, 11, 1), spent_up_to: str = "0") -> Any:
    return client.post(REDISTRIBUTE, day_parts("day", day) | {"spent_up_to": spent_up_to})


def test_the_day_comes_from_the_rules(client: Client, villages: dict[str, GrantCeiling]) -> None:
    form = client.get(REDISTRIBUTE).context["form"]
    assert form["day"].value() == date(2026, 11, 1)
    assert "staat niets over verdelen" not in text_of(client.get(REDISTRIBUTE))


def test_first_look_then_confirm(client: Client, villages: dict[str, GrantCeiling]) -> None:
    shown = preview(client)
    words = text_of(shown)
    assert "Asch € 0 + € 3.000 € 3.000" in words
    assert "Erichem € 3.000 € -3.000 € 0" in words
    assert "Maurik € 5.000 € 0 € 5.000" in words, "an application is open there"
    assert not LedgerAct.objects.filter(verb="redistribute").exists()
    data = hidden(shown) | {"reason": "Artikel 5"}
    for _click in range(2):
        answer = client.post(REDISTRIBUTE, data)
        assert answer.status_code == 302
    done = client.get(answer["Location"])
    assert "Femke de Vries verdeelde € 3.000 op 2 november 2026" in text_of(done)
    assert "Asch € 0 + € 3.000 € 3.000" in text_of(done)
    villages["Asch"].refresh_from_db()
    assert villages["Asch"].allocated_cents == 8_000_00
    assert differences() == []


def test_a_plan_that_changed_is_shown_again(client: Client, villages: dict[str, GrantCeiling]) -> None:
    data = hidden(preview(client)) | {"reason": "Artikel 5"}
    on_case("commit_grant", [villages["Erichem"]], 1_000_00, "A-3")
    answer = client.post(REDISTRIBUTE, data)
    assert answer.status_code == 422
    assert "veranderd sinds u ze bekeek" in text_of(answer)
    assert "Asch € 0 + € 2.000 € 2.000" in text_of(answer)
    assert 'value="Artikel 5"' in answer.content.decode()
    assert client.post(REDISTRIBUTE, hidden(answer) | {"reason": "Artikel 5"}).status_code == 302


def test_before_the_day_there_is_no_button(client: Client, villages: dict[str, GrantCeiling]) -> None:
    answer = preview(client, day=date(2026, 12, 1))
    assert "U kunt dit doen vanaf 1 december 2026" in text_of(answer)
    assert "Verdeel het geld zo" not in text_of(answer)


def test_nothing_to_divide_is_said(client: Client, villages: dict[str, GrantCeiling]) -> None:
    on_case("commit_grant", [villages["Erichem"]], 3_000_00, "A-3")
    assert "Er valt niets te verdelen" in text_of(preview(client))


def test_wrong_answers_and_tampering_are_refused(client: Client, villages: dict[str, GrantCeiling]) -> None:
    assert preview(client, spent_up_to="1,250").status_code == 422
    data = hidden(preview(client))
    assert client.post(REDISTRIBUTE, data | {"reason": ""}).status_code == 422
    assert client.post(REDISTRIBUTE, data | {"reason": "x", "day": "nonsense"}).status_code == 404
    assert client.get("/werk/geld/herverdelen/leefbaarheidsbudget/2031/").status_code == 404
    assert client.get("/werk/geld/herverdelen/onbekend/2026/").status_code == 404
    assert not LedgerAct.objects.filter(verb="redistribute").exists()


def test_a_scheme_without_such_a_rule_asks_for_the_decision(client: Client) -> None:
    own = ceiling_with(10_00, village=VillageFactory())
    words = text_of(client.get(reverse("office_redistribution", args=[own.scheme.slug, 2026])))
    assert "staat niets over verdelen" in words
