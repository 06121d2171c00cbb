"""`/werk/raadsbrief/bericht/`: a short message for the council's journal (R268)."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kernkracht.accountability.council_reports.messages import (
    CouncilMessage,
    UnableToTellCouncil,
    as_docx,
    as_text,
    last_quarter,
    message_of,
)
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.design_system.fields import DutchDateField, PlainLanguage
from kernkracht.web.office.access import office_page

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class PeriodForm(PlainLanguage, forms.Form):
    since = DutchDateField(label=_("Vanaf welke dag?"))
    until = DutchDateField(label=_("Tot en met welke dag?"))


@require_safe
@office_page(Permission.WRITE_COUNCIL_LETTER, Permission.FREEZE_COUNCIL_LETTER)
def council_message(request: HttpRequest) -> HttpResponse:
    """The message of a period; without a choice that of the last quarter. `?als=docx` or `?als=txt` gives the file."""
    since, until = last_quarter(timezone.localdate())
    asked = any(name.startswith(("since", "until")) for name in request.GET)
    form = PeriodForm(request.GET if asked else None, initial={"since": since, "until": until})
    if asked and form.is_valid():
        since, until = form.cleaned_data["since"], form.cleaned_data["until"]
    message = None
    if not form.errors:
        try:
            message = message_of(since, until, timezone.now())
        except UnableToTellCouncil as refusal:
            form.add_error(None, str(refusal))
    if message is not None and request.GET.get("als") in ("docx", "txt"):
        return _file(message, request.GET["als"])
    chosen = request.GET.copy()
    chosen.pop("als", None)
    context = {"form": form, "message": message, "query": chosen.urlencode()}
    return render(request, "office/reports/message.html", context, status=422 if form.errors else 200)


def _file(message: CouncilMessage, kind: str) -> HttpResponse:
    content: bytes | str = as_docx(message) if kind == "docx" else as_text(message)
    answer = HttpResponse(content, content_type=WORD if kind == "docx" else "text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="raadsbericht.{kind}"'
    return answer
