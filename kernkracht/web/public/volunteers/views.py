"""Volunteering for everybody: what help is wanted, how it works, the prizes, and the confidential counsellor."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kernkracht.community.villages.models import Village
from kernkracht.community.volunteers.models import HelpWanted, InfoPage
from kernkracht.community.volunteers.permissions import takes_nominations, takes_offers
from kernkracht.community.volunteers.queries import (
    help_wanted,
    public_rounds,
    published_codes,
    published_page,
    support_point,
    winners,
)

from ..kept import kept

LEAVE_FOR = "https://www.knmi.nl/"
"""Where “leave this page quickly” goes: a page about the weather, which anybody may have been reading."""


@require_safe
@kept
def overview(request: HttpRequest) -> HttpResponse:
    """`/vrijwilligers/`: open requests for help, of one village with `?dorp=`, and the ways in."""
    today = timezone.localdate()
    village = Village.objects.active().filter(slug=request.GET.get("dorp", "")[:100]).first()
    codes = published_codes()
    context = {
        "village": village,
        "villages": Village.objects.active().order_by("name"),
        "wanted": help_wanted(today, village),
        "pages": codes - {InfoPage.Code.COUNSELLOR},
        "has_counsellor": InfoPage.Code.COUNSELLOR in codes,
        "rounds": [(row, takes_nominations(row, today)) for row in public_rounds()[:1]],
        "point": support_point(),
    }
    return render(request, "public/volunteers/overview.html", context)


@require_safe
@kept
def help_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One request; a closed one stays readable for who had the link, a draft does not exist."""
    rows = HelpWanted.objects.exclude(state=HelpWanted.State.DRAFT).select_related("village", "group")
    wanted = get_object_or_404(rows, pk=pk)
    context = {"wanted": wanted, "is_open": takes_offers(wanted, timezone.localdate())}
    return render(request, "public/volunteers/help.html", context)


@require_safe
@kept
def info_page(request: HttpRequest, code: str) -> HttpResponse:
    published = published_page(code)
    if published is None:
        raise Http404
    point = support_point() if code != InfoPage.Code.INSURANCE else None
    return render(request, "public/volunteers/info.html", {"published": published, "point": point})


@require_safe
@never_cache
def counsellor(request: HttpRequest) -> HttpResponse:
    """`/vertrouwenspersoon/`: a telephone number and a link (R185–R188).

    Nothing about the visit is stored: no session, no cookie, no kept page, no count, and no form to fill in.
    """
    published = published_page(InfoPage.Code.COUNSELLOR)
    if published is None:
        raise Http404
    page = render(request, "public/volunteers/counsellor.html", {"published": published, "leave": LEAVE_FOR})
    page.headers["Referrer-Policy"] = "no-referrer"
    return page


@require_safe
@kept
def prizes(request: HttpRequest) -> HttpResponse:
    """`/vrijwilligers/prijzen/`: every round by year with its winners, the newest first."""
    today = timezone.localdate()
    rounds = [(row, takes_nominations(row, today), winners(row)) for row in public_rounds()]
    return render(request, "public/volunteers/prizes.html", {"rounds": rounds})


@require_safe
@kept
def prize_round(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(public_rounds(), pk=pk)
    context = {"round": row, "is_open": takes_nominations(row, timezone.localdate()), "winners": winners(row)}
    return render(request, "public/volunteers/round.html", context)
