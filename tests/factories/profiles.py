"""Figures, and their values out of an import of 1 January 2024."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from kernkracht.community.profiles.models import Figure, FigureImport, VillageFigure
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor

DAY = date(2024, 1, 1)


class FigureFactory(DjangoModelFactory[Figure]):
    """Something counted, without a lower limit."""

    class Meta:
        model = Figure

    code = factory.Sequence(lambda n: f"figure-{n}")
    label = factory.Sequence(lambda n: f"Cijfer {n}")
    heading = "Wonen"
    unit = Figure.Unit.PEOPLE
    adding = Figure.Adding.SUM
    columns = factory.LazyAttribute(lambda row: [row.code])
    sort_order = factory.Sequence(lambda n: n)
    valid_from = date(2000, 1, 1)


class FigureImportFactory(DjangoModelFactory[FigureImport]):
    class Meta:
        model = FigureImport

    source = "CBS, kerncijfers"
    file_name = "kerncijfers.csv"
    reference_on = DAY
    imported_at = datetime(2024, 9, 2, 9, tzinfo=UTC)
    imported_by = factory.LazyFunction(lambda: Actor.system("import"))


def value_of(
    figure: Figure,
    village: Village | None,
    value: str | None,
    *,
    base: str | None = None,
    on: date = DAY,
    neighbourhoods: int = 2,
) -> VillageFigure:
    """The figure of a village (None: the municipality) on a day."""
    return VillageFigure.objects.create(
        figure=figure,
        village=village,
        reference_on=on,
        value=None if value is None else Decimal(value),
        base=None if base is None else Decimal(base),
        neighbourhoods=neighbourhoods if village else 0,
        taken_from=FigureImport.objects.filter(reference_on=on).first() or FigureImportFactory(reference_on=on),
    )
