"""When the money comes and on which account; and giving another account by the mailed link."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.payments.actions import UnableToGiveAccount, give_account
from kernkracht.grants.payments.queries import change_of, last_digits, needs_account, obligations_of

from ..access import actor_for, now, open_case
from ..applications.fields import IbanField, ShortTextField


class AccountForm(forms.Form):
    """The account on which somebody wants the money. Never filled in beforehand: the link may be in other hands."""

    iban = IbanField(
        label=_("Op welke rekening wilt u het geld?"),
        help_text=_("Vul het IBAN in, bijvoorbeeld NL91 ABNA 0417 1643 00."),
        longest=60,
        error_messages={"required": _("Vul een rekeningnummer in.")},
    )
    account_holder = ShortTextField(
        label=_("Op welke naam staat deze rekening?"),
        help_text=_("Schrijf de naam zoals de bank hem kent. U vindt hem op uw bankpas of afschrift."),
        longest=150,
        error_messages={"required": _("Vul in op welke naam de rekening staat.")},
    )


def payment_context(case: GrantApplication) -> dict[str, Any]:
    """What the page of a case tells about payments: amount, the end of the account, by when, and paid on."""
    if not case.number:
        return {"payments": []}
    rows = [row for row in obligations_of(case.number) if row.state != "cancelled"]
    change = change_of(case) if rows else None
    outstanding = any(row.state in ("open", "waiting") for row in rows)
    return {
        "payments": [{"owed": row, "digits": last_digits(row.iban)} for row in rows],
        "account_asked": needs_account(rows),
        "account_given": last_digits(change.iban) if change else "",
        "may_give_account": outstanding,
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, token: str) -> HttpResponse:
    """Give or correct the account. It counts after an officer checked it; every known address gets a warning."""
    case = open_case(request, token)
    context = payment_context(case)
    if not context.get("may_give_account"):
        if not context["payments"]:
            raise Http404
        return redirect("resident:case", token=token)
    form = AccountForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            give_account(application=case, **form.cleaned_data, by=actor_for(request, case), at=now())
            return redirect("resident:case", token=token)
        except UnableToGiveAccount as refusal:
            form.add_error(refusal.field or None, str(refusal))
    status = 422 if form.errors else 200
    return render(request, "resident/following/account.html", {"case": case, "form": form}, status=status)
