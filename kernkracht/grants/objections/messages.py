"""What messages and letters about an objection may say, and their names for the list of texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from kernkracht.foundation.notices.kinds import NoticeContext, register_notice
from kernkracht.grants.applications.letters import FrameContext

from .penalty_context import PENALTY, PenaltyContext

LINK = "https://voorbeeld.nl/mijn/bezwaren/voorbeeld/"


@dataclass(frozen=True)
class ObjectionNotice(NoticeContext):
    """Facts every message may use. `reference` is the number of the application; `due_on` the last day to decide."""

    name: str = "Robin Voorbeeld"
    number: str = "BZ-2027-0003"
    title: str = "Pluktuin bij de school"
    reference: str = "A-2027-0012"
    received_on: date = date(2027, 4, 1)
    term_ends_on: date = date(2027, 4, 26)
    due_on: date = date(2027, 6, 7)
    is_late: bool = False
    link: str = LINK


@dataclass(frozen=True)
class ReceiptNotice(ObjectionNotice):
    contested: str = "decision"
    """Code of `SubjectKind`."""
    contested_on: date = date(2027, 3, 15)
    needs_code: bool = False


@dataclass(frozen=True)
class CodeNotice(ObjectionNotice):
    code: str = "123456"


@dataclass(frozen=True)
class RepairNotice(ObjectionNotice):
    question: str = "Schrijf op waarom u het niet eens bent met ons besluit."
    until: date = date(2027, 4, 20)


@dataclass(frozen=True)
class TermNotice(ObjectionNotice):
    """A committee advises, the objector agreed to wait, or (neither) we extend the term."""

    is_committee: bool = False
    is_agreed: bool = False
    reason: str = ""


@dataclass(frozen=True)
class HearingNotice(ObjectionNotice):
    when: str = "maandag 10 mei 2027 van 14.00 tot 15.00 uur"
    place: str = "Gemeentehuis, kamer 1"
    online_url: str = ""
    papers_until: date = date(2027, 4, 30)
    inspect_from: date = date(2027, 5, 3)
    calendar_link: str = "https://voorbeeld.nl/bijeenkomst/voorbeeld/afspraak.ics"
    is_moved: bool = False
    is_cancelled: bool = False
    reason: str = ""


@dataclass(frozen=True)
class OutcomeNotice(ObjectionNotice):
    """The decision on an objection. Amounts in euro cents; fields that do not belong to the outcome stay empty."""

    contested: str = "decision"
    """Code of `SubjectKind`."""
    contested_on: date = date(2027, 3, 15)
    changed: tuple[str, ...] = ()
    """What becomes of a settlement or recovery, in sentences; `amount_cents` is for an award only."""
    outcome_sentence: str = "Uw bezwaar is gegrond. Wij nemen een nieuw besluit."
    reason: str = "Het plan is wel voor iedereen in de straat. Dat bleek op de hoorzitting."
    amount_cents: int = 50_000
    carry_out_by: date | None = date(2027, 10, 1)
    obligations: tuple[str, ...] = ("U meldt het meteen als het plan niet doorgaat.",)
    payment: str = "Wij maken het geld over op de rekening die u heeft opgegeven."
    pay_by: date | None = date(2027, 7, 19)
    ground: str = ""
    ground_article: str = ""
    hearing_on: date | None = date(2027, 5, 10)
    hearing_report: str = "U vertelde dat alle buren zijn uitgenodigd."
    waiver_sentence: str = ""
    waiver_reason: str = ""
    lateness: str = ""
    costs_sentence: str = "U vroeg niet om een vergoeding van uw kosten (Awb 7:15)."
    costs_reason: str = ""


@dataclass(frozen=True)
class WorkNotice(NoticeContext):
    """What a colleague hears: enough to open the objection, no personal data."""

    what: str = "Er is een nieuw bezwaar."
    number: str = "BZ-2027-0003"
    title: str = "Pluktuin bij de school"
    reference: str = "A-2027-0012"
    due_on: date = date(2027, 6, 7)
    link: str = "https://voorbeeld.nl/werk/bezwaren/BZ-2027-0003/"


@dataclass(frozen=True)
class ObjectionFrame(FrameContext):
    """Around the core of a letter about an objection. With `appeal_until` it names the court (Awb 3:45, 8:1)."""

    appeal_until: date | None = date(2027, 7, 19)
    appeal_weeks: int = 6
    court: str = "de rechtbank, afdeling bestuursrecht"


@dataclass(frozen=True)
class FileLine:
    """A line of the case file: what, more about it, and an amount in cents (0: none)."""

    what: str
    more: str = ""
    amount_cents: int = 0


@dataclass(frozen=True)
class FileFinding:
    """One rule at the contested decision: what it said, what counted, and a person's reason."""

    sentence: str
    counted: str
    reason: str = ""


