"""One page for one act: a form, what follows, and the refusal beside the answers that stay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render


@dataclass(frozen=True)
class Act:
    """What a page of one act says, and where it leads."""

    title: str
    button: str
    back: str
    done: str
    section: str
    section_url: str
    explain: str = ""
    is_danger: bool = False


def act_page(
    request: HttpRequest,
    form: forms.BaseForm,
    act: Act,
    do: Callable[[dict[str, Any]], object],
    refusals: type[Exception] | tuple[type[Exception], ...],
) -> HttpResponse:
    """Show the form; when it is sent and sound, do the act and go back. A refusal stands above the form (422)."""
    if request.method == "POST" and form.is_valid():
        try:
            do(form.cleaned_data)
        except refusals as refusal:
            field = getattr(refusal, "field", "")
            form.add_error(field if field in form.fields else None, str(refusal))
        else:
            messages.success(request, act.done)
            return redirect(act.back)
    return render(request, "office/act.html", {"form": form, "act": act}, status=422 if form.errors else 200)
