"""The register: what waits, who there is, and one group with everything about it."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.community.groups import actions
from kernkracht.community.groups.actions import GIVES_FEEDBACK
from kernkracht.community.groups.models import ChangeState, Group, GroupKind, GroupState
from kernkracht.community.groups.queries import kind_labels, overdue_duties, signalling_coverage, with_running_covenant
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import contact_for, villages_where
from kernkracht.community.presence.queries import contacts_of
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.queries import history_of, sentence_of
from kernkracht.web.office.access import officer, rights_of

from ..access import (
    ACT,
    act_on,
    act_on_group,
    answer,
    by,
    keeps,
    kept_group,
    manages_groups,
    may_manage,
    posted,
    reads_groups,
)
from ..forms import EndForm, GroupForm, ReasonForm, SureForm
from ..presenters import badge_of, covenants_of, founded, kind_name
from ..waiting import waiting_for

HISTORY = 30
CONTACTS = 10


@require_safe
@reads_groups
def group_list(request: HttpRequest) -> HttpResponse:
    """`/werk/groepen/`: what waits for the reader, what is late, the count of villages, and the register."""
    today = timezone.localdate()
    mine = villages_where(officer(request).actor, Permission.MANAGE_GROUPS, today)
    labels = kind_labels(today)
    groups = list(_chosen(request))
    with_covenant = set(with_running_covenant(today).values_list("pk", flat=True))
    context = {
        "rows": [
            {
                "group": group,
                "kind": kind_name(group, labels),
                "badge": badge_of(group),
                "has_covenant": group.pk in with_covenant,
            }
            for group in groups
        ],
        "waiting": waiting_for(officer(request).actor, today),
        "overdue": overdue_duties(today, villages=mine),
        "coverage": signalling_coverage(),
        "kinds": [(kind.code, labels[kind.pk].plural) for kind in GroupKind.objects.all() if kind.pk in labels],
        "villages": list(Village.objects.active()),
        "wanted": {name: request.GET.get(name, "") for name in ("zoek", "soort", "dorp", "status")},
        "states": GroupState.choices,
        "can_manage": may_manage(request),
        "today": today,
    }
    return render(request, "office/groups/list.html", context)


def _chosen(request: HttpRequest) -> QuerySet[Group]:
    found = Group.objects.select_related("kind").prefetch_related(
        Prefetch("villages", Village.objects.order_by("sort_order", "name"))
    )
    for word in request.GET.get("zoek", "").replace("\x00", "").split()[:8]:
        found = found.filter(Q(name__icontains=word) | Q(purpose__icontains=word))
    if kind := request.GET.get("soort", ""):
        found = found.filter(kind__code=kind)
    if village := request.GET.get("dorp", ""):
        found = found.filter(villages__slug=village)
    state = request.GET.get("status", "")
    found = found.filter(state=state) if state in GroupState.values else found.exclude(state=GroupState.ENDED)
    return found.order_by("kind__sort_order", "name").distinct()


@require_safe
@reads_groups
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """`/werk/groepen/groep/<slug>/`: one group, for everybody in the office; acts only for who keeps it."""
    today = timezone.localdate()
    found = get_object_or_404(Group.objects.select_related("kind", "coordinated_by"), slug=slug)
    can_manage = keeps(request, found)
    villages = list(found.villages.order_by("sort_order", "name"))
    context = {
        "group": found,
        "kind": kind_name(found, kind_labels(today)),
        "badge": badge_of(found),
        "founded": founded(found),
        "villages": villages,
        "answers": _who_answers(villages, today),
        "contacts": list(found.contacts.select_related("user").order_by("-valid_from", "pk")) if can_manage else [],
        "covenants": covenants_of(found, today),
        "page_changes": found.page_changes.filter(state=ChangeState.WAITING),
        "account_changes": found.account_changes.filter(state=ChangeState.WAITING),
        "feedback": found.feedback.filter(state=ChangeState.WAITING),
        "coordinated": list(found.coordinated_groups.order_by("name")),
        "gives_feedback": found.kind.nature in GIVES_FEEDBACK,
        "can_manage": can_manage,
        "is_public": Group.objects.published().filter(pk=found.pk).exists(),
        "today": today,
        "spoken": list(contacts_of(found)[:CONTACTS]),
        "may_log": bool({Permission.VISIT_VILLAGES, Permission.MANAGE_GROUPS} & rights_of(request)),
        "history": [
            {"title": sentence_of(event), "when": event.at}
            for event in history_of(found).order_by("-at", "-pk")[:HISTORY]
        ],
    }
    return render(request, "office/groups/group.html", context)


def _who_answers(villages: list[Village], today: Any) -> list[str]:
    """The coordinators of the villages, each once (R221)."""
    found = [contact_for(village, today) for village in villages]
    return list(dict.fromkeys(f"{contact.name} ({contact.title})" for contact in found if contact))


@ACT
@manages_groups
def add(request: HttpRequest) -> HttpResponse:
    act = act_on(
        _("Nieuwe groep"),
        _("Voeg de groep toe"),
        reverse("office_groups"),
        _("De groep is toegevoegd."),
        explain=_("De groep staat daarna meteen op de site. Weet u iets niet? Laat het dan leeg."),
    )
    form = GroupForm(posted(request))
    return answer(request, form, act, lambda: actions.add_group(facts=form.facts(), **by(request)))


@ACT
@manages_groups
def change(request: HttpRequest, slug: str) -> HttpResponse:
    found = kept_group(request, slug)
    title = _("%(name)s wijzigen") % {"name": found}
    act = act_on_group(found, title, _("Bewaar de groep"), _("De groep is bewaard."))
    form = GroupForm(posted(request), group=found)
    return answer(request, form, act, lambda: actions.change_group(group=found, facts=form.facts(), **by(request)))


@ACT
@manages_groups
def approve(request: HttpRequest, slug: str) -> HttpResponse:
    found = kept_group(request, slug)
    act = act_on_group(
        found,
        _("%(name)s goedkeuren") % {"name": found},
        _("Zet de groep op de lijst"),
        _("De groep staat op de lijst."),
        explain=_("De groep komt op de site. Wie de groep voorstelde, kan de pagina bijhouden."),
    )
    return answer(request, SureForm(posted(request)), act, lambda: actions.approve_group(group=found, **by(request)))


@ACT
@manages_groups
def turn_down(request: HttpRequest, slug: str) -> HttpResponse:
    found = kept_group(request, slug)
    title = _("%(name)s niet op de lijst zetten") % {"name": found}
    act = act_on_group(found, title, _("Wijs de groep af"), _("De groep is afgewezen."), is_danger=True)
    form = ReasonForm(posted(request))
    return answer(
        request,
        form,
        act,
        lambda: actions.turn_down_group(group=found, reason=form.cleaned_data["reason"], **by(request)),
    )


@ACT
@manages_groups
def end(request: HttpRequest, slug: str) -> HttpResponse:
    found = kept_group(request, slug)
    act = act_on_group(
        found,
        _("%(name)s is gestopt") % {"name": found},
        _("Leg vast dat de groep is gestopt"),
        _("De groep staat nu als gestopt."),
        explain=_("De pagina blijft staan. Niemand kan meer namens de groep handelen."),
        is_danger=True,
    )
    form = EndForm(posted(request))
    return answer(request, form, act, lambda: actions.end_group(group=found, **form.cleaned_data, **by(request)))


@ACT
@manages_groups
def reopen(request: HttpRequest, slug: str) -> HttpResponse:
    found = kept_group(request, slug)
    title = _("%(name)s is weer actief") % {"name": found}
    act = act_on_group(found, title, _("Zet de groep weer op de lijst"), _("De groep staat weer op de lijst."))
    return answer(request, SureForm(posted(request)), act, lambda: actions.reopen_group(group=found, **by(request)))
