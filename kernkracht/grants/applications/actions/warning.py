"""The nightly warnings: whose decision terms run out. One mail per colleague, and never twice about the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Count

from kernkracht.foundation.deadlines import Pause
from kernkracht.foundation.legal_settings.queries import numbers_on

from ..clock_letters import WARNING, WarnedCase, WarningContext, warn
from ..days import day_of
from ..legal import WARN_AT
from ..models import OPEN_STATES, GrantApplication, Suspension, TermExtension, TermWarning
from ..queries.escalation import Escalation, mailbox_of
from ..term_use import stands_still, used_percent

AT_ONCE = 2000
"""Cases read together; the memory that the job needs depends on this and on how many warnings there are."""
NAMED = 25
"""Cases named in one mail; the rest is counted."""


@dataclass(frozen=True, slots=True)
class _Warning:
    case: int
    level: int
    round: int
    percent: int
    due_on: date


@dataclass(frozen=True)
class _Facts:
    """What a chunk of cases rests on besides its own rows, by case."""

    pauses: dict[int, list[Pause]]
    rounds: dict[int, int]
    warned: dict[int, list[tuple[int, int, str]]]


def send_term_warnings(*, at: datetime) -> int:
    """Warn about every open case that passed a level of its term (50, 75, 90 %); how many warnings were written.

    To the handler, from the second level also to who stands in, from the third also to the manager. The rows and the
    mail of one colleague are one transaction: whoever was told before a crash is not told again by the next run.
    """
    on = day_of(at)
    found = _missing(on)
    written = 0
    for addressee in sorted(found):
        written += _tell(addressee, found.pop(addressee), at)
    return written


def _missing(on: date) -> dict[str, list[_Warning]]:
    """Warnings that nobody got yet, per addressee."""
    levels = numbers_on(WARN_AT.key, on)
    people = Escalation(on)
    found: dict[str, list[_Warning]] = defaultdict(list)
    for rows in _chunks():
        facts = _facts([row[0] for row in rows])
        for pk, received_on, due_on, handler, team, village in rows:
            pauses = facts.pauses.get(pk, [])
            if stands_still(pauses, on):
                continue
            percent = used_percent(received_on, due_on, pauses, on)
            step = sum(level <= percent for level in levels) - 1
            if step < 0:
                continue
            warning = _Warning(pk, levels[step], facts.rounds.get(pk, 0), percent, due_on)
            for addressee in people.addressees(handler, team, village, step):
                if not _was_told(facts.warned.get(pk, []), warning, addressee):
                    found[addressee].append(warning)
    return found


def _was_told(rows: list[tuple[int, int, str]], warning: _Warning, addressee: str) -> bool:
    """Of this level or a higher one, since the last letter that named another day."""
    return any(level >= warning.level and round_ == warning.round and to == addressee for level, round_, to in rows)


def _chunks() -> Iterator[list[tuple[int, date, date, int | None, int | None, int | None]]]:
    last = 0
    cases = GrantApplication.objects.filter(state__in=OPEN_STATES, due_on__isnull=False, received_on__isnull=False)
    columns = ("pk", "received_on", "due_on", "handler_id", "team_id", "village_id")
    while rows := list(cases.filter(pk__gt=last).order_by("pk").values_list(*columns)[:AT_ONCE]):
        yield rows
        last = rows[-1][0]


def _facts(ids: list[int]) -> _Facts:
    between = {"application__gte": ids[0], "application__lte": ids[-1]}
    pauses: dict[int, list[Pause]] = defaultdict(list)
    days = Suspension.objects.filter(**between).order_by("pk")
    for pk, invited, until, ended in days.values_list("application_id", "invited_on", "until_on", "ended_on"):
        pauses[pk].append(Pause.after_request(invited, until, ended))
    letters = TermExtension.objects.filter(**between).order_by().values("application_id")
    warned: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    told = TermWarning.objects.filter(**between).order_by("pk")
    for pk, level, round_, addressee in told.values_list("application_id", "level", "round", "addressee"):
        warned[pk].append((level, round_, addressee))
    return _Facts(pauses, dict(letters.annotate(n=Count("pk")).values_list("application_id", "n")), warned)


def _tell(addressee: str, warnings: list[_Warning], at: datetime) -> int:
    """Rows and mail for one colleague, in one transaction. 0 when another run was first, or nobody reads there."""
    name, email, language = mailbox_of(addressee)
    if not email:
        return 0
    warnings.sort(key=lambda w: (-w.percent, w.due_on, w.case))
    try:
        with transaction.atomic(durable=True):
            TermWarning.objects.bulk_create(
                (
                    TermWarning(
                        application_id=w.case,
                        level=w.level,
                        round=w.round,
                        addressee=addressee,
                        due_on=w.due_on,
                        warned_at=at,
                    )
                    for w in warnings
                ),
                batch_size=AT_ONCE,
            )
            first = warnings[0]
            key = f"{WARNING}:{addressee}:{first.case}:{first.level}:{first.round}"
            about = GrantApplication.objects.get(pk=first.case)
            context = _context(name, warnings)
            warn(context, to_email=email, key=key, about=about, language=language, at=at)
    except IntegrityError:
        return 0
    return len(warnings)


def _context(name: str, warnings: list[_Warning]) -> WarningContext:
    named = warnings[:NAMED]
    rows = GrantApplication.objects.select_related("handler").in_bulk([w.case for w in named])
    cases = tuple(
        WarnedCase(row.number or "", row.title, w.percent, w.due_on, row.handler.name if row.handler else "")
        for w in named
        if (row := rows.get(w.case))
    )
    return WarningContext(
        name, cases, len(warnings), len(warnings) - len(cases), f"{settings.SITE_URL}/werk/?weergave=all"
    )
