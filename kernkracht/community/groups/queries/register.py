"""The register as lists and counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kernkracht.community.villages.models import Village

from ..models import Covenant, CovenantVersion, Group, GroupKindLabel, Nature


@dataclass(frozen=True)
class KindLabel:
    """What a kind of group is called on a day."""

    label: str
    plural: str


def kind_labels(on: date) -> dict[int, KindLabel]:
    """The labels of all kinds on a day, by kind; before a kind's first label: that first one (C12)."""
    labels: dict[int, GroupKindLabel] = {}
    for row in GroupKindLabel.objects.order_by("kind", "since"):
        if row.since <= on or row.kind_id not in labels:
            labels[row.kind_id] = row
    return {kind: KindLabel(row.label, row.plural) for kind, row in labels.items()}


def public_groups(*, kind: str = "", village: str = "", text: str = "") -> QuerySet[Group]:
    """Active groups for anybody to see, by the code of a kind, the slug of a village and words of name or purpose."""
    found = Group.objects.active().select_related("kind")
    if kind:
        found = found.filter(kind__code=kind)
    if village:
        found = found.filter(villages__slug=village)
    for word in text.split()[:8]:
        found = found.filter(Q(name__icontains=word) | Q(purpose__icontains=word))
    active = Prefetch("villages", Village.objects.active())
    return found.prefetch_related(active).order_by("kind__sort_order", "name").distinct()


@dataclass(frozen=True)
class GroupOfVillage:
    """What the page of a village says of one of its groups."""

    slug: str
    name: str
    kind: str
    purpose: str


def groups_of_village(village: Village, on: date) -> list[GroupOfVillage]:
    """The active groups of one village in one query, for a page that asks much already."""
    label = GroupKindLabel.objects.filter(kind=OuterRef("kind"), since__lte=on).order_by("-since").values("label")[:1]
    found = Group.objects.active().filter(villages=village).order_by("kind__sort_order", "name")
    rows = found.annotate(kind_label=Coalesce(Subquery(label), "kind__code", output_field=CharField()))
    return [GroupOfVillage(*row) for row in rows.values_list("slug", "name", "kind_label", "purpose")]


def running_covenants(on: date) -> QuerySet[CovenantVersion]:
    """Versions of covenants that run on a day, each with its covenant and, prefetched, `covenant.groups`.

    A covenant of which the first day is not known does not run: nothing is paid on a guess (C11).
    """
    found = CovenantVersion.objects.on(on).filter(covenant__kind=Covenant.Kind.COVENANT)
    return found.select_related("covenant").prefetch_related("covenant__groups").order_by("covenant", "number")


def with_running_covenant(on: date) -> QuerySet[Group]:
    """Active village associations that are party to a running covenant on a day (R143)."""
    covenants = running_covenants(on).order_by().values("covenant")
    found = Group.objects.active().of_nature(Nature.VILLAGE_ASSOCIATION)
    return found.filter(covenants__in=covenants).distinct().order_by("name")


@dataclass(frozen=True)
class Coverage:
    """Villages with and without a group of some nature, and how many groups there are (R219, C7)."""

    groups: int
    covered: tuple[Village, ...]
    uncovered: tuple[Village, ...]


def signalling_coverage(nature: str = Nature.SIGNALLING_GROUP) -> Coverage:
    """In which active villages a group of this nature works; one group may serve more than one village."""
    groups = Group.objects.active().of_nature(nature)
    served = set(Group.villages.through.objects.filter(group__in=groups).values_list("village_id", flat=True))
    villages = list(Village.objects.active())
    return Coverage(
        groups=groups.count(),
        covered=tuple(village for village in villages if village.pk in served),
        uncovered=tuple(village for village in villages if village.pk not in served),
    )
