"""Reads of schemes offered to others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from kernkracht.community.villages.models import Village

from .faults import Faults
from .kinds import KINDS
from .kinds.budget import YearlyCeiling
from .kinds.money import MaxPerApplication
from .models import Scheme, SchemeVersion
from .parameters import read_record
from .rules import InvalidRules, KindT, RuleSet, read_rules
from .storage import criteria_of, fingerprint, fingerprint_of, scheme_file_of, scheme_values_of, spelling_of

__all__ = [
    "fingerprint",
    "fingerprint_of",
    "kind_codes",
    "max_per_application_of",
    "open_schemes",
    "rules_of",
    "scheme_at",
    "scheme_file_of",
    "scheme_values_of",
    "version_among",
    "version_on",
    "versions_of",
    "yearly_ceiling_of",
]


def rules_of(version: SchemeVersion, village: Village | None = None) -> RuleSet:
    """All rules of a version, or as they hold in one village, in at most three queries.

    Raises `InvalidRules` with every fault when a draft holds parameters that its kinds cannot read.
    """
    spelled = [spelling_of(criterion) for criterion in criteria_of(version)]
    faults = Faults()
    rules = RuleSet(
        scheme=version.scheme.slug,
        version=version.label,
        rules=tuple(read_rules(spelled, ("criteria",), faults)),
        cost_labels=version.cost_labels,
        valid_from=version.valid_from,
        valid_until=version.valid_until,
    )
    if faults:
        raise InvalidRules(faults)
    return rules.in_village(village.slug) if village else rules


def version_on(scheme: Scheme, day: date) -> SchemeVersion | None:
    """The published version that is in force on a day. Validity never overlaps, so there is at most one."""
    return _published_on(day).filter(scheme=scheme).first()


def open_schemes(day: date) -> list[SchemeVersion]:
    """The versions in force on a day of schemes that people apply to, in the order of the list of schemes."""
    versions = _published_on(day).filter(scheme__intake=Scheme.Intake.APPLICATION)
    return list(versions.order_by("scheme__sort_order", "scheme__name", "pk"))


def scheme_at(old_path: str) -> Scheme | None:
    """The scheme that a path of an earlier website led to (R148); with or without the last slash."""
    bare = "/" + old_path.strip("/")
    return Scheme.objects.filter(old_addresses__path__in=[bare, f"{bare}/"]).first()


def versions_of(scheme: Scheme) -> list[SchemeVersion]:
    """All versions, drafts too, newest validity first."""
    return list(scheme.versions.select_related("scheme").order_by("-valid_from", "-pk"))


def _published_on(day: date) -> QuerySet[SchemeVersion]:
    in_force = Q(valid_until__isnull=True) | Q(valid_until__gte=day)
    published = SchemeVersion.objects.select_related("scheme").filter(state=SchemeVersion.State.PUBLISHED)
    return published.filter(in_force, valid_from__lte=day).order_by("-valid_from", "pk")


def version_among(versions: Iterable[SchemeVersion], day: date) -> SchemeVersion | None:
    """Like `version_on`, out of published versions that were already read."""
    fitting = (v for v in versions if v.valid_from <= day and (v.valid_until is None or v.valid_until >= day))
    return max(fitting, key=lambda version: version.valid_from, default=None)


def kind_codes() -> frozenset[str]:
    """The ids of all kinds of rule: the coded grounds on which a case can fail."""
    return frozenset(KINDS)


def max_per_application_of(version: SchemeVersion) -> int | None:
    """The maximum per application in cents, or None when the version has none."""
    terms = _terms_of(version, MaxPerApplication)
    return terms.amount if terms else None


def yearly_ceiling_of(version: SchemeVersion, year: int) -> int | None:
    """The published ceiling in cents that the version names for a year, or None."""
    terms = _terms_of(version, YearlyCeiling)
    return terms.amount if terms and terms.year in (None, year) else None


def _terms_of(version: SchemeVersion, kind: type[KindT]) -> KindT | None:
    """The parameters of a version's rule of a kind, out of `version.criteria` (prefetch it for more versions)."""
    for criterion in version.criteria.all():
        if criterion.kind == kind.id:
            return read_record(kind, criterion.parameters, (), Faults())
    return None
