"""What can be found of cases: by everybody what was granted, by colleagues every received case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time

from django.utils.translation import gettext_lazy as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.search.declarations import (
    ALWAYS,
    Entry,
    SearchKind,
    Source,
    Watch,
    declare_kind,
    declare_source,
)

from .models import GrantApplication
from .queries.public import plans_by_key

PLAN = SearchKind("plan", _("Plannen"))
CASE = SearchKind("case", _("Zaken"), rights=(Permission.READ_OFFICE,))
COLUMNS = (
    "state",
    "number",
    "title",
    "description",
    "public_summary",
    "may_publish",
    "applicant_kind",
    "organisation",
    "contact_name",
    "village",
    "received_on",
    "decided_on",
)


def entries(keys: Sequence[int], at: datetime) -> Iterable[Entry]:
    """The public words of granted cases; of received ones what the work list is searched for. Never a draft."""
    for key, village, plan in plans_by_key(keys):
        yield Entry(
            key,
            PLAN.code,
            plan.title or plan.number,
            plan.number,
            text=" ".join(filter(None, (plan.summary, plan.organisation))),
            number=plan.number,
            villages=(village,),
            moment=_noon(plan.decided_on),
        )
    for row in GrantApplication.objects.received().filter(pk__in=keys):
        yield Entry(
            row.pk,
            CASE.code,
            f"{row.number} {row.title}",
            row.number or "",
            text=" · ".join(filter(None, (row.contact_name, row.organisation, row.description))),
            number=row.number or "",
            villages=(row.village_id,) if row.village_id else (),
            moment=_noon(row.received_on),
        )


def _noon(day: date | None) -> datetime:
    return datetime.combine(day, time(12), UTC) if day else ALWAYS


declare_kind(PLAN)
declare_kind(CASE)
declare_source(
    Source("case", "applications.GrantApplication", entries, (Watch("applications.GrantApplication", columns=COLUMNS),))
)
