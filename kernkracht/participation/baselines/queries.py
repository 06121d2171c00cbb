"""Reads offered to other rooms and to the pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from kernkracht.community.groups.models import Group
from kernkracht.community.villages.models import Village

from .comparison import Difference, Picture, Wish, differences
from .models import BaselineWish, ChosenTheme, VillageBaseline

ADOPTED, DRAFT = VillageBaseline.State.ADOPTED, VillageBaseline.State.DRAFT


def versions_of(village: Village) -> QuerySet[VillageBaseline]:
    """Every version of a village, the newest first."""
    rows = VillageBaseline.objects.filter(village=village).select_related("village", "written_by__user")
    return rows.order_by("-number")


def adopted_baseline(village: Village) -> VillageBaseline | None:
    """The version that counts now; None before the first is adopted."""
    return versions_of(village).filter(state=ADOPTED).first()


def draft_of(village: Village) -> VillageBaseline | None:
    """The version that is being written; None without one."""
    return versions_of(village).filter(state=DRAFT).first()


def groups_to_name(baseline: VillageBaseline) -> QuerySet[Group]:
    """Active groups of the register in this village that the version does not name yet."""
    named = baseline.named_groups.order_by().values("group")
    return Group.objects.active().filter(villages=baseline.village_id).exclude(pk__in=named).order_by("name")


def picture_of(baseline: VillageBaseline) -> Picture:
    """A version as plain values, in three queries."""
    wishes = baseline.wishes.select_related("theme").order_by("pk")
    return Picture(
        going_on=baseline.going_on,
        groups=dict(baseline.named_groups.order_by("name").values_list("name", "note")),
        wishes={
            wish.text: Wish(
                group=wish.group_name,
                theme=wish.theme.label if wish.theme else "",
                for_agenda=wish.state == BaselineWish.State.FOR_AGENDA,
            )
            for wish in wishes
        },
        challenges=tuple(baseline.challenges.order_by("priority").values_list("text", flat=True)),
    )


def compared(before: VillageBaseline, after: VillageBaseline) -> tuple[Difference, ...]:
    """What changed from one version to another (R32)."""
    return differences(picture_of(before), picture_of(after))


def agenda_wishes(village: Village) -> list[BaselineWish]:
    """Wishes of the adopted version that can become points of the village's agenda (R35)."""
    current = adopted_baseline(village)
    if current is None:
        return []
    rows = current.wishes.filter(state=BaselineWish.State.FOR_AGENDA).select_related("theme")
    return list(rows.order_by("pk"))


def latest_adopted(villages: Iterable[Village]) -> dict[int, VillageBaseline]:
    """The version that counts now of many villages, by village, in one query."""
    rows = VillageBaseline.objects.filter(village__in=list(villages), state=ADOPTED).order_by("village", "number")
    return {row.village_id: row for row in rows}


def drafts_in(villages: Iterable[Village]) -> set[int]:
    """The villages of which a version is being written."""
    rows = VillageBaseline.objects.filter(village__in=list(villages), state=DRAFT).order_by("village")
    return set(rows.values_list("village_id", flat=True))


@dataclass(frozen=True)
class Topic:
    """A theme that was chosen together, as everybody may read it (R45)."""

    theme: str
    topic: str
    chosen_on: date
    place: str


def chosen_rows(village: Village, on: date) -> QuerySet[ChosenTheme]:
    """What was chosen and still runs on a day, for the office, with who joins."""
    rows = ChosenTheme.objects.on(on).filter(village=village).select_related("theme", "gathering", "village")
    return rows.prefetch_related("colleagues").order_by("theme__sort_order", "valid_from", "pk")


def chosen_themes(village: Village, on: date) -> list[Topic]:
    """What village and municipality take up together on a day, for the page of the village; one query."""
    rows = ChosenTheme.objects.on(on).filter(village=village).select_related("theme")
    ordered = rows.order_by("theme__sort_order", "valid_from", "pk")
    return [Topic(row.theme.label, row.topic, row.valid_from, row.place) for row in ordered]


def told_of_themes(villages: QuerySet[Village], on: date) -> QuerySet[Village]:
    """Each with `has_themes`: whether village and municipality take something up together on a day."""
    here = ChosenTheme.objects.on(on).filter(village=OuterRef("pk"))
    return villages.annotate(has_themes=Exists(here.order_by()))
