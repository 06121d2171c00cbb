"""Who may touch a case: four eyes, mandate, no interest of one's own. Pure: the facts come in, nothing is fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.money import format_euro
from kernkracht.grants.schemes.kinds.vocabulary import ROLES

from .models import GrantApplication


class Bar(StrEnum):
    """A reason why somebody may not assess or decide. Each has one sentence in `BAR_SENTENCES`."""

    APPLICANT = "applicant"
    COMPANION = "companion"
    HOUSEHOLD = "household"
    MEMBER = "member"
    DECLARED = "declared"
    SAME_HOUSE = "same_house"
    ENTERED = "entered"
    ASSESSED = "assessed"
    PROPOSED = "proposed"
    NO_MANDATE = "no_mandate"
    OTHER_DECIDER = "other_decider"
    MANDATE_TOO_LOW = "mandate_too_low"


BAR_SENTENCES: dict[Bar, str | Promise] = {
    Bar.APPLICANT: _("U heeft dit plan zelf aangevraagd."),
    Bar.COMPANION: _("U staat bij dit plan als mede-aanvrager of steunt het plan."),
    Bar.HOUSEHOLD: _("De aanvrager heeft hetzelfde telefoonnummer als u."),
    Bar.MEMBER: _("U bent verbonden aan de organisatie die het geld vraagt."),
    Bar.DECLARED: _("U heeft gemeld dat u een eigen belang heeft bij deze zaak."),
    Bar.SAME_HOUSE: _("De aanvraag komt van het adres waar u woont."),
    Bar.ENTERED: _("U heeft deze aanvraag zelf ingevoerd."),
    Bar.ASSESSED: _("U heeft deze aanvraag zelf beoordeeld."),
    Bar.PROPOSED: _("U heeft het voorstel zelf gedaan."),
    Bar.NO_MANDATE: _("U heeft geen mandaat voor deze regeling in dit dorp op deze dag."),
    Bar.OTHER_DECIDER: _("In de regels staat dat iemand anders beslist. Daarvoor geldt uw mandaat niet."),
    Bar.MANDATE_TOO_LOW: _("Het bedrag is hoger dan uw mandaat."),
}


@dataclass(frozen=True)
class Officer:
    """Somebody of the municipality, as these predicates see them on one day."""

    actor_id: int
    email: str = ""
    phone: str = ""
    organisations: frozenset[str] = frozenset()
    """Organisations the person is tied to on that day, as recorded (Awb 2:4)."""
    household: str = ""
    """Key of the address where the person lives, when recorded; see `facts.household_key`."""


@dataclass(frozen=True)
class Parties:
    """Everybody who stands on the resident's side of a case, and every officer who had a hand in it."""

    applicant_actor_id: int | None = None
    applicant_email: str = ""
    applicant_phone: str = ""
    companion_emails: frozenset[str] = frozenset()
    organisation: str = ""
    entered_by: int | None = None
    assessed_by: frozenset[int] = frozenset()
    proposed_by: frozenset[int] = frozenset()
    households: frozenset[str] = frozenset()
    """Keys of the addresses of applicant and co-applicants."""
    declared_interest: frozenset[int] = frozenset()
    """Actors whose newest declaration about this case says that they have an interest."""


OFFICER_WITH_MANDATE = "decision_maker"


@dataclass(frozen=True)
class MandateScope:
    """What one mandate covers. `village_ids` None means every village; `max_amount_cents` None means no limit."""

    pk: int
    reference: str
    scheme_ids: frozenset[int]
    village_ids: frozenset[int] | None
    max_amount_cents: int | None
    valid_from: date
    valid_until: date | None = None
    decides_for: frozenset[str] = frozenset()
    """Deciders that the rules may name (codes of `vocabulary.ROLES`) in whose place this mandate decides."""

    def covers_decider(self, decider: str) -> bool:
        """Whether the mandate reaches whom the rules name. Any mandate is enough for “an officer with mandate”."""
        return decider in ("", OFFICER_WITH_MANDATE) or decider in self.decides_for

    def covers_matter(self, *, scheme_id: int, village_id: int | None, on: date) -> bool:
        """Whether scheme, village and day lie within the mandate (Awb 10:3)."""
        in_time = self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)
        in_place = self.village_ids is None or village_id in self.village_ids
        return in_time and in_place and scheme_id in self.scheme_ids

    def covers_amount(self, amount_cents: int) -> bool:
        return self.max_amount_cents is None or amount_cents <= self.max_amount_cents


