"""Signing up to follow, and everything behind the mailed links.

GET shows and POST acts, so that a mail scanner which opens links confirms and stops nothing. What a visitor sees after
signing up is the same whoever the address belongs to.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from kernkracht.community.following import actions
from kernkracht.community.following.models import Follower, Rhythm
from kernkracht.community.following.queries import (
    followed_by,
    follower_by_token,
    follower_of,
    sign_up_of,
    villages_to_follow,
)

from ..access import account, now
from ..throttle import too_often
from .forms import FollowForm

FORMS_PER_HOUR = 15
FORM = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@FORM
def begin(request: HttpRequest) -> HttpResponse:
    """`/volgen/`: choose what and how often. `?dorp=`, `?thema=` and `?wat=kind:key` choose already."""
    user = account(request)
    posted = request.POST if request.method == "POST" else None
    offered = request.POST.getlist("other") if posted is not None else request.GET.getlist("wat")
    form = FollowForm(posted, offered=offered, has_account=user is not None, initial=_chosen(request))
    if posted is not None and form.is_valid():
        answer = _signed_up(request, form)
        if answer is not None:
            return answer
    context = {"form": form, "user_email": user.email if user else ""}
    return render(request, "resident/follow/begin.html", context, status=422 if form.errors else 200)


def _chosen(request: HttpRequest) -> dict[str, Any]:
    """What another page chose already."""
    village = villages_to_follow().filter(slug=request.GET.get("dorp", "").replace("\x00", "")[:100]).first()
    return {
        "other": request.GET.getlist("wat"),
        "villages": [f"village:{village.pk}"] if village else [],
        "themes": [f"theme:{request.GET.get('thema', '')}"],
        "rhythm": Rhythm.WEEKLY,
    }


def _signed_up(request: HttpRequest, form: FollowForm) -> HttpResponse | None:
    """Where to go after signing up; None with the reason in the form. A filled trap gets a plain refusal."""
    if form.cleaned_data["website"] or too_often(request, "follow", FORMS_PER_HOUR):
        form.add_error(None, _("Dit lukt nu niet. Bel ons, of probeer het over een uur opnieuw."))
        return None
    user = account(request)
    try:
        if user is not None:
            actions.follow_with_account(user=user, wanted=form.wanted(), at=now())
            messages.success(request, _("U krijgt vanaf nu mail over wat u koos."))
            return redirect("resident:follow_mine")
        language = get_language() or settings.LANGUAGE_CODE
        actions.follow(email=form.cleaned_data["email"], wanted=form.wanted(), at=now(), language=language)
        return redirect("resident:follow_sent")
    except actions.UnableToFollow as refusal:
        field = "villages" if refusal.field == "things" else refusal.field
        form.add_error(field if field in form.fields else None, str(refusal))
    return None


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """The same for everybody, whatever was filled in."""
    return render(request, "resident/follow/sent.html")


@never_cache
@FORM
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """Behind the link of one sign-up: what it was about, and the button."""
    found = sign_up_of(key)
    if not found:
        return _gone(request)
    if request.method == "POST":
        follower = actions.confirm_following(key=key, at=now())
        if follower is None:  # confirmed in another tab a moment ago
            return _gone(request)
        messages.success(request, _("Gelukt. U krijgt mail zodra er nieuws is."))
        return redirect("resident:follow_manage", token=follower.token)
    return render(request, "resident/follow/confirm.html", {"found": found, "rhythm": found[0].following.rhythm})


def _gone(request: HttpRequest) -> HttpResponse:
    """A link that leads nowhere: used, replaced, stopped, forgotten, or never there. All look the same."""
    return render(request, "resident/follow/gone.html", status=404)


@never_cache
@FORM
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """`/volgen/<token>/`: everything that somebody follows, to change or stop."""
    follower = follower_by_token(token)
    if follower is None:
        return _gone(request)
    return _list(request, follower)


@never_cache
@login_required
@FORM
def mine(request: HttpRequest) -> HttpResponse:
    """`/mijn/volgen/`: the same for who is signed in."""
    user = account(request)
    follower = follower_of(user) if user else None
    if follower is None:
        return render(request, "resident/follow/none.html")
    return _list(request, follower)


def _list(request: HttpRequest, follower: Follower) -> HttpResponse:
    refusal = ""
    if request.method == "POST":
        try:
            if not _done(request, follower):
                return _stopped(request)
            return redirect(request.path)
        except actions.UnableToFollow as fault:
            refusal = str(fault)
    context = {
        "follower": follower,
        "found": followed_by(follower),
        "rhythms": Rhythm.choices,
        "refusal": refusal,
    }
    return render(request, "resident/follow/manage.html", context, status=422 if refusal else 200)


def _done(request: HttpRequest, follower: Follower) -> bool:
    """Do what a button says; whether anything is still followed. An unknown act does not exist."""
    act, at = request.POST.get("act", ""), now()
    if act == "stop_all":
        actions.stop_all(follower=follower, at=at)
        return False
    if act == "resume":
        actions.resume_mail(follower=follower, at=at)
        messages.success(request, _("U krijgt weer mail."))
        return True
    number = request.POST.get("following", "")
    row = follower.followings.filter(pk=int(number) if number.isascii() and number.isdigit() else 0).first()
    if row is None or act not in ("rhythm", "stop"):
        raise Http404
    if act == "rhythm":
        actions.change_rhythm(following=row, rhythm=request.POST.get("rhythm", ""), at=at)
        messages.success(request, _("Uw keuze is bewaard."))
        return True
    messages.success(request, _("U volgt dit niet meer."))
    return actions.stop_following(following=row, at=at)


@csrf_exempt  # RFC 8058: the mail program posts without a session or cookie; the token in the address is the proof
@never_cache
@FORM
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """`/volgen/<token>/stoppen/`: one POST ends all mail, from a mail program or from the button that GET shows.

    A second POST answers the same: mail programs try again, and nobody learns which addresses follow.
    """
    follower = follower_by_token(token)
    if request.method == "POST":
        if follower is not None:
            actions.stop_all(follower=follower, at=now())
        return _stopped(request)
    if follower is None:
        return _gone(request)
    return render(request, "resident/follow/stop.html", {"found": followed_by(follower), "token": token})


def _stopped(request: HttpRequest) -> HttpResponse:
    return render(request, "resident/follow/stopped.html")
