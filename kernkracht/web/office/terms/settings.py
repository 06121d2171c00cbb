"""`/werk/wettelijk/`: every term, amount and reading of the law, with its source, doubt and history."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.legal_settings.actions import UnableToChangeSetting, change_setting
from kernkracht.foundation.legal_settings.declarations import (
    Declaration,
    UnknownSetting,
    Value,
    declaration_of,
    subject_of,
)
from kernkracht.foundation.legal_settings.queries import SettingValue, histories, history_of_setting, value_among
from kernkracht.foundation.money import format_euro
from kernkracht.web.office.access import office_page, officer

from .forms import SettingForm


def shown(value: Value, declaration: Declaration) -> str:
    """A value in words; an amount in euros."""
    if isinstance(value, bool):
        return str(_("Ja") if value else _("Nee"))
    if isinstance(value, str):
        return value
    numbers = value if isinstance(value, list) else [value]
    return ", ".join(format_euro(number) if declaration.is_money else str(number) for number in numbers)


def _row(declaration: Declaration, history: list[SettingValue]) -> dict[str, Any]:
    today = timezone.localdate()
    now = value_among(history, today)
    return {
        "key": declaration.key,
        "label": declaration.label,
        "unit": declaration.unit,
        "doubt": declaration.doubt,
        "value": shown(now.value, declaration),
        "since": now.valid_from,
        "source": now.source,
        "next": next((row for row in history if row.valid_from > today), None),
    }


@require_safe
@office_page(Permission.MANAGE_LEGAL_SETTINGS)
def settings(request: HttpRequest) -> HttpResponse:
    """Every declared setting with the value of today, under what it is about."""
    subjects: dict[str, list[dict[str, Any]]] = {}
    for declaration, history in histories():
        subjects.setdefault(str(subject_of(declaration.key)), []).append(_row(declaration, history))
    return render(request, "office/terms/settings.html", {"subjects": sorted(subjects.items())})


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Permission.MANAGE_LEGAL_SETTINGS)
def setting(request: HttpRequest, key: str) -> HttpResponse:
    """One setting: its history, and a form for another value from a day on."""
    try:
        declaration = declaration_of(key)
    except UnknownSetting:
        raise Http404 from None
    form = SettingForm(request.POST if request.method == "POST" else None, declaration=declaration)
    if request.method == "POST" and form.is_valid():
        try:
            change_setting(
                key=key,
                **form.cleaned_data,
                by=officer(request).actor,
                at=timezone.now(),
                today=timezone.localdate(),
            )
        except UnableToChangeSetting as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("De nieuwe waarde is bewaard."))
            return redirect("office_legal_setting", key)
    history = history_of_setting(declaration)
    context = {
        "row": _row(declaration, history),
        "form": form,
        "history": [
            {"value": shown(row.value, declaration), "since": row.valid_from, "source": row.source}
            for row in history[::-1]
        ],
    }
    return render(request, "office/terms/setting.html", context, status=422 if form.errors else 200)
