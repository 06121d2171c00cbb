"""`/werk/logboek/`."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.models import Actor, AuditEvent
from kernkracht.foundation.audit.queries import sentence_of, trail
from kernkracht.web.office.access import office_page

from .forms import TrailForm

PER_PAGE = 50


@require_safe
@office_page(Permission.SEE_AUDIT)
def audit_trail(request: HttpRequest) -> HttpResponse:
    form = TrailForm(request.GET)
    page = Paginator(trail(form.wanted()), PER_PAGE).get_page(request.GET.get("pagina"))
    names = _names([event.actor_id for event in page.object_list])
    rows = [{"event": event, "sentence": sentence_of(event), "who": _who(event, names)} for event in page.object_list]
    return render(request, "office/log/trail.html", {"form": form, "page": page, "rows": rows})


def _names(actor_ids: list[int]) -> dict[int, str]:
    """Names of the accounts behind the actors; who has left has none."""
    users = User.objects.filter(actor_id__in=actor_ids)
    return {user.actor_id: str(user) for user in users}


def _who(event: AuditEvent, names: dict[int, str]) -> str:
    if event.actor_id in names:
        return names[event.actor_id]
    return "" if event.actor.kind == Actor.Kind.PERSON else str(event.actor)
