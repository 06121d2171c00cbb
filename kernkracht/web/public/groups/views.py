"""`/groepen/`: which groups there are, by kind and village; and the page of one group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.community.groups.actions import GIVES_FEEDBACK
from kernkracht.community.groups.models import (
    ChangeState,
    CovenantVersion,
    Group,
    GroupContact,
    GroupKind,
    GroupState,
    Nature,
)
from kernkracht.community.groups.queries import kind_labels, public_groups, running_covenants
from kernkracht.community.people.queries import contact_for
from kernkracht.community.villages.models import Village
from kernkracht.web.office.groups.presenters import founded, kind_name

from ..choosing import wants_part
from ..kept import kept
from .presenters import card

PAGE_SIZE = 30
MAX_TEXT = 100
MONTHS = 12
WATCHES = (Nature.SIGNALLING_GROUP, Nature.WHATSAPP_GROUP, Nature.WHATSAPP_COORDINATION)
"""Groups that look out for each other: their pages say what to do first when it is urgent."""


@dataclass(frozen=True)
class Wanted:
    """What a visitor asks for; anything unknown is no choice."""

    text: str
    kind: str
    village: str

    @classmethod
    def read(cls, request: HttpRequest) -> Wanted:
        def said(name: str) -> str:
            return request.GET.get(name, "").replace("\x00", "").strip()[:MAX_TEXT]

        return cls(said("zoek"), said("soort"), said("dorp"))

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.kind or self.village)


@require_safe
@kept
def group_list(request: HttpRequest) -> HttpResponse:
    """`/groepen/`. The part below the filters answers htmx and the whole page alike."""
    today, wanted = timezone.localdate(), Wanted.read(request)
    labels = kind_labels(today)
    found = public_groups(kind=wanted.kind, village=wanted.village, text=wanted.text)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("pagina"))
    used = set(Group.objects.active().values_list("kind_id", flat=True))
    context = {
        "wanted": wanted,
        "page": page,
        "cards": [card(group, labels) for group in page.object_list],
        "kinds": [
            (kind.code, capfirst(labels[kind.pk].plural))
            for kind in GroupKind.objects.all()
            if kind.pk in used and kind.pk in labels
        ],
        "villages": list(Village.objects.active()),
    }
    part = "public/groups/found.html"
    return render(request, part if wants_part(request) else "public/groups/list.html", context)


@require_safe
@kept
def group_page(request: HttpRequest, slug: str) -> HttpResponse:
    """`/groepen/<slug>/`. A group that stopped keeps its page, and says so; one that only was proposed has none."""
    today = timezone.localdate()
    group = get_object_or_404(Group.objects.published().select_related("kind", "coordinated_by"), slug=slug)
    villages = list(group.villages.order_by("sort_order", "name"))
    is_active = group.state == GroupState.ACTIVE
    answering = contact_for(villages[0], today) if villages and is_active else None
    context = {
        "group": group,
        "kind": kind_name(group, kind_labels(today)),
        "is_active": is_active,
        "villages": villages,
        "rows": _facts(group),
        "people": [person for person in _public_people(group, today) if is_active],
        "contact": answering,
        "covenant": _covenant(group, today),
        "watches": group.kind.nature in WATCHES,
        "is_whatsapp": group.kind.nature in (Nature.WHATSAPP_GROUP, Nature.WHATSAPP_COORDINATION),
        "gives_feedback": group.kind.nature in GIVES_FEEDBACK,
        "feedback": group.feedback.filter(state=ChangeState.APPROVED).order_by("-month")[:MONTHS],
        "coordinated": Group.objects.active().filter(coordinated_by=group).order_by("name"),
    }
    return render(request, "public/groups/group.html", context)


def _facts(group: Group) -> list[dict[str, str]]:
    rows = [
        {"label": _("Bestaat sinds"), "value": founded(group)},
        {"label": _("Werkt samen met"), "value": group.works_with},
        {"label": _("Website"), "value": group.website.split("://")[-1].rstrip("/"), "href": group.website},
    ]
    if group.coordinated_by is not None:
        url = reverse("group", args=[group.coordinated_by.slug])
        rows.append({"label": _("Beheer"), "value": group.coordinated_by.name, "href": url})
    return [row for row in rows if row["value"]]


def _public_people(group: Group, today: date) -> list[dict[str, str]]:
    """What people of the group want to be seen of them; somebody without a public detail is not there."""
    found = []
    for contact in GroupContact.objects.on(today).filter(group=group).order_by("valid_from", "pk"):
        person = {
            "name": contact.name if contact.is_name_public else "",
            "function": contact.function,
            "email": contact.email if contact.is_email_public else "",
            "phone": contact.phone if contact.is_phone_public else "",
        }
        person["phone_link"] = "".join(c for c in person["phone"] if c in "+0123456789")
        if person["name"] or person["email"] or person["phone"]:
            found.append(person)
    return found


def _covenant(group: Group, today: date) -> dict[str, Any] | None:
    """The running covenant of a group, with its text when that is public."""
    version: CovenantVersion | None = running_covenants(today).filter(covenant__groups=group).first()
    if version is None:
        return None
    signed = date_format(version.signed_on, "j F Y") if version.signed_on else ""
    return {
        "version": version,
        "signed": signed,
        "duties": list(version.duties.select_related("owed_by").order_by("kind", "pk")),
    }
