"""The three phases of one village, and its start gathering (R38–R41)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.community.gatherings.queries import START_GATHERING, kind_named, start_gatherings, turnout
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.villages.actions import UnableToManageVillages, set_phase
from kernkracht.community.villages.models import RolloutStep
from kernkracht.web.office.access import office_page, rights_of
from kernkracht.web.office.acting import act_page

from ..forms import PhaseForm
from ..shared import ACT, act_on, by, page_context, posted, reads_pictures, village_at


@require_safe
@reads_pictures
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """When each phase began and why, and what came of the start gathering."""
    village, today = village_at(slug), timezone.localdate()
    steps = {step.phase: step for step in village.rollout_steps.order_by("since", "phase")}
    reached = max((phase for phase, step in steps.items() if step.since <= today), default=0)
    rights = rights_of(request)
    context = page_context(request, village, "office_rollout") | {
        "phases": [
            {"number": phase.value, "label": phase.label, "step": steps.get(phase), "is_now": phase == reached}
            for phase in RolloutStep.Phase
        ],
        "is_pilot": any(step.is_pilot for step in steps.values()),
        "gatherings": [
            {
                "row": row,
                "invited": row.invitees.count(),
                "agenda": [line for line in row.agenda.splitlines() if line.strip()],
                "turnout": turnout(row),
                "points": list(row.action_points.select_related("owner")),
            }
            for row in start_gatherings(village)[:3]
        ],
        "plan_url": _plan_url() if Permission.MANAGE_GATHERINGS in rights else "",
        "can_set": bool(rights & {Permission.VISIT_VILLAGES, Permission.MANAGE_VILLAGES}),
        "today": today,
    }
    return render(request, "office/baselines/rollout.html", context)


def _plan_url() -> str:
    """Where a start gathering is planned; "" while the municipality has no such kind."""
    return f"{reverse('office_gathering_plan')}?soort={START_GATHERING}" if kind_named(START_GATHERING) else ""


@ACT
@office_page(Permission.VISIT_VILLAGES, Permission.MANAGE_VILLAGES)
def phase(request: HttpRequest, slug: str) -> HttpResponse:
    """Note since when the village is in a phase."""
    village = village_at(slug)
    explain = _("Voor de fase “%s” is eerst een afgeronde startbijeenkomst nodig, of een reden.")
    act = act_on(
        village,
        "office_rollout",
        _("Fase van %(name)s") % {"name": village},
        _("Bewaar de fase"),
        _("De fase is bewaard."),
        explain=explain % RolloutStep.Phase.RUN.label,
    )

    def do(data: dict[str, Any]) -> object:
        return set_phase(village=village, **(data | {"phase": RolloutStep.Phase(data["phase"])}), **by(request))

    last = village.rollout_steps.order_by("since").last()
    initial = {"since": timezone.localdate(), "is_pilot": bool(last and last.is_pilot)}
    return act_page(request, PhaseForm(posted(request), initial=initial), act, do, UnableToManageVillages)
