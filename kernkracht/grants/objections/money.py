"""What a proposal about a settlement or recovery does to the money, in cents and in words for the letter."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.foundation.money import format_euro
from kernkracht.grants.settlements.actions import Effect, effect_of_asking, effect_of_settling
from kernkracht.grants.settlements.models import Recovery, Settlement
from kernkracht.grants.settlements.queries import payment_term

from .models import ObjectionProposal, PenaltyDecision
from .subjects import Contested


def effect_of(contested: Contested, proposal: ObjectionProposal) -> Effect | None:
    """The effect of a founded proposal; None when it changes no settlement or recovery."""
    if not proposal.new_outcome or proposal.amount_cents is None:
        return None
    if isinstance(contested, Settlement):
        return effect_of_settling(contested, proposal.amount_cents)
    if isinstance(contested, Recovery):
        return effect_of_asking(contested, proposal.amount_cents)
    return None


def sentences_of(contested: Contested, proposal: ObjectionProposal, today: date) -> tuple[str, ...]:
    """The new amount, what we still pay and by when, and what must still come back; empty when nothing changes."""
    if isinstance(contested, PenaltyDecision) and proposal.new_outcome:
        return _penalty(contested, proposal, today)
    effect = effect_of(contested, proposal)
    if effect is None:
        return ()
    said = []
    if isinstance(contested, Settlement):
        amount = format_euro(proposal.amount_cents or 0)
        said.append(_("Wij stellen de subsidie vast op %(amount)s.") % {"amount": amount})
    if effect.owed_cents:
        said.append(_still_paid(effect.owed_cents, today))
    if effect.asked_cents is not None:
        said.append(_back(contested, effect, today))
    return tuple(said)


def _penalty(contested: PenaltyDecision, proposal: ObjectionProposal, today: date) -> tuple[str, ...]:
    total = proposal.amount_cents or 0
    said = _("Wij stellen de dwangsom vast op %(amount)s.") % {"amount": format_euro(total)}
    return said, _still_paid(total - contested.total_cents, today)


def _still_paid(cents: int, today: date) -> str:
    return _("U krijgt nog %(amount)s. Dat heeft u uiterlijk op %(day)s.") % {
        "amount": format_euro(cents),
        "day": date_format(payment_term(today).due_on, "j F Y"),
    }


def _back(contested: Contested, effect: Effect, today: date) -> str:
    if not effect.asked_cents:
        return _("U hoeft niets terug te betalen.")
    asked = format_euro(effect.asked_cents)
    if not effect.still_back_cents:
        return _("Wij vorderen %(asked)s terug. Dat heeft u al betaald.") % {"asked": asked}
    recovery = contested if isinstance(contested, Recovery) else Recovery.objects.get(settlement=contested.pk)
    said = _("Wij vorderen nog %(asked)s terug. Daarvan betaalt u nog %(still)s, uiterlijk op %(day)s.")
    if recovery.due_on < today:
        said = _("Wij vorderen nog %(asked)s terug. Daarvan betaalt u nog %(still)s. De laatste dag was %(day)s.")
    return said % {
        "asked": asked,
        "still": format_euro(effect.still_back_cents),
        "day": date_format(recovery.due_on, "j F Y"),
    }
