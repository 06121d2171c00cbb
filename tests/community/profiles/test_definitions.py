"""How a figure is called and shown: the office changes it, the files know it by its columns."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.profiles.actions import (
    FigureFacts,
    UnableToManageFigures,
    change_figure,
    load_figures,
)
from kernkracht.community.profiles.models import Figure, VillageFigure
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor, AuditEvent
from tests.factories.people import officer_with
from tests.factories.profiles import FigureFactory
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
FACTS = FigureFacts(
    label=" Huizen  van de bewoner ",
    explanation="Welk deel.",
    heading="Wonen",
    columns=("koop", " koop ", "", "Koopwoningen_41"),
    decimals=1,
    lower_limit=25,
    sort_order=3,
    is_shown=False,
)


def test_words_limit_and_columns_change_and_are_recorded() -> None:
    figure = FigureFactory(code="owned", label="Koopwoningen")
    manager = officer_with(Permission.MANAGE_VILLAGES, code="administrator")
    row = change_figure(figure=figure, facts=FACTS, by=manager.actor, at=AT)
    row.refresh_from_db()
    assert (row.code, row.label, row.lower_limit, row.is_shown) == ("owned", "Huizen van de bewoner", 25, False)
    assert row.columns == ["koop", "Koopwoningen_41"]
    assert AuditEvent.objects.get(event="profiles.figure_changed").data == {"label": "Huizen van de bewoner"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"label": " "}, "label"),
        ({"label": "INWONERS"}, "label"),
        ({"heading": " "}, "heading"),
        ({"columns": ("Inw",)}, "columns"),
        ({"columns": tuple(f"k{n}" for n in range(21))}, "columns"),
        ({"columns": ("k" * 81,)}, "columns"),
        ({"valid_until": date(1999, 12, 31)}, "valid_until"),
    ],
)
def test_what_does_not_hold_is_refused_beside_its_answer(changes: dict[str, object], field: str) -> None:
    FigureFactory(label="Inwoners", columns=["inw"])
    figure = FigureFactory(label="Koopwoningen")
    with pytest.raises(UnableToManageFigures) as refusal:
        change_figure(figure=figure, facts=replace(FACTS, **changes), by=Actor.system(), at=AT)  # type: ignore[arg-type]
    assert refusal.value.field == field
    figure.refresh_from_db()
    assert figure.label == "Koopwoningen"


def test_only_who_manages_villages_changes_a_figure() -> None:
    with pytest.raises(UnableToManageFigures, match="niet wijzigen"):
        change_figure(figure=FigureFactory(), facts=FACTS, by=officer_with(Permission.READ_OFFICE).actor, at=AT)


def test_the_usual_figures_leave_alone_what_the_office_made_of_them() -> None:
    seed: Path = settings.BASE_DIR / "seed" / "figures.yaml"
    assert load_figures(seed) > 20
    Figure.objects.filter(code="households").update(label="Huishoudens hier")
    Figure.objects.filter(code="cars").delete()
    assert load_figures(seed) == 1
    assert Figure.objects.get(code="households").label == "Huishoudens hier"


def test_the_usual_figures_fit_together() -> None:
    """A weight and a whole are counted themselves, and no column is of two figures."""
    load_figures(settings.BASE_DIR / "seed" / "figures.yaml")
    figures = list(Figure.objects.select_related("weighted_by", "share_of"))
    leaned_on = [row for figure in figures for row in (figure.weighted_by, figure.share_of) if row is not None]
    assert {row.adding for row in leaned_on} == {Figure.Adding.SUM}
    columns = [name.lower() for figure in figures for name in figure.columns]
    assert len(columns) == len(set(columns))
    assert [figure.code for figure in figures if figure.counts_inhabitants] == ["inhabitants"]


def test_the_demo_shows_what_villages_already_know(settings: object) -> None:
    from kernkracht.community.profiles.demo import load

    known = VillageFactory(inhabitants=390, inhabitants_on=date(2024, 1, 1), inhabitants_source="CBS")
    VillageFactory()
    load(AT)
    assert [(row.village, row.value) for row in VillageFigure.objects.all()] == [(known, 390)]
    assert Village.objects.get(pk=known.pk).inhabitants == 390
