"""The verbs of schemes. Each owns its transaction and records one event."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from .faults import Fault, Faults, Path, did_you_mean
from .interchange import SchemeFile, UnacceptableSchemeFile, load_scheme_file
from .interchange.files import load_scheme_values
from .kinds.base import day_text
from .kinds.decision import DecisionMakerByTier
from .kinds.village_budgets import AreaBudgetFixedList
from .models import OldAddress, Scheme, SchemeVersion
from .parameters import YearDay
from .storage import fingerprint_of, scheme_file_of, scheme_values_of, store_scheme, store_version

State = SchemeVersion.State


class UnableToSaveDraft(Exception):
    """The draft cannot be kept: its version is published, or the file fits nowhere. `faults` when there are places."""

    def __init__(self, message: str, faults: Iterable[Fault] = ()) -> None:
        super().__init__(message)
        self.faults = list(faults)


class DraftChanged(UnableToSaveDraft):
    """Somebody else changed the draft after it was read."""


class UnableToImportScheme(UnableToSaveDraft):
    """The file is refused whole; nothing was changed."""


class UnableToPublish(Exception):
    """The version may not be published. `faults` lists what is wrong with its rules or example cases."""

    def __init__(self, message: str, faults: Iterable[Fault] = ()) -> None:
        super().__init__(message)
        self.faults = list(faults)


class UnableToCloseVersion(Exception):
    """The last day cannot be this one."""


@dataclass(frozen=True)
class ImportResult:
    version: SchemeVersion
    outcome: Literal["created", "updated", "unchanged"]
    published: bool


# --- drafts ----------------------------------------------------------------------------------------------------------


def save_draft(*, file: SchemeFile, by: Actor, at: datetime) -> SchemeVersion:
    """Keep a draft of a version: new, or in place of the draft with the same label.

    Raises `UnableToSaveDraft` for a published version, unknown villages or an old address that another scheme has.
    """
    with transaction.atomic(durable=True):
        version = _write_draft(file, UnableToSaveDraft)
        record("scheme.draft_saved", version.scheme, by=by, at=at, data={"version": version.label})
        return version


def change_draft(
    *, version: SchemeVersion, file: SchemeFile, fingerprint: str, by: Actor, at: datetime
) -> SchemeVersion:
    """Put the content of `file` in the place of what a draft says; its label may change too.

    `fingerprint` is the mark (`queries.fingerprint_of`) of the draft as it was read. Raises `DraftChanged` when it says
    something else by now, and `UnableToSaveDraft` for a published version, a taken label, unknown villages, another
    scheme's file, or an old address that another scheme has. Old addresses that the file leaves out disappear.
    """
    with transaction.atomic(durable=True):
        row = _locked(version)
        if row.state == State.PUBLISHED:
            raise UnableToSaveDraft(_("Deze versie is gepubliceerd en verandert niet meer."))
        if fingerprint_of(row) != fingerprint:
            raise DraftChanged(_("Iemand anders veranderde dit concept terwijl u bezig was."))
        if file.scheme.slug != row.scheme.slug:
            raise UnableToSaveDraft(_("Dit hoort bij een andere regeling."))
        if row.scheme.versions.filter(label=file.version.label).exclude(pk=row.pk).exists():
            raise UnableToSaveDraft(_("Er is al een versie met de naam “{label}”.").format(label=file.version.label))
        _refuse_what_does_not_fit(file, UnableToSaveDraft)
        store_scheme(file)
        row.scheme.old_addresses.exclude(path__in=file.scheme.old_addresses).delete()
        changed = store_version(file, row)
        record("scheme.draft_saved", row.scheme, by=by, at=at, data={"version": changed.label})
        return changed


def discard_draft(*, version: SchemeVersion, by: Actor, at: datetime) -> None:
    """Throw a draft away. Raises `UnableToSaveDraft` for a published version."""
    with transaction.atomic(durable=True):
        row = _locked(version)
        if row.state == State.PUBLISHED:
            raise UnableToSaveDraft(_("Deze versie is gepubliceerd en blijft daarom bestaan."))
        record("scheme.draft_discarded", row.scheme, by=by, at=at, data={"version": row.label})
        row.delete()


def import_scheme(*, source: str | bytes, by: Actor, at: datetime, publish: bool = False) -> ImportResult:
    """Take in a scheme file as a draft, or published at once. The same file twice changes nothing.

    Raises `UnableToImportScheme` with every fault when the file is wrong, names villages that do not exist here,
    overlaps a published version, or differs from the published version with its label.
    """
    try:
        file = load_scheme_file(source)
    except UnacceptableSchemeFile as refusal:
        raise UnableToImportScheme(_("Het bestand is geweigerd."), refusal.faults) from None
    with transaction.atomic(durable=True):
        existing = _existing(file)
        if existing and _same_content(existing, file):
            published = existing.state == State.PUBLISHED
            if published or not publish:
                return ImportResult(existing, "unchanged", published)
        version = _write_draft(file, UnableToImportScheme)
        record("scheme.imported", version.scheme, by=by, at=at, data={"version": version.label})
        if publish:
            try:
                version = _publish(version, by, at, close_previous=False)
            except UnableToPublish as refusal:
                raise UnableToImportScheme(str(refusal), refusal.faults) from None
        return ImportResult(version, "updated" if existing else "created", publish)


def copy_to_new_year(
    *, version: SchemeVersion, label: str, valid_from: date, by: Actor, at: datetime, valid_until: date | None = None
) -> SchemeVersion:
    """A draft for a new year out of an earlier version (R132). Dates and years in rules and cases move along.

    Raises `UnableToSaveDraft` when the label is taken or the rules cannot be read.
    """
    with transaction.atomic(durable=True):
        row = _locked(version)
        if row.scheme.versions.filter(label=label).exists():
            raise UnableToSaveDraft(_("Er is al een versie met de naam “{label}”.").format(label=label))
        values = scheme_values_of(row)
        years = valid_from.year - row.valid_from.year
        values |= {name: _moved(values[name], years) for name in ("criteria", "cases") if name in values}
        values["version"] |= {"label": label, "valid_from": valid_from.isoformat()}
        values["version"].pop("valid_until", None)
        if valid_until:
            values["version"]["valid_until"] = valid_until.isoformat()
        try:
            file = load_scheme_values(values, try_cases=False)
        except UnacceptableSchemeFile as refusal:
            raise UnableToSaveDraft(_("De regels kunnen niet mee."), refusal.faults) from None
        copy = _write_draft(file, UnableToSaveDraft)
        record("scheme.copied", copy.scheme, by=by, at=at, data={"version": label, "source": row.label})
        return copy


def _moved(value: Any, years: int) -> Any:
    """The same spelling so many years later: full dates, and numbers called `year`."""
    if isinstance(value, dict):
        return {
            name: entry + years if name == "year" and isinstance(entry, int) else _moved(entry, years)
            for name, entry in value.items()
        }
    if isinstance(value, list):
        return [_moved(entry, years) for entry in value]
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        day = date.fromisoformat(value)
        return YearDay(day.month, day.day).in_year(day.year + years).isoformat()
    return value


# --- publishing ------------------------------------------------------------------------------------------------------


def publish_version(*, version: SchemeVersion, by: Actor, at: datetime, close_previous: bool = False) -> SchemeVersion:
    """Publish a draft; from then on it never changes. `close_previous` ends an open earlier version the day before.

    Raises `UnableToPublish`: no legal basis (Awb 4:23), overlap with another version, wrong rules, or an example case
    that does not come out as expected.
    """
    with transaction.atomic(durable=True):
        return _publish(version, by, at, close_previous=close_previous)


def close_version(*, version: SchemeVersion, last_day: date, by: Actor, at: datetime) -> SchemeVersion:
    """Set the last day of a published version: the one thing about it that may still change.

    Raises `UnableToCloseVersion` when it is a draft, when the day lies before its first, or when it ended before.
    """
    with transaction.atomic(durable=True):
        row = _locked(version)
        if row.state != State.PUBLISHED:
            raise UnableToCloseVersion(_("Een concept heeft nog geen geldigheid. Verander het concept zelf."))
        if last_day < row.valid_from or (row.valid_until and last_day > row.valid_until):
            raise UnableToCloseVersion(_("De laatste dag ligt binnen de tijd waarin deze versie geldt."))
        _close(row, last_day, by, at)
        return row


def _publish(version: SchemeVersion, by: Actor, at: datetime, *, close_previous: bool) -> SchemeVersion:
    row = _locked(version)
    if row.state == State.PUBLISHED:
        raise UnableToPublish(_("Deze versie is al gepubliceerd."))
    if not row.legal_basis.strip():
        raise UnableToPublish(_("Vul eerst in op welke verordening en welk artikel de regeling rust (Awb 4:23)."))
    try:
        scheme_file_of(row)
    except UnacceptableSchemeFile as refusal:
        raise UnableToPublish(_("De regels of de voorbeelden kloppen niet."), refusal.faults) from None
    if close_previous:
        for earlier in _overlapping(row).filter(valid_from__lt=row.valid_from, valid_until=None):
            _close(earlier, row.valid_from - timedelta(days=1), by, at)
    overlap = _overlapping(row).first()
    if overlap:
        raise UnableToPublish(
            _("Versie “{label}” geldt in dezelfde tijd. Kies een andere begindag, of sluit die versie eerst.").format(
                label=overlap.label
            )
        )
    row.state, row.published_at = State.PUBLISHED, at
    row.published_by = User.objects.filter(actor=by).first()
    row.save(update_fields=["state", "published_at", "published_by"])
    data = {"version": row.label, "valid_from": day_text(row.valid_from)}
    record("scheme.published", row.scheme, by=by, at=at, ground=row.legal_basis, data=data)
    return row


def _close(row: SchemeVersion, last_day: date, by: Actor, at: datetime) -> None:
    row.valid_until = last_day
    row.save(update_fields=["valid_until"])
    data = {"version": row.label, "valid_until": day_text(last_day)}
    record("scheme.closed", row.scheme, by=by, at=at, data=data)


def _overlapping(row: SchemeVersion) -> QuerySet[SchemeVersion]:
    """Other published versions of the scheme that hold on some day on which this one holds."""
    others = SchemeVersion.objects.filter(scheme=row.scheme, state=State.PUBLISHED).exclude(pk=row.pk)
    others = others.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=row.valid_from))
    if row.valid_until:
        others = others.filter(valid_from__lte=row.valid_until)
    return others.order_by("valid_from", "pk")


def _locked(version: SchemeVersion) -> SchemeVersion:
    """The version under lock, with its scheme locked first so that no two versions are published at once."""
    Scheme.objects.select_for_update().get(pk=version.scheme_id)
    return SchemeVersion.objects.select_for_update(of=("self",)).select_related("scheme").get(pk=version.pk)


# --- writing a file into rows ----------------------------------------------------------------------------------------


def _existing(file: SchemeFile) -> SchemeVersion | None:
    versions = SchemeVersion.objects.select_related("scheme")
    return versions.filter(scheme__slug=file.scheme.slug, label=file.version.label).first()


def _same_content(version: SchemeVersion, file: SchemeFile) -> bool:
    """Whether a stored version says what the file says.

    What all versions of a scheme share (its name, its old addresses) does not count, nor does it make a published
    version another one that it was closed.
    """
    try:
        stored = scheme_file_of(version, try_cases=False)
    except UnacceptableSchemeFile:
        return False
    if version.state == State.PUBLISHED and file.version.valid_until is None:
        stored = replace(
            stored,
            version=replace(stored.version, valid_until=None),
            rules=replace(stored.rules, valid_until=None),
        )
    return replace(stored, scheme=file.scheme) == file


def _write_draft(file: SchemeFile, refusal: type[UnableToSaveDraft]) -> SchemeVersion:
    existing = _existing(file)
    if existing and existing.state == State.PUBLISHED:
        raise refusal(
            _("Versie “{label}” is al gepubliceerd en verandert niet meer. Maak een nieuwe versie.").format(
                label=existing.label
            )
        )
    _refuse_what_does_not_fit(file, refusal)
    scheme = store_scheme(file)
    return store_version(file, existing or SchemeVersion(scheme=scheme))


def _refuse_what_does_not_fit(file: SchemeFile, refusal: type[UnableToSaveDraft]) -> None:
    faults = Faults()
    _report_unknown_villages(file, faults)
    _report_taken_addresses(file, faults)
    if faults:
        raise refusal(_("Het bestand past niet in deze gemeente."), faults.with_lines(dict(file.lines)))


def _report_unknown_villages(file: SchemeFile, faults: Faults) -> None:
    known = set(Village.objects.order_by("slug").values_list("slug", flat=True))
    for i, rule in enumerate(file.rules.rules):
        named: dict[Path, str] = {("overrides", village): village for village in rule.overrides}
        if isinstance(rule.terms, AreaBudgetFixedList):
            named |= {("parameters", "amount_by_area", village): village for village in rule.terms.amount_by_area or {}}
        if isinstance(rule.terms, DecisionMakerByTier) and rule.terms.by == "village":
            named |= {("parameters", "map", village): village for village in rule.terms.map}
        for path, village in named.items():
            if village not in known:
                reason = _("Het dorp “{village}” is hier onbekend.").format(village=village)
                faults.add(("criteria", i, *path), reason, did_you_mean(village, known))


def _report_taken_addresses(file: SchemeFile, faults: Faults) -> None:
    taken = OldAddress.objects.filter(path__in=file.scheme.old_addresses).exclude(scheme__slug=file.scheme.slug)
    for address in taken.select_related("scheme").order_by("path"):
        reason = _("“{path}” leidt al naar {scheme}.").format(path=address.path, scheme=address.scheme.name)
        place = ("scheme", "old_addresses", file.scheme.old_addresses.index(address.path))
        faults.add(place, reason, _("Haal het adres bij één van de twee weg."))
