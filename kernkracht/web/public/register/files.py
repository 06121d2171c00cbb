"""The register as open data. The columns are a promise to whoever reads them: add at the end, never rename."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.money import to_euro_number
from kernkracht.grants.applications.queries import PublicPlan

LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/deed.nl"
ROWS_AT_ONCE = 500

COLUMNS: dict[str, tuple[Promise, Callable[[PublicPlan], Any]]] = {
    "number": (_("Nummer van de aanvraag"), lambda plan: plan.number),
    "title": (_("Titel van het plan"), lambda plan: plan.title),
    "village": (_("Dorp"), lambda plan: plan.village),
    "scheme": (_("Korte naam van de regeling, zoals in het webadres"), lambda plan: plan.scheme_slug),
    "scheme_name": (_("Naam van de regeling"), lambda plan: plan.scheme),
    "version": (_("Versie van de regels die gold"), lambda plan: plan.version),
    "applicant_kind": (_("Soort aanvrager, als code"), lambda plan: plan.applicant_kind),
    "organisation": (_("Naam van de organisatie; leeg bij inwoners"), lambda plan: plan.organisation),
    "theme": (_("Onderwerp, als code"), lambda plan: plan.theme),
    "received_on": (_("Dag van ontvangst"), lambda plan: plan.received_on.isoformat()),
    "decided_on": (_("Dag van het besluit"), lambda plan: plan.decided_on.isoformat()),
    "year": (_("Jaar van het geld waaruit betaald is"), lambda plan: plan.year),
    "requested_eur": (_("Gevraagd bedrag in euro’s"), lambda plan: to_euro_number(plan.requested_cents)),
    "granted_eur": (_("Toegekend bedrag in euro’s"), lambda plan: to_euro_number(plan.granted_cents)),
    "imported": (_("Of de gegevens uit een eerder register komen"), lambda plan: plan.is_imported),
}


def record_of(plan: PublicPlan) -> dict[str, Any]:
    return {name: read(plan) for name, (_label, read) in COLUMNS.items()}


def safe_cell(value: Any) -> Any:
    """A spreadsheet takes text that starts with one of these signs for a formula; an apostrophe in front stops that."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.lstrip(" \u00a0")[:1] in ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%"):
        return f"'{value}"
    return value


class _Echo:
    """A file that gives back what is written, so that rows can be sent as they are made."""

    def write(self, value: str) -> str:
        return value


def as_csv(plans: Iterable[PublicPlan]) -> Iterator[str]:
    """Lines of a CSV file in UTF-8 with a header; several rows at once, so that a download stays quick."""
    writer = csv.writer(_Echo())
    portion = [writer.writerow(COLUMNS)]
    for plan in plans:
        portion.append(writer.writerow([safe_cell(value) for value in record_of(plan).values()]))
        if len(portion) >= ROWS_AT_ONCE:
            yield "".join(portion)
            portion.clear()
    yield "".join(portion)


def as_json(header: Mapping[str, Any], plans: Iterable[PublicPlan]) -> Iterator[str]:
    """One JSON object: the header, and `rows` with one object per case."""
    yield json.dumps(header, ensure_ascii=False, indent=1).removesuffix("\n}") + ',\n "rows": [\n'
    portion, first = [], True
    for plan in plans:
        portion.append(("" if first else ",\n") + json.dumps(record_of(plan), ensure_ascii=False))
        first = False
        if len(portion) >= ROWS_AT_ONCE:
            yield "".join(portion)
            portion.clear()
    yield "".join(portion) + "\n ]\n}\n"
