"""What the pages about reports share: the case, who acts, its rights, and a page for one act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.documents.models import Letter
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.applications.queries import permissions_in
from kernkracht.grants.settlements.actions import LetterFailed, UnableToAccount
from kernkracht.grants.settlements.models import Recovery, Settlement, SpendingReport
from kernkracht.grants.settlements.queries import case_report
from kernkracht.web.office.access import officer
from kernkracht.web.office.acting import Act


def who(request: HttpRequest) -> dict[str, Any]:
    """Who acts, and when."""
    return {"by": officer(request).actor, "at": timezone.now()}


def report_or_404(number: str) -> SpendingReport:
    report = case_report(number) if "\x00" not in number else None
    if report is None:
        raise Http404
    return report


def held(request: HttpRequest, case: GrantApplication) -> frozenset[str]:
    """The rights of the reader in the village of the case."""
    return permissions_in(officer(request), case.village, timezone.localdate())


def live_settlement(report: SpendingReport) -> Settlement | None:
    """The proposal or decision that counts; those that were given back or replaced are history."""
    return next((row for row in report.settlements.all() if row.state in ("proposed", "decided")), None)


def recovery_of(settlement: Settlement | None) -> Recovery | None:
    return getattr(settlement, "recovery", None) if settlement is not None else None


def require(request: HttpRequest, report: SpendingReport, *permissions: Permission) -> None:
    """Unknown to you means 404: the act does not exist for who may not do it."""
    if not held(request, report.application) & set(permissions):
        raise Http404


def act_on(
    request: HttpRequest,
    report: SpendingReport,
    form: forms.Form,
    words: tuple[str, str, str, str],
    do: Callable[[dict[str, Any]], object],
    *,
    is_danger: bool = False,
    to: str = "",
) -> HttpResponse:
    """The page of one act: `words` are its title, button, what is said when done, and the explanation above."""
    title, button, done, explain = words
    back = reverse("office_report", args=[report.application.number])
    if request.method == "POST" and form.is_valid():
        try:
            do(form.cleaned_data)
        except UnableToAccount as refusal:
            for sentence in refusal.sentences:
                form.add_error(refusal.field if refusal.field in form.fields else None, sentence)
        except LetterFailed as refusal:
            form.add_error(None, _("De brief kon niet worden gemaakt. Er is niets veranderd. %s") % refusal)
        else:
            messages.success(request, done)
            return redirect(to or back)
    act = Act(
        title=title,
        button=button,
        back=back,
        done=done,
        section=_("Verantwoording"),
        section_url=reverse("office_reports"),
        explain=explain,
        is_danger=is_danger,
    )
    return render(request, "office/act.html", {"form": form, "act": act}, status=422 if form.errors else 200)


def letter_link(letter: Letter | None) -> str:
    return reverse("letter_page", args=[letter.key]) if letter is not None else ""
