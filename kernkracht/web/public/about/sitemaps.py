"""Every public page, for search engines."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from kernkracht.community.groups.models import Group
from kernkracht.community.villages.models import Village
from kernkracht.community.volunteers.models import HelpWanted, InfoPage, PrizeRound
from kernkracht.community.volunteers.queries import help_wanted, public_rounds, published_codes
from kernkracht.editorial.pages.models import Publication
from kernkracht.editorial.pages.queries import live_pages
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.applications.queries import public_numbers
from kernkracht.grants.schemes.models import Scheme, SchemeVersion
from kernkracht.grants.settlements.models import Story
from kernkracht.grants.settlements.queries import public_stories
from kernkracht.web.texts import ROUTES, address_of

PAGES = (
    "home",
    "villages",
    "compare_figures",
    "groups",
    "gatherings",
    "plans",
    "stories",
    "volunteers",
    "prizes",
    "schemes",
    "register",
    "about",
    "accessibility",
    "privacy",
    "council_letters",
    "digital_message",
    "explanations",
    "news",
    "stories",
    "lessons",
    "terms",
)
WRITTEN = {
    InfoPage.Code.INSURANCE: "volunteer_insurance",
    InfoPage.Code.SUPPORT_POINT: "volunteer_support_point",
    InfoPage.Code.NEIGHBOUR_HELP: "neighbour_help",
}
"""Pages about volunteering that exist once somebody wrote them."""


class _Pages(Sitemap[Any]):
    def items(self) -> list[str]:
        written = published_codes()
        return [*PAGES, *(name for code, name in WRITTEN.items() if code in written)]

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


class _Stories(Sitemap[Any]):
    limit = 5000

    def items(self) -> QuerySet[Story]:
        return public_stories()

    def location(self, item: Story) -> str:
        return reverse("story", args=[item.slug])


class _HelpWanted(Sitemap[Any]):
    """What is asked for now: a page that closed is of no use to who searches."""

    limit = 5000

    def items(self) -> QuerySet[HelpWanted]:
        return help_wanted(timezone.localdate())

    def location(self, item: HelpWanted) -> str:
        return reverse("help_wanted", args=[item.pk])


class _Prizes(Sitemap[Any]):
    def items(self) -> QuerySet[PrizeRound]:
        return public_rounds()

    def location(self, item: PrizeRound) -> str:
        return reverse("prize_round", args=[item.pk])


class _Texts(Sitemap[Any]):
    """What editors published, in Dutch: other languages have the same address."""

    limit = 5000

    def items(self) -> QuerySet[Publication]:
        return live_pages(timezone.now(), *ROUTES).filter(page__language="nl").order_by("pk")

    def location(self, item: Publication) -> str:
        return address_of(item.page)

    def lastmod(self, item: Publication) -> datetime:
        return item.live_from


SECTIONS = {
    "paginas": _Pages,
    "teksten": _Texts,
    "dorpen": _Villages,
    "groepen": _Groups,
    "regelingen": _Schemes,
    "plannen": _Plans,
    "verhalen": _Stories,
    "hulp": _HelpWanted,
    "prijzen": _Prizes,
}
