"""Batches: propose, look, release or withdraw, and take the file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.money import format_euro
from kernkracht.grants.payments import actions
from kernkracht.grants.payments.models import BatchState, PaymentAttempt, PaymentBatch
from kernkracht.grants.payments.permissions import may_release, may_withdraw
from kernkracht.grants.payments.queries import attempts_of, batch_by_number, batches
from kernkracht.web.office.access import office_page, officer, rights_of
from kernkracht.web.office.acting import Act, act_page

from .forms import WithdrawBatchForm
from .obligations import grouped, list_context
from .shared import ROWS, section_tabs, who


@require_POST
@office_page(Permission.PROPOSE_PAYMENT)
def propose(request: HttpRequest) -> HttpResponse:
    """Make a batch of what was ticked; a refusal shows the list again with the ticks."""
    ticked = tuple(int(key) for key in request.POST.getlist("betaling") if key.isdecimal() and len(key) < 19)
    try:
        batch = actions.propose_batch(obligations=ticked, **who(request))
    except actions.UnableToProposeBatch as refusal:
        context = list_context(request, ticked, tuple(refusal.sentences))
        return render(request, "office/payments/list.html", context, status=422)
    messages.success(request, _("De partij staat klaar. Een collega kan haar nu vrijgeven."))
    return redirect("office_payment_batch", batch.number)


@require_safe
@office_page(Permission.SEE_PAYMENTS)
def batch_list(request: HttpRequest) -> HttpResponse:
    """All batches, newest first."""
    page = Paginator(batches(), ROWS).get_page(request.GET.get("pagina"))
    context = {"tabs": section_tabs("office_payment_batches"), "page": page, "waiting": BatchState.PROPOSED}
    return render(request, "office/payments/batches.html", context)


@require_safe
@office_page(Permission.SEE_PAYMENTS)
def batch_page(request: HttpRequest, number: str) -> HttpResponse:
    """One batch with its payments, who did what, and what the reader can do."""
    batch = _batch(number)
    rights = rights_of(request)
    actor = officer(request).actor
    rows = attempts_of(batch)
    page = Paginator(rows, ROWS).get_page(request.GET.get("pagina"))
    waits = batch.state == BatchState.PROPOSED
    context = {
        "batch": batch,
        "facts": _facts(batch),
        "page": page,
        "rows": [{"attempt": row, "iban": grouped(row.iban)} for row in page.object_list],
        "returned": PaymentAttempt.State.RETURNED,
        "sent": PaymentAttempt.State.SENT,
        "may_release": waits and may_release(rights, actor_id=actor.pk, proposed_by_id=batch.proposed_by_id),
        "is_own": waits and batch.proposed_by_id == actor.pk,
        "may_withdraw": waits and may_withdraw(rights),
        "may_download": batch.file_id is not None and may_withdraw(rights),
        "may_return": Permission.PROPOSE_PAYMENT in rights,
    }
    return render(request, "office/payments/batch.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Permission.RELEASE_PAYMENT)
def release(request: HttpRequest, number: str) -> HttpResponse:
    """Ask once more, then release."""
    batch = _batch(number)
    if request.method == "POST":
        try:
            actions.release_batch(batch=batch, **who(request))
        except actions.UnableToReleaseBatch as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("De partij is vrijgegeven. Haal nu het bestand op en breng het naar de bank."))
        return redirect("office_payment_batch", number)
    if batch.state != BatchState.PROPOSED or batch.proposed_by_id == officer(request).actor.pk:
        return redirect("office_payment_batch", number)
    return render(request, "office/payments/release.html", {"batch": batch, "facts": _facts(batch)})


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Permission.PROPOSE_PAYMENT, Permission.RELEASE_PAYMENT)
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Stop a batch that was not released."""
    batch = _batch(number)
    act = Act(
        title=_("Partij %(number)s intrekken") % {"number": batch.number},
        button=_("Trek deze partij in"),
        back=reverse("office_payment_batch", args=[number]),
        done=_("De partij is ingetrokken. De betalingen staan weer op de lijst."),
        section=_("Betalen"),
        section_url=reverse("office_payments"),
        explain=_("Er gaat niets naar de bank. Wat in de partij zat, kan in een nieuwe partij."),
        is_danger=True,
    )
    form = WithdrawBatchForm(request.POST or None)

    def do(data: dict[str, Any]) -> None:
        actions.withdraw_batch(batch=batch, reason=data["reason"], **who(request))

    return act_page(request, form, act, do, actions.UnableToWithdrawBatch)


@require_POST
@office_page(Permission.PROPOSE_PAYMENT, Permission.RELEASE_PAYMENT)
def download(request: HttpRequest, number: str) -> HttpResponse:
    """The stored file, exactly as it was made; taking it is recorded."""
    batch = _batch(number)
    if batch.file is None:
        raise Http404
    actions.note_download(batch=batch, **who(request))
    answer = HttpResponse(bytes(batch.file.content), content_type="application/xml")
    answer["Content-Disposition"] = f'attachment; filename="{batch.file.name}"'
    return answer


def _batch(number: str) -> PaymentBatch:
    batch = batch_by_number(number)
    if batch is None:
        raise Http404
    return batch


def _facts(batch: PaymentBatch) -> list[dict[str, Any]]:
    count = ngettext("%(n)d betaling", "%(n)d betalingen", batch.count) % {"n": batch.count}
    rows: list[tuple[str, object]] = [
        (_("Samen"), format_euro(batch.total_cents, always_cents=True)),
        (_("Aantal"), count),
        (_("De bank betaalt op"), batch.execute_on),
        (_("Van rekening"), f"{grouped(batch.debtor.iban)} ({batch.debtor.name})"),
        (_("Voorgesteld door"), f"{_name(batch.proposed_by)}"),
    ]
    if batch.released_by:
        rows.append((_("Vrijgegeven door"), _name(batch.released_by)))
    if batch.withdrawn_by:
        rows.append((_("Ingetrokken door"), _name(batch.withdrawn_by)))
        rows.append((_("Reden"), batch.withdrawal_reason))
    return [{"label": label, "value": value} for label, value in rows]


def _name(actor: Any) -> str:
    return str(getattr(actor, "user", "") or _("Systeem"))
