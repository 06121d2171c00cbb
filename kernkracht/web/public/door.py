"""Whether people can apply today, for many schemes at once, out of versions that were read in one query."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from kernkracht.grants.applications.rules import is_open_on, rules_of, windows_of
from kernkracht.grants.schemes.kinds.money import MaxPerApplication
from kernkracht.grants.schemes.models import Scheme, SchemeVersion
from kernkracht.grants.schemes.queries import version_among
from kernkracht.web.scheme_sentences import together

LOOK_AHEAD = 400
"""Days: a yearly window always opens within them."""


@dataclass(frozen=True)
class Door:
    """One scheme on one day. `version` is the one in force, or the one that comes, or the last there was."""

    scheme: Scheme
    version: SchemeVersion
    is_in_force: bool
    is_open: bool
    opens_on: date | None
    closes_on: date | None
    max_cents: int | None

    @property
    def summary(self) -> str:
        return together(self.version.summary)

    @property
    def is_past(self) -> bool:
        return not self.is_in_force and self.opens_on is None


def published_versions(*schemes: Scheme) -> list[SchemeVersion]:
    """Published versions with their scheme, oldest first, in one query; what only the scheme file shows waits."""
    only = Q(scheme__in=schemes) if schemes else Q()
    return list(
        SchemeVersion.objects.filter(only, state=SchemeVersion.State.PUBLISHED)
        .select_related("scheme")
        .defer("example_cases", "not_said", "sources")
        .order_by("scheme__sort_order", "scheme__name", "scheme_id", "valid_from", "pk")
    )


def doors(versions: Iterable[SchemeVersion], day: date) -> list[Door]:
    """One door per scheme, in the order of the list of schemes."""
    by_scheme: dict[int, list[SchemeVersion]] = {}
    for version in versions:
        by_scheme.setdefault(version.scheme_id, []).append(version)
    return [_door(group, day) for group in by_scheme.values()]


def _door(versions: Sequence[SchemeVersion], day: date) -> Door:
    now = version_among(versions, day)
    shown = now or next((v for v in versions if v.valid_from > day), versions[-1])
    asks = shown.scheme.intake == Scheme.Intake.APPLICATION
    is_open = bool(asks and now and is_open_on(rules_of(now), day))
    return Door(
        scheme=shown.scheme,
        version=shown,
        is_in_force=now is not None,
        is_open=is_open,
        opens_on=_opens_on(versions, day) if asks and not is_open else None,
        closes_on=_closes_on(now, day) if is_open and now else None,
        max_cents=max_per_application(shown),
    )


def _opens_on(versions: Sequence[SchemeVersion], day: date) -> date | None:
    for ahead in range(1, LOOK_AHEAD + 1):
        later = day + timedelta(days=ahead)
        version = version_among(versions, later)
        if version is not None and is_open_on(rules_of(version), later):
            return later
    return None


def _closes_on(version: SchemeVersion, day: date) -> date | None:
    ends = [window.days(day)[1] for window in windows_of(rules_of(version)) if window.holds(day)]
    ends += [version.valid_until] if version.valid_until else []
    return min((end for end in ends if end != date.max), default=None)


def max_per_application(version: SchemeVersion) -> int | None:
    """The maximum per application in cents, or None when the version has none."""
    terms = rules_of(version).first(MaxPerApplication)
    return terms.amount if terms else None
