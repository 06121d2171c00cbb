"""Trying, copying, publishing, closing and throwing away."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from kernkracht.grants.schemes.models import SchemeVersion
from kernkracht.grants.schemes.queries import rules_of

from .conftest import at, rule
from .controls import form_of
from .test_editing import opened

pytestmark = pytest.mark.django_db


def copied(office: Client, version: SchemeVersion, **changes: Any) -> SchemeVersion:
    url = at("office_scheme_copy", version)
    answer = office.post(url, opened(office, url, label="2027", valid_from_year="2027", **changes))
    assert answer.status_code == 302, answer.content.decode()
    return SchemeVersion.objects.get(label="2027")


# --- trying ----------------------------------------------------------------------------------------------------------


def test_a_case_is_tried_with_the_sentences(reader: Client, draft: SchemeVersion) -> None:
    url = at("office_scheme_try", draft)
    data = opened(reader, url, **{"p-village": "asch", "p-applicant_kind": "business", "p-requested": "1000"})
    page = reader.post(url, data).content.decode()
    assert "€\u00a0900" in page
    assert "U krijgt hoogstens" in page
    assert "Voldoet niet" in page
    assert "Bewaar als voorbeeld" not in page


def test_cost_lines_that_do_not_count_are_named(office: Client, draft: SchemeVersion) -> None:
    url = at("office_scheme_try", draft)
    data = opened(office, url)
    data["rijen"] = "add:p-costs"
    data = form_of(office.post(url, data).content.decode())
    data["p-costs-0-what"], data["p-costs-0-kind"], data["p-costs-0-amount"] = "Taart", "food_drink", "60"
    page = office.post(url, data).content.decode()
    assert "€\u00a060 eten en drinken telt niet mee." in page


def test_a_case_becomes_an_example_that_must_come_out(office: Client, draft: SchemeVersion) -> None:
    url = at("office_scheme_try", draft)
    data = opened(office, url, **{"p-requested": "300", "bewaar": "1"})
    answer = office.post(url, data)
    assert answer.status_code == 422
    assert "Geef het voorbeeld een naam." in answer.content.decode()
    data["name"] = "Klein plan"
    assert office.post(url, data).status_code == 302
    example = SchemeVersion.objects.get().example_cases[-1]
    assert (example["name"], example["expect"]["payable"], example["expect"]["bound_by"]) == (
        "Klein plan",
        300,
        "requested",
    )
    data = opened(office, url, **{"p-requested": "300", "bewaar": "1", "name": "Fout", "expected": "999"})
    assert office.post(url, data).status_code == 302
    page = office.get(url).content.decode()
    assert "Klopt niet" in page
    assert "Verwacht: €\u00a0999" in page


def test_an_example_is_opened_changed_and_taken_out(office: Client, draft: SchemeVersion) -> None:
    url = f"{at('office_scheme_try', draft)}?geval=1"
    page = office.get(url).content.decode()
    assert "€\u00a0750" in page
    data = form_of(page)
    assert data["p-requested"] == ["900"]
    data["p-requested"], data["bewaar"] = "700", "1"
    assert office.post(url, data).status_code == 302
    version = SchemeVersion.objects.get()
    assert [case["facts"]["requested"] for case in version.example_cases] == [500, 700, 1000]
    drop = at("office_scheme_drop_case", draft, 1)
    office.post(drop, {"gelezen": "oud"})
    assert len(SchemeVersion.objects.get().example_cases) == 3
    office.post(drop, {"gelezen": form_of(office.get(url).content.decode())["gelezen"]})
    assert len(SchemeVersion.objects.get().example_cases) == 2
    for wrong in ("9", "-1", "x", "٣"):
        assert office.get(at("office_scheme_try", draft), {"geval": wrong}).status_code == 404


def test_nobody_keeps_an_example_of_published_rules(office: Client, published: SchemeVersion) -> None:
    url = at("office_scheme_try", published)
    data = opened(office, url, **{"p-requested": "300", "bewaar": "1", "name": "x"})
    assert office.post(url, data).status_code == 200
    assert len(SchemeVersion.objects.get().example_cases) == 3


# --- a new year ------------------------------------------------------------------------------------------------------


def test_a_copy_moves_years_and_keeps_amounts(office: Client, reader: Client, published: SchemeVersion) -> None:
    copy = copied(office, published)
    assert (copy.state, copy.valid_from) == ("draft", date(2027, 1, 1))
    assert rule(copy, "plafond")["parameters"] == {"amount": 30000, "year": 2027}
    assert copy.example_cases[0]["facts"]["received_on"] == "2027-03-01"
    assert reader.get(at("office_scheme_copy", published)).status_code == 404


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"label": "2026"}, "Er is al een versie"),
        ({"label": ""}, "Vul een antwoord in"),
        ({"valid_from_month": "13"}, "Deze dag bestaat niet"),
    ],
)
def test_a_wrong_copy_makes_nothing(
    office: Client, published: SchemeVersion, changes: dict[str, str], said: str
) -> None:
    url = at("office_scheme_copy", published)
    answer = office.post(url, opened(office, url, **changes))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert SchemeVersion.objects.count() == 1


def test_publishing_says_what_follows_and_ends_the_earlier_version(office: Client, published: SchemeVersion) -> None:
    copy = copied(office, published)
    url = at("office_scheme_publish", copy)
    page = office.get(url).content.decode()
    for text in (
        "De regels gelden vanaf 1 januari 2027.",
        "Versie “2026” geldt dan tot en met 31 december 2026.",
        "De grondslag is: Verordening, artikel 3.",
        "Voorbeelden die uitkomen zoals verwacht: 3 van 3.",
    ):
        assert text in page
    assert office.post(url, {"gelezen": "oud"}).status_code == 422
    assert SchemeVersion.objects.get(label="2027").state == "draft"
    assert office.post(url, opened(office, url)).status_code == 302
    assert SchemeVersion.objects.get(label="2027").state == "published"
    assert SchemeVersion.objects.get(label="2026").valid_until == date(2026, 12, 31)
    assert (
        rules_of(SchemeVersion.objects.get(label="2027")).rule("maximum").terms
        == rules_of(published).rule("maximum").terms
    )


def test_what_is_missing_stops_publication(office: Client, draft: SchemeVersion) -> None:
    SchemeVersion.objects.filter(pk=draft.pk).update(legal_basis="", summary="")
    url = at("office_scheme_publish", draft)
    page = office.get(url).content.decode()
    assert "Publiceren kan nog niet" in page
    assert "Awb 4:23" in page
    answer = office.post(url, {"gelezen": "oud"})
    assert answer.status_code == 422
    assert SchemeVersion.objects.get().state == "draft"


def test_a_failing_example_stops_publication(office: Client, draft: SchemeVersion) -> None:
    url = at("office_scheme_rule", draft, "maximum")
    office.post(url, opened(office, url, **{"p-amount": "800"}))
    page = office.get(at("office_scheme", draft)).content.decode()
    assert "Voorbeeld “Te veel” komt anders uit dan verwacht." in page
    assert "Publiceren kan nog niet" in office.get(at("office_scheme_publish", draft)).content.decode()


def test_an_own_sentence_that_fell_behind_is_noticed(office: Client, draft: SchemeVersion) -> None:
    url = at("office_scheme_rule", draft, "maximum")
    office.post(url, opened(office, url, statement="Hoogstens € 700 in 2022."))
    page = office.get(at("office_scheme", draft)).content.decode()
    assert "noemt €\u00a0700. De regel zegt €\u00a0750." in page
    assert "noemt het jaar 2022" in page


def test_a_version_is_closed_once_within_its_time(office: Client, reader: Client, published: SchemeVersion) -> None:
    url = at("office_scheme_close", published)
    day = {"last_day_day": "1", "last_day_month": "12", "last_day_year": "2025"}
    assert office.post(url, day).status_code == 422
    assert office.post(url, day | {"last_day_year": "2026"}).status_code == 302
    assert SchemeVersion.objects.get().valid_until == date(2026, 12, 1)
    assert reader.post(url, day).status_code == 404


def test_a_draft_is_not_closed_but_thrown_away(office: Client, draft: SchemeVersion) -> None:
    assert "nog een concept" in office.post(at("office_scheme_close", draft), {}, follow=True).content.decode()
    assert "kunt u niet terugdraaien" in office.get(at("office_scheme_discard", draft)).content.decode()
    assert SchemeVersion.objects.exists()
    assert office.post(at("office_scheme_discard", draft)).status_code == 302
    assert not SchemeVersion.objects.exists()


def test_differences_are_said_in_words(office: Client, draft: SchemeVersion) -> None:
    example = draft.example_cases[0] | {"expect": {"bound_by": "maximum", "findings": {"maximum": "not_met"}}}
    draft.example_cases = [example]
    draft.save()
    page = office.get(at("office_scheme", draft)).content.decode()
    assert "Wat het bedrag bepaalt: er komt iets anders uit dan verwacht." in page
    assert "maximum per aanvraag: Verwacht: voldoet niet. De regels geven: voldoet (" in page
