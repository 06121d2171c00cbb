"""Taking in figures: whole or not at all, the same twice is nothing, and the real file of Buren."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import CommandError, call_command

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.profiles.actions import (
    FigureFile,
    UnableToImportFigures,
    UnableToManageFigures,
    import_figures,
    note_known_inhabitants,
)
from kernkracht.community.profiles.models import Figure, FigureImport, VillageFigure
from kernkracht.community.profiles.queries import profile_of
from kernkracht.community.villages.actions import VillagesOutsideTransaction, note_inhabitants
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor, AuditEvent
from tests.factories.people import officer_with
from tests.factories.villages import VillageFactory

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
DAY = date(2024, 1, 1)
SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"
needs_data = pytest.mark.skipif(
    not (SHARED / "buren-kerncijfers-2024.csv").exists(), reason="the open data of Buren is not beside this checkout"
)

MAPPING = b"buurtcode,kern\nBU99990000,Aa\nBU99990001,Aa\nBU99990002,Bee\n"
HEAD = "code,soort,naam,inwoners,huishoudens,inwoners_0_15,koopwoningen_pct,woz_x1000_euro,stedelijkheid_1_5\n"
ROWS = (
    "GM9999,gemeente,X,601,250,99,70,400,5\n"
    "BU99990000,buurt,Aa dorp,100,40,20,50,300,4\n"
    "BU99990001,buurt,Aa buiten,300,160,40,75,500,5\n"
    "BU99990002,buurt,Bee,200,50,,80,.,5\n"
)
FILE = FigureFile(content=(HEAD + ROWS).encode(), mapping=MAPPING, on=DAY, source="CBS 2024", name="kern.csv")


def take(file: FigureFile = FILE, *, check: bool = False) -> object:
    return import_figures(file=file, by=Actor.system("import"), at=AT, check=check)


def values(village: Village | None) -> dict[str, Decimal | None]:
    rows = VillageFigure.objects.filter(village=village).select_related("figure")
    return {row.figure.code: row.value for row in rows}


Both = tuple[Village, Village]


def test_villages_get_what_their_neighbourhoods_have_together(figures: dict[str, Figure], villages: Both) -> None:
    result = import_figures(file=FILE, by=Actor.system("import"), at=AT)
    aa, bee = values(villages[0]), values(villages[1])
    assert (aa["inhabitants"], aa["households"], aa["age-0-15"]) == (400, 200, 60)
    assert aa["owner-occupied"] == Decimal(40 * 50 + 160 * 75) / 200
    assert aa["home-value"] == Decimal(40 * 300 + 160 * 500) / 200 * 100_000
    assert aa["urbanity"] is None, "two neighbourhoods, and no way to add this up"
    assert (bee["age-0-15"], bee["home-value"], bee["urbanity"]) == (None, None, 5)
    assert values(None)["inhabitants"] == 601
    assert ("Inwoners", Decimal(600), Decimal(601)) in result.sums
    assert dict(result.unknown) == {"Jonger dan 15 jaar": 1, "Waarde van een woning": 1, "Stedelijkheid": 1}
    assert result.added == 18
    event = AuditEvent.objects.get(event="profiles.imported")
    assert event.data == {"day": "2024-01-01", "file": "kern.csv", "count": 18, "source": "CBS 2024"}


def test_the_same_file_again_leaves_no_trace(figures: dict[str, Figure], villages: Both) -> None:
    take()
    events = AuditEvent.objects.count()
    result = import_figures(file=replace(FILE, source="Anders genoemd"), by=Actor.system("import"), at=AT)
    assert (result.added, result.changed, result.same) == (0, 0, 18)
    assert (FigureImport.objects.count(), AuditEvent.objects.count()) == (1, events)


def test_a_corrected_file_changes_only_what_differs(figures: dict[str, Figure], villages: Both) -> None:
    take()
    better = replace(FILE, content=FILE.content.replace(b"Bee,200,50,,", b"Bee,200,50,30,"), source="CBS, verbeterd")
    result = import_figures(file=better, by=Actor.system("import"), at=AT)
    assert (result.added, result.changed, result.same) == (0, 1, 17)
    row = VillageFigure.objects.get(village=villages[1], figure=figures["age-0-15"])
    assert (row.value, row.taken_from.source) == (30, "CBS, verbeterd")
    assert VillageFigure.objects.filter(taken_from__source="CBS 2024").count() == 17


def test_another_day_stands_beside_the_first(figures: dict[str, Figure], villages: Both) -> None:
    take()
    take(replace(FILE, on=date(2025, 1, 1), content=FILE.content.replace(b",300,160,", b",310,160,")))
    rows = VillageFigure.objects.filter(village=villages[0], figure=figures["inhabitants"]).order_by("reference_on")
    assert [row.value for row in rows] == [400, 410]
    by_day = [next(line for line in profile_of(villages[0], day)).own.text for day in (date(2024, 6, 1), AT.date())]
    assert by_day == ["400", "410"]


def test_a_trial_changes_nothing(figures: dict[str, Figure], villages: Both) -> None:
    result = import_figures(file=FILE, by=Actor.system("import"), at=AT, check=True)
    assert result.added == 18
    assert not VillageFigure.objects.exists()
    assert not FigureImport.objects.exists()
    assert not AuditEvent.objects.exists()
    villages[0].refresh_from_db()
    assert villages[0].inhabitants is None


def test_a_wrong_line_takes_in_nothing(figures: dict[str, Figure], villages: Both) -> None:
    with pytest.raises(UnableToImportFigures, match=r"Regel 5, inwoners: “veel” is geen getal") as refusal:
        take(replace(FILE, content=FILE.content.replace(b"Bee,200", b"Bee,veel")))
    assert refusal.value.file_name == "kern.csv"
    with pytest.raises(UnableToImportFigures, match="Het dorp “Zee” kennen wij niet"):
        take(replace(FILE, mapping=MAPPING.replace(b"Bee", b"Zee")))
    assert not FigureImport.objects.exists()


def test_a_neighbourhood_that_is_missing_makes_its_village_unknown(figures: dict[str, Figure], villages: Both) -> None:
    short = FILE.content.replace(b"BU99990001,buurt,Aa buiten,300,160,40,75,500,5\n", b"")
    result = import_figures(file=replace(FILE, content=short), by=Actor.system("import"), at=AT)
    assert result.missing == ("BU99990001",)
    assert values(villages[0])["inhabitants"] is None
    assert values(villages[1])["inhabitants"] == 200


def test_a_mean_needs_its_weight_which_may_come_in_a_second_file(figures: dict[str, Figure], villages: Both) -> None:
    health = "code,jaar,goed_ervaren_gezondheid_pct\n" + "".join(
        f"BU9999000{n},2024,{value}\n" for n, value in enumerate(("80", "60", "70.5"))
    )
    file = replace(FILE, content=health.encode(), name="gezondheid.csv")
    with pytest.raises(UnableToImportFigures, match="Voor “Voelt zich gezond” is per buurt ook “Inwoners” nodig"):
        take(file)
    take(replace(file, weights=FILE.content))
    assert values(villages[0]) == {"good-health": Decimal(80 * 100 + 60 * 300) / 400}
    assert VillageFigure.objects.get(village=villages[0]).base == 400
    with pytest.raises(UnableToImportFigures) as refusal:
        take(replace(file, weights=b"code\nBU99990000\n"))
    assert "gewichten" in refusal.value.file_name


def test_villages_say_the_same_number_of_inhabitants(figures: dict[str, Figure], villages: Both) -> None:
    take()
    aa, bee = villages
    aa.refresh_from_db()
    assert (aa.inhabitants, aa.inhabitants_on, aa.inhabitants_source) == (400, DAY, "CBS 2024")
    Village.objects.filter(pk=bee.pk).update(inhabitants=222, inhabitants_on=date(2026, 1, 1))
    take(replace(FILE, on=date(2025, 1, 1)))
    bee.refresh_from_db()
    assert bee.inhabitants == 222, "what is newer stays"


@pytest.mark.django_db(transaction=True)
def test_a_number_of_inhabitants_is_part_of_a_larger_act() -> None:
    village = VillageFactory()
    with pytest.raises(VillagesOutsideTransaction):
        note_inhabitants(village=village, inhabitants=1, on=DAY, source="x", by=Actor.system(), at=AT)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"source": "  "}, "source"), ({"source": "x" * 201}, "source"), ({"on": date(2027, 1, 1)}, "on")],
)
def test_a_file_has_a_source_and_a_day_that_has_been(
    figures: dict[str, Figure], villages: Both, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(UnableToManageFigures) as refusal:
        take(replace(FILE, **changes))  # type: ignore[arg-type] # one of three
    assert refusal.value.field == field


def test_only_who_manages_villages_takes_in_figures(figures: dict[str, Figure], villages: Both) -> None:
    with pytest.raises(UnableToManageFigures, match="niet wijzigen"):
        import_figures(file=FILE, by=officer_with(Permission.READ_OFFICE).actor, at=AT)
    manager = officer_with(Permission.MANAGE_VILLAGES, code="administrator")
    assert import_figures(file=FILE, by=manager.actor, at=AT).added == 18


def test_known_inhabitants_become_figures_once(figures: dict[str, Figure], villages: Both) -> None:
    Village.objects.filter(name="Aa").update(inhabitants=400, inhabitants_on=DAY, inhabitants_source="CBS")
    Village.objects.filter(name="Bee").update(inhabitants=200)
    assert note_known_inhabitants(by=Actor.system(), at=AT) == 1, "without a source there is no figure"
    assert note_known_inhabitants(by=Actor.system(), at=AT) == 0
    assert [line.own.text for line in profile_of(villages[0], AT.date())] == ["400"]
    take()
    assert VillageFigure.objects.get(figure=figures["inhabitants"], village=villages[0]).neighbourhoods == 2


class TestTheCommand:
    @pytest.fixture
    def files(self, tmp_path: Path, figures: dict[str, Figure], villages: Both) -> list[str]:
        (tmp_path / "kern.csv").write_bytes(FILE.content)
        (tmp_path / "buurt.csv").write_bytes(MAPPING)
        options = ["--villages", str(tmp_path / "buurt.csv"), "--on", "2024-01-01", "--source", "CBS 2024"]
        return ["import", str(tmp_path / "kern.csv"), *options]

    def test_it_tries_and_takes_in(self, files: list[str]) -> None:
        out = StringIO()
        call_command("figures", *files, "--check", stdout=out)
        assert "Proef: er is niets veranderd." in out.getvalue()
        assert not FigureImport.objects.exists()
        call_command("figures", *files, stdout=out)
        assert "18 nieuw, 0 veranderd, 0 hetzelfde." in out.getvalue()
        assert "Inwoners: de dorpen samen 600, de gemeente 601, verschil -1." in out.getvalue()
        assert "Niet bekend van 1 dorpen: Stedelijkheid." in out.getvalue()

    def test_it_says_what_is_wrong_and_exits_2(self, files: list[str]) -> None:
        Path(files[1]).write_text("code,inwonersaantal\n")
        with pytest.raises(CommandError, match=r"Regel 1, inwonersaantal: Deze kolom kennen wij niet\.") as refusal:
            call_command("figures", *files)
        assert refusal.value.returncode == 2
        with pytest.raises(CommandError, match="Kijk de naam en de rechten") as refusal:
            call_command("figures", "import", f"{files[1]}x", *files[2:])
        assert refusal.value.returncode == 2

    def test_the_usual_figures_are_added_once(self, db: None) -> None:
        out = StringIO()
        call_command("figures", "usual", stdout=out)
        call_command("figures", "usual", stdout=out)
        n = len(yaml.safe_load((settings.BASE_DIR / "seed" / "figures.yaml").read_text())["figures"])
        assert out.getvalue().splitlines() == [f"{n} figures added.", "0 figures added."]


@needs_data
def test_the_real_figures_of_buren(figures: dict[str, Figure]) -> None:
    """The villages together are the municipality but for rounding: CBS rounds every neighbourhood to a five."""
    seed = yaml.safe_load((settings.BASE_DIR / "seed/municipality/buren/villages.yaml").read_text(encoding="utf-8"))
    villages = {row["name"]: VillageFactory(name=row["name"], slug=row["slug"]) for row in seed["villages"]}
    file = FigureFile(
        content=(SHARED / "buren-kerncijfers-2024.csv").read_bytes(),
        mapping=(SHARED / "buren-buurt-kern.csv").read_bytes(),
        on=DAY,
        source="CBS, Kerncijfers wijken en buurten 2024",
    )
    result = import_figures(file=file, by=Actor.system("import"), at=AT)
    sums = {label: (together, whole) for label, together, whole in result.sums}
    assert sums["Inwoners"] == (27_765, 27_773)
    assert sums["Huishoudens"] == (11_725, 11_750)
    assert sums["Oppervlakte land"] == (13_359, 13_360)
    assert all(abs(together - whole) <= Decimal("2.5") * 39 for together, whole in sums.values())
    assert result.passed_over == 7, "the districts"
    assert dict(result.unknown) == {"Inkomen per inwoner": 15, "Basisscholen binnen 3 km": 1, "Stedelijkheid": 13}
    for row in seed["villages"]:
        assert values(villages[row["name"]])["inhabitants"] == row["inhabitants"]
    lienden = {line.figure.code: line for line in profile_of(villages["Lienden"], AT.date())}
    assert lienden["inhabitants"].own.text == "5.910"
    assert (lienden["age-0-15"].own.text, lienden["age-0-15"].own.count) == ("18\u00a0%", "1.045")
    assert lienden["age-0-15"].whole is not None
    assert lienden["age-0-15"].whole.text == "15\u00a0%"
    assert lienden["home-value"].own.text.startswith("€\u00a0")
    assert lienden["income-per-inhabitant"].own.number is None
    assert "niet voor elke buurt" in lienden["income-per-inhabitant"].own.why


@needs_data
def test_the_real_health_of_buren_needs_the_inhabitants_of_another_file(figures: dict[str, Figure]) -> None:
    for row in (SHARED / "buren-woonplaatsen.csv").read_text(encoding="utf-8").splitlines()[1:]:
        if name := row.split(",")[2]:
            VillageFactory(name=name)
    file = FigureFile(
        content=(SHARED / "buren-ervaren-gezondheid-2012-2024.csv").read_bytes(),
        mapping=(SHARED / "buren-buurt-kern.csv").read_bytes(),
        on=date(2024, 12, 31),
        source="RIVM, Gezondheidsmonitor 2024",
        weights=(SHARED / "buren-kerncijfers-2024.csv").read_bytes(),
    )
    result = import_figures(file=file, by=Actor.system("import"), at=AT)
    assert result.figures == ("Voelt zich gezond",)
    assert len(result.missing) == 2
    known = VillageFigure.objects.exclude(value=None).exclude(village=None)
    assert all(60 < value < 90 for value in known.values_list("value", flat=True))
    assert known.count() == 15 - sum(n for _label, n in result.unknown)
