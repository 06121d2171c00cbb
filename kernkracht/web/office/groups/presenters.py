"""How groups and covenants are shown, to officers and to the groups themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kernkracht.community.groups.models import Covenant, CovenantVersion, Group, GroupState
from kernkracht.community.groups.queries import DutyStanding, duties_of_covenant

from .covenant_forms import rhythm_label


def kind_name(group: Group, labels: Mapping[int, object]) -> str:
    """What the kind of a group is called."""
    return capfirst(str(getattr(labels.get(group.kind_id), "label", group.kind.code)))


def founded(group: Group) -> str:
    """Since when a group exists, as precisely as anybody knows."""
    if group.founded_on is None:
        return ""
    shapes = {Group.Precision.YEAR: "Y", Group.Precision.MONTH: "F Y"}
    return date_format(group.founded_on, shapes.get(Group.Precision(group.founded_precision), "j F Y"))


def badge_of(group: Group) -> dict[str, str]:
    """The state of a group, in words and colour."""
    kinds = {GroupState.PROPOSED: "warn", GroupState.ACTIVE: "ok", GroupState.ENDED: ""}
    return {"text": str(GroupState(group.state).label), "kind": kinds[GroupState(group.state)]}


def standing_of_version(version: CovenantVersion, today: date) -> dict[str, str]:
    """Whether a covenant runs, in words and colour."""
    if version.valid_from is None:
        return {"text": _("Eerste dag niet bekend"), "kind": "warn"}
    if version.valid_from > today:
        return {"text": _("Begint op %(day)s") % {"day": date_format(version.valid_from, "j F Y")}, "kind": "info"}
    if version.valid_until and version.valid_until < today:
        return {"text": _("Afgelopen"), "kind": ""}
    return {"text": _("Loopt"), "kind": "ok"}


@dataclass(frozen=True)
class DutyRow:
    """One duty as it is shown: what, who, how often, when, and whether it is late."""

    standing: DutyStanding
    owner: str
    rhythm: str
    first_late: date | None

    @property
    def kind(self) -> str:
        return str(self.standing.duty.get_kind_display())


@dataclass(frozen=True)
class ShownCovenant:
    """A covenant with its version of today (or its last one), its badge and its duties."""

    covenant: Covenant
    version: CovenantVersion | None
    badge: Mapping[str, str]
    duties: tuple[DutyRow, ...]


def shown_covenant(covenant: Covenant, today: date) -> ShownCovenant:
    versions = list(covenant.versions.select_related("document").order_by("-number"))
    running = [row for row in versions if row.valid_from and row.valid_from <= today]
    version = next(iter(running or versions), None)
    if version is None:
        return ShownCovenant(covenant, None, {"text": _("Nog geen tekst"), "kind": "warn"}, ())
    duties = tuple(duty_row(standing) for standing in duties_of_covenant(version, today))
    return ShownCovenant(covenant, version, standing_of_version(version, today), duties)


def duty_row(standing: DutyStanding) -> DutyRow:
    duty = standing.duty
    return DutyRow(
        standing=standing,
        owner=duty.owed_by.name if duty.owed_by else _("De gemeente"),
        rhythm=rhythm_label(duty.interval_months),
        first_late=standing.overdue[0] if standing.overdue else None,
    )


def covenants_of(group: Group, today: date) -> list[ShownCovenant]:
    """Every covenant of a group."""
    return [shown_covenant(covenant, today) for covenant in group.covenants.order_by("title", "pk")]