def _same_text(first: str, second: str) -> bool:
    def plain(text: str) -> str:
        return re.sub(r"\W+", " ", text).strip().casefold()

    return bool(plain(first)) and plain(first) == plain(second)


def _same_phone(first: str, second: str) -> bool:
    """Compares the last nine digits, so that 06-…, +31 6 … and 0031 6 … are one number."""

    def digits(text: str) -> str:
        return re.sub(r"\D", "", text)[-9:]

    return len(digits(first)) == 9 and digits(first) == digits(second)


def interests(officer: Officer, parties: Parties) -> tuple[Bar, ...]:
    """Recorded or declared ties of an officer with a case. Any tie bars from assessing and from deciding (Awb 2:4)."""
    email = officer.email.casefold()
    bars = []
    if officer.actor_id == parties.applicant_actor_id or (email and email == parties.applicant_email.casefold()):
        bars.append(Bar.APPLICANT)
    if email and email in {e.casefold() for e in parties.companion_emails}:
        bars.append(Bar.COMPANION)
    if Bar.APPLICANT not in bars and _same_phone(officer.phone, parties.applicant_phone):
        bars.append(Bar.HOUSEHOLD)
    if any(_same_text(name, parties.organisation) for name in officer.organisations):
        bars.append(Bar.MEMBER)
    if officer.household and officer.household in parties.households:
        bars.append(Bar.SAME_HOUSE)
    if officer.actor_id in parties.declared_interest:
        bars.append(Bar.DECLARED)
    return tuple(bars)


def earlier_hands(officer: Officer, parties: Parties) -> tuple[Bar, ...]:
    """What the officer did before with this case. Any of it bars from deciding: four eyes."""
    bars = []
    if officer.actor_id == parties.entered_by:
        bars.append(Bar.ENTERED)
    if officer.actor_id in parties.assessed_by:
        bars.append(Bar.ASSESSED)
    if officer.actor_id in parties.proposed_by:
        bars.append(Bar.PROPOSED)
    return tuple(bars)


@dataclass(frozen=True)
class DecisionRight:
    """Whether somebody may decide: the mandate to decide by, or every reason why not."""

    mandate: MandateScope | None
    bars: tuple[Bar, ...] = ()
    limit_cents: int | None = field(default=None)
    """Set when an amount is too high: the most that the mandates of this person allow."""
    decider: str = ""
    """Set when the rules name a decider whom no mandate of this person covers."""

    @property
    def allowed(self) -> bool:
        return self.mandate is not None and not self.bars

    @property
    def sentences(self) -> list[str]:
        said = [str(BAR_SENTENCES[bar]) for bar in self.bars]
        if self.decider in ROLES:
            said.append(str(_("Volgens de regels beslist %s.") % ROLES[self.decider]))
        if self.limit_cents is not None:
            said.append(str(_("U mag besluiten tot en met %s.") % format_euro(self.limit_cents)))
        return said


def decision_right(
    officer: Officer,
    parties: Parties,
    mandates: tuple[MandateScope, ...],
    *,
    scheme_id: int,
    village_id: int | None,
    amount_cents: int,
    on: date,
    decider: str = "",
) -> DecisionRight:
    """The right of `officer` to decide this case for this amount (cents; 0 for anything but an award) on a day.

    `decider` is whom the rules name to decide (a code of `vocabulary.ROLES`), "" when they name nobody.

    The smallest sufficient mandate is taken, so that the letter names the one that was needed.
    """
    bars = interests(officer, parties) + earlier_hands(officer, parties)
    matter = [m for m in mandates if m.covers_matter(scheme_id=scheme_id, village_id=village_id, on=on)]
    reaching = [m for m in matter if m.covers_decider(decider)]
    enough = [m for m in reaching if m.covers_amount(amount_cents)]
    if enough:
        smallest = min(enough, key=lambda m: (m.max_amount_cents is None, m.max_amount_cents or 0, m.pk))
        return DecisionRight(None if bars else smallest, bars)
    if reaching:
        limit = max(m.max_amount_cents or 0 for m in reaching)
        return DecisionRight(None, (*bars, Bar.MANDATE_TOO_LOW), limit)
    if matter:
        return DecisionRight(None, (*bars, Bar.OTHER_DECIDER), decider=decider)
    return DecisionRight(None, (*bars, Bar.NO_MANDATE))


def holds_case(application: GrantApplication, actor: Actor) -> bool:
    """The case is the actor's own: by the mailed link, by account, or because they typed it in for somebody."""
    own = {application.visitor_id, application.entered_by_id}
    if application.applicant is not None:
        own.add(application.applicant.actor_id)
    return actor.pk in own