@dataclass(frozen=True)
class FileLetter:
    subject: str
    when: str
    body: Markup


@dataclass(frozen=True)
class FileMail:
    subject: str
    when: str
    text: str


@dataclass(frozen=True)
class CaseFile(NoticeContext):
    """Everything in the case file of an objection, account and telephone numbers blacked out already."""

    number: str = "BZ-2027-0003"
    made_at: str = "1 mei 2027, 10.00"
    title: str = "Pluktuin bij de school"
    reference: str = "A-2027-0012"
    scheme: str = "Leefbaarheidsbudget"
    village: str = "Voorbeelddorp"
    description: str = "Buren planten samen twaalf fruitbomen."
    requested_cents: int = 50_000
    costs: tuple[FileLine, ...] = (FileLine("Fruitbomen", "", 50_000),)
    grounds: str = "Iedereen uit de buurt mag meedoen."
    received_on: date = date(2027, 4, 1)
    term_ends_on: date = date(2027, 4, 26)
    is_late: bool = False
    late_reason: str = ""
    late_judgement: str = ""
    contested: str = "Afgewezen van 15 maart 2027"
    contested_facts: tuple[FileLine, ...] = ()
    """Of a settlement or recovery: its amounts, ground and weighing, and what the receiver told."""
    findings: tuple[FileFinding, ...] = (
        FileFinding("Het plan is voor alle bewoners.", "voldoet niet", "Alleen leden."),
    )
    is_same: bool = True
    version: str = "2027"
    hearings: tuple[FileLine, ...] = (FileLine("10 mei 2027, 14.00", "Alle buren zijn uitgenodigd."),)
    letters: tuple[FileLetter, ...] = (FileLetter("Besluit", "15 maart 2027, 12.00", Markup("<p>De brief.</p>")),)
    mails: tuple[FileMail, ...] = (FileMail("Bezwaar ontvangen", "1 april 2027, 12.00", "Wij hebben uw bezwaar."),)
    timeline: tuple[FileLine, ...] = (FileLine("1 april 2027, 12.00", "Het bezwaar is ontvangen."),)
    attachments: tuple[FileLine, ...] = (FileLine("offerte.pdf", "achter dit dossier"),)


RECEIVED, CODE, REPAIR, TERM = "objection_received", "objection_code", "objection_repair", "objection_term"
HEARING, WITHDRAWN, DECIDED = "objection_hearing", "objection_withdrawn", "objection_decided"
WORK, FRAME, CASE_FILE = "work_objection", "objection_frame", "objection_case_file"


def register() -> None:
    """Make the texts known to the administrator's list."""
    register_notice(RECEIVED, title=_("Bezwaar ontvangen"), example=ReceiptNotice())
    register_notice(CODE, title=_("Bezwaar: code om te ondertekenen"), example=CodeNotice())
    register_notice(REPAIR, title=_("Bezwaar: vraag om aan te vullen"), example=RepairNotice())
    register_notice(TERM, title=_("Bezwaar: andere termijn"), example=TermNotice(is_committee=True))
    register_notice(HEARING, title=_("Bezwaar: hoorzitting"), example=HearingNotice())
    register_notice(WITHDRAWN, title=_("Bezwaar ingetrokken"), example=ObjectionNotice())
    register_notice(DECIDED, title=_("Besluit op bezwaar"), example=OutcomeNotice())
    register_notice(WORK, title=_("Collega: bericht over een bezwaar"), example=WorkNotice())
    register_notice(CASE_FILE, title=_("Bezwaar: dossier voor de commissie"), example=CaseFile())
    register_notice(PENALTY, title=_("Besluit: dwangsom vastgesteld"), example=PenaltyContext())
    register_notice(FRAME, title=_("Brief over een bezwaar: kop, ondertekening en beroep"), example=ObjectionFrame())
