"""What the pages about groups share: the groups an officer keeps, and one act with its refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kernkracht.community.groups.actions import UnableToManageGroups
from kernkracht.community.groups.models import Covenant, Group
from kernkracht.community.groups.queries import manages_group
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.documents.refusals import UnacceptableFile
from kernkracht.web.office.access import office_page, officer, rights_of
from kernkracht.web.office.acting import Act, act_page

ACT = require_http_methods(["GET", "HEAD", "POST"])
reads_groups = office_page(Permission.READ_OFFICE, Permission.MANAGE_GROUPS)
manages_groups = office_page(Permission.MANAGE_GROUPS)


def by(request: HttpRequest) -> dict[str, Any]:
    """Who acts, and when."""
    return {"by": officer(request).actor, "at": timezone.now()}


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def sent_files(request: HttpRequest) -> Any:
    return request.FILES if request.method == "POST" else None


def may_manage(request: HttpRequest) -> bool:
    """Whether the officer keeps groups somewhere, for buttons of pages that are about no single group."""
    return Permission.MANAGE_GROUPS in rights_of(request)


def keeps(request: HttpRequest, group: Group) -> bool:
    return manages_group(officer(request).actor, group, timezone.localdate())


def kept_group(request: HttpRequest, slug: str) -> Group:
    """The group, for an officer who keeps it; 404 for every other."""
    group = get_object_or_404(Group.objects.select_related("kind", "coordinated_by"), slug=slug)
    if not keeps(request, group):
        raise Http404
    return group


def keeps_covenant(request: HttpRequest, covenant: Covenant) -> bool:
    """Whether the officer keeps one of the parties; a covenant without known parties is everybody's."""
    groups = list(covenant.groups.all())
    return not groups or any(keeps(request, group) for group in groups)


def act_on(title: str, button: str, back: str, done: str, **more: Any) -> Act:
    return Act(title, button, back, done, section=_("Groepen"), section_url=reverse("office_groups"), **more)


def act_on_group(group: Group, title: str, button: str, done: str, **more: Any) -> Act:
    return act_on(title, button, reverse("office_group", args=[group.slug]), done, **more)


def answer(request: HttpRequest, form: BaseForm, act: Act, do: Callable[[], object]) -> HttpResponse:
    """Show the form and do the act; a refused file stands beside the file."""

    def once(_data: dict[str, Any]) -> object:
        try:
            return do()
        except UnacceptableFile as refusal:
            raise UnableToManageGroups(str(refusal), "document") from refusal

    return act_page(request, form, act, once, UnableToManageGroups)
