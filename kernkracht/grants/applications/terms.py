"""By when a case must be decided: one computation, from facts. Nobody edits a date; `due_on` is a stored copy of this.

Start (the day of receipt), the scheme's term or else the law's (Awb 4:13), the days on which the term stood still
(4:15), and letters that named another day (4:14). An outage gives us no more time; it gives the applicant more time to
complete the application, and the term stands still so much longer (Awb 2:21).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.foundation.deadlines import Deadline, Pause, Term, compute_deadline
from kernkracht.foundation.deadlines.queries import equated_days
from kernkracht.foundation.legal_settings.queries import history_of_setting, setting_on, value_among

from .legal import DECISION_WEEKS, OWN_TERM_EXTENDS
from .models import GrantApplication, Suspension, TermExtension
from .rules import DecisionTerm, decision_term_of, rules_of

LAW = "Awb 4:13"
"""What `DecisionTerm.ground` says when the scheme names no term of its own."""


@dataclass(frozen=True)
class DecisionClock(Deadline):
    """The last day to decide with its reasoning, and what it was made of."""

    original_due_on: date = date.min
    """The last day without letters that name another one."""
    late_after: date = date.min
    """The last day before a notice of default counts (Awb 4:17): not always the day that a letter named."""
    pauses: tuple[Pause, ...] = ()


@dataclass(frozen=True)
class ClockFacts:
    """Everything that the last day rests on."""

    received_on: date
    term: DecisionTerm
    weeks: int
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[TermExtension, ...] = ()
    equated: Mapping[date, str] | None = None
    extension_counts: bool = False
    """Whether a letter also moves a term that the scheme names without saying that it may be longer."""


def pause_of(suspension: Suspension) -> Pause:
    """The days in which the term stands still (Awb 4:15)."""
    reason = f"{Suspension.Ground(suspension.ground).label}."
    if suspension.named_until_on is not None:
        reason += " " + _("Door een storing kreeg de aanvrager meer tijd, tot en met %(day)s (Awb, artikel 2:21).") % {
            "day": _day(suspension.until_on)
        }
    return Pause.after_request(suspension.invited_on, suspension.until_on, suspension.ended_on, reason=reason)


def decision_deadline(application: GrantApplication, on: date) -> DecisionClock:
    """The last day to decide as known on a day, with the sentences that explain it. Raises `ValueError` for a draft."""
    return decision_deadlines([application], on)[application.pk]


def decision_deadlines(cases: Iterable[GrantApplication], on: date) -> dict[int, DecisionClock]:
    """The same for many cases, by id, in a fixed number of queries. Load them with their `version`."""
    return {pk: clock(facts) for pk, facts in clock_facts(cases, on).items()}


def clock_facts(cases: Iterable[GrantApplication], on: date) -> dict[int, ClockFacts]:
    """What the last days of these cases rest on, by id. Raises `ValueError` for a draft: it has no term."""
    wanted = list(cases)
    ids = [case.pk for case in wanted]
    pauses: dict[int, list[Pause]] = {pk: [] for pk in ids}
    for suspension in Suspension.objects.filter(application__in=ids).order_by("invited_on", "pk"):
        pauses[suspension.application_id].append(pause_of(suspension))
    letters: dict[int, list[TermExtension]] = {pk: [] for pk in ids}
    for extension in TermExtension.objects.filter(application__in=ids).order_by("told_on", "pk"):
        letters[extension.application_id].append(extension)
    equated, weeks_on = equated_days(), _weeks_of_law()
    counts = any(letters.values()) and setting_on(OWN_TERM_EXTENDS.key, on).value is True
    found = {}
    for case in wanted:
        if case.received_on is None:
            raise ValueError("a draft has no term")
        term = decision_term_of(rules_of(case.version))
        weeks = weeks_on(case.received_on) if term.ground == LAW or not term.weeks else term.weeks
        found[case.pk] = ClockFacts(
            case.received_on, term, weeks, tuple(pauses[case.pk]), tuple(letters[case.pk]), equated, counts
        )
    return found


def _weeks_of_law() -> Callable[[date], int]:
    """The law's term on a day, with its history read once."""
    history = history_of_setting(DECISION_WEEKS)

    def weeks(on: date) -> int:
        value = value_among(history, on).value
        return value if isinstance(value, int) else 8

    return weeks


def clock(facts: ClockFacts) -> DecisionClock:
    """The last day by these facts. Pure.

    The day that a letter names is the new last day; days on which the term stands still after that letter come on top,
    earlier ones were known when the letter was written.
    """
    letters = sorted(facts.extensions, key=lambda e: (e.told_on, e.named_on))
    told = [letter.told_on for letter in letters]
    before = [p for p in facts.pauses if not told or p.start <= told[0]]
    base = _without_letters(facts, before)
    due_on, steps = base.due_on, list(base.steps)
    for letter, following in zip(letters, [*told, date.max][1:], strict=True):
        later = [p for p in facts.pauses if letter.told_on < p.start <= following]
        length = Term(days=(letter.named_on - letter.told_on).days)
        part = compute_deadline(letter.told_on, length, later, equated=facts.equated or {}, roll=False)
        due_on = part.due_on
        steps += [_letter_sentence(letter), *(part.steps[1:] if later else ())]
    late_after = due_on
    if letters and not letter_counts(facts):
        late_after = _without_letters(facts, facts.pauses).due_on
        steps.append(
            _("De regeling noemt zelf een termijn. Voor een ingebrekestelling telt daarom %(day)s (Awb, artikel 4:14).")
            % {"day": _day(late_after)}
        )
    return DecisionClock(due_on, tuple(steps), base.due_on, late_after, facts.pauses)


def letter_counts(facts: ClockFacts) -> bool:
    """Whether a letter that names another day moves the day after which we are in default (Awb 4:14, 4:17)."""
    return facts.term.ground == LAW or bool(facts.term.extension_weeks) or facts.extension_counts


def _letter_sentence(letter: TermExtension) -> str:
    return _(
        "Op %(told)s schreven wij dat het niet lukt op %(original)s. "
        "In die brief noemden wij %(named)s (Awb, artikel 4:14)."
    ) % {"told": _day(letter.told_on), "original": _day(letter.original_due_on), "named": _day(letter.named_on)}


def _without_letters(facts: ClockFacts, pauses: Iterable[Pause]) -> Deadline:
    promised = facts.term.due_day(facts.received_on)
    if promised is not None and promised > facts.received_on:
        return _fixed_day(facts.received_on, promised, pauses)
    found = compute_deadline(facts.received_on, Term(weeks=facts.weeks), pauses, equated=facts.equated or {})
    ground = facts.term.ground.replace("Awb ", _("Awb, artikel "))
    first = _("Wij ontvingen de aanvraag op %(day)s. De termijn is %(weeks)s (%(ground)s).") % {
        "day": _day(facts.received_on),
        "weeks": str(Term(weeks=facts.weeks)),
        "ground": ground,
    }
    return replace(found, steps=(first, *found.steps))


def _fixed_day(received_on: date, promised: date, pauses: Iterable[Pause]) -> Deadline:
    """A promised day is a term of so many days, so that suspensions move it; the day itself never rolls."""
    days = Term(days=(promised - received_on).days)
    computed = compute_deadline(received_on, days, pauses, roll=False)
    first = _("In de regeling staat dat wij uiterlijk op %(day)s beslissen.") % {"day": _day(promised)}
    return replace(computed, steps=(first, *computed.steps[1:]))


def _day(day: date) -> str:
    return date_format(day, "j F Y")
