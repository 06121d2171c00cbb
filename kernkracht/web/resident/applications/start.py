"""The first page of a scheme's form: what to have at hand, then a draft."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kernkracht.community.villages.models import Village
from kernkracht.grants.applications.actions import UnableToStart, start_draft
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.applications.queries import intake_on
from kernkracht.grants.applications.rules import rules_of
from kernkracht.grants.schemes.models import Scheme, SchemeVersion
from kernkracht.grants.schemes.questions import document_options

from ..access import account, now
from ..throttle import too_often
from .steps import FormPlan

DRAFTS_PER_HOUR = 30


@never_cache
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """GET explains, POST makes the draft, so that a robot that follows links leaves none."""
    scheme = get_object_or_404(Scheme, slug=slug)
    intake = intake_on(scheme, day_of(now()))
    refusal = ""
    if request.method == "POST":
        try:
            return redirect("resident:resume", token=_draft(request, scheme).token)
        except UnableToStart as error:
            refusal = str(error)
    version = intake.version
    context = {
        "scheme": scheme,
        "version": version,
        "intake": intake,
        "refusal": refusal,
        "intro": version.texts.get("intro", "") if version else "",
        "documents": [label for _code, label in document_options(rules_of(version))] if version else [],
        "steps": _steps(version) if version else [],
        "village": request.GET.get("dorp", ""),
    }
    return render(request, "resident/applications/start.html", context, status=422 if refusal else 200)


def _steps(version: SchemeVersion) -> list[str]:
    """The titles of the pages, from the rules that will count."""
    plan = FormPlan(GrantApplication(scheme=version.scheme, version=version), rules_of(version))
    return [str(step.title) for step in plan.steps]


def _draft(request: HttpRequest, scheme: Scheme) -> GrantApplication:
    if too_often(request, "start", DRAFTS_PER_HOUR):
        raise UnableToStart(_("U begon al vaak met een aanvraag. Probeer het over een uur opnieuw, of bel ons."))
    user = account(request)
    resident = user if user is not None and not user.is_staff else None
    village = Village.objects.active().filter(slug=request.POST.get("village", "")[:100]).first()
    return start_draft(
        scheme=scheme,
        by=resident.actor if resident else None,
        at=now(),
        applicant=resident,
        village=village,
        language=get_language() or settings.LANGUAGE_CODE,
    )
