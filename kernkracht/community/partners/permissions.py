"""What about partners may be seen and done, as pure predicates."""

from __future__ import annotations

from datetime import date

from .models import OutlookItem, PartnerMeeting, Provision


def is_public_outlook(item: OutlookItem, on: date) -> bool:
    """Residents see what was marked public, until it is over."""
    return item.is_public and (item.ends_on is None or item.ends_on >= on)


def is_public_provision(provision: Provision, on: date) -> bool:
    """Residents see what is marked public and still open."""
    return provision.is_public and (provision.ended_on is None or provision.ended_on >= on)


def takes_points(meeting: PartnerMeeting, on: date) -> bool:
    """Topics can be put on a meeting that still has to come."""
    return meeting.cancelled_at is None and meeting.held_on >= on


def takes_outcomes(meeting: PartnerMeeting, on: date) -> bool:
    """What was agreed can be written down from the day of the meeting."""
    return meeting.cancelled_at is None and meeting.held_on <= on
