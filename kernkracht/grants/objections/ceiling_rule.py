"""Whether an award on objection may go above a ceiling (Awb 4:25 lid 3). Pure.

The duty to refuse counts on objection only as far as it counted at the first decision, or at the moment at which that
should have been taken. So what was free then may be given now, although it was given to others meanwhile; what was not
free then may not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kernkracht.foundation.money import format_euro

CEILING = "ceiling"


@dataclass(frozen=True)
class FirstMoment:
    """What was known at the first decision: the ground of a refusal, and what was free under each hard ceiling.

    `free_cents` counts what this case got then as free for it; empty when nothing was kept (an imported case).
    """

    refusal_ground: str
    free_cents: Mapping[int, int]
    was_due_earlier: bool = False


@dataclass(frozen=True)
class CeilingJudgement:
    """Whether the award may go above a ceiling, and the sentence that goes into ledger and dossier."""

    allowed: bool
    sentence: str


def may_go_beyond(amount_cents: int, first: FirstMoment, short: Mapping[int, int]) -> CeilingJudgement:
    """Judge an award of `amount_cents` that is short by `short` cents under some ceilings now, by primary key."""
    if first.refusal_ground == CEILING:
        return CeilingJudgement(
            False,
            _("Boven het plafond kan niet: bij het eerste besluit was het geld al op (Awb 4:25 lid 3)."),
        )
    unknown = set(short) - set(first.free_cents)
    if unknown:
        return CeilingJudgement(
            False,
            _("Boven het plafond kan niet: wij weten niet wat er bij het eerste besluit over was (Awb 4:25 lid 3)."),
        )
    then = min(first.free_cents[pk] for pk in short)
    if then < amount_cents:
        return CeilingJudgement(
            False,
            _("Boven het plafond kan tot en met %(then)s: dat was bij het eerste besluit nog over (Awb 4:25 lid 3).")
            % {"then": format_euro(max(then, 0))},
        )
    return CeilingJudgement(
        True,
        _("Bij het eerste besluit was nog %(then)s over. Het plafond dwong toen niet tot afwijzen (Awb 4:25 lid 3).")
        % {"then": format_euro(then)},
    )
