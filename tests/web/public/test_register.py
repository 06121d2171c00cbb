"""The register and its downloads."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from django.test import Client

from kernkracht.community.villages.models import Village
from kernkracht.grants.schemes.models import SchemeVersion
from kernkracht.web.public.register.files import COLUMNS, safe_cell
from tests.factories.villages import VillageFactory

from .conftest import text_of
from .scene import granted

pytestmark = pytest.mark.django_db

PROMISED = [
    "number", "title", "village", "scheme", "scheme_name", "version", "applicant_kind", "organisation", "theme",
    "received_on", "decided_on", "year", "requested_eur", "granted_eur", "imported",
]  # fmt: skip
"""Others read these columns: only add at the end."""


def rows_of(client: Client, query: str = "") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text_of(client, f"/register.csv{query}"))))


def test_the_columns_are_the_promised_ones_in_both_files(
    client: Client, village: Village, version: SchemeVersion
) -> None:
    granted(version, village, title="Bomen")
    assert list(COLUMNS)[: len(PROMISED)] == PROMISED
    row = rows_of(client)[0]
    assert list(row)[: len(PROMISED)] == PROMISED
    assert (row["title"], row["granted_eur"], row["requested_eur"], row["year"]) == ("Bomen", "400", "500", "2026")
    data = json.loads(text_of(client, "/register.json"))
    assert list(data["rows"][0]) == list(data["columns"]) == list(row)
    assert data["rows"][0]["granted_eur"] == 400


def test_a_filter_holds_for_page_csv_and_json_alike(client: Client, village: Village, version: SchemeVersion) -> None:
    here = granted(version, village, granted_cents=12_300)
    granted(version, VillageFactory(slug="asch", name="Asch"), granted_cents=50_000)
    page = text_of(client, "/register/?dorp=lienden&jaar=2026")
    assert "1 plan" in page
    assert "€\xa0123" in page
    assert [row["number"] for row in rows_of(client, "?dorp=lienden")] == [here.number]
    data = json.loads(text_of(client, "/register.json?dorp=lienden"))
    assert (data["count"], data["granted_total_eur"], data["filter"]["village"]) == (1, 123, "lienden")
    assert [row["number"] for row in data["rows"]] == [here.number]
    assert "publicdomain" in data["licence"]


def test_a_filter_that_does_not_exist_is_said_and_never_downloaded(
    client: Client, village: Village, version: SchemeVersion
) -> None:
    granted(version, village)
    assert "Deze keuze bestaat niet" in text_of(client, "/register/?dorp=atlantis")
    for address in ("/register.csv?dorp=atlantis", "/register.json?jaar=1234", "/register.csv?regeling=x%00y"):
        answer = client.get(address)
        assert answer.status_code == 400, address
        assert "bestaat niet" in answer.content.decode()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "|", "%", " ="])
def test_a_spreadsheet_never_takes_a_title_for_a_formula(
    client: Client, village: Village, version: SchemeVersion, start: str
) -> None:
    granted(version, village, title=f"{start}HYPERLINK(1)")
    assert rows_of(client)[0]["title"].startswith("'")


def test_ordinary_cells_stay_as_they_are() -> None:
    assert [safe_cell(value) for value in ("Bomen", "Café “Het Hart”", 12, 7.5, True)] == [
        "Bomen", "Café “Het Hart”", 12, 7.5, "true"
    ]  # fmt: skip


def test_an_empty_register_is_still_a_file(client: Client, db: None) -> None:
    assert rows_of(client) == []
    assert json.loads(text_of(client, "/register.json"))["rows"] == []
    assert "Het register is nog leeg" in text_of(client, "/register/")


def test_pages_follow_each_other_without_gap_or_double(
    client: Client, village: Village, version: SchemeVersion
) -> None:
    numbers = {granted(version, village, decided_on=date(2026, 3, 1 + n % 9)).number for n in range(55)}
    seen: list[str] = []
    for page in (1, 2):
        text = text_of(client, f"/register/?pagina={page}")
        seen += [number for number in numbers if number is not None and f"/plannen/{number}/" in text]
    assert sorted(seen) == sorted(str(number) for number in numbers)
    assert "51 tot en met 55 van 55" in text_of(client, "/register/?pagina=99")


@pytest.mark.parametrize(
    "query", ["pagina=-1", "pagina=x", "pagina=" + "9" * 500, "dorp=%00", "jaar=٢٠٢٢", "jaar=2026&jaar=x"]
)
def test_nonsense_in_the_address_is_answered(
    client: Client, village: Village, version: SchemeVersion, query: str
) -> None:
    granted(version, village)
    assert client.get(f"/register/?{query}").status_code == 200
    assert client.get(f"/plannen/?{query}&zoek=%00%27%22%3Cscript%3E").status_code == 200
