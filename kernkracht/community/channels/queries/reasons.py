"""Why a channel is suggested where it is: one sentence per fact, for people."""

from __future__ import annotations

from fractions import Fraction

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kernkracht.foundation.money import format_euro

from ..models import Channel
from ..suggesting import Suggestion


def decimal(value: Fraction) -> str:
    """“4,2”."""
    return number_format(round(float(value), 1), 1)


def reasons_of(row: Suggestion, channel: Channel) -> tuple[str, ...]:
    """Effect, coverage, lead time, reach and cost; the last two only where they are known."""
    return tuple(
        sentence
        for sentence in (*_effect(row, channel), _coverage(row), _lead(row), _reach(row), _cost(row))
        if sentence
    )


def _effect(row: Suggestion, channel: Channel) -> list[str]:
    kind = {"kind": channel.kind.label, "kind_average": decimal(row.kind_average)}
    if row.own_average is None:
        return [_("Nog geen cijfer. Wij rekenen met het gemiddelde van de soort ‘%(kind)s’: %(kind_average)s.") % kind]
    own = ngettext(
        "Gemiddeld cijfer %(average)s, bij %(n)d keer gebruik.",
        "Gemiddeld cijfer %(average)s, bij %(n)d keer gebruik.",
        row.uses,
    ) % {"average": decimal(row.own_average), "n": row.uses}
    alike = _("Nog niet in deze dorpen voor deze doelgroepen; daarom telt dat cijfer minder.")
    if row.uses_alike:
        alike = ngettext(
            "Daarvan %(n)d keer in deze dorpen en voor deze doelgroepen; dat telt helemaal mee.",
            "Daarvan %(n)d keer in deze dorpen en voor deze doelgroepen; dat telt helemaal mee.",
            row.uses_alike,
        ) % {"n": row.uses_alike}
    drawn = _(
        "Samen met het gemiddelde van de soort ‘%(kind)s’ (%(kind_average)s) verwachten wij een %(expected)s."
    ) % (kind | {"expected": decimal(row.expected)})
    return [own, alike, drawn]


def _coverage(row: Suggestion) -> str:
    if row.coverage == 1:
        return _("Bereikt alle gekozen dorpen en doelgroepen.")
    return _("Bereikt %(part)d%% van de gekozen dorpen en doelgroepen.") % {"part": round(row.coverage * 100)}


def _lead(row: Suggestion) -> str:
    if not row.is_in_time:
        return _("Te laat voor deze dag. Op zijn vroegst kan het op %(day)s.") % {
            "day": date_format(row.earliest_on, "j F Y")
        }
    if not row.candidate.lead_days:
        return _("Kan op de dag zelf.")
    return ngettext(
        "Aanleveren kan tot en met %(day)s; dat is %(n)d dag van tevoren.",
        "Aanleveren kan tot en met %(day)s; dat is %(n)d dagen van tevoren.",
        row.candidate.lead_days,
    ) % {"day": date_format(row.hand_over_by, "j F Y"), "n": row.candidate.lead_days}


def _reach(row: Suggestion) -> str:
    if row.candidate.reach is None:
        return ""
    return _("Bereik: ongeveer %(people)s mensen.") % {
        "people": number_format(row.candidate.reach, 0, use_l10n=True, force_grouping=True)
    }


def _cost(row: Suggestion) -> str:
    cost = row.candidate.cost_cents
    if cost is None:
        return ""
    return _("Kost %(amount)s per keer.") % {"amount": format_euro(cost)} if cost else _("Kost niets.")
