"""Mijn groepen: the page, the account, the covenant and the monthly message, for who may speak for a group."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kernkracht.community.groups import actions
from kernkracht.community.groups.actions import GIVES_FEEDBACK
from kernkracht.community.groups.bank_account import masked_iban
from kernkracht.community.groups.models import ChangeState, CovenantDuty, Group, GroupState
from kernkracht.community.groups.queries import groups_spoken_for, kind_labels
from kernkracht.community.people.models import User
from kernkracht.foundation.documents.refusals import UnacceptableFile
from kernkracht.grants.group_payments.queries import claim_room, claim_version, contributions_of
from kernkracht.web.office.groups.covenant_forms import EvidenceForm
from kernkracht.web.office.groups.forms import AccountForm, FeedbackForm
from kernkracht.web.office.groups.presenters import badge_of, covenants_of, kind_name
from kernkracht.web.office.groups.views.covenants import day_of_duty

from ..access import account as account_of
from ..access import now
from .forms import PageForm, ProposalForm

ANSWERS = require_http_methods(["GET", "HEAD", "POST"])
DECIDED_SHOWN = 5


def _user(request: HttpRequest) -> User:
    user = account_of(request)
    if user is None:
        raise Http404
    return user


def _own_group(request: HttpRequest, slug: str) -> Group:
    """A group that the account speaks for; 404 for every other."""
    found = groups_spoken_for(_user(request), timezone.localdate()).select_related("kind", "coordinated_by")
    return get_object_or_404(found, slug=slug)


@never_cache
@login_required
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Groups the account speaks for, and groups it proposed that wait."""
    user, today = _user(request), timezone.localdate()
    labels = kind_labels(today)
    own = groups_spoken_for(user, today).select_related("kind").prefetch_related("villages")
    waiting = Group.objects.filter(proposed_by=user.actor, state=GroupState.PROPOSED).order_by("name")
    context = {
        "rows": [{"group": group, "kind": kind_name(group, labels)} for group in own],
        "waiting": waiting,
    }
    return render(request, "resident/groups/overview.html", context)


