"""What followers hear of plans: that one got money, by the public facts alone. Colleagues hear of new applications."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernkracht.community.following.actions import About, tell_colleagues, tell_followers
from kernkracht.community.following.sources import (
    Line,
    Named,
    NewsSource,
    SubjectKind,
    declare_source,
    declare_subject_kind,
)
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.money import format_euro

from .models import GrantApplication, GrantDecision, Outcome
from .queries import public_plans_numbered

PLAN, SUBMITTED = "plan", "office_case"
APPLICANT_HEARS_FIRST = timedelta(days=3)
"""The decision goes to the applicant, perhaps by post, before the whole village gets mail about it."""


def tell_of_award(decision: GrantDecision, by: Actor, at: datetime) -> None:
    """Inside the deciding transaction: an award of a plan in a village, and nothing else."""
    case = decision.application
    if decision.outcome != Outcome.GRANT or case.village is None:
        return
    tell_followers(
        source=PLAN,
        key=case.number or "",
        about=About((case.village,), things=((PLAN, case.number or ""),)),
        at=at,
        since=at + APPLICANT_HEARS_FIRST,
    )


def tell_of_application(case: GrantApplication, *, at: datetime) -> None:
    """Colleagues of the village hear that something was asked: its number and scheme, never who asks."""
    if case.village is not None:
        tell_colleagues(source=SUBMITTED, key=str(case.pk), about=About((case.village,)), at=at)


def _plans(keys: Collection[str], at: datetime) -> Mapping[str, Line]:
    """What the public register says; a case that is not in it (any more) is missing."""
    sentence = _("%(amount)s uit %(scheme)s, in %(village)s.")
    return {
        plan.number: Line(
            plan.title or _("Plan %(number)s") % {"number": plan.number},
            f"/plannen/{plan.number}/",
            sentence % {"amount": format_euro(plan.granted_cents), "scheme": plan.scheme, "village": plan.village},
        )
        for plan in public_plans_numbered(keys)
    }


def _names(keys: Collection[str]) -> Mapping[str, Named]:
    return {
        plan.number: Named(_("het plan ‘%(title)s’") % {"title": plan.title}, f"/plannen/{plan.number}/")
        for plan in public_plans_numbered(keys)
    }


def _submitted(keys: Collection[str], at: datetime) -> Mapping[str, Line]:
    rows = GrantApplication.objects.received().filter(pk__in=[int(key) for key in keys])
    return {
        str(row.pk): Line(
            _("Aanvraag %(number)s") % {"number": row.number},
            f"/werk/aanvragen/{row.number}/",
            ", ".join(part for part in (row.village.name if row.village else "", row.scheme.name) if part),
        )
        for row in rows.select_related("village", "scheme")
    }


def register() -> None:
    declare_subject_kind(SubjectKind(PLAN, gettext_lazy("Plan"), _names))
    declare_source(NewsSource(PLAN, gettext_lazy("Plannen die geld kregen"), _plans, place=40))
    needs = Permission.READ_OFFICE
    declare_source(NewsSource(SUBMITTED, gettext_lazy("Nieuwe aanvragen"), _submitted, place=6, needs=needs))
