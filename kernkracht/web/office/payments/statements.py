"""What came back from the bank, and the journal for the ledger system."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.money import format_euro
from kernkracht.grants.payments import actions
from kernkracht.grants.payments.queries import (
    JournalLine,
    batch_by_number,
    journal_lines,
    returned_attempts,
    sent_attempt,
    statements,
    unclear_entries,
    write_journal,
)
from kernkracht.web.office.access import office_page
from kernkracht.web.office.acting import Act, act_page

from .forms import JournalForm, ReturnForm, StatementForm
from .obligations import grouped
from .shared import ROWS, attempt, may, section_tabs, who

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
@office_page(Permission.SEE_PAYMENTS)
def statement_list(request: HttpRequest) -> HttpResponse:
    """Read a bank statement; what came back, what is unclear, and which files were read."""
    may_import = may(request, Permission.PROPOSE_PAYMENT)
    if request.method == "POST" and not may_import:
        raise Http404
    form = StatementForm(request.POST, request.FILES) if request.method == "POST" else StatementForm()
    results: list[actions.ImportResult] = []

    def do(data: dict[str, Any]) -> None:
        file: UploadedFile[bytes] = data["file"]
        results.append(actions.import_statement(content=file.read(), file_name=file.name or "", **who(request)))

    if attempt(form, do):
        messages.success(request, _told(results[0]))
        return redirect("office_payment_statements")
    return _page(request, form, _this_year())


def _this_year() -> JournalForm:
    today = timezone.localdate()
    return JournalForm(initial={"first": date(today.year, 1, 1), "last": today})


def _page(request: HttpRequest, form: StatementForm, journal_form: JournalForm) -> HttpResponse:
    context = {
        "tabs": section_tabs("office_payment_statements"),
        "form": form,
        "journal_form": journal_form,
        "may_import": may(request, Permission.PROPOSE_PAYMENT),
        "returned": Paginator(returned_attempts(), ROWS).get_page(request.GET.get("pagina")),
        "unclear": unclear_entries()[:ROWS],
        "statements": statements()[:ROWS],
    }
    is_wrong = form.is_bound or journal_form.is_bound
    return render(request, "office/payments/statements.html", context, status=422 if is_wrong else 200)


def _told(result: actions.ImportResult) -> str:
    return _(
        "Het afschrift is ingelezen. Teruggekomen: %(returned)d. Bevestigd: %(paid)d. Uit te zoeken: %(unclear)d."
        " Al bekend: %(known)d. Ging over iets anders: %(others)d."
    ) % {
        "returned": result.returned,
        "paid": result.paid,
        "unclear": result.unclear,
        "known": result.known,
        "others": result.others,
    }


@FORM
@office_page(Permission.PROPOSE_PAYMENT)
def return_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Note by hand that a payment came back."""
    payment = sent_attempt(reference)
    if payment is None:
        raise Http404
    act = Act(
        title=_("Betaling kwam terug"),
        button=_("Boek terug"),
        back=reverse("office_payment", args=[payment.obligation_id]),
        done=_("De betaling is teruggeboekt. Het bedrag staat weer open."),
        section=_("Betalen"),
        section_url=reverse("office_payments"),
        explain=_("%(amount)s aan %(name)s, rekening %(iban)s, kenmerk %(reference)s.")
        % {
            "amount": format_euro(payment.amount_cents),
            "name": payment.payee_name,
            "iban": grouped(payment.iban),
            "reference": payment.end_to_end_id,
        },
    )
    form = ReturnForm(request.POST or None, initial={"returned_on": timezone.localdate()})

    def do(data: dict[str, Any]) -> None:
        actions.return_paid(attempt=payment, **data, **who(request))

    return act_page(request, form, act, do, actions.UnableToReturnPayment)


@require_safe
@office_page(Permission.SEE_PAYMENTS)
def journal(request: HttpRequest) -> HttpResponse:
    """The journal of the days of the form, or of one batch (`partij`), as CSV; without either, of this year."""
    number = request.GET.get("partij", "")
    if number:
        batch = batch_by_number(number)
        if batch is None:
            raise Http404
        return _csv(journal_lines(batch=batch), batch.number)
    today = timezone.localdate()
    first, last = date(today.year, 1, 1), today
    if request.GET:
        form = JournalForm(request.GET)
        if not form.is_valid():
            return _page(request, StatementForm(), form)
        first, last = form.cleaned_data["first"], form.cleaned_data["last"]
    return _csv(journal_lines(first=first, last=last), f"{first}-{last}")


def _csv(lines: list[JournalLine], name: str) -> HttpResponse:
    answer = HttpResponse(write_journal(lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="journaal-{name}.csv"'
    return answer
