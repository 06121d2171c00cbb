"""The office's pages about money: who gets in, what they show, what they refuse, and that typed answers stay."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kernkracht.community.people.models import Assignment, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.models import AuditEvent
from kernkracht.grants.budgets.models import CouncilBudget, GrantCeiling
from kernkracht.grants.budgets.queries import differences, published_amount
from kernkracht.grants.schemes.models import Scheme
from tests.factories.applications import ApplicationFactory
from tests.factories.budgets import CouncilBudgetFactory, ceiling_with
from tests.factories.people import TeamFactory, officer_with, role_with
from tests.factories.schemes import SchemeFactory, SchemeVersionFactory
from tests.factories.villages import VillageFactory

from .desk import day_parts, on_case, signed_in, text_of

pytestmark = pytest.mark.django_db


# Who gets in

PAGES = ["office_budgets", "office_ceiling_open", "office_council_budget_new", "office_transfer"]
CEILING_PAGES = ["office_ceiling", "office_ceiling_publish", "office_ceiling_take_out", "office_ceiling_settings"]
READABLE = {"office_budgets", "office_ceiling"}


def addresses(ceiling: GrantCeiling) -> dict[str, str]:
    ceiling_with(1_00, scheme=ceiling.scheme, village=VillageFactory())
    found = {name: reverse(name) for name in PAGES} | {name: reverse(name, args=[ceiling.pk]) for name in CEILING_PAGES}
    found["office_council_budget"] = reverse("office_council_budget", args=[CouncilBudgetFactory().pk])
    found["office_redistribution"] = reverse("office_redistribution", args=[ceiling.scheme.slug, ceiling.year])
    return found


def test_who_manages_money_opens_every_page(client: Client, ceiling: GrantCeiling) -> None:
    found = {name: client.get(url).status_code for name, url in addresses(ceiling).items()}
    assert found == dict.fromkeys(found, 200)


def test_who_may_only_look_finds_no_forms(ceiling: GrantCeiling) -> None:
    reader = signed_in(officer_with(Permission.SEE_BUDGETS))
    found = {name: reader.get(url).status_code for name, url in addresses(ceiling).items()}
    assert found == {name: 200 if name in READABLE else 404 for name in found}
    page = reader.get(reverse("office_ceiling", args=[ceiling.pk])).content.decode()
    assert reverse("office_ceiling_publish", args=[ceiling.pk]) not in page


def test_others_find_nothing_and_visitors_sign_in(ceiling: GrantCeiling) -> None:
    stranger = signed_in(officer_with(Permission.READ_OFFICE))
    for url in addresses(ceiling).values():
        assert stranger.get(url).status_code == 404
        answer = Client().get(url)
        assert answer.status_code == 302
        assert "next=/werk/geld/" in answer["Location"]


def test_who_has_one_village_manages_its_money_only(ceiling: GrantCeiling) -> None:
    own, other = (ceiling_with(100_00, scheme=ceiling.scheme, village=VillageFactory()) for _ in range(2))
    user = officer_with(Permission.SEE_BUDGETS, code="auditor")
    post = Assignment.objects.create(
        role=role_with("finance_officer", Permission.MANAGE_BUDGETS, Permission.SEE_BUDGETS),
        user=user,
        team=TeamFactory(),
        valid_from=date(2020, 1, 1),
    )
    assert own.village is not None
    post.villages.add(own.village)
    client = signed_in(user)
    statuses = {
        c: client.get(reverse("office_ceiling_publish", args=[c.pk])).status_code for c in (own, other, ceiling)
    }
    assert statuses == {own: 200, other: 404, ceiling: 404}
    answer = send_transfer(client, own, other, "10")
    assert answer.status_code == 422
    assert "niet veranderen" in text_of(answer)
    assert own.entries.count() == 1


# The list


def test_the_list_shows_every_amount_of_a_year(client: Client, ceiling: GrantCeiling, scheme: Scheme) -> None:
    village = ceiling_with(2_000_00, scheme=scheme, village=VillageFactory(name="Lienden"))
    on_case("reserve", [ceiling, village], 750_00, "A-1")
    on_case("commit_grant", [ceiling, village], 500_00, "A-2")
    on_case("pay", [ceiling, village], 400_00, "A-2")
    CouncilBudgetFactory(name="Kernen", amount_cents=50_000_00)
    words = text_of(client.get(reverse("office_budgets")))
    assert "Alle dorpen € 30.000 € 750 € 500 € 400 € 28.750" in words
    assert "Lienden € 2.000 € 750 € 500 € 400 € 750" in words
    assert "De dorpen hebben samen € 2.000" in words
    assert "Kernen" in words


def test_the_list_filters_on_year_and_scheme(client: Client, ceiling: GrantCeiling) -> None:
    other = ceiling_with(7_00, scheme=SchemeFactory(name="Buurtfeest", slug="buurtfeest"))
    ceiling_with(8_00, scheme=other.scheme, year=2025)
    url = reverse("office_budgets")
    assert "regeling-leefbaarheidsbudget" in client.get(url).content.decode()
    only = client.get(url, {"regeling": "buurtfeest"}).content.decode()
    assert 'id="regeling-buurtfeest"' in only
    assert 'id="regeling-leefbaarheidsbudget"' not in only
    assert "€ 8" in text_of(client.get(url, {"jaar": "2025"}))
    assert "nog geen plafond" in text_of(client.get(url, {"jaar": "1999"}))


@pytest.mark.parametrize(
    "query", [{"jaar": "x"}, {"jaar": "-1"}, {"jaar": "²²²²"}, {"jaar": "99999"}, {"regeling": "'"}]
)
def test_nonsense_in_the_address_shows_the_usual_list(
    client: Client, ceiling: GrantCeiling, query: dict[str, str]
) -> None:
    answer = client.get(reverse("office_budgets"), query)
    assert answer.status_code == 200
    assert "€ 30.000" in text_of(answer)


def test_hardly_used_schemes_are_signalled(client: Client, ceiling: GrantCeiling) -> None:
    assert "nog maar 0%" in text_of(client.get(reverse("office_budgets")))
    on_case("commit_grant", [ceiling], 20_000_00)
    assert "nog maar" not in text_of(client.get(reverse("office_budgets")))


@pytest.mark.parametrize("villages", [1, 15])
def test_the_list_needs_the_same_few_queries_for_any_number_of_villages(
    client: Client, ceiling: GrantCeiling, villages: int, django_assert_max_num_queries: Any
) -> None:
    for _village in range(villages):
        ceiling_with(10_00, scheme=ceiling.scheme, village=VillageFactory())
    with django_assert_max_num_queries(12):
        client.get(reverse("office_budgets"))


# One ceiling


def test_a_ceiling_shows_its_ledger(client: Client, ceiling: GrantCeiling) -> None:
    on_case("reserve", [ceiling], 750_00, "A-2026-0007")
    words = text_of(client.get(reverse("office_ceiling", args=[ceiling.pk])))
    assert "Gereserveerd € 750 A-2026-0007 Systeem 2 november 2026, 11.00 uur" in words
    assert "Beschikbaar gesteld Besluit van B en W € 30.000" in words
    assert "15 december 2025 Besluit van B en W € 30.000" in words


def test_the_ledger_comes_in_pages_with_few_queries(
    client: Client, ceiling: GrantCeiling, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        on_case("reserve", [ceiling], 1_00, f"A-{number}")
    url = reverse("office_ceiling", args=[ceiling.pk])
    with django_assert_max_num_queries(12):
        first = text_of(client.get(url))
    assert "1 tot en met 25 van 31" in first
    assert "A-29" in first
    second = text_of(client.get(url, {"pagina": "2"}))
    assert "26 tot en met 31 van 31" in second
    assert client.get(url, {"pagina": "nonsense"}).status_code == 200


def test_an_unknown_ceiling_is_not_there(client: Client) -> None:
    assert client.get(reverse("office_ceiling", args=[999])).status_code == 404


# Changing the amount


def publication(amount: str, day: date | None = date(2026, 11, 2), **rest: Any) -> dict[str, Any]:
    fields = {"amount": amount, "source": "Besluit van B en W", "key": str(uuid4())} | rest
    return fields | day_parts("published_on", day)


def test_a_new_amount_is_published_once(client: Client, ceiling: GrantCeiling, treasurer: User) -> None:
    url, data = reverse("office_ceiling_publish", args=[ceiling.pk]), publication("€ 35.000,-")
    for _click in range(2):
        assert client.post(url, data)["Location"] == reverse("office_ceiling", args=[ceiling.pk])
    assert published_amount(ceiling) == 35_000_00
    assert ceiling.versions.count() == 2
    event = AuditEvent.objects.get(event="budget.ceiling_published")
    assert event.actor == treasurer.actor
    assert event.ground == "Besluit van B en W"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (publication("12,500"), "Bedoelt u"),
        (publication("veel"), "geen bedrag"),
        (publication(""), "Vul een bedrag in"),
        (publication("9" * 5_000), "geen bedrag"),
        (publication("-5"), "geen bedrag"),
        (publication("40000", day=date(2026, 11, 3)), "eerdere dag"),
        (publication("40000", day=None), "Vul een dag"),
        (publication("40000", day=date(2025, 12, 1)), "15-12-2025"),
        (publication("40000", source=""), "Op welk besluit"),
        (publication("40000", source="x" * 201), "200"),
        (publication("40000", key="not-a-key"), "UUID"),
    ],
)
def test_a_wrong_amount_is_explained_and_what_was_typed_stays(
    client: Client, ceiling: GrantCeiling, data: dict[str, Any], words: str
) -> None:
    answer = client.post(reverse("office_ceiling_publish", args=[ceiling.pk]), data)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "<title>" in answer.content.decode()
    assert "Fout:" in answer.content.decode()
    assert published_amount(ceiling) == 30_000_00
    if 0 < len(data["amount"]) < 100:
        assert f'value="{data["amount"]}"' in answer.content.decode()


def test_going_back_and_sending_other_answers_asks_first(client: Client, ceiling: GrantCeiling) -> None:
    url, data = reverse("office_ceiling_publish", args=[ceiling.pk]), publication("35000")
    client.post(url, data)
    answer = client.post(url, data | {"amount": "36000"})
    assert answer.status_code == 422
    assert "al verstuurd" in text_of(answer)
    assert published_amount(ceiling) == 35_000_00
    fresh = re.search(r'name="key" value="([^"]+)"', answer.content.decode())
    assert fresh is not None
    assert client.post(url, data | {"amount": "36000", "key": fresh[1]}).status_code == 302
    assert published_amount(ceiling) == 36_000_00


def test_a_lowered_ceiling_says_so_and_its_money_can_go(client: Client, ceiling: GrantCeiling) -> None:
    client.post(reverse("office_ceiling_publish", args=[ceiling.pk]), publication("20000"))
    ApplicationFactory(version=SchemeVersionFactory(scheme=ceiling.scheme))
    page = reverse("office_ceiling", args=[ceiling.pk])
    words = text_of(client.get(page))
    assert "Er staat € 10.000 meer in" in words
    assert "Er is nog 1 aanvraag open" in words
    take_out = reverse("office_ceiling_take_out", args=[ceiling.pk])
    assert "1 aanvraag open" in text_of(client.get(take_out))
    for _click in range(2):
        assert client.post(take_out)["Location"] == page
    ceiling.refresh_from_db()
    assert ceiling.allocated_cents == 20_000_00
    assert "meer in" not in text_of(client.get(page))


# Opening and settings


def opening(chosen: Scheme, **rest: Any) -> dict[str, Any]:
    fields = {"scheme": chosen.pk, "year": "2027", "village": "", "council_budget": "", "stop": "stop"}
    return publication("5000", **(fields | rest))


def test_a_ceiling_is_opened(client: Client, scheme: Scheme) -> None:
    answer = client.post(reverse("office_ceiling_open"), opening(scheme, stop="warn"))
    ceiling = GrantCeiling.objects.get()
    assert answer["Location"] == reverse("office_ceiling", args=[ceiling.pk])
    assert (ceiling.year, ceiling.allocated_cents, ceiling.is_hard, ceiling.village) == (2027, 5_000_00, False, None)


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        ({"year": "26"}, "van 2000 tot en met 2100"),
        ({"year": "²"}, "van 2000 tot en met 2100"),
        ({"scheme": "999"}, "Kies een van de antwoorden"),
        ({"scheme": ""}, "Voor welke regeling"),
        ({"stop": "nonsense"}, "Kies een van de antwoorden"),
        ({"village": "x"}, "Kies een van de antwoorden"),
    ],
)
def test_a_wrong_opening_is_refused(client: Client, scheme: Scheme, rest: dict[str, Any], words: str) -> None:
    answer = client.post(reverse("office_ceiling_open"), opening(scheme, **rest))
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert not GrantCeiling.objects.exists()


def test_opening_beyond_the_councils_budget_is_refused_by_the_domain(client: Client, scheme: Scheme) -> None:
    budget = CouncilBudgetFactory(year=2027, amount_cents=4_999_99)
    answer = client.post(reverse("office_ceiling_open"), opening(scheme, council_budget=budget.pk))
    assert answer.status_code == 422
    assert "De gemeenteraad stelde € 4.999,99 beschikbaar" in text_of(answer)


def test_settings_change_where_money_comes_from_and_whether_it_stops(client: Client, ceiling: GrantCeiling) -> None:
    budget = CouncilBudgetFactory(amount_cents=30_000_00)
    url = reverse("office_ceiling_settings", args=[ceiling.pk])
    assert client.post(url, {"council_budget": budget.pk, "stop": "warn"}).status_code == 302
    ceiling.refresh_from_db()
    assert (ceiling.council_budget, ceiling.is_hard) == (budget, False)
    small = CouncilBudgetFactory(amount_cents=1_00)
    answer = client.post(url, {"council_budget": small.pk, "stop": "stop"})
    assert answer.status_code == 422
    ceiling.refresh_from_db()
    assert (ceiling.council_budget, ceiling.is_hard) == (budget, False)


# Council budgets


def council_fields(**rest: Any) -> dict[str, Any]:
    fields = {"year": "2027", "name": "Kernen", "amount": "50.000", "decision": "Raadsbesluit 8 november"}
    return fields | day_parts("decided_on", date(2026, 11, 1)) | rest


def test_a_council_budget_is_made_and_changed(client: Client) -> None:
    assert client.post(reverse("office_council_budget_new"), council_fields()).status_code == 302
    budget = CouncilBudget.objects.get()
    assert (budget.year, budget.amount_cents, budget.decided_on) == (2027, 50_000_00, date(2026, 11, 1))
    again = client.post(reverse("office_council_budget_new"), council_fields())
    assert again.status_code == 422
    assert "al een budget" in text_of(again)
    change = reverse("office_council_budget", args=[budget.pk])
    assert client.post(change, council_fields(amount="60.000")).status_code == 302
    ceiling_with(60_000_00, year=2027, council_budget=budget)
    assert client.post(change, council_fields(amount="59.999")).status_code == 422
    budget.refresh_from_db()
    assert budget.amount_cents == 60_000_00


# Transfers


def send_transfer(client: Client, giver: GrantCeiling, receiver: GrantCeiling, amount: str, **rest: Any) -> Any:
    data = {"giver": giver.pk, "receiver": receiver.pk, "amount": amount, "reason": "Besluit", "key": str(uuid4())}
    return client.post(reverse("office_transfer"), data | rest)


def test_money_moves_once(client: Client, ceiling: GrantCeiling) -> None:
    other, key = ceiling_with(1_000_00), str(uuid4())
    for _click in range(2):
        assert send_transfer(client, ceiling, other, "500", key=key).status_code == 302
    other.refresh_from_db()
    assert other.allocated_cents == 1_500_00
    assert differences() == []


def test_a_refused_transfer_keeps_what_was_typed(client: Client, ceiling: GrantCeiling) -> None:
    other = ceiling_with(1_000_00)
    answer = send_transfer(client, other, ceiling, "1.000,01")
    assert answer.status_code == 422
    assert "U kunt geen € 1.000,01 verschuiven" in text_of(answer)
    assert 'value="1.000,01"' in answer.content.decode()
    assert f'<option value="{other.pk}" selected>' in answer.content.decode()


def test_the_giver_is_filled_in_from_its_page(client: Client, ceiling: GrantCeiling) -> None:
    page = client.get(reverse("office_transfer"), {"van": str(ceiling.pk)}).content.decode()
    assert f'<option value="{ceiling.pk}" selected>' in page
    assert client.get(reverse("office_transfer"), {"van": "x"}).status_code == 200
