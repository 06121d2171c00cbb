"""`/werk/termijnen/`: decision terms that run out, and what default costs."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.money import format_euro
from kernkracht.grants.applications.penalties import Penalty
from kernkracht.grants.applications.queries import cases_at_risk, deadlines_of, exposure, risk_counts
from kernkracht.grants.objections.queries import exposure_on_objections, stands_of
from kernkracht.web.office.access import office_page

PAGE = 25


@require_safe
@office_page(Permission.SEE_TERMS)
def terms(request: HttpRequest) -> HttpResponse:
    """Cases that are late or were warned about, by level, with their reasoning; and every penalty with the total."""
    today = timezone.localdate()
    counts = risk_counts(today)
    level = request.GET.get("deel", "")
    chosen = level if level in counts else next((code for code, count in counts.items() if count), next(iter(counts)))
    page = Paginator(cases_at_risk(chosen, today), PAGE).get_page(request.GET.get("pagina"))
    clocks = deadlines_of(page.object_list, today)
    on_cases = exposure(today)
    on_objections = exposure_on_objections(today)
    owed = [row.penalty for row in on_cases] + [row.penalty for row in on_objections]
    stands = stands_of(on_cases)
    waiting = [stand for stand in stands if stand.is_waiting(today)]
    running = [penalty for penalty in owed if penalty.is_running]
    context = {
        "today": today,
        "page": page,
        "rows": [{"case": case, "steps": clocks[case.pk].steps} for case in page.object_list],
        "tabs": [
            {
                "label": _("Te laat") if code == "late" else _("%(n)s %% voorbij") % {"n": code},
                "url": f"?deel={code}",
                "current": code == chosen,
                "count": count,
                "late": code == "late",
            }
            for code, count in counts.items()
        ],
        "lines": [
            *({"owed": one.owed, "stand": one, "is_waiting": one in waiting} for one in stands),
            *({"owed": one, "objection": one.notice.objection} for one in on_objections),
        ],
        "waiting": len(waiting),
        "overdue": sum(1 for stand in waiting if stand.deadline and stand.deadline.due_on < today),
        "figures": [
            {"label": _("Tot nu toe verschuldigd"), "value": format_euro(sum(penalty.cents for penalty in owed))},
            {"label": _("Komt er morgen bij"), "value": format_euro(sum(penalty.cents_today for penalty in running))},
            {"label": _("Ten hoogste, als niets gebeurt"), "value": format_euro(_most(owed))},
        ],
    }
    return render(request, "office/terms/risk.html", context)


def _most(owed: list[Penalty]) -> int:
    return sum(penalty.most_cents if penalty.is_running else penalty.cents for penalty in owed)
