"""Which official messages can come digitally and how (Awb 2:13), and what did not work and when (Awb 2:21)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kernkracht.community.villages.queries import municipality
from kernkracht.foundation.deadlines.models import Outage
from kernkracht.foundation.deadlines.queries import running_outages
from kernkracht.foundation.official_channels.queries import ways_on

SHOWN = 50


@require_safe
def digital_message(request: HttpRequest) -> HttpResponse:
    """`/digitaal-bericht/`: per kind of message the ways that are designated today."""
    context = {"ways": ways_on(timezone.localdate()), "municipality": municipality()}
    return render(request, "public/digital/message.html", context)


@require_safe
def outages(request: HttpRequest) -> HttpResponse:
    """`/storingen/`: what does not work now, and what did not work before."""
    now = timezone.now()
    running = list(running_outages(now))
    past = Outage.objects.filter(ended_at__lte=now).order_by("-started_at", "-pk")[:SHOWN]
    return render(request, "public/digital/outages.html", {"running": running, "past": past})
