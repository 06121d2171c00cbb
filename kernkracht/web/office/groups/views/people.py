"""The people of a group, its account and its monthly message, written down by the office."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from kernkracht.community.groups import actions
from kernkracht.community.groups.models import GroupContact

from ..access import ACT, act_on_group, answer, by, kept_group, manages_groups, posted
from ..forms import AccountForm, ContactForm, FeedbackForm, LastDayForm


@ACT
@manages_groups
def add(request: HttpRequest, slug: str) -> HttpResponse:
    group = kept_group(request, slug)
    act = act_on_group(
        group,
        _("Contactpersoon van %(name)s") % {"name": group},
        _("Voeg de contactpersoon toe"),
        _("De contactpersoon is toegevoegd."),
        explain=_("Vraag eerst of deze persoon het goed vindt. Zet alleen op de site wat de persoon zelf wil."),
    )
    form = ContactForm(posted(request))
    return answer(request, form, act, lambda: actions.add_contact(group=group, facts=form.facts(), **by(request)))


def _contact(request: HttpRequest, pk: int) -> GroupContact:
    contact = get_object_or_404(GroupContact.objects.select_related("group"), pk=pk)
    kept_group(request, contact.group.slug)
    return contact


@ACT
@manages_groups
def change(request: HttpRequest, pk: int) -> HttpResponse:
    contact = _contact(request, pk)
    title = _("Contactpersoon van %(name)s wijzigen") % {"name": contact.group}
    act = act_on_group(contact.group, title, _("Bewaar"), _("De contactpersoon is bewaard."))
    form = ContactForm(posted(request), contact=contact)
    return answer(
        request, form, act, lambda: actions.change_contact(contact=contact, facts=form.facts(), **by(request))
    )


@ACT
@manages_groups
def end(request: HttpRequest, pk: int) -> HttpResponse:
    contact = _contact(request, pk)
    title = _("%(person)s hoort niet meer bij %(name)s") % {"person": contact.name, "name": contact.group}
    act = act_on_group(
        contact.group, title, _("Leg de laatste dag vast"), _("De laatste dag is vastgelegd."), is_danger=True
    )
    form = LastDayForm(posted(request))
    return answer(
        request,
        form,
        act,
        lambda: actions.end_contact(contact=contact, last_day=form.cleaned_data["last_day"], **by(request)),
    )


@ACT
@manages_groups
def account(request: HttpRequest, slug: str) -> HttpResponse:
    group = kept_group(request, slug)
    act = act_on_group(
        group,
        _("Rekening van %(name)s") % {"name": group},
        _("Vraag een collega om te bevestigen"),
        _("Een collega moet de rekening nog bevestigen."),
        explain=_("Een andere collega bevestigt de rekening. Tot die tijd betalen wij op de rekening van nu."),
    )
    form = AccountForm(posted(request))
    return answer(request, form, act, lambda: actions.propose_account(group=group, **form.cleaned_data, **by(request)))


@ACT
@manages_groups
def feedback(request: HttpRequest, slug: str) -> HttpResponse:
    group = kept_group(request, slug)
    title = _("Terugkoppeling van %(name)s") % {"name": group}
    act = act_on_group(group, title, _("Plaats de terugkoppeling"), _("De terugkoppeling staat op de site."))
    form = FeedbackForm(posted(request))
    return answer(request, form, act, lambda: actions.write_feedback(group=group, **form.cleaned_data, **by(request)))
