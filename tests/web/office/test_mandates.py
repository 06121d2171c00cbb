"""/werk/mensen/mandaten/: a list for who works here, acts for who manages people."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kernkracht.community.people.models import Assignment, Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.grants.applications.models import Mandate
from kernkracht.grants.schemes.models import Scheme
from tests.factories.people import officer_with, sign_in
from tests.factories.schemes import SchemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> User:
    return officer_with(Permission.READ_OFFICE, Permission.MANAGE_PEOPLE, code=Role.Code.ADMINISTRATOR, name="Daan")


@pytest.fixture
def office(manager: User) -> Client:
    return sign_in(Client(), manager)


@pytest.fixture
def decider() -> User:
    return officer_with(
        Permission.READ_OFFICE, Permission.DECIDE_APPLICATION, code=Role.Code.DECISION_MAKER, name="Iris Voorbeeld"
    )


@pytest.fixture
def scheme() -> Scheme:
    found: Scheme = SchemeFactory(name="Leefbaarheidsbudget")
    return found


def day(name: str, found: date | None) -> dict[str, Any]:
    if found is None:
        return {f"{name}_day": "", f"{name}_month": "", f"{name}_year": ""}
    return {f"{name}_day": found.day, f"{name}_month": found.month, f"{name}_year": found.year}


def wish(decider: User, scheme: Scheme, **changes: Any) -> dict[str, Any]:
    post = Assignment.objects.filter(user=decider).first()
    return {
        "post": post.pk if post else "",
        "schemes": [scheme.slug],
        "limit": "bedrag",
        "amount": "1.500",
        "decides_for": ["municipal_executive"],
        "reference": "Mandaatbesluit dorpen, artikel 4",
        **day("since", timezone.localdate()),
        **day("until", None),
    } | changes


def given(decider: User, scheme: Scheme, **fields: Any) -> Mandate:
    values = {"max_amount_cents": 500_00, "reference": "Besluit 1", "valid_from": timezone.localdate()} | fields
    mandate = Mandate.objects.create(assignment=Assignment.objects.get(user=decider), **values)
    mandate.schemes.add(scheme)
    return mandate


def text(answer: Any) -> str:
    return str(answer.content.decode().replace("\xa0", " "))


def test_a_mandate_is_given_and_stands_in_the_list(office: Client, decider: User, scheme: Scheme) -> None:
    url = reverse("office_mandate_give")
    assert "Iris Voorbeeld" in text(office.get(url))
    assert office.post(url, wish(decider, scheme))["Location"] == reverse("office_mandates")
    page = text(office.get(reverse("office_mandates")))
    for words in ("Iris Voorbeeld", "Leefbaarheidsbudget", "€ 1.500", "Mandaatbesluit dorpen, artikel 4"):
        assert words in page
    assert "Ook in plaats van: het college van burgemeester en wethouders" in page
    assert "€ 1.500" in text(office.get(reverse("office_person", args=[decider.pk])))


def test_without_a_limit_has_to_be_said(office: Client, decider: User, scheme: Scheme) -> None:
    url = reverse("office_mandate_give")
    silent = office.post(url, wish(decider, scheme, amount=""))
    assert silent.status_code == 422
    assert "Geen grens" in text(silent)
    assert not Mandate.objects.exists()
    assert office.post(url, wish(decider, scheme, amount="", limit="geen")).status_code == 302
    assert Mandate.objects.get().max_amount_cents is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": "0"}, "amount"),
        ({"amount": "-5"}, "amount"),
        ({"amount": "veel"}, "amount"),
        ({"schemes": ["bestaat-niet"]}, "schemes"),
        ({"schemes": []}, "schemes"),
        ({"post": "999999"}, "post"),
        ({"reference": ""}, "reference"),
        ({"since_month": "13"}, "since"),
        (day("until", date(2020, 1, 1)), "until"),
    ],
)
def test_a_wrong_mandate_keeps_what_was_typed_and_changes_nothing(
    office: Client, decider: User, scheme: Scheme, changes: dict[str, Any], field: str
) -> None:
    refused = office.post(reverse("office_mandate_give"), wish(decider, scheme, **changes))
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == [field]
    if "reference" not in changes:
        assert "Mandaatbesluit dorpen, artikel 4" in text(refused)
    assert not Mandate.objects.exists()


def test_not_to_oneself(office: Client, manager: User, decider: User, scheme: Scheme) -> None:
    post = Assignment.objects.get(user=decider)
    post.user = manager
    post.save()
    refused = office.post(reverse("office_mandate_give"), wish(decider, scheme) | {"post": post.pk})
    assert refused.status_code == 422
    assert "aan zichzelf" in text(refused)
    assert not Mandate.objects.exists()


def test_the_last_day_is_changed_and_refused(office: Client, decider: User, scheme: Scheme) -> None:
    mandate, today = given(decider, scheme), timezone.localdate()
    url = reverse("office_mandate_change_end", args=[mandate.pk])
    assert "Besluit 1" in text(office.get(url))
    assert office.post(url, day("until", today + timedelta(days=30))).status_code == 302
    mandate.refresh_from_db()
    assert mandate.valid_until == today + timedelta(days=30)
    refused = office.post(url, day("until", today - timedelta(days=1)))
    assert refused.status_code == 422
    assert "of een latere dag" in text(refused)
    assert office.post(url, day("until", None)).status_code == 302
    mandate.refresh_from_db()
    assert mandate.valid_until is None


def test_a_mandate_is_ended_and_goes_to_the_earlier_ones(office: Client, decider: User, scheme: Scheme) -> None:
    today = timezone.localdate()
    mandate = given(decider, scheme, valid_from=today - timedelta(days=9))
    url = reverse("office_mandate_end", args=[mandate.pk])
    refused = office.post(url, day("last_day", today - timedelta(days=1)))
    assert refused.status_code == 422
    assert office.post(url, day("last_day", today)).status_code == 302
    mandate.refresh_from_db()
    assert mandate.valid_until == today
    Mandate.objects.filter(pk=mandate.pk).update(valid_until=today - timedelta(days=1))
    page = text(office.get(reverse("office_mandates")))
    assert "Niemand heeft een mandaat" in page
    assert page.index("Eerder") < page.index("Besluit 1")
    assert url not in page


def test_one_that_has_not_begun_is_withdrawn(office: Client, decider: User, scheme: Scheme) -> None:
    coming = given(decider, scheme, valid_from=timezone.localdate() + timedelta(days=3))
    url = reverse("office_mandate_withdraw", args=[coming.pk])
    assert url in text(office.get(reverse("office_mandates")))
    assert office.get(url).status_code == 200
    assert Mandate.objects.exists()
    assert office.post(url).status_code == 302
    assert not Mandate.objects.exists()


def test_who_reads_sees_no_acts(decider: User, scheme: Scheme) -> None:
    mandate = given(decider, scheme)
    reader = sign_in(Client(), decider)
    page = text(reader.get(reverse("office_mandates")))
    assert "Besluit 1" in page
    for name in ("office_mandate_change_end", "office_mandate_end", "office_mandate_withdraw"):
        url = reverse(name, args=[mandate.pk])
        assert url not in page
        assert reader.post(url).status_code == 404
    assert reader.post(reverse("office_mandate_give")).status_code == 404
    assert Mandate.objects.count() == 1
