"""Agreements that are kept ten years, or for ever because the other party carries out a task of the municipality."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.retention.actions import UnableToChooseClass, choose_class
from kernkracht.foundation.retention.declarations import DataClass, NotDeclared, keeping_of
from kernkracht.foundation.retention.queries import agreements_kept, model_with_agreements
from kernkracht.web.office.access import office_page, officer
from kernkracht.web.office.acting import Act, act_page

from .forms import ClassForm

PER_PAGE = 50


@require_safe
@office_page(Permission.APPROVE_DESTRUCTION)
def agreements(request: HttpRequest) -> HttpResponse:
    page = Paginator(agreements_kept(), PER_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "office/retention/agreements.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Permission.APPROVE_DESTRUCTION)
def choose(request: HttpRequest, label: str, pk: int) -> HttpResponse:
    try:
        model = model_with_agreements(keeping_of(label))
    except NotDeclared:
        model = None
    if model is None:
        raise Http404
    row = get_object_or_404(model, pk=pk)
    back = reverse("office_agreements_kept")
    act = Act(
        title=_("Hoe lang bewaren wij ‘%(name)s’?") % {"name": row},
        button=_("Bewaar de keuze"),
        back=back,
        done=_("De keuze is bewaard."),
        section=_("Overeenkomsten"),
        section_url=back,
        explain=_(
            "Een gewone overeenkomst gaat weg als de bewaartermijn voorbij is (16.1). Voert de ander een taak van de "
            "gemeente uit? Dan blijft de overeenkomst altijd bewaard (16.1.2)."
        ),
    )

    def do(data: dict[str, Any]) -> object:
        return choose_class(
            obj=row,
            data_class=DataClass(data["data_class"]),
            reason=data["reason"],
            by=officer(request).actor,
            at=timezone.now(),
            today=timezone.localdate(),
        )

    return act_page(request, ClassForm(request.POST or None), act, do, UnableToChooseClass)
