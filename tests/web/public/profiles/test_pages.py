"""A village in figures, the villages side by side, and both as open data."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kernkracht.community.profiles.models import Figure
from kernkracht.community.villages.models import Village
from tests.factories.profiles import FigureFactory, value_of
from tests.factories.villages import VillageFactory

from ..conftest import text_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 8


@pytest.fixture
def figures(village: Village) -> dict[str, Figure]:
    """Lienden beside the municipality: a count, a share, a mean, one too small and one unknown."""
    people = FigureFactory(code="inhabitants", label="Inwoners", heading="In het kort", explanation="Wie hier woont.")
    young = FigureFactory(code="young", label="Jonger dan 15 jaar", heading="Leeftijd", share_of=people)
    homes = FigureFactory(code="homes", label="Koopwoningen", adding="mean", unit="percent", weighted_by=people)
    doctor = FigureFactory(
        code="doctor", label="Huisarts", adding="mean", unit="kilometres", weighted_by=people, decimals=1
    )
    few = FigureFactory(code="few", label="Baby’s", lower_limit=10)
    value = FigureFactory(code="value", label="Woningwaarde", adding="mean", unit="cents", weighted_by=people)
    for place, numbers in ((village, ("5910", "1045", "72")), (None, ("27773", "4227", "75"))):
        value_of(people, place, numbers[0])
        value_of(young, place, numbers[1])
        value_of(homes, place, numbers[2], base=numbers[0])
        value_of(doctor, place, "0.65", base=numbers[0])
    value_of(few, village, "7")
    value_of(value, village, None)
    value_of(value, None, "44400000", base="27773")
    return {row.code: row for row in Figure.objects.all()}


def test_a_village_stands_beside_the_municipality(client: Client, figures: dict[str, Figure]) -> None:
    page = text_of(client, "/dorpen/lienden/cijfers/")
    for said in (
        "5.910",
        "hele gemeente: 27.773",
        "18\u00a0%",
        "15\u00a0%",
        "0,7\u00a0km",
        "In procenten",
        "In kilometers",
        "CBS, kerncijfers (1 januari 2024)",
        "1.045 mensen, 1 januari 2024, CBS, kerncijfers",
        "Wie hier woont. Opgeteld uit 2 buurten.",
        "De bron geeft dit cijfer niet voor elke buurt van dit dorp. In de hele gemeente: €\u00a0444.000.",
        "minder dan 10",
    ):
        assert said in page, said
    assert ">7<" not in page


def test_a_village_without_figures_says_so_kindly(client: Client, figures: dict[str, Figure]) -> None:
    VillageFactory(name="Leegdorp", slug="leegdorp")
    page = text_of(client, "/dorpen/leegdorp/cijfers/")
    assert "Van Leegdorp hebben wij nog geen cijfers" in page
    assert "Bekijk wat er gebeurt in Leegdorp" in page
    assert client.get("/dorpen/atlantis/cijfers/").status_code == 404
    assert "nog geen getal" not in text_of(client, "/dorpen/leegdorp/")


def test_the_page_of_a_village_shows_a_part(client: Client, figures: dict[str, Figure]) -> None:
    page = text_of(client, "/dorpen/lienden/")
    assert "Lienden in cijfers" in page
    assert 'href="#cijfers"' in page
    assert "Alle cijfers van Lienden" in page


def test_figures_cost_the_page_of_a_village_one_query(client: Client, figures: dict[str, Figure]) -> None:
    VillageFactory(name="Leegdorp", slug="leegdorp")
    counts = []
    for address in ("/dorpen/leegdorp/", "/dorpen/lienden/"):
        text_of(client, address)  # some things are read once in the life of a process
        with CaptureQueriesContext(connection) as queries:
            text_of(client, address)
        counts.append(len(queries))
    assert counts[1] == counts[0] + 1


def test_with_one_count_only_the_page_is_still_a_page(client: Client, village: Village) -> None:
    value_of(FigureFactory(label="Inwoners"), village, "390")
    assert "Meer cijfers hebben wij van dit dorp nog niet." in text_of(client, "/dorpen/lienden/cijfers/")
    assert "Lienden in cijfers" not in text_of(client, "/dorpen/lienden/"), "its inhabitants stand on top already"


def test_villages_stand_side_by_side(client: Client, figures: dict[str, Figure], village: Village) -> None:
    small, empty = VillageFactory(name="Asch", slug="asch"), VillageFactory(name="Zoelen", slug="zoelen")
    value_of(figures["inhabitants"], small, "390")
    value_of(figures["young"], small, "60")

    def places(address: str) -> list[str]:
        page = text_of(client, address)
        table = page[page.index("kk-bars") : page.index("</table>")]
        return sorted(("Lienden", "Asch", "Zoelen"), key=table.index)

    assert places("/dorpen/cijfers/?cijfer=young") == ["Lienden", "Asch", "Zoelen"]
    assert places("/dorpen/cijfers/?cijfer=young&volgorde=naam") == ["Asch", "Lienden", "Zoelen"]
    page = text_of(client, "/dorpen/cijfers/?cijfer=young")
    assert "Hele gemeente: <strong>15\u00a0%</strong>" in page
    assert "kk-bars__mark" in page
    assert "Niet bekend" in page
    assert "Peildatum: 1 januari 2024" in page
    assert empty.name in page


def test_a_count_is_not_measured_against_the_whole(client: Client, figures: dict[str, Figure]) -> None:
    page = text_of(client, "/dorpen/cijfers/?cijfer=inhabitants")
    assert "Hele gemeente: <strong>27.773</strong>" in page
    assert "kk-bars__mark" not in page


@pytest.mark.parametrize("query", ["?cijfer=onzin", "?cijfer=%00", "?volgorde=onzin"])
def test_an_address_that_means_nothing_still_answers(client: Client, figures: dict[str, Figure], query: str) -> None:
    page = text_of(client, f"/dorpen/cijfers/{query}")
    assert "Inwoners" in page
    assert ("Dit cijfer kennen wij niet" in page) is ("cijfer=" in query)


def test_without_figures_the_comparison_says_where_to_go(client: Client, village: Village) -> None:
    assert "Er zijn nog geen cijfers" in text_of(client, "/dorpen/cijfers/")
    assert 'href="/dorpen/cijfers/"' in text_of(client, "/dorpen/")


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_downloads_hold_what_pages_show_and_no_more(
    client: Client, figures: dict[str, Figure], village: Village
) -> None:
    rows = {row["figure"]: row for row in _rows(text_of(client, "/dorpen/lienden/cijfers.csv"))}
    assert rows["young"] == {
        "village": "lienden",
        "village_name": "Lienden",
        "figure": "young",
        "label": "Jonger dan 15 jaar",
        "unit": "people",
        "value": "1045",
        "share_percent": "17.7",
        "municipality_value": "4227",
        "municipality_share_percent": "15.2",
        "reference_date": "2024-01-01",
        "neighbourhoods": "2",
        "source": "CBS, kerncijfers",
        "why_empty": "",
    }
    assert (rows["doctor"]["value"], rows["value"]["unit"]) == ("0.65", "euro")
    assert (rows["value"]["value"], rows["value"]["municipality_value"]) == ("", "444000")
    assert rows["few"]["value"] == ""
    assert "minder dan 10" in rows["few"]["why_empty"]
    VillageFactory(name="Leeg")
    assert len(_rows(text_of(client, "/dorpen/cijfers.csv"))) == len(rows)
    assert "attachment" in client.get("/dorpen/cijfers.csv").headers["Content-Disposition"]


def test_a_source_that_looks_like_a_formula_is_no_formula(client: Client, village: Village) -> None:
    value_of(FigureFactory(label="=1+1"), village, "5")
    assert _rows(text_of(client, "/dorpen/lienden/cijfers.csv"))[0]["label"] == "'=1+1"


def test_pages_ask_few_queries_however_much_there_is(
    client: Client, figures: dict[str, Figure], village: Village
) -> None:
    for n in range(6):
        other = VillageFactory(name=f"Dorp {n}", slug=f"dorp-{n}")
        for figure in figures.values():
            value_of(figure, other, "50", base="50")
            value_of(figure, other, "55", base="50", on=date(2025, 1, 1))
    for address in ("lienden/cijfers/", "lienden/cijfers.csv", "cijfers/?cijfer=young", "cijfers.csv"):
        with CaptureQueriesContext(connection) as queries:
            text_of(client, f"/dorpen/{address}")
        assert len(queries) <= MOST_QUERIES, "\n".join([address, *(query["sql"] for query in queries)])


def test_a_village_that_left_keeps_its_figures(client: Client, figures: dict[str, Figure], village: Village) -> None:
    Village.objects.filter(pk=village.pk).update(status=Village.Status.ENDED)
    assert "5.910" in text_of(client, "/dorpen/lienden/cijfers/")
    assert timezone.localdate() > date(2024, 1, 1)
