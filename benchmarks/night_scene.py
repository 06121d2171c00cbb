"""What a night finds: `count` open cases, and beside them as many drafts, reports, groups and offers as go with them.

The heaviest night for the warnings: nobody was ever warned, and half of all terms passed a level.
What happens on one day a year per thing (a draft that goes, a report that is asked) is spread over its days.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kernkracht.grants.applications.models import GrantApplication

NIGHT = datetime(2026, 11, 3, 3, 0, tzinfo=UTC)
TODAY = NIGHT.date()
AT_ONCE = 2000
TERM_DAYS, YEAR_DAYS, DRAFT_DAYS = 56, 365, 90
ROUND = 5 * TERM_DAYS
"""After so many cases the same days and pauses come back."""
HANDLERS = 100
SCHEME = "buurtbijeenkomsten"
"""A scheme that decides within weeks, and not on one day for all."""
CONTRIBUTION = "seed/schemes/buren-convenantbijdrage.yaml"
OFFICER = "collega0@example.org"
LONG_AGO = date(2019, 6, 1)
OUTAGE_SINCE = NIGHT - timedelta(hours=30)


def fill(count: int) -> None:
    """Fill an empty database. Everything is computed from the number of a row, so each time it is the same."""
    from benchmarks.filling import analyse
    from benchmarks.filling import fill as fill_places

    fill_places(1)
    places = _Places()
    _running_cases(count, places)
    _drafts(count // 5, places)
    _reports(count // 2, places)
    _groups(count // 100, places)
    _offers(count // 20, places)
    _refused_long_ago(count // 5, places)
    _outage()
    analyse()


class _Places:
    """Whom and what the rows point at."""

    def __init__(self) -> None:
        from django.conf import settings
        from django.core.management import call_command

        from kernkracht.community.people.models import Role, Team, User
        from kernkracht.community.villages.models import Village
        from kernkracht.foundation.audit.models import Actor
        from kernkracht.grants.schemes.models import SchemeVersion

        self.villages = list(Village.objects.order_by("pk").values_list("pk", flat=True))
        self.version = SchemeVersion.objects.get(state="published", scheme__slug=SCHEME)
        self.worker = Actor.system("worker")
        call_command("schemes", "import", str(settings.BASE_DIR / CONTRIBUTION), publish=True)
        role, team = Role.objects.get(code=Role.Code.POLICY_OFFICER), Team.objects.order_by("pk")[0]
        self.handlers = [
            User.objects.create(email=f"collega{n}@example.org", name=f"Collega {n}", is_staff=True).pk
            for n in range(HANDLERS)
        ]
        for place, user in enumerate(self.handlers):
            stand_in = self.handlers[place - 1]
            role.assignments.create(
                user_id=user, stand_in_id=stand_in, team=team, all_villages=True, valid_from=date(2020, 1, 1)
            )

    def case(self, prefix: str, n: int, **more: Any) -> GrantApplication:
        from kernkracht.grants.applications.models import GrantApplication

        facts: dict[str, Any] = {
            "number": f"{prefix}-{n:07}",
            "scheme_id": self.version.scheme_id,
            "version": self.version,
            "village_id": self.villages[n % len(self.villages)],
            "title": f"Plan {n}",
            "contact_name": "Robin Voorbeeld",
            "contact_email": f"robin{n}@example.org",
            "requested_cents": 50_000,
            "budget_year": TODAY.year,
            "created_at": NIGHT,
            "changed_at": NIGHT,
        }
        return GrantApplication(**facts | more)


def _in_portions(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while portion := list(islice(rows, AT_ONCE)):
        yield type(portion[0])._base_manager.bulk_create(portion)


def _running_cases(count: int, places: _Places) -> None:
    """Being assessed since 0 to 55 days. One in five stood still for some days, one in ten of those still does."""
    due = _due_days(places)
    rows = (
        places.case(
            "N",
            n,
            state="awaiting_completion" if n % 50 == 0 else "assessing",
            handler_id=places.handlers[n % HANDLERS],
            received_on=_received(n),
            due_on=due[n % ROUND],
        )
        for n in range(count)
    )
    for made in _in_portions(rows):
        list(_in_portions(_pause(row, int(row.number.partition("-")[2])) for row in made[::5]))


def _received(n: int) -> date:
    return TODAY - timedelta(days=n % TERM_DAYS)


def _pause(case: GrantApplication, n: int) -> Any:
    from kernkracht.grants.applications.models import Suspension

    start = _received(n)
    until = TODAY + timedelta(days=n // 50 % 28 - 1) if n % 50 == 0 else start + timedelta(days=3)
    until = max(until, start)
    ended = None if n % 50 == 0 else until
    return Suspension(application=case, ground="completion", invited_on=start, until_on=until, ended_on=ended)


def _due_days(places: _Places) -> list[date]:
    """The last days of the first cases, as the law counts them; later cases have the same."""
    from kernkracht.foundation.deadlines import Pause
    from kernkracht.foundation.deadlines.queries import equated_days
    from kernkracht.grants.applications.rules import decision_term_of, rules_of
    from kernkracht.grants.applications.terms import ClockFacts, clock

    term, equated = decision_term_of(rules_of(places.version)), equated_days()
    found = []
    for n in range(ROUND):
        start = _received(n)
        pauses = (Pause.after_request(start, start + timedelta(days=3), start + timedelta(days=3)),)
        facts = ClockFacts(start, term, TERM_DAYS // 7, pauses if n % 5 == 0 else (), (), equated)
        found.append(clock(facts).due_on)
    return found


def _drafts(count: int, places: _Places) -> None:
    """Left for 1 to 90 days; who has less than a week left was told, except who is told tonight."""
    rows = (
        places.case(
            "D",
            n,
            number=None,
            state="draft",
            budget_year=None,
            changed_at=NIGHT - timedelta(days=1 + n % DRAFT_DAYS, hours=1),
            reminded_at=NIGHT - timedelta(days=8) if 1 + n % DRAFT_DAYS > DRAFT_DAYS - 7 else None,
        )
        for n in range(count)
    )
    list(_in_portions(rows))


def _reports(count: int, places: _Places) -> None:
    """Granted, with a report that is expected on a day of this year or the next; one in twenty wants paper."""
    from kernkracht.grants.applications.models import GrantDecision
    from kernkracht.grants.settlements.models import SpendingReport

    rows = (
        places.case(
            "V",
            n,
            state="granted",
            granted_cents=40_000,
            received_on=TODAY - timedelta(days=300),
            decided_on=TODAY - timedelta(days=260),
            wants_paper=n % 20 == 0,
            contact_address="Dorpsstraat 1\n4033 AA Lienden" if n % 20 == 0 else "",
        )
        for n in range(count)
    )
    for portion, cases in enumerate(_in_portions(rows)):
        decisions = GrantDecision.objects.bulk_create(
            GrantDecision(
                application=case,
                outcome="grant",
                amount_cents=40_000,
                reason="Het plan past.",
                budget_year=TODAY.year,
                decided_by=places.worker,
                decided_at=NIGHT,
                decided_on=TODAY - timedelta(days=260),
            )
            for case in cases
        )
        reports = [
            SpendingReport(
                application=decision.application,
                decision=decision,
                form="light",
                state="expected",
                counted_from=TODAY - timedelta(days=100),
                due_on=TODAY + timedelta(days=(portion * AT_ONCE + place) % YEAR_DAYS - 60),
                awarded_cents=40_000,
                created_at=NIGHT,
            )
            for place, decision in enumerate(decisions)
        ]
        _told_before(SpendingReport.objects.bulk_create(reports))


def _told_before(reports: list[Any]) -> None:
    """Earlier nights told all that is not of tonight."""
    from kernkracht.grants.settlements.models import ReportReminder

    moments = (("asked", 42), ("reminded", 14), ("overdue", -1))
    rows = [
        ReportReminder(report=report, moment=moment, sent_at=NIGHT - timedelta(days=1))
        for report in reports
        for moment, before in moments
        if report.due_on < TODAY + timedelta(days=before)
    ]
    ReportReminder.objects.bulk_create(rows, batch_size=AT_ONCE)


def _groups(count: int, places: _Places) -> None:
    """Associations with a covenant of two duties; who owes one is told of each date."""
    from kernkracht.community.groups.models import (
        Covenant,
        CovenantDuty,
        CovenantVersion,
        Group,
        GroupContact,
        GroupKind,
    )

    kind = GroupKind.objects.filter(nature="village_association").order_by("pk").first()
    kind = kind or GroupKind.objects.create(code="village-association", nature="village_association")
    for n in range(count):
        group = Group.objects.create(
            slug=f"groep-{n}",
            name=f"Groep {n}",
            kind=kind,
            state="active",
            proposed_by=places.worker,
            approved_at=NIGHT,
            changed_at=NIGHT,
        )
        group.villages.add(places.villages[n % len(places.villages)])
        GroupContact.objects.create(
            group=group,
            name=f"Contact {n}",
            email=f"contact{n}@example.org",
            speaks_for_group=True,
            approved_by=places.worker,
            approved_at=NIGHT,
            valid_from=date(2020, 1, 1),
        )
        covenant = Covenant.objects.create(title=f"Convenant {n}", created_at=NIGHT, created_by=places.worker)
        covenant.groups.add(group)
        begun = date(2025, 1, 1) + timedelta(days=n % YEAR_DAYS)
        version = CovenantVersion.objects.create(covenant=covenant, number=1, signed_on=begun, valid_from=begun)
        for owner, months in ((group, 6), (None, 12)):
            CovenantDuty.objects.create(
                version=version,
                kind="meeting",
                text="Overleg.",
                owed_by=owner,
                interval_months=months,
                counts_from=begun,
            )


def _offers(count: int, places: _Places) -> None:
    """People who offered help 0 to 8 days ago and did not confirm it yet; who had a week for that is forgotten."""
    from kernkracht.community.volunteers.models import VolunteerOffer

    rows = (
        VolunteerOffer(
            village_id=places.villages[n % len(places.villages)],
            name=f"Helper {n}",
            email=f"helper{n}@example.org",
            visitor=places.worker,
            consented_at=NIGHT - timedelta(days=n % 9),
        )
        for n in range(count)
    )
    list(_in_portions(rows))


def _refused_long_ago(count: int, places: _Places) -> None:
    """Cases that need not be kept any more: what a list of what may be destroyed proposes."""
    rows = (
        places.case(
            "O",
            n,
            state="refused",
            received_on=LONG_AGO - timedelta(days=n % YEAR_DAYS),
            decided_on=LONG_AGO - timedelta(days=n % YEAR_DAYS),
            budget_year=LONG_AGO.year,
        )
        for n in range(count)
    )
    list(_in_portions(rows))


def propose() -> dict[str, float]:
    """Seconds of what somebody asks for in one click over all of it: contributions of a year, a destruction list."""
    from time import perf_counter

    from kernkracht.community.people.models import User
    from kernkracht.foundation.retention.actions import propose_list
    from kernkracht.grants.group_payments.actions import propose_contributions

    seconds = {}
    officer = User.objects.get(email=OFFICER).actor
    started = perf_counter()
    made = propose_contributions(year=TODAY.year, by=officer, at=NIGHT)
    seconds[f"propose {len(made):,} yearly contributions"] = perf_counter() - started
    started = perf_counter()
    found = propose_list(as_of=TODAY, by=officer, at=NIGHT, today=TODAY)
    seconds[f"propose a list of {found.items.count():,} to destroy"] = perf_counter() - started
    return seconds


def _outage() -> None:
    from kernkracht.foundation.deadlines.models import Outage

    Outage.objects.create(channels=["website"], started_at=OUTAGE_SINCE, notice="De website doet het niet.")