@never_cache
@login_required
@require_GET
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about one group: the same covenant and duties as the office sees."""
    found, today = _own_group(request, slug), timezone.localdate()
    changes = found.page_changes.order_by("-proposed_at", "-pk")
    context = {
        "group": found,
        "kind": kind_name(found, kind_labels(today)),
        "badge": badge_of(found),
        "covenants": covenants_of(found, today),
        "account": masked_iban(found.iban),
        "waiting_page": changes.filter(state=ChangeState.WAITING).first(),
        "turned_down": changes.filter(state=ChangeState.TURNED_DOWN).first(),
        "waiting_account": found.account_changes.filter(state=ChangeState.WAITING).first(),
        "gives_feedback": found.kind.nature in GIVES_FEEDBACK,
        "feedback": found.feedback.exclude(state=ChangeState.WITHDRAWN).order_by("-month", "-pk")[:DECIDED_SHOWN],
        "today": today,
        "room": claim_room(found, today.year, today) if claim_version(found, today) else None,
        "contributions": contributions_of(found),
    }
    return render(request, "resident/groups/group.html", context)


def _answer(
    request: HttpRequest, form: forms.Form, title: str, button: str, do: Callable[[], object], **more: str
) -> HttpResponse:
    """One question page: the form, what follows, and the refusal beside the answers that stay."""
    back = more.get("back") or reverse("resident:my_groups")
    if request.method == "POST" and form.is_valid():
        try:
            do()
        except actions.UnableToManageGroups as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        except UnacceptableFile as refusal:
            form.add_error("document", str(refusal))
        else:
            messages.success(request, more.get("done", ""))
            return redirect(back)
    context = {
        "form": form,
        "title": title,
        "button": button,
        "back": back,
        "section": more.get("section", ""),
        "explain": more.get("explain", ""),
    }
    return render(request, "resident/groups/form.html", context, status=422 if form.errors else 200)


def _back(found: Group) -> dict[str, str]:
    return {"back": reverse("resident:my_group", args=[found.slug]), "section": found.name}


@never_cache
@login_required
@ANSWERS
def propose(request: HttpRequest) -> HttpResponse:
    user = _user(request)
    form = ProposalForm(request.POST if request.method == "POST" else None)

    def do() -> object:
        return actions.propose_group(facts=form.facts(), function=form.cleaned_data["function"], user=user, at=now())

    return _answer(
        request,
        form,
        _("Meld uw groep aan"),
        _("Stuur de aanmelding"),
        do,
        done=_("Wij hebben uw aanmelding. U krijgt een mail als de groep op de lijst staat."),
        explain=_(
            "Wij kijken eerst naar uw aanmelding. Daarna staat de groep op de site en kunt u de pagina bijhouden."
        ),
    )


@never_cache
@login_required
@ANSWERS
def page(request: HttpRequest, slug: str) -> HttpResponse:
    found = _own_group(request, slug)
    form = PageForm(request.POST if request.method == "POST" else None, group=found)

    def do() -> object:
        return actions.change_page(group=found, texts=form.cleaned_data, by=_user(request).actor, at=now())

    return _answer(
        request,
        form,
        _("Pagina van %(name)s") % {"name": found},
        _("Bewaar de tekst"),
        do,
        done=_("Uw tekst is bewaard."),
        explain=_("Iedereen kan deze tekst lezen. Noem geen namen van mensen die dat niet willen."),
        **_back(found),
    )


@never_cache
@login_required
@ANSWERS
def account(request: HttpRequest, slug: str) -> HttpResponse:
    found = _own_group(request, slug)
    form = AccountForm(request.POST if request.method == "POST" else None)

    def do() -> object:
        return actions.propose_account(group=found, **form.cleaned_data, by=_user(request).actor, at=now())

    return _answer(
        request,
        form,
        _("Andere rekening voor %(name)s") % {"name": found},
        _("Stuur de rekening"),
        do,
        done=_("Wij kijken de rekening na. U krijgt bericht als die klopt."),
        explain=_("Tot wij dit hebben nagekeken, betalen wij op de rekening die wij al hadden."),
        **_back(found),
    )


@never_cache
@login_required
@ANSWERS
def feedback(request: HttpRequest, slug: str) -> HttpResponse:
    found = _own_group(request, slug)
    if found.kind.nature not in GIVES_FEEDBACK:
        raise Http404
    form = FeedbackForm(request.POST if request.method == "POST" else None)

    def do() -> object:
        return actions.write_feedback(group=found, **form.cleaned_data, by=_user(request).actor, at=now())

    return _answer(
        request,
        form,
        _("Wat is er met de meldingen gebeurd?"),
        _("Stuur de tekst"),
        do,
        done=_("Uw tekst is bewaard."),
        explain=_("Zo weet iedereen wat er met meldingen gebeurt. De tekst komt op de pagina van de groep."),
        **_back(found),
    )


@never_cache
@login_required
@ANSWERS
def evidence(request: HttpRequest, slug: str, pk: int, day: str) -> HttpResponse:
    """A group writes down that it did what it owes."""
    found = _own_group(request, slug)
    duty = get_object_or_404(CovenantDuty.objects.select_related("version__covenant"), pk=pk, owed_by=found)
    due_on = day_of_duty(duty, day)
    is_post = request.method == "POST"
    form = EvidenceForm(request.POST if is_post else None, request.FILES if is_post else None, duty=duty)

    def do() -> object:
        return actions.keep_duty(duty=duty, facts=form.facts(due_on), by=_user(request).actor, at=now())

    return _answer(
        request,
        form,
        _("Afspraak voor %(day)s") % {"day": date_format(due_on, "j F Y")},
        _("Leg dit vast"),
        do,
        done=_("Het is vastgelegd."),
        explain=duty.text,
        **_back(found),
    )
