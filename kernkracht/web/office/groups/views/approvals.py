"""What groups want, beside what there is now: texts as a difference, an account, a monthly message."""

from __future__ import annotations

from difflib import ndiff
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kernkracht.community.groups import actions
from kernkracht.community.groups.models import PAGE_TEXTS, AccountChange, Group, MonthlyFeedback, PageChange

from ..access import ACT, act_on_group, answer, by, kept_group, manages_groups, posted
from ..forms import ReasonForm, SureForm

ChangeT = TypeVar("ChangeT", PageChange, AccountChange, MonthlyFeedback)


class SeenForm(forms.Form):
    """The version of the page beside which the officer read the new texts."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)


def _kept(request: HttpRequest, model: type[ChangeT], pk: int) -> ChangeT:
    change = get_object_or_404(model._default_manager.select_related("group"), pk=pk)
    kept_group(request, change.group.slug)
    return change


def labels_of_texts() -> dict[str, str]:
    """The texts of a page, as officers call them."""
    return {
        "purpose": _("Wat doet de groep?"),
        "joining": _("Hoe kunnen mensen meedoen?"),
        "rules": _("Welke regels gelden er?"),
        "works_with": _("Met wie werkt de groep samen?"),
        "website": _("Website"),
    }


def difference(old: str, new: str) -> list[dict[str, str]]:
    """Lines that stay, go and come; a line that changed goes and comes."""
    kinds = {"  ": "same", "- ": "gone", "+ ": "new"}
    lines = ndiff(old.splitlines(), new.splitlines())
    return [{"kind": kinds[line[:2]], "text": line[2:]} for line in lines if line[:2] in kinds]


@ACT
@manages_groups
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """`/werk/groepen/pagina/<pk>/`: the difference with the page as it is now, and the button that puts it there."""
    change = _kept(request, PageChange, pk)
    group = change.group
    form = SeenForm(posted(request), initial={"seen_version": group.text_version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.approve_page(change=change, seen_version=form.cleaned_data["seen_version"], **by(request))
        except actions.UnableToManageGroups as refusal:
            form = SeenForm(initial={"seen_version": group.text_version})
            return render(request, "office/groups/page.html", _shown(change, form, str(refusal)), status=422)
        messages.success(request, _("De tekst staat op de site."))
        return redirect("office_group", slug=group.slug)
    return render(request, "office/groups/page.html", _shown(change, form, ""))


def _shown(change: PageChange, form: forms.Form, refusal: str) -> dict[str, Any]:
    labels = labels_of_texts()
    return {
        "change": change,
        "group": change.group,
        "form": form,
        "refusal": refusal,
        "is_waiting": change.state == "waiting",
        "texts": [
            {"label": labels[name], "lines": difference(getattr(change.group, name), change.texts[name])}
            for name in PAGE_TEXTS
            if name in change.texts
        ],
    }


@ACT
@manages_groups
def page_down(request: HttpRequest, pk: int) -> HttpResponse:
    change = _kept(request, PageChange, pk)
    return _turn_down(
        request, change, lambda reason: actions.turn_down_page(change=change, reason=reason, **by(request))
    )


def _turn_down(request: HttpRequest, change: Any, do: Any) -> HttpResponse:
    """One page for the three ways of saying no with a reason."""
    group: Group = change.group
    act = act_on_group(
        group,
        _("Niet overnemen voor %(name)s") % {"name": group},
        _("Stuur dit naar de groep"),
        _("De groep krijgt bericht."),
        is_danger=True,
    )
    form = ReasonForm(posted(request))
    return answer(request, form, act, lambda: do(form.cleaned_data["reason"]))


@ACT
@manages_groups
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm an account: the action refuses who asked for it and who belongs to the group."""
    change = _kept(request, AccountChange, pk)
    act = act_on_group(
        change.group,
        _("Rekening van %(name)s bevestigen") % {"name": change.group},
        _("Bevestig deze rekening"),
        _("De rekening is bevestigd."),
        explain=_(
            "Nieuw: %(iban)s op naam van %(holder)s. Bel de groep op een nummer dat u al kende en vraag of dit klopt."
        )
        % {"iban": change.iban, "holder": change.account_holder},
    )
    form = SureForm(posted(request))
    return answer(request, form, act, lambda: actions.confirm_account(change=change, **by(request)))


@ACT
@manages_groups
def account_down(request: HttpRequest, pk: int) -> HttpResponse:
    change = _kept(request, AccountChange, pk)
    return _turn_down(
        request, change, lambda reason: actions.turn_down_account(change=change, reason=reason, **by(request))
    )


@ACT
@manages_groups
def feedback(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a monthly message and publish it."""
    row = _kept(request, MonthlyFeedback, pk)
    act = act_on_group(
        row.group,
        _("Terugkoppeling van %(name)s plaatsen") % {"name": row.group},
        _("Plaats de terugkoppeling"),
        _("De terugkoppeling staat op de site."),
        explain=row.text,
    )
    form = SureForm(posted(request))
    return answer(request, form, act, lambda: actions.publish_feedback(feedback=row, **by(request)))


@ACT
@manages_groups
def feedback_down(request: HttpRequest, pk: int) -> HttpResponse:
    row = _kept(request, MonthlyFeedback, pk)
    return _turn_down(
        request, row, lambda reason: actions.turn_down_feedback(feedback=row, reason=reason, **by(request))
    )
