"""Destruction lists: make, look through, take things off, approve, and the certificate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import duties_of, role_label
from kernkracht.foundation.retention.actions import (
    UnableToApprove,
    UnableToPropose,
    UnableToSpare,
    UnableToWithdrawList,
    approve_list,
    propose_list,
    take_off,
    withdraw_list,
)
from kernkracht.foundation.retention.declarations import DataClass, keeping_of
from kernkracht.foundation.retention.models import DestructionItem, DestructionList, ItemState, ListState
from kernkracht.foundation.retention.queries import spared_before
from kernkracht.web.office.access import office_page, officer, rights_of
from kernkracht.web.office.acting import Act, act_page

from .forms import ListForm, SpareForm

PER_PAGE = 50
READERS = (Permission.PROPOSE_DESTRUCTION, Permission.APPROVE_DESTRUCTION)


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Permission.PROPOSE_DESTRUCTION)
def make_list(request: HttpRequest) -> HttpResponse:
    """Everything that may go on a day, on a new list."""
    form = ListForm(request.POST or None, initial={"as_of": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            made = propose_list(
                as_of=form.cleaned_data["as_of"],
                by=officer(request).actor,
                at=timezone.now(),
                today=timezone.localdate(),
            )
        except UnableToPropose as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("De lijst is gemaakt."))
            return redirect("office_destruction", pk=made.pk)
    act = Act(
        title=_("Maak een vernietigingslijst"),
        button=_("Maak de lijst"),
        back=reverse("office_retention"),
        done="",
        section=_("Bewaren"),
        section_url=reverse("office_retention"),
        explain=_(
            "Er wordt nog niets vernietigd. U kunt dossiers van de lijst halen. "
            "Daarna keurt iemand anders de lijst goed."
        ),
    )
    return render(request, "office/act.html", {"form": form, "act": act}, status=422 if form.errors else 200)


@require_safe
@office_page(*READERS)
def show_list(request: HttpRequest, pk: int) -> HttpResponse:
    """One list: totals per class, and each thing on it with its reason."""
    found = get_object_or_404(DestructionList, pk=pk)
    items = found.items.all()
    state = request.GET.get("stand", "")
    if state in ItemState.values:
        items = items.filter(state=state)
    page = Paginator(items, PER_PAGE).get_page(request.GET.get("pagina"))
    rights, own = rights_of(request), found.made_by_id == officer(request).actor_id
    waits = found.state == ListState.PROPOSED
    context = {
        "list": found,
        "badge": _badge(found),
        "page": page,
        "rows": _rows(page.object_list),
        "totals": _totals(found),
        "tabs": _tabs(found, state),
        "may_trim": waits,
        "may_approve": waits and Permission.APPROVE_DESTRUCTION in rights and not own,
        "made_it": waits and own,
        "may_withdraw": waits and Permission.PROPOSE_DESTRUCTION in rights,
        "certificate": getattr(found, "certificate", None),
    }
    return render(request, "office/retention/list.html", context)


def _rows(items: Any) -> list[dict[str, Any]]:
    """Items with the Dutch name of what they are, and why they were spared before."""
    found = list(items)
    earlier: dict[tuple[str, str], str] = {}
    for kind in {item.object_type for item in found}:
        ids = [item.object_id for item in found if item.object_type == kind]
        earlier |= {(kind, key): reason for key, reason in spared_before(kind, ids).items()}
    return [
        {
            "item": item,
            "kind": keeping_of(item.object_type).label,
            "before": "" if item.reason else earlier.get((item.object_type, item.object_id), ""),
        }
        for item in found
    ]


def _totals(found: DestructionList) -> list[dict[str, Any]]:
    rows = found.items.filter(state__in=[ItemState.LISTED, ItemState.DESTROYED]).order_by()
    counts = Counter(rows.values_list("data_class", flat=True))
    return [{"label": DataClass(kind).label, "value": count} for kind, count in sorted(counts.items())]


def _tabs(found: DestructionList, current: str) -> list[dict[str, Any]]:
    counts = Counter(found.items.order_by().values_list("state", flat=True))
    tabs = [{"label": _("Alles"), "url": "?", "current": not current, "count": sum(counts.values())}]
    for state in ItemState:
        if counts[state]:
            tab = {"label": state.label, "url": f"?stand={state}", "current": current == state, "count": counts[state]}
            tabs.append(tab)
    return tabs


def _badge(found: DestructionList) -> dict[str, str]:
    kind, icon = {
        ListState.PROPOSED: ("info", "clock"),
        ListState.APPROVED: ("warn", "clock"),
        ListState.EXECUTED: ("ok", "check"),
        ListState.WITHDRAWN: ("line", "close"),
    }[ListState(found.state)]
    return {"text": str(ListState(found.state).label), "kind": kind, "icon": icon}


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(*READERS)
def spare(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Take one thing off a list, with the reason."""
    row = get_object_or_404(DestructionItem, pk=item, list_id=pk)
    back = reverse("office_destruction", args=[pk])
    act = Act(
        title=_("Haal %(number)s van de lijst") % {"number": row.number},
        button=_("Haal van de lijst"),
        back=back,
        done=_("%(number)s blijft bewaard. Het komt op een latere lijst terug.") % {"number": row.number},
        section=_("Vernietigingslijst"),
        section_url=back,
    )

    def do(data: dict[str, Any]) -> object:
        return take_off(item=row, reason=data["reason"], by=officer(request).actor, at=timezone.now())

    return act_page(request, SpareForm(request.POST or None), act, do, UnableToSpare)


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Permission.APPROVE_DESTRUCTION)
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """A last look before what cannot be undone."""
    found = get_object_or_404(DestructionList, pk=pk)
    if request.method != "POST":
        count = found.items.filter(state=ItemState.LISTED).count()
        return render(
            request, "office/retention/approve.html", {"list": found, "totals": _totals(found), "count": count}
        )
    user, today = officer(request), timezone.localdate()
    posts = duties_of(user, today).filter(role__role_permissions__permission=Permission.APPROVE_DESTRUCTION)
    code = posts.order_by("role__code").values_list("role__code", flat=True).first() or ""

    def do() -> object:
        return approve_list(destruction_list=found, role=role_label(code, today), by=user.actor, at=timezone.now())

    return _done(request, pk, do, UnableToApprove, _("De lijst is goedgekeurd. Vernietigen begint binnen een minuut."))


@require_POST
@office_page(Permission.PROPOSE_DESTRUCTION)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(DestructionList, pk=pk)

    def do() -> object:
        return withdraw_list(destruction_list=found, by=officer(request).actor, at=timezone.now())

    return _done(request, pk, do, UnableToWithdrawList, _("De lijst is ingetrokken. Er is niets vernietigd."))


def _done(
    request: HttpRequest, pk: int, do: Callable[[], object], refusals: type[Exception], done: str
) -> HttpResponse:
    try:
        do()
    except refusals as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("office_destruction", pk=pk)


@require_safe
@office_page(*READERS)
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """The certificate of an executed list as PDF."""
    found = get_object_or_404(DestructionList.objects.select_related("certificate__letter"), pk=pk)
    paper = getattr(found, "certificate", None)
    if paper is None:
        raise Http404
    answer = HttpResponse(bytes(paper.letter.pdf), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="verklaring-van-vernietiging-{found.pk}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer
