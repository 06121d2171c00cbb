"""Whether people can apply for a scheme today, and if not, when they can."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.grants.schemes.models import Scheme, SchemeVersion
from kernkracht.grants.schemes.queries import version_on

from .rules import RuleSet, is_open_on, rules_of, windows_of

LOOK_AHEAD = timedelta(days=400)
"""How far ahead an opening day is looked for: a yearly window always falls within it."""


@dataclass(frozen=True)
class Intake:
    """The door of a scheme on one day. `explanation` is a sentence for the applicant when it is closed."""

    version: SchemeVersion | None
    is_open: bool
    opens_on: date | None
    closes_on: date | None
    explanation: str = ""


def intake_on(scheme: Scheme, day: date) -> Intake:
    """The version in force and whether its window is open; a day ahead is only looked up when it is not."""
    version = version_on(scheme, day)
    rules = rules_of(version) if version else None
    if scheme.intake != Scheme.Intake.APPLICATION:
        return Intake(version, False, None, None, _("Voor deze regeling kunt u hier geen aanvraag doen. Bel ons."))
    if rules is not None and is_open_on(rules, day):
        return Intake(version, True, None, _closes_on(rules, version, day))
    opens_on = _opens_on(scheme, rules, day)
    return Intake(version, False, opens_on, None, _closed_sentence(opens_on))


def _closes_on(rules: RuleSet, version: SchemeVersion | None, day: date) -> date | None:
    ends = [window.days(day)[1] for window in windows_of(rules) if window.holds(day)]
    if version is not None and version.valid_until is not None:
        ends.append(version.valid_until)
    known = [end for end in ends if end != date.max]
    return min(known) if known else None


def _opens_on(scheme: Scheme, rules: RuleSet | None, day: date) -> date | None:
    """The first later day on which the window of the version of that day is open."""
    upcoming = SchemeVersion.objects.filter(
        scheme=scheme, state=SchemeVersion.State.PUBLISHED, valid_from__gt=day, valid_from__lte=day + LOOK_AHEAD
    ).order_by("valid_from")
    starts = {version.valid_from: rules_of(version) for version in upcoming}
    current, until = rules, rules.valid_until if rules else None
    for ahead in range(1, LOOK_AHEAD.days + 1):
        later = day + timedelta(days=ahead)
        if later in starts:
            current, until = starts[later], starts[later].valid_until
        if current is not None and (until is None or later <= until) and is_open_on(current, later):
            return later
    return None


def _closed_sentence(opens_on: date | None) -> str:
    if opens_on is None:
        return _("U kunt nu geen aanvraag doen voor deze regeling. Wij weten nog niet wanneer het weer kan.")
    return _("U kunt nu geen aanvraag doen. Het kan weer vanaf %(day)s.") % {"day": date_format(opens_on, "j F Y")}
