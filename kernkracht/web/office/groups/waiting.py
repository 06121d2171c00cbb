"""What waits for an officer: groups, texts, accounts and monthly messages to look at, and duties that are late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from kernkracht.community.groups.models import (
    AccountChange,
    ChangeState,
    Group,
    GroupState,
    MonthlyFeedback,
    PageChange,
)
from kernkracht.community.groups.queries import kept_groups
from kernkracht.foundation.audit.models import Actor

CHANGES = (PageChange, AccountChange, MonthlyFeedback)


@dataclass(frozen=True)
class Waiting:
    """One thing to look at."""

    what: str
    group: str
    url: str
    since: datetime | None


def waiting_for(actor: Actor, today: date) -> list[Waiting]:
    """Everything that waits in the groups an officer keeps, the oldest first."""
    kept = kept_groups(actor, today).order_by().values("pk")
    state = ChangeState.WAITING
    found = [
        Waiting(_("Nieuwe groep"), group.name, reverse("office_group", args=[group.slug]), group.changed_at)
        for group in Group.objects.filter(pk__in=kept, state=GroupState.PROPOSED).order_by("changed_at", "pk")
    ]
    for model, what, route in (
        (PageChange, _("Tekst voor de pagina"), "office_group_page_change"),
        (AccountChange, _("Andere rekening"), "office_group_account_change"),
        (MonthlyFeedback, _("Terugkoppeling over meldingen"), "office_group_feedback"),
    ):
        rows = model.objects.filter(group__in=kept, state=state).select_related("group")
        found += [
            Waiting(what, row.group.name, reverse(route, args=[row.pk]), row.proposed_at)
            for row in rows.order_by("proposed_at", "pk")
        ]
    return sorted(found, key=lambda row: (row.since is None, row.since, row.group))


def waiting_rows(actor: Actor, today: date) -> list[QuerySet[Any]]:
    """What the number beside the menu entry counts of that; duties that are late come on top."""
    kept = kept_groups(actor, today).order_by()
    waiting = Q(state=ChangeState.WAITING, group__in=kept.values("pk"))
    return [kept.filter(state=GroupState.PROPOSED), *(model.objects.filter(waiting) for model in CHANGES)]
