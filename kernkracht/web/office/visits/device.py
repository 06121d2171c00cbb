"""What a device that keeps notes needs to know: whose they are, and where to send them."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from kernkracht.community.people.models import User

_LENGTH = 24
_LONGEST_MOMENT = 40


def account_key(user: User) -> str:
    """A name for an account that says nothing about the person, under which a device keeps notes.

    It opens nothing, so it needs no secret; and without one it stays the same when the server gets another key, so that
    notes that wait on a device are found again.
    """
    return hashlib.sha256(f"kernkracht.visits.device {user.pk}".encode()).hexdigest()[:_LENGTH]


def device_context(request: HttpRequest) -> dict[str, object]:
    """What the part of a page that shows waiting notes takes; see `office/visits/waiting.html`."""
    user = request.user
    page = reverse("office_visit_new")
    return {
        "device_account": account_key(user) if isinstance(user, User) else "",
        "device_page": page,
        "sign_in_url": f"{reverse('account_login')}?next={page}",
    }


def readable_moment(text: object) -> datetime | None:
    """A moment with its zone as a browser writes it; None when it is anything else."""
    try:
        found = parse_datetime(str(text or "")[:_LONGEST_MOMENT])
    except ValueError:
        return None
    return found if found is not None and timezone.is_aware(found) else None
