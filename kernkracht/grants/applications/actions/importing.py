"""Taking in a register of an earlier year: every case of the file, or nothing of it (docs/adr/0004)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.money import format_euro
from kernkracht.foundation.table_files import FileFault
from kernkracht.grants.applications.days import AMSTERDAM
from kernkracht.grants.applications.models import (
    OPEN_STATES,
    ApplicationState,
    GrantApplication,
    GrantDecision,
    Outcome,
    Suspension,
)
from kernkracht.grants.applications.refusal_grounds import GENERAL_GROUNDS
from kernkracht.grants.applications.registers import RegisterRow, read_register
from kernkracht.grants.applications.terms import decision_deadline
from kernkracht.grants.budgets.actions import choose_stop_or_warning, commit_grant, open_ceiling
from kernkracht.grants.budgets.models import GrantCeiling
from kernkracht.grants.budgets.queries import ceilings_for, room_under
from kernkracht.grants.schemes.models import Scheme, SchemeVersion
from kernkracht.grants.schemes.queries import kind_codes, version_among, yearly_ceiling_of

STATES = {
    "granted": ApplicationState.GRANTED,
    "refused": ApplicationState.REFUSED,
    "withdrawn": ApplicationState.WITHDRAWN,
    "carried_over": ApplicationState.ASSESSING,
    "open": ApplicationState.ASSESSING,
}


class UnableToImport(Exception):
    """The register has faults; nothing was taken in. `faults` has the place, reason and remedy of each."""

    def __init__(self, faults: Sequence[FileFault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


@dataclass
class ImportedRegister:
    """What an import did. Warnings are sentences for the person who imported."""

    taken_in: int = 0
    already_there: int = 0
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Known:
    """What rows refer to, read once."""

    schemes: Mapping[str, Scheme]
    versions: Mapping[int, Sequence[SchemeVersion]]
    villages: Mapping[str, Village]
    grounds: frozenset[str]


def import_register(*, content: bytes, source: str, by: Actor, at: datetime) -> ImportedRegister:
    """Take a register in: its cases in their final state, and granted money under the ceiling of the year.

    `content` is the CSV file, `source` its name for the record. A case that stands there already with the same facts
    is skipped, so that importing twice is harmless. Where a scheme's version names a yearly ceiling and none was
    published, it is published first. Raises `UnableToImport` with every fault; then nothing changed.
    """
    rows, faults = read_register(content)
    known = _known(rows)
    faults = faults or [fault for row in rows for fault in _unknowns(row, known)]
    present = {a.number: a for a in GrantApplication.objects.filter(number__in=[row.case for row in rows])}
    faults = faults or [f for row in rows if row.case in present for f in _differences(row, present[row.case], known)]
    if faults:
        raise UnableToImport(faults)
    new = [row for row in rows if row.case not in present]
    result = ImportedRegister(taken_in=len(new), already_there=len(rows) - len(new))
    if new:
        result.warnings = _make_room(new, known, source, by, at)
        _write(new, known, source, by, at)
    return result


def _known(rows: Iterable[RegisterRow]) -> _Known:
    schemes = {s.slug: s for s in Scheme.objects.filter(slug__in={row.scheme for row in rows})}
    versions: dict[int, list[SchemeVersion]] = defaultdict(list)
    published = SchemeVersion.objects.filter(scheme__in=schemes.values(), state=SchemeVersion.State.PUBLISHED)
    for version in published.order_by("valid_from"):
        versions[version.scheme_id].append(version)
    villages = {v.name.casefold(): v for v in Village.objects.all()}
    grounds = frozenset(kind_codes()) | {ground.code for ground in GENERAL_GROUNDS}
    return _Known(schemes, versions, villages, grounds)


def _unknowns(row: RegisterRow, known: _Known) -> Iterable[FileFault]:
    scheme = known.schemes.get(row.scheme)
    if scheme is None:
        names = ", ".join(Scheme.objects.values_list("slug", flat=True)) or _("geen")
        yield FileFault(
            row.line, "scheme", _("Regeling “%s” is er niet.") % row.scheme, _("Bekende regelingen: %s.") % names
        )
    elif version_among(known.versions[scheme.pk], row.received_on) is None:
        yield FileFault(
            row.line,
            "received_on",
            _("Op %s gold er geen versie van deze regeling.") % row.received_on.isoformat(),
            _("Publiceer eerst een versie die toen gold."),
        )
    if row.village.casefold() not in known.villages:
        yield FileFault(
            row.line, "village", _("Dorp “%s” kennen we niet.") % row.village, _("Schrijf de naam zoals op de kaart.")
        )
    if row.ground and row.ground not in known.grounds:
        yield FileFault(
            row.line, "ground", _("Grond “%s” kennen we niet.") % row.ground, _("Gebruik de code van een spelregel.")
        )


def _differences(row: RegisterRow, there: GrantApplication, known: _Known) -> Iterable[FileFault]:
    # A carried-over case may have moved on since it was imported; what it was on receipt may not differ.
    same = (
        there.channel == GrantApplication.Channel.IMPORT
        and there.scheme_id == known.schemes[row.scheme].pk
        and there.village_id == known.villages[row.village.casefold()].pk
        and (there.received_on, there.requested_cents, there.title) == (row.received_on, row.requested_cents, row.title)
        and (row.granted_cents is None or there.granted_cents == row.granted_cents)
    )
    if not same:
        yield FileFault(
            row.line,
            "case",
            _("Nummer %s is al in gebruik, met andere gegevens.") % row.case,
            _("Geef deze aanvraag een ander nummer, of haal de regel weg."),
        )


def _make_room(rows: Sequence[RegisterRow], known: _Known, source: str, by: Actor, at: datetime) -> list[str]:
    """See to a ceiling for each scheme and year. What was given in the past was given: a ceiling that is too low for
    it goes from stop to warning, and the importer is told."""
    sums: dict[tuple[str, int], int] = defaultdict(int)
    for row in rows:
        sums[row.scheme, row.received_on.year] += row.granted_cents or 0
    warnings = []
    for (slug, year), granted in sorted(sums.items()):
        ceilings = _open_ceiling(known.schemes[slug], year, known, by, at)
        room = room_under(ceilings)
        for ceiling in ceilings:
            if ceiling.is_hard and room[ceiling.pk] < granted:
                choose_stop_or_warning(ceiling=ceiling, is_hard=False, by=by, at=at)
                warnings.append(
                    _("%(ceiling)s: %(source)s kent %(granted)s toe, en er was %(room)s. Het plafond waarschuwt nu.")
                    % {
                        "ceiling": ceiling,
                        "source": source,
                        "granted": format_euro(granted),
                        "room": format_euro(room[ceiling.pk]),
                    }
                )
    return warnings


def _open_ceiling(scheme: Scheme, year: int, known: _Known, by: Actor, at: datetime) -> list[GrantCeiling]:
    """The scheme-wide ceiling of a year; opened from the rules when they name an amount and there is none."""
    wide = [c for c in ceilings_for(scheme, year, None) if c.village_id is None]
    if wide:
        return wide
    version = version_among(known.versions[scheme.pk], date(year, 12, 31)) or version_among(
        known.versions[scheme.pk], date(year, 1, 1)
    )
    amount = yearly_ceiling_of(version, year) if version else None
    if version is None or amount is None:
        return []
    return [
        open_ceiling(
            scheme=scheme,
            year=year,
            amount_cents=amount,
            published_on=min(max(version.valid_from, date(year, 1, 1)), at.astimezone(AMSTERDAM).date()),
            source=version.legal_basis,
            key=f"rules:{scheme.slug}:{year}",
            by=by,
            at=at,
        )
    ]


def _write(rows: Sequence[RegisterRow], known: _Known, source: str, by: Actor, at: datetime) -> None:
    with transaction.atomic(durable=True):
        for row in rows:
            application = _case(row, known, at)
            application.save()
            if application.state in OPEN_STATES:
                _set_term(application, row)
            if row.outcome in ("granted", "refused", "carried_over"):
                _decision(row, application, source, by).save()
            record("register.case_imported", application, by=by, at=at, ground=source, data={"number": row.case})
        _commit(rows, known, by, at)


def _case(row: RegisterRow, known: _Known, at: datetime) -> GrantApplication:
    scheme = known.schemes[row.scheme]
    version = version_among(known.versions[scheme.pk], row.received_on)
    assert version is not None  # noqa: S101  (`_unknowns` refused the file otherwise)
    received_at = _moment(row.received_on)
    return GrantApplication(
        number=row.case,
        scheme=scheme,
        version=version,
        village=known.villages[row.village.casefold()],
        state=STATES[row.outcome],
        channel=GrantApplication.Channel.IMPORT,
        title=row.title,
        applicant_kind=row.applicant_kind,
        requested_cents=row.requested_cents,
        granted_cents=row.granted_cents,
        budget_year=row.carried_to or row.received_on.year,
        created_at=at,
        changed_at=at,
        submitted_at=received_at,
        received_on=row.received_on,
        decided_on=row.decided_on if row.outcome != "carried_over" else None,
        refusal_ground=row.ground if row.outcome == "refused" else "",
        may_publish=True,
    )


def _set_term(application: GrantApplication, row: RegisterRow) -> None:
    """By when an open case of an earlier year must be decided: counted from its receipt, by the rules of that day.

    A case that was carried over stood still until the year it was carried to (Awb 4:15 lid 2); from the day of receipt
    when the register does not say since when.
    """
    if row.carried_to:
        last_day = date(row.carried_to - 1, 12, 31)
        Suspension.objects.create(
            application=application,
            ground=Suspension.Ground.CARRIED_OVER,
            invited_on=min(row.decided_on or row.received_on, last_day),
            until_on=last_day,
        )
    application.due_on = decision_deadline(application, row.received_on).due_on
    application.save(update_fields=["due_on"])


def _decision(row: RegisterRow, application: GrantApplication, source: str, by: Actor) -> GrantDecision:
    decided_on = row.decided_on or date(row.received_on.year, 12, 31)
    reason = _("Overgenomen uit het register %s.") % source
    if row.decided_on is None:
        reason += " " + _("De dag staat er niet in; dit is de laatste dag van het begrotingsjaar.")
    outcome = {"granted": Outcome.GRANT, "refused": Outcome.REFUSE, "carried_over": Outcome.CARRY_OVER}[row.outcome]
    return GrantDecision(
        application=application,
        outcome=outcome,
        amount_cents=row.granted_cents,
        refusal_ground=row.ground if outcome == Outcome.REFUSE else "",
        reason=reason,
        budget_year=row.received_on.year,
        carried_to_year=row.carried_to,
        decided_by=by,
        decided_at=_moment(decided_on),
        decided_on=decided_on,
    )


def _commit(rows: Sequence[RegisterRow], known: _Known, by: Actor, at: datetime) -> None:
    ceilings: dict[tuple[str, int], list[GrantCeiling]] = {}
    for row in rows:
        if not row.granted_cents:
            continue
        key = (row.scheme, row.received_on.year)
        if key not in ceilings:
            ceilings[key] = [c for c in ceilings_for(known.schemes[row.scheme], key[1], None) if c.village_id is None]
        if ceilings[key]:
            commit_grant(
                ceilings=ceilings[key],
                amount_cents=row.granted_cents,
                case_number=row.case,
                key=f"register:{row.case}",
                by=by,
                at=at,
            )


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(12), AMSTERDAM)
