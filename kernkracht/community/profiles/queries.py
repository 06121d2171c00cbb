"""Reads offered to other rooms and to the pages. Small numbers are left out here, so that no page can show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet

from kernkracht.community.villages.models import Village

from .models import Figure, FigureImport, VillageFigure
from .permissions import may_be_shown
from .wording import how_text, percent_text, too_few_text, unknown_text, value_text

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Reading:
    """One number as it may be read. `number` is what is compared (a share in percent), None when it is not shown.

    `text` has the unit; `count` is how many a share is of, in words; `why` says why there is no number.
    """

    number: Decimal | None = None
    text: str = ""
    count: str = ""
    value: Decimal | None = None
    why: str = ""


@dataclass(frozen=True)
class FigureLine:
    """A figure of one village, with that of the municipality on the same day beside it when the source gives it."""

    figure: Figure
    own: Reading
    whole: Reading | None
    reference_on: date
    source: str
    neighbourhoods: int

    @property
    def label(self) -> str:
        return self.figure.label

    @property
    def is_share(self) -> bool:
        return self.figure.share_of_id is not None

    @property
    def is_percent(self) -> bool:
        return self.is_share or self.figure.unit == Figure.Unit.PERCENT

    @property
    def is_count(self) -> bool:
        """A number that grows with the village; beside that of the municipality it says little."""
        return self.figure.adding == Figure.Adding.SUM and not self.is_share

    @property
    def how(self) -> str:
        """How it was made out of neighbourhoods."""
        return how_text(self.figure, self.neighbourhoods)


class _Rows:
    """The values that count on a day: of each figure and place the latest, and all by day for shares."""

    def __init__(self, rows: Iterable[VillageFigure]) -> None:
        self.by_day: dict[tuple[int, int | None, date], VillageFigure] = {}
        self.latest: dict[tuple[int, int | None], VillageFigure] = {}
        for row in rows:
            self.by_day[row.figure_id, row.village_id, row.reference_on] = row
            newest = self.latest.setdefault((row.figure_id, row.village_id), row)
            if row.reference_on > newest.reference_on:
                self.latest[row.figure_id, row.village_id] = row

    def reading(self, row: VillageFigure) -> Reading:
        figure = row.figure
        if row.value is None:
            return Reading(why=unknown_text(figure))
        if not may_be_shown(figure, row.value, row.base):
            return Reading(why=too_few_text(figure))
        text = value_text(figure, row.value)
        if figure.share_of_id is None:
            return Reading(row.value, text, value=row.value)
        whole = self.by_day.get((figure.share_of_id, row.village_id, row.reference_on))
        if whole is None or not whole.value:
            return Reading(None, text, count=text, value=row.value, why=unknown_text(figure))
        share = HUNDRED * row.value / whole.value
        return Reading(share, percent_text(share, figure.decimals), count=text, value=row.value)

    def line(self, row: VillageFigure) -> FigureLine:
        whole = self.by_day.get((row.figure_id, None, row.reference_on))
        return FigureLine(
            figure=row.figure,
            own=self.reading(row),
            whole=self.reading(whole) if whole else None,
            reference_on=row.reference_on,
            source=row.taken_from.source,
            neighbourhoods=row.neighbourhoods,
        )


def _values(on: date) -> QuerySet[VillageFigure]:
    rows = VillageFigure.objects.filter(reference_on__lte=on)
    rows = rows.select_related("figure__weighted_by", "taken_from")
    return rows.order_by("figure__sort_order", "figure__label", "village_id", "-reference_on")


def _is_public(figure: Figure, on: date) -> bool:
    return figure.is_shown and figure.valid_from <= on and (figure.valid_until is None or on <= figure.valid_until)


def profile_of(village: Village, on: date) -> list[FigureLine]:
    """The figures of a village that count on a day, in their own order; the latest of each. One query."""
    rows = _Rows(_values(on).filter(Q(village=village) | Q(village=None)))
    own = [row for (_figure, place), row in rows.latest.items() if place == village.pk and _is_public(row.figure, on)]
    return [rows.line(row) for row in own]


def with_figures(villages: QuerySet[Village]) -> QuerySet[Village]:
    """Each with `has_figures`, so that a page without any asks nothing more."""
    return villages.annotate(has_figures=Exists(VillageFigure.objects.filter(village=OuterRef("pk"))))


def all_profiles(on: date) -> list[tuple[Village, FigureLine]]:
    """Every figure of every active village, for a download. Two queries."""
    villages = list(Village.objects.active().order_by("name"))
    rows = _Rows(_values(on))
    return [
        (village, rows.line(row))
        for village in villages
        for (_figure, place), row in rows.latest.items()
        if place == village.pk and _is_public(row.figure, on)
    ]


def figures_on(on: date) -> QuerySet[Figure]:
    """Figures that are shown and that some village has, in their own order."""
    has_values = Exists(
        VillageFigure.objects.filter(figure=OuterRef("pk"), village__isnull=False, reference_on__lte=on)
    )
    return Figure.objects.on(on).filter(has_values, is_shown=True).select_related("weighted_by")


@dataclass(frozen=True)
class Comparison:
    """One figure in all villages on the same day (R3); a village without it has no line."""

    figure: Figure
    lines: tuple[tuple[Village, FigureLine | None], ...]
    whole: Reading | None
    reference_on: date | None
    sources: tuple[str, ...]


def compared(figure: Figure, on: date) -> Comparison:
    """A figure in the active villages, of the latest day until `on` that it is known of. Two queries."""
    codes = [pk for pk in (figure.pk, figure.share_of_id) if pk is not None]
    found = list(_values(on).filter(figure__in=codes))
    day = max((row.reference_on for row in found if row.figure_id == figure.pk), default=None)
    rows = _Rows(row for row in found if row.reference_on == day)
    by_village = {place: rows.line(row) for (pk, place), row in rows.latest.items() if pk == figure.pk}
    whole = rows.latest.get((figure.pk, None))
    villages = Village.objects.active().order_by("name")
    return Comparison(
        figure=figure,
        lines=tuple((village, by_village.get(village.pk)) for village in villages),
        whole=rows.reading(whole) if whole else None,
        reference_on=day,
        sources=tuple(dict.fromkeys(line.source for line in by_village.values())),
    )


def figures_for_office() -> QuerySet[Figure]:
    """Every figure, with `latest_on` and `villages_known`: of how many villages it is known, on any day."""
    of_villages = Q(values__village__isnull=False)
    return Figure.objects.select_related("weighted_by", "share_of").annotate(
        latest_on=Max("values__reference_on"),
        villages_known=Count("values__village", filter=of_villages & Q(values__value__isnull=False), distinct=True),
    )


def imports() -> QuerySet[FigureImport]:
    """What was taken in, the latest first, with `count` of what still comes from it."""
    return FigureImport.objects.annotate(count=Count("values")).order_by(F("imported_at").desc(), "-pk")


def by_heading(lines: Iterable[FigureLine]) -> Mapping[str, list[FigureLine]]:
    """Lines under their heading, both in their own order."""
    found: dict[str, list[FigureLine]] = {}
    for line in lines:
        found.setdefault(line.figure.heading, []).append(line)
    return found
