"""Who may handle and who may decide on an objection. Pure: the facts come in, nothing is fetched."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kernkracht.grants.applications.permissions import BAR_SENTENCES as INTEREST_SENTENCES
from kernkracht.grants.applications.permissions import Bar as Interest


class Bar(StrEnum):
    """Why somebody may have no part in an objection."""

    DECIDED = "decided"
    PROPOSED = "proposed"
    ASSESSED = "assessed"
    ADVISED = "advised"
    HANDLED = "handled"
    FILED = "filed"


BAR_SENTENCES: dict[Bar, str | Promise] = {
    Bar.DECIDED: _("U heeft het besluit genomen waartegen dit bezwaar gaat (Awb 10:3 lid 3)."),
    Bar.PROPOSED: _("U heeft het besluit voorgesteld waartegen dit bezwaar gaat (Awb 7:5)."),
    Bar.ASSESSED: _("U heeft de aanvraag beoordeeld waarover dit bezwaar gaat (Awb 7:5)."),
    Bar.ADVISED: _("U heeft advies gegeven over de aanvraag waarover dit bezwaar gaat (Awb 7:5)."),
    Bar.HANDLED: _("U heeft dit bezwaar zelf behandeld. Een ander besluit."),
    Bar.FILED: _("U heeft dit bezwaar zelf gemaakt."),
}


@dataclass(frozen=True)
class Hands:
    """Who, by actor, had which part in the contested decision and in this objection."""

    decided: frozenset[int] = frozenset()
    proposed: frozenset[int] = frozenset()
    assessed: frozenset[int] = frozenset()
    advised: frozenset[int] = frozenset()
    filed: frozenset[int] = frozenset()
    handled: frozenset[int] = frozenset()


def bars_to_handle(actor_id: int, hands: Hands) -> tuple[Bar, ...]:
    """Whoever prepared or took the decision, or objects, does not handle the objection (Awb 7:5)."""
    parts = (
        (Bar.DECIDED, hands.decided),
        (Bar.PROPOSED, hands.proposed),
        (Bar.ASSESSED, hands.assessed),
        (Bar.ADVISED, hands.advised),
        (Bar.FILED, hands.filed),
    )
    return tuple(bar for bar, who in parts if actor_id in who)


def bars_to_decide(actor_id: int, hands: Hands) -> tuple[Bar, ...]:
    """The same, and not the handler either: four eyes on every decision (Awb 10:3 lid 3)."""
    own = (Bar.HANDLED,) if actor_id in hands.handled else ()
    return bars_to_handle(actor_id, hands) + own


def sentences_of(bars: tuple[Bar, ...], interests: tuple[Interest, ...]) -> list[str]:
    """Every reason in words, ties with the case after parts in the decision."""
    return [*(str(BAR_SENTENCES[bar]) for bar in bars), *(str(INTEREST_SENTENCES[tie]) for tie in interests)]
