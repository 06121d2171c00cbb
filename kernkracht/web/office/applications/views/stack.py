"""The decision-maker's stack: everything that waits for a decision, to be taken over one by one or together."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kernkracht.community.people.permission_codes import Permission
from kernkracht.grants.applications import actions
from kernkracht.grants.applications.queries import stack_for, visible_cases
from kernkracht.web.office.access import office_page, officer

MOST_AT_ONCE = 50
"""Each decision makes a letter; more would outlast a web request."""


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Permission.DECIDE_APPLICATION)
def stack(request: HttpRequest) -> HttpResponse:
    """`/werk/besluiten/`: what waits; POST takes over the ticked proposals, each as an act of its own."""
    today = timezone.localdate()
    user = officer(request)
    results: list[actions.StackResult] = []
    faults: list[dict[str, str]] = []
    ticked = request.POST.getlist("zaak")
    if request.method == "POST":
        faults = _faults(ticked, no_interest=bool(request.POST.get("geen-belang")))
        if not faults:
            chosen = list(visible_cases(user, today).filter(number__in=ticked).order_by("due_on", "pk"))
            results = actions.decide_stack(applications=chosen, no_interest=True, by=user.actor, at=timezone.now())
            if results and all(result.decision for result in results):
                messages.success(request, _("De besluiten zijn genomen. De brieven zijn onderweg."))
                return redirect("office_stack")
    context = {
        "items": stack_for(user, on=today),
        "today": today,
        "results": results,
        "faults": faults,
        "ticked": ticked,
    }
    refused = any(result.decision is None for result in results)
    return render(request, "office/applications/stack.html", context, status=422 if faults or refused else 200)


def _faults(ticked: list[str], *, no_interest: bool) -> list[dict[str, str]]:
    faults = []
    if not ticked:
        faults.append({"text": _("Kies eerst de voorstellen waarover u wilt besluiten."), "href": "#voorstellen"})
    if len(ticked) > MOST_AT_ONCE:
        faults.append(
            {"text": _("Kies hoogstens %(n)d voorstellen tegelijk.") % {"n": MOST_AT_ONCE}, "href": "#voorstellen"}
        )
    if not no_interest:
        faults.append({"text": _("Verklaar eerst dat u geen eigen belang heeft."), "href": "#geen-belang"})
    return faults
