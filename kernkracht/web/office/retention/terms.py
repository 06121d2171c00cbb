"""`/werk/bewaren/`: terms with their source and doubt, lists, and files that are left."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.retention.actions import UnableToSetTerm, set_term
from kernkracht.foundation.retention.declarations import DataClass
from kernkracht.foundation.retention.doubts import DOUBTS, EVERY_TERM
from kernkracht.foundation.retention.queries import history_of_term, leftovers, lists, terms_on
from kernkracht.web.office.access import office_page, officer, rights_of

from .forms import TermForm

PER_PAGE = 20


@require_safe
@office_page(Permission.PROPOSE_DESTRUCTION, Permission.APPROVE_DESTRUCTION)
def overview(request: HttpRequest) -> HttpResponse:
    today, rights = timezone.localdate(), rights_of(request)
    terms = [
        {"term": term, "label": kind.label, "code": kind.value, "doubt": DOUBTS.get(kind, "")}
        for kind, term in terms_on(today).items()
    ]
    context = {
        "terms": terms,
        "doubt": EVERY_TERM,
        "page": Paginator(lists(), PER_PAGE).get_page(request.GET.get("pagina")),
        "leftovers": leftovers(),
        "may_approve": Permission.APPROVE_DESTRUCTION in rights,
        "may_propose": Permission.PROPOSE_DESTRUCTION in rights,
    }
    return render(request, "office/retention/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Permission.APPROVE_DESTRUCTION)
def change_term(request: HttpRequest, code: str) -> HttpResponse:
    """A class's terms by date, and another one from a day on."""
    if code not in DataClass.values:
        raise Http404
    data_class, today = DataClass(code), timezone.localdate()
    now = terms_on(today)[data_class]
    initial = {"years": now.years, "for_ever": now.years is None, "from_january": now.from_january}
    form = TermForm(request.POST or None, initial=initial | {"valid_from": today, "source": now.source})
    if request.method == "POST" and form.is_valid() and _set(request, form, data_class):
        return redirect(reverse("office_retention"))
    context: dict[str, Any] = {
        "form": form,
        "label": data_class.label,
        "history": reversed(history_of_term(data_class)),
        "doubts": [doubt for doubt in (DOUBTS.get(data_class), EVERY_TERM) if doubt],
    }
    return render(request, "office/retention/term.html", context, status=422 if form.errors else 200)


def _set(request: HttpRequest, form: TermForm, data_class: DataClass) -> bool:
    data = form.cleaned_data
    try:
        set_term(
            data_class=data_class,
            years=None if data["for_ever"] else data["years"],
            from_january=data["from_january"],
            source=data["source"],
            valid_from=data["valid_from"],
            by=officer(request).actor,
            at=timezone.now(),
            today=timezone.localdate(),
        )
    except UnableToSetTerm as refusal:
        form.add_error(refusal.field, str(refusal))
        return False

    messages.success(request, _("De bewaartermijn is bewaard."))
    return True
