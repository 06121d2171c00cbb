"""Every public page, for search engines."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from kernkracht.community.groups.models import Group
from kernkracht.community.villages.models import Village
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.applications.queries import public_numbers
from kernkracht.grants.schemes.models import Scheme, SchemeVersion

PAGES = (
    "home",
    "villages",
    "groups",
    "gatherings",
    "plans",
    "schemes",
    "register",
    "about",
    "accessibility",
    "privacy",
    "council_letters",
    "digital_message",
)


class _Pages(Sitemap[Any]):
    def items(self) -> list[str]:
        return list(PAGES)

    def location(self, item: str) -> str:
        return reverse(item)


class _Villages(Sitemap[Any]):
    def items(self) -> QuerySet[Village]:
        return Village.objects.active().order_by("slug")

    def location(self, item: Village) -> str:
        return reverse("village", args=[item.slug])


class _Groups(Sitemap[Any]):
    def items(self) -> QuerySet[Group]:
        return Group.objects.active().order_by("slug")

    def location(self, item: Group) -> str:
        return reverse("group", args=[item.slug])


class _Schemes(Sitemap[Any]):
    def items(self) -> QuerySet[Scheme]:
        published = SchemeVersion.objects.filter(state=SchemeVersion.State.PUBLISHED)
        return Scheme.objects.filter(versions__in=published).distinct().order_by("slug")

    def location(self, item: Scheme) -> str:
        return reverse("scheme", args=[item.slug])


class _Plans(Sitemap[Any]):
    limit = 5000

    def items(self) -> QuerySet[GrantApplication]:
        return public_numbers()

    def location(self, item: GrantApplication) -> str:
        return reverse("plan", args=[item.number])

    def lastmod(self, item: GrantApplication) -> date | None:
        return item.decided_on


SECTIONS = {"paginas": _Pages, "dorpen": _Villages, "groepen": _Groups, "regelingen": _Schemes, "plannen": _Plans}
