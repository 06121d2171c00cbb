"""The overview of the roll-out, one village, its versions, and two versions next to each other."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kernkracht.accountability.briefings.queries import latest_briefings
from kernkracht.community.gatherings.queries import START_GATHERING, office_gatherings
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import villages_where
from kernkracht.community.villages.models import Area, RolloutStep, Village
from kernkracht.community.villages.queries import RolloutCount, RolloutState, rollout_count, rollout_overview
from kernkracht.participation.baselines.comparison import Part
from kernkracht.participation.baselines.models import VillageBaseline
from kernkracht.participation.baselines.queries import (
    adopted_baseline,
    compared,
    draft_of,
    drafts_in,
    latest_adopted,
    versions_of,
)
from kernkracht.web.office.access import officer, rights_of

from ..shared import page_context, reads_pictures, village_at

PARTS = {
    Part.GOING_ON: _("Wat speelt er"),
    Part.GROUPS: _("Actieve groepen"),
    Part.WISHES: _("Wensen"),
    Part.CHALLENGES: _("Uitdagingen"),
}


@require_safe
@reads_pictures
def overview(request: HttpRequest) -> HttpResponse:
    """`/werk/dorpsbeeld/`: where every village stands (R38, R40)."""
    states = rollout_overview(timezone.localdate())
    wanted = {name: request.GET.get(name, "")[:100] for name in ("gebied", "fase", "toon")}
    context = {
        "numbers": _numbers(rollout_count(states)),
        "rows": _rows(request, [state for state in states if _is_wanted(state, wanted)], wanted["toon"]),
        "areas": list(Area.objects.all()),
        "phase_choices": [(str(phase.value), phase.label) for phase in RolloutStep.Phase],
        "wanted": wanted,
        "reads_briefings": Permission.READ_BRIEFING in rights_of(request),
    }
    return render(request, "office/baselines/overview.html", context)


def _numbers(count: RolloutCount) -> list[dict[str, Any]]:
    """How many villages there are, and how many are in each phase (R40)."""
    split = _("%(pilots)d in de proef, %(others)d andere") % {"pilots": count.pilots, "others": count.others}
    rows = [{"label": _("Dorpen"), "value": count.total, "note": split}]
    rows += [{"label": phase.label, "value": count.per_phase[phase.value]} for phase in RolloutStep.Phase]
    if count.per_phase.get(None):
        rows.append({"label": _("Nog niet begonnen"), "value": count.per_phase[None]})
    return rows


def _is_wanted(state: RolloutState, wanted: dict[str, str]) -> bool:
    return wanted["gebied"] in ("", state.village.area.slug) and wanted["fase"] in ("", str(state.phase))


def _rows(request: HttpRequest, states: list[RolloutState], show: str) -> list[dict[str, Any]]:
    """One row per village, in as many queries for many as for one."""
    villages = [state.village for state in states]
    current, drafts, starts = latest_adopted(villages), drafts_in(villages), _start_gatherings(villages)
    reads = Permission.READ_BRIEFING in rights_of(request)
    own = villages_where(officer(request).actor, Permission.READ_BRIEFING, timezone.localdate()) if reads else ()
    briefings = latest_briefings(list(own)) if reads else {}
    rows = [
        {
            "state": state,
            "baseline": current.get(state.village.pk),
            "has_draft": state.village.pk in drafts,
            "start": starts.get(state.village.pk),
            "briefing": briefings.get(state.village.pk),
        }
        for state in states
    ]
    return [row for row in rows if row["baseline"] is None] if show == "zonder" else rows


def _start_gatherings(villages: list[Village]) -> dict[int, Any]:
    """The last start gathering of each village that was not cancelled."""
    found: dict[int, Any] = {}
    rows = office_gatherings().filter(kind__code=START_GATHERING, villages__in=villages).exclude(state="cancelled")
    for gathering in rows.distinct().order_by("starts_at", "pk"):
        found |= {village.pk: gathering for village in gathering.villages.all()}
    return found


@require_safe
@reads_pictures
def picture(request: HttpRequest, slug: str) -> HttpResponse:
    """The version that counts now, the draft beside it, and the versions before (R32–R37)."""
    village = village_at(slug)
    current = adopted_baseline(village)
    context = page_context(request, village, "office_picture") | {
        "baseline": current,
        "parts": parts_of(current) if current else None,
        "draft": draft_of(village),
        "versions": list(versions_of(village).filter(state=VillageBaseline.State.ADOPTED)),
    }
    return render(request, "office/baselines/picture.html", context)


def parts_of(baseline: VillageBaseline) -> dict[str, Any]:
    """The lists of one version."""
    return {
        "groups": list(baseline.named_groups.select_related("group")),
        "wishes": list(baseline.wishes.select_related("theme").order_by("pk")),
        "challenges": list(baseline.challenges.all()),
    }


@require_safe
@reads_pictures
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """An earlier version, as it was adopted."""
    village = village_at(slug)
    found = get_object_or_404(versions_of(village).filter(state=VillageBaseline.State.ADOPTED), number=number)
    context = page_context(request, village, "") | {"baseline": found, "parts": parts_of(found)}
    return render(request, "office/baselines/version.html", context)


@require_safe
@reads_pictures
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Two versions next to each other (R32)."""
    village = village_at(slug)
    versions = {row.number: row for row in versions_of(village)}
    older, newer = sorted((_number(request, "van"), _number(request, "naar")))
    if older not in versions or newer not in versions:
        raise Http404
    found = compared(versions[older], versions[newer])
    context = page_context(request, village, "") | {
        "older": versions[older],
        "newer": versions[newer],
        "groups": [(str(label), [row for row in found if row.part == part]) for part, label in PARTS.items()],
        "versions": list(versions.values()),
        "is_same": not found,
    }
    return render(request, "office/baselines/compare.html", context)


def _number(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0
