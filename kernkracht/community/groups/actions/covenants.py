"""Covenants: parties, versions, duties, and the evidence that duties were done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import IO

from django.core.files.base import File
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.gatherings.models import Gathering
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.actions import store_upload
from kernkracht.foundation.documents.models import StoredDocument

from ..models import Covenant, CovenantDuty, CovenantVersion, DutyEvidence, Group
from ..queries import manages_group, may_speak_for
from ..queries.duties import rhythm_of
from ._guard import NotAllowedToManageGroups, UnableToManageGroups, day_in_trail, require_manager, require_text

Upload = tuple[File[bytes] | IO[bytes], str]
"""A file that was sent along, and its name. It is checked by `store_upload`, which raises `UnacceptableFile`."""
INTERVALS = (1, 2, 3, 4, 6, 12, 24)
"""Months between two dates that the form offers."""


@dataclass(frozen=True)
class CovenantFacts:
    """Who agreed. The municipality is always a party; unknown parties are simply not there (C11)."""

    title: str
    kind: str = Covenant.Kind.COVENANT
    groups: Sequence[Group] = ()
    other_parties: str = ""
    source: str = ""


@dataclass(frozen=True)
class VersionFacts:
    """A text and its days. Without `valid_from` it is known but does not run, so nothing is paid on it."""

    signed_on: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    text: str = ""
    is_public: bool = False
    upload: Upload | None = None


@dataclass(frozen=True)
class DutyFacts:
    """What is done by whom (`owed_by` None is the municipality), and once in how many months from which day."""

    kind: str
    text: str
    owed_by: Group | None = None
    interval_months: int | None = None
    counts_from: date | None = None


def _require_covenant_keeper(by: Actor, groups: Sequence[Group], at: datetime) -> None:
    """Somebody who keeps one of the parties; for a covenant without known parties, who may manage groups at all."""
    require_manager(by, at)
    if by.kind == Actor.Kind.SYSTEM or not groups:
        return
    if not any(manages_group(by, group, localdate(at)) for group in groups):
        raise NotAllowedToManageGroups


def _lock(covenant: Covenant) -> Covenant:
    return Covenant.objects.select_for_update().get(pk=covenant.pk)


def add_covenant(*, facts: CovenantFacts, by: Actor, at: datetime) -> Covenant:
    """Write down a covenant (R210). Its text and days come with `add_version`. Raises `UnableToManageGroups`."""
    title = require_text(facts.title, _("Vul in hoe het convenant heet."), "title")
    with transaction.atomic(durable=True):
        _require_covenant_keeper(by, facts.groups, at)
        covenant = Covenant.objects.create(
            title=title,
            kind=facts.kind,
            other_parties=facts.other_parties.strip(),
            source=facts.source.strip(),
            created_at=at,
            created_by=by,
        )
        covenant.groups.set(facts.groups)
        record("covenant.added", covenant, by=by, at=at, data={"title": title})
    return covenant


def change_covenant(*, covenant: Covenant, facts: CovenantFacts, by: Actor, at: datetime) -> Covenant:
    """Correct title, parties or source. A party that still owes something cannot go."""
    title = require_text(facts.title, _("Vul in hoe het convenant heet."), "title")
    with transaction.atomic(durable=True):
        covenant = _lock(covenant)
        _require_covenant_keeper(by, list(covenant.groups.all()), at)
        owing = CovenantDuty.objects.filter(version__covenant=covenant, owed_by__isnull=False)
        if owing.exclude(owed_by__in=list(facts.groups)).exists():
            raise UnableToManageGroups(
                _("Een groep die u weghaalt, heeft nog een afspraak bij dit convenant. Wijzig eerst die afspraak."),
                "groups",
            )
        covenant.title, covenant.kind = title, facts.kind
        covenant.other_parties, covenant.source = facts.other_parties.strip(), facts.source.strip()
        covenant.save()
        covenant.groups.set(facts.groups)
        record("covenant.changed", covenant, by=by, at=at, data={"title": title})
    return covenant


def _refuse_days(facts: VersionFacts, last: CovenantVersion | None) -> None:
    if facts.valid_from and not facts.signed_on:
        raise UnableToManageGroups(_("Een convenant loopt pas als het is ondertekend. Vul die dag in."), "signed_on")
    if facts.valid_until and facts.valid_from and facts.valid_until < facts.valid_from:
        raise UnableToManageGroups(_("De laatste dag ligt voor de eerste dag. Kijk de datums na."), "valid_until")
    if facts.valid_until and not facts.valid_from:
        raise UnableToManageGroups(_("Vul ook in vanaf welke dag het convenant loopt."), "valid_from")
    if last is None:
        return
    if facts.valid_from is None:
        raise UnableToManageGroups(_("Vul in vanaf welke dag de nieuwe versie geldt."), "valid_from")
    if last.valid_from and facts.valid_from <= last.valid_from:
        raise UnableToManageGroups(
            _("De nieuwe versie moet later beginnen dan de vorige. Kies een latere dag."), "valid_from"
        )


def add_version(
    *, covenant: Covenant, facts: VersionFacts, by: Actor, at: datetime, carry_duties: bool = True
) -> CovenantVersion:
    """Add the first or a next text (R213). The earlier version ends on the day before; its duties come along.

    Raises `UnableToManageGroups` for days that do not fit, and `UnacceptableFile` for the document.
    """
    with transaction.atomic(durable=True):
        covenant = _lock(covenant)
        _require_covenant_keeper(by, list(covenant.groups.all()), at)
        last = covenant.versions.order_by("-number").first()
        _refuse_days(facts, last)
        if last is not None and facts.valid_from is not None:
            _close_before(last, facts.valid_from)
        version = CovenantVersion.objects.create(
            covenant=covenant,
            number=last.number + 1 if last else 1,
            text=facts.text.strip(),
            document=_stored(facts.upload, by, at),
            is_public=facts.is_public,
            signed_on=facts.signed_on,
            valid_from=facts.valid_from,
            valid_until=facts.valid_until,
            replaces=last,
        )
        if last is not None and carry_duties:
            _carry_duties(last, version)
        data = {"title": covenant.title, "number": version.number}
        record("covenant.version_added", covenant, by=by, at=at, data=data)
    return version


def _stored(upload: Upload | None, by: Actor, at: datetime) -> StoredDocument | None:
    if upload is None:
        return None
    file, name = upload
    return store_upload(file=file, name=name, by=by, at=at)


def _close_before(last: CovenantVersion, day: date) -> None:
    if last.valid_until is None or last.valid_until >= day:
        last.valid_until = day - timedelta(days=1)
        last.save()


def _carry_duties(last: CovenantVersion, version: CovenantVersion) -> None:
    for duty in last.duties.order_by("pk"):
        CovenantDuty.objects.create(
            version=version,
            kind=duty.kind,
            text=duty.text,
            owed_by=duty.owed_by,
            interval_months=duty.interval_months,
            counts_from=version.valid_from if duty.interval_months else None,
        )


def end_covenant(*, version: CovenantVersion, last_day: date, reason: str, by: Actor, at: datetime) -> CovenantVersion:
    """A covenant stops after `last_day`. What was promised before that day stays open until somebody answers it."""
    reason = require_text(reason, _("Schrijf op waarom het convenant stopt."), "reason")
    with transaction.atomic(durable=True):
        covenant = _lock(version.covenant)
        _require_covenant_keeper(by, list(covenant.groups.all()), at)
        version = CovenantVersion.objects.select_for_update().get(pk=version.pk)
        if version.valid_from is None or last_day < version.valid_from:
            raise UnableToManageGroups(_("De laatste dag ligt voor de eerste dag. Kijk de datum na."), "last_day")
        if CovenantVersion.objects.filter(replaces=version).exists():
            raise UnableToManageGroups(_("Er is al een nieuwere versie. Laat die versie stoppen."))
        version.valid_until, version.end_reason = last_day, reason
        version.save()
        data = {"title": covenant.title, "day": day_in_trail(last_day)}
        record("covenant.ended", covenant, by=by, at=at, data=data)
    return version


def _refuse_duty(facts: DutyFacts, version: CovenantVersion) -> None:
    require_text(facts.text, _("Schrijf op wat de afspraak is."), "text")
    if (facts.interval_months is None) != (facts.counts_from is None):
        raise UnableToManageGroups(
            _("Vul in hoe vaak het gebeurt en vanaf welke dag dat telt, of laat beide leeg."), "counts_from"
        )
    if facts.interval_months is not None and not 1 <= facts.interval_months <= 60:
        raise UnableToManageGroups(_("Kies hoe vaak het gebeurt."), "interval_months")
    if facts.kind != CovenantDuty.Kind.TASK and facts.interval_months is None:
        raise UnableToManageGroups(_("Vul in hoe vaak dit gebeurt."), "interval_months")
    if facts.counts_from and version.valid_from is None:
        raise UnableToManageGroups(
            _("Van dit convenant is de eerste dag niet bekend. Vul die eerst in met een nieuwe versie."), "counts_from"
        )
    if facts.counts_from and version.valid_from and facts.counts_from < version.valid_from:
        raise UnableToManageGroups(_("Deze dag ligt voor het begin van het convenant."), "counts_from")
    if facts.counts_from and version.valid_until and facts.counts_from > version.valid_until:
        raise UnableToManageGroups(_("Deze dag ligt na het einde van het convenant."), "counts_from")
    if facts.owed_by is not None and not version.covenant.groups.filter(pk=facts.owed_by.pk).exists():
        raise UnableToManageGroups(_("Deze groep hoort niet bij dit convenant."), "owed_by")


def add_duty(*, version: CovenantVersion, facts: DutyFacts, by: Actor, at: datetime) -> CovenantDuty:
    """Write down what a party does (R215–R217). Raises `UnableToManageGroups`."""
    with transaction.atomic(durable=True):
        covenant = _lock(version.covenant)
        _require_covenant_keeper(by, list(covenant.groups.all()), at)
        _refuse_duty(facts, version)
        duty = CovenantDuty(version=version)
        _set_duty(duty, facts)
        record("covenant_duty.added", covenant, by=by, at=at, data={"title": covenant.title})
    return duty


def change_duty(*, duty: CovenantDuty, facts: DutyFacts, by: Actor, at: datetime) -> CovenantDuty:
    """Correct a duty. Its dates stay once something was written down for one of them: then a new version is needed."""
    with transaction.atomic(durable=True):
        covenant = _lock(duty.version.covenant)
        _require_covenant_keeper(by, list(covenant.groups.all()), at)
        duty = CovenantDuty.objects.select_for_update().select_related("version__covenant").get(pk=duty.pk)
        _refuse_duty(facts, duty.version)
        same = (duty.interval_months, duty.counts_from) == (facts.interval_months, facts.counts_from)
        if not same and duty.evidence.exists():
            raise UnableToManageGroups(
                _("Bij deze afspraak is al iets vastgelegd, dus de datums blijven. Maak een nieuwe versie."),
                "counts_from",
            )
        _set_duty(duty, facts)
        record("covenant_duty.changed", covenant, by=by, at=at, data={"title": covenant.title})
    return duty


def _set_duty(duty: CovenantDuty, facts: DutyFacts) -> None:
    for name in DutyFacts.__dataclass_fields__:
        setattr(duty, name, getattr(facts, name))
    duty.text = duty.text.strip()
    duty.save()


@dataclass(frozen=True)
class EvidenceFacts:
    """That a duty was done on a day, or the reason why it was not."""

    due_on: date
    outcome: str = DutyEvidence.Outcome.DONE
    done_on: date | None = None
    note: str = ""
    upload: Upload | None = None
    gathering: Gathering | None = None


def keep_duty(*, duty: CovenantDuty, facts: EvidenceFacts, by: Actor, at: datetime) -> DutyEvidence:
    """Write down for one date of a duty that it was done, or why not. Once per date.

    The office does so for every duty, a group for its own. Raises `UnableToManageGroups`, and `UnacceptableFile`.
    """
    with transaction.atomic(durable=True):
        duty = CovenantDuty.objects.select_for_update().select_related("version__covenant").get(pk=duty.pk)
        _require_evidence_right(duty, by, at)
        _refuse_evidence(duty, facts, localdate(at))
        done = facts.outcome == DutyEvidence.Outcome.DONE
        row = DutyEvidence.objects.create(
            duty=duty,
            due_on=facts.due_on,
            outcome=facts.outcome,
            done_on=facts.done_on if done else None,
            note=facts.note.strip(),
            document=_stored(facts.upload, by, at),
            gathering=facts.gathering if done else None,
            added_by=by,
            added_at=at,
        )
        event = "covenant_duty.done" if done else "covenant_duty.missed"
        data = {"title": duty.version.covenant.title, "day": day_in_trail(facts.due_on)}
        record(event, duty.version.covenant, by=by, at=at, data=data)
    return row


def _require_evidence_right(duty: CovenantDuty, by: Actor, at: datetime) -> None:
    today = localdate(at)
    if duty.owed_by is not None and may_speak_for(by, duty.owed_by, today):
        return
    _require_covenant_keeper(by, list(duty.version.covenant.groups.all()), at)


def _refuse_evidence(duty: CovenantDuty, facts: EvidenceFacts, today: date) -> None:
    rhythm = rhythm_of(duty)
    if rhythm is None:
        raise UnableToManageGroups(_("Deze afspraak loopt steeds door en heeft geen datums."))
    if not rhythm.is_date(facts.due_on):
        raise UnableToManageGroups(_("Dit is geen datum van deze afspraak. Kies een datum uit de lijst."), "due_on")
    if duty.evidence.filter(due_on=facts.due_on).exists():
        raise UnableToManageGroups(_("Voor deze datum is al iets vastgelegd."), "due_on")
    starts_after = rhythm.starts_after(facts.due_on)
    if facts.outcome == DutyEvidence.Outcome.MISSED:
        require_text(facts.note, _("Schrijf op waarom het niet is gebeurd."), "note")
        if facts.due_on >= today:
            raise UnableToManageGroups(_("Deze datum is nog niet voorbij. Het kan nog gebeuren."), "outcome")
    elif facts.done_on is None:
        raise UnableToManageGroups(_("Vul in op welke dag het is gebeurd."), "done_on")
    elif facts.done_on > today:
        raise UnableToManageGroups(_("Deze dag ligt nog in de toekomst. Kies vandaag of een eerdere dag."), "done_on")
    elif facts.done_on < starts_after:
        raise UnableToManageGroups(_("Deze dag hoort bij een eerdere datum. Kijk de datum na."), "done_on")
