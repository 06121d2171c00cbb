"""Searching for words: what is found, what never is, and what it reads."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kernkracht.community.villages.models import Village
from kernkracht.grants.applications.models import ApplicationState, GrantApplication, PublicText
from kernkracht.grants.applications.plain_text import FOLDED, LOOSE, plain
from kernkracht.grants.applications.queries import PublicFilter, granted_by, public_plans, public_rows
from kernkracht.grants.schemes.models import SchemeVersion
from tests.factories.applications import ApplicationFactory
from tests.factories.villages import VillageFactory

from .conftest import text_of
from .scene import granted

pytestmark = pytest.mark.django_db
Kind = GrantApplication.ApplicantKind
ONE_LETTER = "".join(letter for letter in FOLDED) + LOOSE + "aZ é'%_9"


def numbers(**wanted: Any) -> list[str]:
    return [plan.number for plan in public_rows(PublicFilter(**wanted))]


def words_of(case: GrantApplication) -> str:
    return PublicText.objects.get(pk=case.pk).text


def test_a_word_is_found_in_page_csv_and_json_alike_and_together_with_other_filters(
    client: Client, village: Village, version: SchemeVersion
) -> None:
    here = granted(version, village, title="Pluktuin bij de school", granted_cents=12_300)
    granted(version, village, title="Filmavond")
    granted(version, VillageFactory(slug="asch", name="Asch"), title="Pluktuin op de dijk")
    query = "?zoek=PLUKTUIN&dorp=lienden"
    page = text_of(client, f"/register/{query}")
    assert "1 plan" in page
    assert "€\xa0123" in page
    assert "Zoekt op ‘PLUKTUIN’" in page
    assert "/register.csv?zoek=PLUKTUIN&amp;dorp=lienden" in page
    rows = list(csv.DictReader(io.StringIO(text_of(client, f"/register.csv{query}"))))
    assert [row["number"] for row in rows] == [here.number]
    data = json.loads(text_of(client, f"/register.json{query}"))
    assert [row["number"] for row in data["rows"]] == [here.number]
    assert (data["count"], data["granted_total_eur"], data["filter"]["text"]) == (1, 123, "PLUKTUIN")


def test_nothing_found_is_said_and_the_word_stays(client: Client, village: Village, version: SchemeVersion) -> None:
    granted(version, village)
    page = text_of(client, "/register/?zoek=zeppelin")
    assert "Niets gevonden" in page
    assert 'value="zeppelin"' in page
    assert json.loads(text_of(client, "/register.json?zoek=zeppelin"))["rows"] == []


@pytest.mark.parametrize("words", ["pluktuin", "Oranjevereniging", "lienden", "kersen", "pluk kersen lienden"])
def test_title_organisation_village_and_summary_are_searched(
    village: Village, version: SchemeVersion, words: str
) -> None:
    case = granted(
        version,
        village,
        title="Pluktuin",
        organisation="Oranjevereniging",
        applicant_kind="association",
        may_publish=True,
        public_summary="Met kersen.",
    )
    granted(version, VillageFactory(name="Asch", slug="asch"), title="Filmavond")
    assert numbers(text=words) == [case.number]
    assert numbers(text=str(case.number).lower()) == [case.number]
    assert numbers(text=f"{words} zeppelin") == []


def test_page_total_and_rows_agree(village: Village, version: SchemeVersion) -> None:
    for n in range(7):
        granted(version, village, title="Boom" if n % 2 else "Bank", granted_cents=1_000 + n, theme="green")
    wanted = PublicFilter(text="boom", theme="green", year=2026, scheme=version.scheme.slug)
    page = public_plans(wanted, page=2, size=2)
    assert (page.paginator.count, len(page.object_list), page.granted.cents) == (3, 1, 3_009)
    assert granted_by(wanted) == page.granted
    whole = [plan.number for n in (1, 2) for plan in public_plans(wanted, page=n, size=2).object_list]
    assert whole == [plan.number for plan in public_rows(wanted)]


def test_a_search_reads_the_narrow_rows_alone(village: Village, version: SchemeVersion) -> None:
    """Only the rows of one page are looked up among the cases, by key."""
    granted(version, village, title="Boom")
    with CaptureQueriesContext(connection) as queries:
        public_plans(PublicFilter(text="boom"))
    wide = [q["sql"] for q in queries if "applications_grantapplication" in q["sql"]]
    assert len(wide) == 1
    assert '"id" IN (' in wide[0]


class TestKeptWords:
    """The triggers."""

    def test_words_come_with_the_grant_and_go_with_it(self, village: Village, version: SchemeVersion) -> None:
        case = ApplicationFactory(version=version, scheme=version.scheme, village=village, title="Boom")
        assert not PublicText.objects.exists()
        case.state, case.granted_cents, case.decided_on = ApplicationState.GRANTED, 100, case.received_on
        case.save()
        assert numbers(text="boom") == [case.number]
        case.state, case.granted_cents = ApplicationState.WITHDRAWN, None
        case.save()
        assert not PublicText.objects.exists()

    def test_a_change_of_what_is_public_changes_the_words(self, village: Village, version: SchemeVersion) -> None:
        case = granted(version, village, may_publish=True, public_summary="Met kersen")
        assert "kersen" in words_of(case)
        GrantApplication.objects.filter(pk=case.pk).update(may_publish=False, title="Ándere náám")
        assert "kersen" not in words_of(case)
        assert "andere naam" in words_of(case)

    def test_many_at_once_and_removed_without_models(self, village: Village, version: SchemeVersion) -> None:
        rows = [ApplicationFactory.build(version=version, scheme=version.scheme, village=village) for _n in range(3)]
        for row in rows:
            row.state, row.granted_cents, row.decided_on = ApplicationState.GRANTED, 100, row.received_on
        GrantApplication.objects.bulk_create(rows)
        assert PublicText.objects.count() == 3
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM applications_grantapplication WHERE number = %s", [rows[0].number])
        assert PublicText.objects.count() == 2

    @settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        title=st.text(alphabet=ONE_LETTER, min_size=1, max_size=40).map(str.strip),
        kind=st.sampled_from(Kind.values),
        may_publish=st.booleans(),
        summary=st.text(alphabet=ONE_LETTER, max_size=20).map(str.strip),
    )
    def test_the_words_are_what_the_page_shows_written_plain(
        self, village: Village, version: SchemeVersion, title: str, kind: str, may_publish: bool, summary: str
    ) -> None:
        """Python and both databases spell alike, and the trigger agrees with the columns that are shown."""
        case = granted(
            version,
            village,
            title=title,
            applicant_kind=kind,
            organisation="Écht Vereniging",
            may_publish=may_publish,
            public_summary=summary,
        )
        shown = next(iter(public_rows(PublicFilter())))
        expected = [str(case.number), shown.title, shown.organisation, shown.summary]
        assert words_of(case).split() == plain(" ".join(expected)).split()
        case.delete()


@pytest.mark.parametrize(
    ("text", "spelled"),
    [("Reünie Ommeren", "reunie ommeren"), ("CAFÉ", "cafe"), ("Łódź", "lodz"), ("cafe\u0301", "cafe"), ("", "")],
)
def test_plain_text(text: str, spelled: str) -> None:
    assert plain(text) == spelled


@pytest.mark.parametrize(
    "words", ["%", "_", "'", '"', "\\", "a" * 200, "\u0301", "-- x", "😀", " ".join("abcdefghijkl")]
)
def test_any_word_is_answered(client: Client, village: Village, version: SchemeVersion, words: str) -> None:
    granted(version, village)
    for address in ("/register/", "/register.csv", "/register.json", "/plannen/"):
        assert client.get(address, {"zoek": words}).status_code == 200
