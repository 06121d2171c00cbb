"""Between rows and scheme files: the one place that knows both."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.db.models import Prefetch, QuerySet

from kernkracht.community.villages.models import Village

from .interchange import SchemeFile
from .interchange.files import load_scheme_values
from .interchange.layout import FORMAT
from .models import Criterion, OldAddress, Scheme, SchemeVersion, VillageOverride
from .parameters import write_record
from .rules import write_rule


def criteria_of(version: SchemeVersion) -> QuerySet[Criterion]:
    """The criteria of a version in order, with their overrides and villages (two queries)."""
    overrides = VillageOverride.objects.select_related("village").order_by("village__slug")
    criteria = Criterion.objects.filter(version=version).order_by("position")
    return criteria.prefetch_related(Prefetch("overrides", queryset=overrides))


def spelling_of(criterion: Criterion) -> Mapping[str, Any]:
    """A stored criterion as a scheme file spells it (reads `criterion.overrides`)."""
    return {
        "key": criterion.key,
        "kind": criterion.kind,
        "parameters": criterion.parameters,
        "article": criterion.article,
        "statement": criterion.statement,
        "refusal_ground": criterion.refusal_ground,
        "overrides": {override.village.slug: override.parameters for override in criterion.overrides.all()},
    }


def scheme_values_of(version: SchemeVersion) -> dict[str, Any]:
    """A stored version as the plain values of a scheme file, also when a draft is not valid."""
    scheme = version.scheme
    values: dict[str, Any] = {
        "format": FORMAT,
        "scheme": _without_empty(
            {
                "slug": scheme.slug,
                "name": scheme.name,
                "municipality": scheme.municipality,
                "intake": scheme.intake,
                "sort_order": scheme.sort_order,
                "old_addresses": [address.path for address in scheme.old_addresses.order_by("path")],
            }
        ),
        "version": _without_empty(
            {
                "label": version.label,
                "valid_from": version.valid_from.isoformat(),
                "valid_until": version.valid_until.isoformat() if version.valid_until else None,
                "legal_basis": version.legal_basis,
                "legal_basis_url": version.legal_basis_url,
                "summary": version.summary,
                "purpose": version.purpose,
                "texts": version.texts,
                "draft_retention_days": version.draft_retention_days,
            }
        ),
        "sources": version.sources,
        "cost_kinds": version.cost_labels,
        "criteria": [_without_empty(spelling_of(criterion)) for criterion in criteria_of(version)],
        "cases": version.example_cases,
        "not_said": version.not_said,
    }
    return _without_empty(values)


def fingerprint_of(version: SchemeVersion) -> str:
    """A short mark of everything that a version says: another mark means that somebody changed it."""
    return fingerprint(scheme_values_of(version))


def fingerprint(values: Mapping[str, Any]) -> str:
    """The mark of the values of a version, as `scheme_values_of` gave them."""
    spelled = json.dumps(values, sort_keys=True, ensure_ascii=False, default=str)
    return sha256(spelled.encode()).hexdigest()[:32]


def scheme_file_of(version: SchemeVersion, *, try_cases: bool = True) -> SchemeFile:
    """A stored version as a scheme file. Raises `UnacceptableSchemeFile` when a draft is not valid."""
    return load_scheme_values(scheme_values_of(version), try_cases=try_cases)


def _without_empty(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", [], {}, 0)}


def store_scheme(file: SchemeFile) -> Scheme:
    """Make or bring up to date the scheme itself, which all its versions share."""
    entry = file.scheme
    scheme, _ = Scheme.objects.update_or_create(
        slug=entry.slug,
        defaults={
            "name": entry.name,
            "municipality": entry.municipality,
            "intake": entry.intake,
            "sort_order": entry.sort_order,
        },
    )
    for path in entry.old_addresses:
        OldAddress.objects.update_or_create(path=path, defaults={"scheme": scheme})
    return scheme


def store_version(file: SchemeFile, version: SchemeVersion) -> SchemeVersion:
    """Write the content of a file into a draft (saved here), replacing its criteria."""
    entry = file.version
    version.label = entry.label
    version.valid_from = entry.valid_from
    version.valid_until = entry.valid_until
    version.legal_basis = entry.legal_basis or ""
    version.legal_basis_url = entry.legal_basis_url or ""
    version.summary = entry.summary or ""
    version.purpose = entry.purpose or ""
    version.texts = write_record(entry.texts) if entry.texts else {}
    version.draft_retention_days = entry.draft_retention_days
    version.cost_labels = dict(file.rules.cost_labels)
    version.example_cases = [write_record(case) for case in file.cases]
    version.not_said = [write_record(fact) for fact in file.not_said]
    version.sources = [write_record(source) for source in file.sources]
    version.save()
    version.criteria.all().delete()
    _store_criteria(file, version)
    return version


def _store_criteria(file: SchemeFile, version: SchemeVersion) -> None:
    villages = {village.slug: village for village in Village.objects.order_by("slug")}
    for position, rule in enumerate(file.rules.rules, start=1):
        spelled = write_rule(rule)
        criterion = Criterion.objects.create(
            version=version,
            key=rule.key,
            position=position,
            kind=rule.kind,
            parameters=spelled.get("parameters", {}),
            article=rule.article,
            statement=rule.own_statement,
            refusal_ground=rule.refusal_ground,
        )
        VillageOverride.objects.bulk_create(
            VillageOverride(criterion=criterion, village=villages[slug], parameters=dict(changes))
            for slug, changes in rule.overrides.items()
        )
