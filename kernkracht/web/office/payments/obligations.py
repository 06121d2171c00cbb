"""What is owed: lists by state, and one obligation with how its last day was found."""

from __future__ import annotations

from typing import Any, cast

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.deadlines import Term
from kernkracht.foundation.deadlines.queries import deadline_from
from kernkracht.foundation.money import format_euro
from kernkracht.grants.payments.models import PaymentAttempt, PaymentObligation
from kernkracht.grants.payments.queries import View, debtor_on, hindrance_of, next_target_day, obligations_in
from kernkracht.web.office.access import office_page

from .shared import ROWS, VIEWS, may, section_tabs, view_chips


@require_safe
@office_page(Permission.SEE_PAYMENTS)
def obligation_list(request: HttpRequest) -> HttpResponse:
    """`/werk/betalen/`: one list of what is owed; what can be paid now can be ticked for a batch."""
    return render(request, "office/payments/list.html", list_context(request))


def list_context(request: HttpRequest, ticked: tuple[int, ...] = (), faults: tuple[str, ...] = ()) -> dict[str, Any]:
    """The page of one list; `ticked` and `faults` when a proposal was refused."""
    today = timezone.localdate()
    word = request.GET.get("lijst", "te-betalen")
    word = word if word in VIEWS else "te-betalen"
    rows = obligations_in(cast(View, VIEWS[word]), today)
    page = Paginator(rows, ROWS).get_page(request.GET.get("pagina"))
    may_propose = may(request, Permission.PROPOSE_PAYMENT) and word in ("te-betalen", "te-laat")
    return {
        "tabs": section_tabs("office_payments"),
        "chips": view_chips(word),
        "word": word,
        "page": page,
        "rows": [_row(row) for row in page.object_list],
        "today": today,
        "may_propose": may_propose,
        "execute_on": next_target_day(today),
        "debtor": debtor_on(today),
        "ticked": ticked,
        "faults": [{"text": fault, "href": "#betalingen"} for fault in faults],
    }


def _row(row: PaymentObligation) -> dict[str, Any]:
    case = row.application
    return {
        "obligation": row,
        "title": case.title if case else row.description,
        "hindrance": hindrance_of(row) if row.state == "open" else "",
        "is_case": case is not None,
    }


@require_safe
@office_page(Permission.SEE_PAYMENTS)
def obligation_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One obligation: payee, last day with its reasoning, and every try to pay it."""
    rows = PaymentObligation.objects.with_changes().select_related("application__scheme", "application__village")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    context = {
        "obligation": row,
        "title": row.application.title if row.application else row.description,
        "facts": _facts(row),
        "steps": _steps(row),
        "hindrance": hindrance_of(row) if row.state == "open" else "",
        "attempts": row.attempts.select_related("batch").order_by("-pk"),
        "sent": PaymentAttempt.State.SENT,
        "may_act": may(request, Permission.PROPOSE_PAYMENT),
        "may_give": row.application is not None and row.state in ("open", "waiting"),
        "today": timezone.localdate(),
    }
    return render(request, "office/payments/obligation.html", context)


def _facts(row: PaymentObligation) -> list[dict[str, Any]]:
    lowered = row.amount_cents != row.promised_cents
    first = _("Eerst %(amount)s") % {"amount": format_euro(row.promised_cents)} if lowered else ""
    rows: list[tuple[str, str, str]] = [
        (_("Bedrag"), format_euro(row.amount_cents), first),
        (_("Soort"), row.get_kind_display(), ""),
        (_("Staat"), row.get_state_display(), ""),
        (_("Naam bij de bank"), row.payee_name, ""),
        (_("Rekening"), grouped(row.iban), ""),
        (_("Omschrijving"), row.description, ""),
    ]
    if row.due_on:
        rows.append((_("Uiterlijk betalen op"), date_format(row.due_on, "j F Y"), ""))
    if row.paid_on:
        rows.append((_("Betaald op"), date_format(row.paid_on, "j F Y"), ""))
    if row.state == "waiting":
        rows.append((_("Wacht op"), row.get_condition_display(), ""))
    if row.cancel_reason:
        rows.append((_("Waarom vervallen"), row.cancel_reason, ""))
    return [{"label": label, "value": value, "note": note} for label, value, note in rows]


def _steps(row: PaymentObligation) -> tuple[str, ...]:
    """How the last day was found: the same sum again, from the facts that are kept."""
    if row.counted_from is None or not row.term_weeks:
        return ()
    return deadline_from(row.counted_from, Term(weeks=row.term_weeks)).steps


def grouped(iban: str) -> str:
    """“NL91 ABNA 0417 1643 00”, as people read it."""
    return " ".join(iban[place : place + 4] for place in range(0, len(iban), 4))
