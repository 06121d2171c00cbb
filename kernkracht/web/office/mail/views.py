"""`/werk/post/`: what is unsent, waiting, to be printed and sent, and what one can do about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import permissions_of
from kernkracht.foundation.notices import actions, queries
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.web.office.access import office_page, officer

from .forms import BounceForm, ResendForm

PER_PAGE = 50
LISTS: dict[str, Callable[[], QuerySet[OutboxMessage]]] = {
    "niet-verstuurd": queries.unsent_messages,
    "wachtrij": queries.waiting_messages,
    "afdrukken": queries.print_queue,
    "verstuurd": queries.sent_messages,
    "nieuwsmails": queries.bulk_messages,
}


def _tabs(current: str) -> list[dict[str, Any]]:
    labels = {
        "niet-verstuurd": _("Niet verstuurd"),
        "wachtrij": _("In de wachtrij"),
        "afdrukken": _("Afdrukken"),
        "verstuurd": _("Verstuurd"),
        "nieuwsmails": _("Nieuwsmails"),
    }
    return [
        {
            "label": labels[name],
            "url": f"?lijst={name}",
            "current": name == current,
            "count": None if name == "verstuurd" else listed().count(),
            "late": name == "niet-verstuurd",
        }
        for name, listed in LISTS.items()
    ]


@require_safe
@office_page(Permission.RESEND_MAIL)
def mail_lists(request: HttpRequest) -> HttpResponse:
    name = request.GET.get("lijst", "niet-verstuurd")
    if name not in LISTS:
        raise Http404
    page = Paginator(LISTS[name](), PER_PAGE).get_page(request.GET.get("pagina"))
    rights = permissions_of(officer(request), timezone.localdate())
    context = {
        "name": name,
        "tabs": _tabs(name),
        "page": page,
        "may_change_texts": Permission.MANAGE_TEMPLATES in rights,
    }
    return render(request, "office/mail/lists.html", context)


@require_safe
@office_page(Permission.RESEND_MAIL)
def message_page(request: HttpRequest, pk: int) -> HttpResponse:
    message = get_object_or_404(OutboxMessage, pk=pk)
    forms = {"resend": ResendForm(initial={"to_email": message.recipient_email}), "bounce": BounceForm()}
    return _message(request, message, forms)


@require_POST
@office_page(Permission.RESEND_MAIL)
def resend_message(request: HttpRequest, pk: int) -> HttpResponse:
    message = get_object_or_404(OutboxMessage, pk=pk)
    form = ResendForm(request.POST)
    by_mail = message.channel == OutboxMessage.Channel.EMAIL
    if by_mail and not form.is_valid():
        return _message(request, message, {"resend": form, "bounce": BounceForm()}, status=422)
    address = form.cleaned_data["to_email"] if by_mail else ""
    try:
        actions.resend(message=message, by=officer(request).actor, at=timezone.now(), to_email=address)
    except actions.UnableToResend as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Het bericht staat weer in de wachtrij."))
    return redirect("office_message", pk=pk)


@require_POST
@office_page(Permission.RESEND_MAIL)
def message_came_back(request: HttpRequest, pk: int) -> HttpResponse:
    message = get_object_or_404(OutboxMessage, pk=pk)
    form = BounceForm(request.POST)
    if not form.is_valid():
        resend = ResendForm(initial={"to_email": message.recipient_email})
        return _message(request, message, {"resend": resend, "bounce": form}, status=422)
    try:
        actions.register_bounce(
            message=message, reason=form.cleaned_data["reason"], by=officer(request).actor, at=timezone.now()
        )
    except actions.UnableToRegisterBounce as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Het bericht staat nu bij ‘Niet verstuurd’."))
    return redirect("office_message", pk=pk)


@require_http_methods(["POST"])
@office_page(Permission.RESEND_MAIL)
def letter_printed(request: HttpRequest, pk: int) -> HttpResponse:
    message = get_object_or_404(OutboxMessage, pk=pk)
    try:
        actions.mark_printed(message=message, by=officer(request).actor, at=timezone.now())
    except actions.UnableToMarkPrinted as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("De brief staat nu bij ‘Verstuurd’."))
    return redirect("/werk/post/?lijst=afdrukken")


@require_safe
@office_page(Permission.RESEND_MAIL)
def letter_to_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF of a letter that goes, or went, by post. Who handles the post may open every such letter."""
    message = get_object_or_404(OutboxMessage.objects.select_related("letter"), pk=pk)
    if message.letter is None:
        raise Http404
    answer = HttpResponse(bytes(message.letter.pdf), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="brief-{message.pk}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _message(request: HttpRequest, message: OutboxMessage, forms: dict[str, Any], status: int = 200) -> HttpResponse:
    state = OutboxMessage.State
    context = {
        "message": message,
        "badge": badge_of(message),
        "forms": forms,
        "is_mail": message.channel == OutboxMessage.Channel.EMAIL,
        "may_resend": message.state in {state.SENT, state.FAILED, state.BOUNCED},
        "may_bounce": message.state == state.SENT and message.channel == OutboxMessage.Channel.EMAIL,
    }
    return render(request, "office/mail/message.html", context, status=status)


def badge_of(message: OutboxMessage) -> dict[str, str]:
    """The state in words, colour and icon."""
    state = OutboxMessage.State
    return {
        state.QUEUED: {"text": _("In de wachtrij"), "kind": "info", "icon": "clock"},
        state.SENDING: {"text": _("Wordt verstuurd"), "kind": "info", "icon": "clock"},
        state.SENT: {"text": _("Verstuurd"), "kind": "ok", "icon": "check"},
        state.FAILED: {"text": _("Niet verstuurd"), "kind": "late", "icon": "alert"},
        state.BOUNCED: {"text": _("Teruggekomen"), "kind": "late", "icon": "alert"},
    }[state(message.state)]
