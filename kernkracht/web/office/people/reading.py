"""What the pages about people show."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.community.people.models import Absence, Assignment, Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may, role_labels, villages_without_coordinator
from kernkracht.foundation.audit.events import sentence_for
from kernkracht.foundation.audit.models import AuditEvent
from kernkracht.grants.applications.queries import mandates_held
from kernkracht.web.office.access import office_page, officer, rights_of

from .forms import PERMISSION_TEXTS

HISTORY = 30


def tabs(current: str, *, shows_workload: bool = False) -> list[dict[str, Any]]:
    pages = [
        ("office_people", _("Mensen")),
        ("office_posts", _("Rollen nu")),
        ("office_mandates", _("Mandaten")),
        ("office_roles", _("Rechten en namen")),
    ]
    if shows_workload:
        pages.append(("office_workload", _("Werkdruk")))
    return [{"label": label, "url": reverse(name), "current": name == current} for name, label in pages]


def can_manage(request: HttpRequest) -> bool:
    return may(officer(request).actor, Permission.MANAGE_PEOPLE, timezone.localdate())


def sees_workload(request: HttpRequest) -> bool:
    return Permission.MANAGE_WORKLOAD in rights_of(request)


def _posts_on(today: date) -> Prefetch[Any]:
    posts = Assignment.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today))
    return Prefetch("assignments", posts.select_related("role").prefetch_related("villages"), to_attr="current_posts")


@require_safe
@office_page(Permission.READ_OFFICE, Permission.MANAGE_PEOPLE)
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who works here, with the roles of today; vacancies and villages without anybody first."""
    today = timezone.localdate()
    staff = (
        User.objects.filter(is_staff=True).prefetch_related(_posts_on(today)).order_by("-is_active", "name", "email")
    )
    context = {
        "staff": staff.order_by("-is_active", "name", "email"),
        "labels": role_labels(today),
        "absent": set(Absence.objects.on(today).values_list("user_id", flat=True)),
        "vacancies": _vacancies(today),
        "without": villages_without_coordinator(today),
        "can_manage": can_manage(request),
        "tabs": tabs("office_people", shows_workload=sees_workload(request)),
    }
    return render(request, "office/people/people.html", context)


def _vacancies(today: date) -> list[Assignment]:
    open_posts = Assignment.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today), user__isnull=True)
    return list(open_posts.select_related("role", "stand_in", "team").prefetch_related("villages"))


@require_safe
@office_page(Permission.READ_OFFICE, Permission.MANAGE_PEOPLE)
def posts(request: HttpRequest) -> HttpResponse:
    """Every role with who holds it now or soon, and who stands in."""
    today = timezone.localdate()
    rows = Assignment.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today))
    rows = rows.select_related("role", "user", "stand_in", "team").prefetch_related("villages")
    context = {
        "posts": list(rows),
        "labels": role_labels(today),
        "today": today,
        "can_manage": can_manage(request),
        "tabs": tabs("office_posts", shows_workload=sees_workload(request)),
    }
    return render(request, "office/people/posts.html", context)


@require_safe
@office_page(Permission.READ_OFFICE, Permission.MANAGE_PEOPLE)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One colleague: card, roles past and present, absence, and what was changed."""
    today = timezone.localdate()
    user = get_object_or_404(User, pk=pk, is_staff=True)
    held = user.assignments.select_related("role", "stand_in", "team").prefetch_related("villages")
    standing_in = Assignment.objects.on(today).filter(stand_in=user).select_related("role", "user")
    context = {
        "person": user,
        "card": getattr(user, "contact_card", None),
        "held": list(held.order_by("-valid_from", "pk")),
        "standing_in": list(standing_in),
        "absence": Absence.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today), user=user).first(),
        "memberships": list(user.memberships.all()),
        "mandates": list(mandates_held(user, today)),
        "labels": role_labels(today),
        "today": today,
        "history": _history(user) if can_manage(request) else [],
        "can_manage": can_manage(request),
        "is_self": user == request.user,
    }
    return render(request, "office/people/person.html", context)


def _history(user: User) -> list[dict[str, Any]]:
    posts = [str(pk) for pk in user.assignments.values_list("pk", flat=True)]
    about = Q(object_type="people.user", object_id=str(user.pk)) | Q(
        object_type="people.assignment", object_id__in=posts
    )
    events = AuditEvent.objects.filter(about).order_by("-at", "-pk")[:HISTORY]
    return [{"title": _sentence(event), "when": event.at} for event in events]


def _sentence(event: AuditEvent) -> str:
    """The sentence of an event with its facts; a fact that is missing shows as a dash."""
    labels = role_labels(timezone.localdate(event.at))
    facts = {key: labels.get(str(value), value) if key == "role" else value for key, value in event.data.items()}
    return sentence_for(event.event).format_map(_WithDashes(facts))


class _WithDashes(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "–"


@require_safe
@office_page(Permission.READ_OFFICE, Permission.MANAGE_PEOPLE)
def roles(request: HttpRequest) -> HttpResponse:
    """What each role is called, since when, and what it may do."""
    today = timezone.localdate()
    rows = Role.objects.prefetch_related("labels", "role_permissions")
    names = role_labels(today)
    context = {
        "roles": [
            {
                "role": role,
                "name": names.get(role.code, role.code),
                "labels": list(role.labels.all()),
                "may": [PERMISSION_TEXTS[Permission(row.permission)] for row in role.role_permissions.all()],
            }
            for role in rows
        ],
        "can_manage": can_manage(request),
        "tabs": tabs("office_roles", shows_workload=sees_workload(request)),
    }
    return render(request, "office/people/roles.html", context)
