"""Accounts of payees, checked by a second person, and the municipality's own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.grants.payments import actions
from kernkracht.grants.payments.models import AccountChange, DebtorAccount, PaymentObligation
from kernkracht.grants.payments.queries import debtor_on, obligations_of, open_changes
from kernkracht.web.office.access import office_page, officer
from kernkracht.web.office.acting import Act, act_page

from .forms import AccountForm, ConfirmAccountForm, DebtorForm, RefuseAccountForm
from .obligations import grouped
from .shared import attempt, may, section_tabs, who

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@office_page(Permission.SEE_PAYMENTS)
def change_list(request: HttpRequest) -> HttpResponse:
    """Accounts that wait for a check."""
    rows = [{"change": change, "iban": grouped(change.iban)} for change in open_changes()]
    context = {"tabs": section_tabs("office_payment_accounts"), "rows": rows}
    return render(request, "office/payments/accounts.html", context)


@FORM
@office_page(Permission.PROPOSE_PAYMENT, Permission.RELEASE_PAYMENT)
def change_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One given account beside the one we have: confirm, or go on to refuse."""
    change = _open_change(pk)
    form = ConfirmAccountForm(request.POST or None, initial={"iban": change.iban})

    def do(data: dict[str, Any]) -> None:
        actions.confirm_account(change=change, iban=data["iban"], **who(request))

    if attempt(form, do):
        messages.success(request, _("De rekening is overgenomen."))
        return redirect("office_payment_accounts")
    case = change.application
    owed = obligations_of(case.number or "").filter(state__in=["open", "waiting"]).first()
    context = {
        "change": change,
        "case": case,
        "form": form,
        "new": [
            {"label": _("Rekening"), "value": grouped(change.iban)},
            {"label": _("Naam"), "value": change.account_holder},
        ],
        "old": [
            {"label": _("Rekening"), "value": grouped(owed.iban) if owed else ""},
            {"label": _("Naam"), "value": owed.payee_name if owed else ""},
        ],
        "contact": [
            {"label": _("Aanvrager"), "value": case.contact_name},
            {"label": _("Organisatie"), "value": case.organisation},
            {"label": _("Telefoon"), "value": case.contact_phone},
        ],
        "is_own": change.given_by_id == officer(request).actor.pk,
    }
    return render(request, "office/payments/account.html", context, status=422 if form.is_bound else 200)


@FORM
@office_page(Permission.PROPOSE_PAYMENT, Permission.RELEASE_PAYMENT)
def change_refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Do not take the account over, with a reason."""
    change = _open_change(pk)
    act = Act(
        title=_("Rekening niet overnemen"),
        button=_("Neem deze rekening niet over"),
        back=reverse("office_payment_accounts"),
        done=_("De rekening is niet overgenomen. De aanvrager krijgt bericht."),
        section=_("Betalen"),
        section_url=reverse("office_payments"),
        explain=_("Wij betalen dan niet op deze rekening. De aanvrager kan een andere opgeven."),
    )
    form = RefuseAccountForm(request.POST or None)

    def do(data: dict[str, Any]) -> None:
        actions.refuse_account(change=change, reason=data["reason"], **who(request))

    return act_page(request, form, act, do, actions.UnableToCheckAccount)


@FORM
@office_page(Permission.PROPOSE_PAYMENT)
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter an account that somebody gave on paper or on the phone."""
    row = get_object_or_404(PaymentObligation.objects.select_related("application"), pk=pk)
    case = row.application
    if case is None:
        raise Http404
    act = Act(
        title=_("Rekening invoeren voor %(number)s") % {"number": row.case_number},
        button=_("Bewaar deze rekening"),
        back=reverse("office_payment", args=[pk]),
        done=_("De rekening is bewaard. Een collega controleert haar."),
        section=_("Betalen"),
        section_url=reverse("office_payments"),
        explain=_("De aanvrager krijgt hiervan bericht. Tot een collega de rekening controleert, betalen wij niet."),
    )
    form = AccountForm(request.POST or None)

    def do(data: dict[str, Any]) -> None:
        actions.give_account(application=case, iban=data["iban"], account_holder=data["account_holder"], **who(request))

    return act_page(request, form, act, do, actions.UnableToGiveAccount)


@FORM
@office_page(Permission.SEE_PAYMENTS, Permission.MANAGE_LEGAL_SETTINGS)
def debtor_page(request: HttpRequest) -> HttpResponse:
    """The municipality's account by its days; the administrator adds one."""
    may_change = may(request, Permission.MANAGE_LEGAL_SETTINGS)
    if request.method == "POST" and not may_change:
        raise Http404
    form = DebtorForm(request.POST or None, initial={"valid_from": timezone.localdate()})

    def do(data: dict[str, Any]) -> None:
        actions.set_debtor_account(**data, **who(request))

    if attempt(form, do):
        messages.success(request, _("De rekening van de gemeente is bewaard."))
        return redirect("office_payment_debtor")
    context = {
        "rows": [{"account": row, "iban": grouped(row.iban)} for row in DebtorAccount.objects.order_by("-valid_from")],
        "current": debtor_on(timezone.localdate()),
        "form": form,
        "may_change": may_change,
    }
    return render(request, "office/payments/debtor.html", context, status=422 if form.is_bound else 200)


def _open_change(pk: int) -> AccountChange:
    change = open_changes().filter(pk=pk).first()
    if change is None:
        raise Http404
    return change
