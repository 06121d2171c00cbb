"""`/werk/in-het-dorp/`: when colleagues are in the villages, and which groups were long not spoken with."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kernkracht.community.groups.models import Group
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import villages_where
from kernkracht.community.presence import actions
from kernkracht.community.presence.models import ContactMoment, Presence
from kernkracht.community.presence.queries import groups_by_contact, presences_of
from kernkracht.community.villages.models import Village
from kernkracht.web.office.access import office_page, officer, rights_of
from kernkracht.web.office.acting import Act, act_page
from kernkracht.web.office.partners.forms import SureForm

from .forms import CancelForm, ContactForm, PlanForm, PresenceForm

ACT = require_http_methods(["GET", "HEAD", "POST"])
reads_presence = office_page(Permission.READ_OFFICE, Permission.VISIT_VILLAGES)
visits = office_page(Permission.VISIT_VILLAGES)
speaks = office_page(Permission.VISIT_VILLAGES, Permission.MANAGE_GROUPS)


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"by": officer(request).actor, "at": timezone.now()}


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _act(title: str, button: str, done: str, back: str = "", **more: Any) -> Act:
    home = reverse("office_presence")
    return Act(title, button, back or home, done, section=_("In het dorp"), section_url=home, **more)


def _context(request: HttpRequest, current: str) -> dict[str, Any]:
    entries = [("office_presence", _("Wanneer bent u waar")), ("office_group_contacts", _("Contact met groepen"))]
    return {
        "tabs": [{"label": label, "url": reverse(name), "current": name == current} for name, label in entries],
        "can_plan": Permission.VISIT_VILLAGES in rights_of(request),
        "today": timezone.localdate(),
    }


@require_safe
@reads_presence
def presences(request: HttpRequest) -> HttpResponse:
    """What is ahead: of everybody, or of the reader; in one village on wish."""
    at, villages = timezone.now(), list(Village.objects.active())
    wanted = {name: request.GET.get(name, "")[:100] for name in ("wie", "dorp")}
    chosen = [village for village in villages if village.slug == wanted["dorp"]] or None
    me = officer(request)
    mine = set(villages_where(me.actor, Permission.VISIT_VILLAGES, timezone.localdate()))
    rows = presences_of(me if wanted["wie"] == "ik" else None, at, chosen)
    context = _context(request, "office_presence") | {
        "rows": [{"presence": row, "may_change": row.village in mine} for row in rows],
        "villages": villages,
        "wanted": wanted,
    }
    return render(request, "office/presence/list.html", context)


@ACT
@visits
def plan(request: HttpRequest) -> HttpResponse:
    me, today = officer(request), timezone.localdate()
    villages = villages_where(me.actor, Permission.VISIT_VILLAGES, today)
    form = PlanForm(
        _posted(request),
        villages=villages,
        initial={"village": villages.filter(slug=request.GET.get("dorp", "")[:100]).first()},
    )
    act = _act(
        _("In het dorp zijn"),
        _("Zet het op de website"),
        _("Het staat op de pagina van het dorp."),
        explain=_("Bewoners zien uw naam, de plek en de tijd op de pagina van het dorp."),
    )

    def save(data: dict[str, Any]) -> object:
        often = {name: data[name] for name in ("times", "every_days")}
        return actions.plan_presence(facts=form.presence_facts(), user=me, **often, **_by(request))

    return act_page(request, form, act, save, actions.PresenceRefusal)


def _presence(pk: int) -> Presence:
    return get_object_or_404(Presence.objects.select_related("village", "user"), pk=pk)


@ACT
@visits
def change(request: HttpRequest, pk: int) -> HttpResponse:
    row = _presence(pk)
    villages = villages_where(officer(request).actor, Permission.VISIT_VILLAGES, timezone.localdate())
    form = PresenceForm(_posted(request), villages=villages, row=row)
    act = _act(_("Moment wijzigen"), _("Bewaar het moment"), _("Het moment is bewaard."))
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.change_presence(presence=row, facts=form.presence_facts(), **_by(request)),
        actions.PresenceRefusal,
    )


@ACT
@visits
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    row = _presence(pk)
    title = _("Toch niet in %(village)s") % {"village": row.village.name}
    explain = _("Het moment blijft op de website staan, met de reden. Wie het in de agenda heeft, ziet het ook.")
    act = _act(title, _("Zeg het af"), _("Het moment is afgezegd."), explain=explain, is_danger=True)
    return act_page(
        request,
        CancelForm(_posted(request)),
        act,
        lambda data: actions.cancel_presence(presence=row, **data, **_by(request)),
        actions.PresenceRefusal,
    )


@require_safe
@reads_presence
def contacts(request: HttpRequest) -> HttpResponse:
    """Groups of the reader's villages (or of one chosen), longest not spoken with first (R251)."""
    context = _context(request, "office_group_contacts")
    villages = list(Village.objects.active())
    slug = request.GET.get("dorp", "")[:100]
    chosen = [village for village in villages if village.slug == slug]
    actor = officer(request).actor
    mine = list(villages_where(actor, Permission.VISIT_VILLAGES, context["today"]))
    context |= {
        "rows": groups_by_contact(chosen or mine or villages, context["today"]),
        "villages": villages,
        "village": chosen[0] if chosen else None,
        "can_log": bool({Permission.VISIT_VILLAGES, Permission.MANAGE_GROUPS} & rights_of(request)),
    }
    return render(request, "office/presence/contacts.html", context)


@ACT
@speaks
def contact_log(request: HttpRequest, slug: str) -> HttpResponse:
    group = get_object_or_404(Group, slug=slug)
    act = _act(
        _("Contact met %(group)s") % {"group": group.name},
        _("Bewaar het contact"),
        _("Het contact is bewaard."),
        reverse("office_group", args=[slug]),
    )
    form = ContactForm(_posted(request), today=timezone.localdate())
    return act_page(
        request,
        form,
        act,
        lambda data: actions.log_contact(group=group, user=officer(request), **data, **_by(request)),
        actions.PresenceRefusal,
    )


@ACT
@speaks
def contact_remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(ContactMoment.objects.select_related("group"), pk=pk)
    act = _act(
        _("Contact met %(group)s weghalen") % {"group": row.group.name},
        _("Haal dit contact weg"),
        _("Het contact is weg."),
        reverse("office_group", args=[row.group.slug]),
        is_danger=True,
    )
    return act_page(
        request,
        SureForm(_posted(request)),
        act,
        lambda _data: actions.remove_contact(moment=row, **_by(request)),
        actions.PresenceRefusal,
    )
