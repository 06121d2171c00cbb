"""The work list: what it shows, counts and asks of the database, at any size."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kernkracht.community.people.models import Assignment, Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.villages.models import Village
from kernkracht.grants.applications.models import ApplicationState, GrantApplication
from kernkracht.grants.applications.queries import VIEWS, CaseFilter, case_list
from tests.factories.applications import NOON, ApplicationFactory
from tests.factories.people import TeamFactory, UserFactory, officer_with, role_with, sign_in
from tests.factories.schemes import SchemeVersionFactory
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
FEW, MANY = 12, 1_200


@pytest.fixture(autouse=True)
def _on_the_second_of_march() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def me() -> User:
    return officer_with(Permission.READ_OFFICE, name="Sanne Voorbeeld")


@pytest.fixture
def client(me: User) -> Client:
    return sign_in(Client(), me)


def coordinator_of(*villages: Village) -> User:
    user: User = UserFactory(is_staff=True, name="Kim Kern")
    post = Assignment.objects.create(
        role=role_with(Role.Code.VILLAGE_COORDINATOR, Permission.READ_OFFICE),
        user=user,
        team=TeamFactory(),
        valid_from=date(2020, 1, 1),
    )
    post.villages.set(villages)
    return user


def many_cases(count: int, handler: User) -> None:
    """`count` open cases over every state, term and handler, in one insert."""
    version, villages = SchemeVersionFactory(), [VillageFactory() for _ in range(3)]
    states = [s for s in (ApplicationState.SUBMITTED, ApplicationState.ASSESSING, ApplicationState.PROPOSED)]
    GrantApplication.objects.bulk_create(
        GrantApplication(
            version=version,
            scheme=version.scheme,
            village=villages[n % 3],
            state=states[n % 3],
            number=f"B-2026-{n:05d}",
            title=f"Plan {n}",
            contact_name=f"Aanvrager {n}",
            requested_cents=100_00,
            budget_year=2026,
            received_on=TODAY,
            due_on=TODAY + timedelta(days=n % 40 - 5),
            handler=handler if n % 4 == 0 else None,
            created_at=NOON,
            changed_at=NOON,
        )
        for n in range(count)
    )


def queries_of(client: Client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def test_the_counts_come_from_the_query_that_lists(me: User) -> None:
    many_cases(60, me)
    ApplicationFactory(state=ApplicationState.AWAITING_COMPLETION, due_on=TODAY)
    ApplicationFactory(state=ApplicationState.WITHDRAWN)
    for view in VIEWS:
        found = case_list(me, CaseFilter(view=view), on=TODAY)
        assert found.counts[view] == found.page.paginator.count
        assert (
            len({row.pk for n in found.page.paginator.page_range for row in found.page.paginator.page(n)})
            == (found.counts[view])
        )
    assert case_list(me, CaseFilter(), on=TODAY).counts == {
        "all": 61,
        "mine": 15,
        "unassigned": 46,
        "late": 10,
        "waiting": 1,
        "to_decide": 20,
        "advice": 0,
    }


def test_as_few_queries_with_many_cases_as_with_few(client: Client, me: User) -> None:
    many_cases(FEW, me)
    few = queries_of(client, "/werk/")
    GrantApplication.objects.all().delete()
    many_cases(MANY, me)
    many = queries_of(client, "/werk/?zoek=plan&sorteer=-term&pagina=3")
    assert len(many) <= len(few) <= 15, "\n".join(few)


def test_htmx_gets_the_list_alone_with_the_tabs(client: Client, me: User) -> None:
    many_cases(FEW, me)
    whole = client.get("/werk/").content.decode()
    part = client.get("/werk/?zoek=Plan+3", headers={"HX-Request": "true"}).content.decode()
    assert "<html" in whole
    assert "<html" not in part
    assert 'id="werklijst"' in part
    assert "Plan 3" in part
    assert "Plan 4" not in part
    assert 'hx-swap-oob="true"' in part


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", {"Zwembad", "Moestuin", "Feest"}),
        ("zoek=zwem", {"Zwembad"}),
        ("zoek=A-77", {"Moestuin"}),
        ("zoek=robin+feest", {"Feest"}),
        ("zoek=%25", set()),
        ("termijn=late", {"Zwembad"}),
        ("termijn=week", {"Moestuin"}),
        ("termijn=later", {"Feest"}),
        ("status=proposed", {"Feest"}),
        ("status=granted", {"Oud"}),
        ("dorp=ingen", {"Moestuin"}),
        ("weergave=to_decide", {"Feest"}),
        ("weergave=bestaat-niet&sorteer=raar&pagina=zo&termijn=ooit&status=draft", {"Zwembad", "Moestuin", "Feest"}),
        ("pagina=99999999999999999999", {"Zwembad", "Moestuin", "Feest"}),
        ("zoek=" + "x" * 5000, set()),
        ("zoek=%00zwem", {"Zwembad"}),
    ],
)
def test_filters_narrow_and_nonsense_is_harmless(client: Client, query: str, titles: set[str]) -> None:
    here, there = VillageFactory(slug="lienden"), VillageFactory(slug="ingen")
    ApplicationFactory(title="Zwembad", village=here, due_on=TODAY - timedelta(days=1))
    ApplicationFactory(title="Moestuin", village=there, due_on=TODAY + timedelta(days=7), number="A-77")
    ApplicationFactory(title="Feest", village=here, due_on=TODAY + timedelta(days=8), state=ApplicationState.PROPOSED)
    ApplicationFactory(
        title="Oud", village=here, state=ApplicationState.GRANTED, granted_cents=1, decided_on=TODAY, due_on=None
    )
    answer = client.get(f"/werk/?{query}")
    assert answer.status_code == 200
    assert {row.case.title for row in answer.context["rows"]} == titles


def test_sorting_by_term(client: Client) -> None:
    ApplicationFactory(title="Eerst", due_on=TODAY)
    ApplicationFactory(title="Laatst", due_on=TODAY + timedelta(days=3))
    ApplicationFactory(title="Zonder", due_on=None)

    def titles(query: str) -> list[str]:
        return [row.case.title for row in client.get(f"/werk/{query}").context["rows"]]

    assert titles("") == ["Eerst", "Laatst", "Zonder"]
    assert titles("?sorteer=-term") == ["Laatst", "Eerst", "Zonder"]


def test_a_coordinator_sees_the_own_villages_first_and_the_others_on_request() -> None:
    mine, other = VillageFactory(name="Lienden"), VillageFactory(name="Ingen")
    ApplicationFactory(title="Hier", village=mine)
    ApplicationFactory(title="Daar", village=other)
    client = sign_in(Client(), coordinator_of(mine))
    own = client.get("/werk/")
    assert [row.case.title for row in own.context["rows"]] == ["Hier"]
    assert "Lienden" in own.content.decode()
    everything = client.get("/werk/?dorp=all")
    assert {row.case.title for row in everything.context["rows"]} == {"Hier", "Daar"}


def test_drafts_are_nobodys_business(client: Client) -> None:
    ApplicationFactory(state=ApplicationState.DRAFT, number=None, title="Concept")
    assert client.get("/werk/").context["rows"] == []


def test_a_late_case_is_marked_and_a_free_one_says_so(client: Client) -> None:
    ApplicationFactory(due_on=TODAY - timedelta(days=2))
    text = client.get("/werk/").content.decode()
    assert "2 dagen te laat" in text
    assert "data-late" in text
    assert "Niemand" in text


@pytest.mark.parametrize("address", ["/werk/", "/werk/besluiten/", "/werk/aanvragen/A-1/"])
def test_only_the_office_gets_in(address: str, client: Client) -> None:
    ApplicationFactory(number="A-1")
    visitor = Client().get(address)
    assert visitor.status_code == 302
    assert "next=" in visitor["Location"]
    resident: Any = UserFactory()
    assert sign_in(Client(), resident).get(address).status_code == 404
    assert client.get("/werk/besluiten/").status_code == 404


def test_a_case_of_an_earlier_register_says_so(client: Client) -> None:
    case = ApplicationFactory(title="Bankje", due_on=date(2026, 4, 27))
    assert "uit een eerder register" not in client.get("/werk/").content.decode()
    type(case).objects.filter(pk=case.pk).update(channel="import")
    for address in ("/werk/", f"/werk/aanvragen/{case.number}/"):
        assert "uit een eerder register" in client.get(address).content.decode()
