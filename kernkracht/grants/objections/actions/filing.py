"""Filing an objection: online by account or mailed link, or typed in by an officer (Awb 6:4–6:9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.actions import store_upload
from kernkracht.foundation.documents.refusals import UnacceptableFile
from kernkracht.foundation.numbering.actions import next_number
from kernkracht.grants.applications.days import day_of

from ..models import Channel, Objection, ObjectionAttachment, ObjectionState, SignedBy
from ..queries.listing import contestable
from ..subjects import Contested, announced_on, subject_from
from ..terms import Clock, decision_term, is_late, objection_term
from .gate import ObjectionRefusal, text_of
from .signing import mail_code
from .telling import confirm_receipt, tell_office

MAX_FILES = 10


class UnableToFile(ObjectionRefusal):
    """There is no decision to object to, or something the law asks for is missing. `field` names it."""


@dataclass(frozen=True)
class Upload:
    """A file to keep with the objection."""

    file: IO[bytes]
    name: str
    kind: str = ObjectionAttachment.Kind.PROOF


@dataclass(frozen=True)
class Filing:
    """What is filed. `received_on` and `postmark_on` only for paper and counter; `late_reason` when it comes late."""

    name: str
    address: str
    grounds: str
    email: str = ""
    phone: str = ""
    on_behalf_of: str = ""
    wants_paper: bool = False
    language: str = "nl"
    late_reason: str = ""
    received_on: date | None = None
    postmark_on: date | None = None
    is_signed: bool = False
    """Paper and counter: there is a signature on it."""


def file_objection(
    *,
    against: Contested,
    filing: Filing,
    by: Actor,
    at: datetime,
    uploads: Iterable[Upload] = (),
    account: User | None = None,
) -> Objection:
    """File online against a decision, a settlement or a recovery.

    With an account it is signed at once; by the mailed link a code follows by mail (Awb 6:5).

    A late one is taken all the same; it is marked, and asked for its reason (Awb 6:11). Raises `UnableToFile`.
    """
    with transaction.atomic(durable=True):
        _check_online(filing)
        objection = _make(against, filing, Channel.ONLINE, by=by, at=at, account=account)
        if account is not None:
            objection.signed_by, objection.signed_at = SignedBy.ACCOUNT, at
        objection.save()
        attach(objection, uploads, by=by, at=at)
        _announce(objection, by=by, at=at)
        if account is None:
            mail_code(objection, by=by, at=at)
        return objection


def register_objection(
    *, against: Contested, filing: Filing, channel: str, by: Actor, at: datetime, uploads: Iterable[Upload] = ()
) -> Objection:
    """Type in an objection that came on paper or at the counter, on the day it came. Raises `UnableToFile`.

    What is missing (signature, grounds, address) stops nothing: the handler asks for it (Awb 6:6).
    """
    if not may(by, Permission.HANDLE_OBJECTION, day_of(at)) and not may(by, Permission.ENTER_APPLICATION, day_of(at)):
        raise UnableToFile(_("U heeft hier geen recht op. Vraag het aan de beheerder."))
    if channel not in (Channel.PAPER, Channel.COUNTER):
        raise UnableToFile(_("Kies hoe het bezwaar binnenkwam."), field="channel")
    received = filing.received_on
    if received is None or received > day_of(at):
        raise UnableToFile(_("Vul in op welke dag het bezwaar kwam. Dat is vandaag of eerder."), field="received_on")
    if filing.postmark_on is not None and filing.postmark_on > received:
        raise UnableToFile(_("De datum op het poststempel ligt na de dag van ontvangst."), field="postmark_on")
    with transaction.atomic(durable=True):
        objection = _make(against, filing, Channel(channel), by=by, at=at)
        objection.entered_by = by
        if filing.is_signed:
            objection.signed_by, objection.signed_at = SignedBy.HAND, at
        objection.save()
        attach(objection, uploads, by=by, at=at)
        _announce(objection, by=by, at=at)
        return objection


def _check_online(filing: Filing) -> None:
    text_of(filing.grounds, UnableToFile, _("Schrijf op waarom u het niet eens bent met het besluit."), "grounds")
    text_of(filing.address, UnableToFile, _("Vul uw adres in. De wet vraagt dat (Awb 6:5)."), "address")
    try:
        validate_email(filing.email)
    except ValidationError as error:
        raise UnableToFile(_("Vul een e-mailadres in zoals naam@voorbeeld.nl."), field="email") from error


def _make(
    against: Contested, filing: Filing, channel: Channel, *, by: Actor, at: datetime, account: User | None = None
) -> Objection:
    """The row, not saved; checks that this decision carries an objection and that there is none already."""
    case = against.application
    today = day_of(at)
    known = next((one for one in contestable(case, today) if one.subject.row == against), None)
    if known is None:
        raise UnableToFile(
            _("Tegen dit besluit kunt u geen bezwaar maken."), _("Er is een nieuwer besluit, of het is een tussenstap.")
        )
    if known.running is not None and known.running.name.casefold() == filing.name.strip().casefold():
        raise UnableToFile(_("Er is al een bezwaar tegen dit besluit: %(number)s.") % {"number": known.running.number})
    received = filing.received_on or today
    subject = subject_from(against)
    if received < subject.decided_on:
        raise UnableToFile(_("Dit bezwaar kan niet eerder zijn gekomen dan het besluit."), field="received_on")
    announced = announced_on(subject)
    ends = objection_term(announced).due_on
    return Objection(
        number=next_number(series="BZ", year=received.year),
        application=case,
        **{subject.kind: against},
        contested_decider=subject.decided_by,
        state=ObjectionState.RECEIVED,
        channel=channel,
        filed_by=account,
        name=text_of(filing.name, UnableToFile, _("Vul uw naam in."), "name"),
        address=filing.address.strip(),
        email=filing.email.strip(),
        phone=filing.phone.strip(),
        on_behalf_of=filing.on_behalf_of.strip(),
        wants_paper=filing.wants_paper or not filing.email.strip(),
        language=filing.language,
        grounds=filing.grounds.strip(),
        received_at=at,
        received_on=received,
        postmark_on=filing.postmark_on,
        announced_on=announced,
        term_ends_on=ends,
        is_late=is_late(received, ends, filing.postmark_on),
        late_reason=filing.late_reason.strip(),
        due_on=decision_term(Clock(ends)).due_on,
        changed_at=at,
    )


def attach(objection: Objection, uploads: Iterable[Upload], *, by: Actor, at: datetime) -> None:
    files = list(uploads)
    if len(files) > MAX_FILES:
        raise UnableToFile(_("Stuur hoogstens %(most)s bestanden mee.") % {"most": MAX_FILES}, field="files")
    for upload in files:
        field = "authorisation" if upload.kind == ObjectionAttachment.Kind.AUTHORISATION else "files"
        try:
            document = store_upload(file=upload.file, name=upload.name, by=by, at=at)
        except UnacceptableFile as refused:
            raise UnableToFile(f"{upload.name}: {refused}", field=field) from refused
        ObjectionAttachment.objects.create(objection=objection, document=document, kind=upload.kind)


def _announce(objection: Objection, *, by: Actor, at: datetime) -> None:
    data = {"number": objection.number, "channel": objection.get_channel_display()}
    record("objection.filed", objection, by=by, at=at, ground="Awb 6:4", data=data)
    if objection.signed_at is not None:
        how = SignedBy(objection.signed_by).label
        record("objection.signed", objection, by=by, at=at, ground="Awb 6:5", data={"how": how})
    confirm_receipt(objection, by=by, at=at)
    tell_office(objection, _("Er is een nieuw bezwaar."), "new", at=at)
