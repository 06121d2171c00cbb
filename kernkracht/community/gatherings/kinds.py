"""The kinds of gathering that rooms need to exist. A municipality renames them; the code stays.

`seed/gathering_kinds.yaml` holds the usual kinds that the office plans itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class StandardKind:
    """Under which name a kind begins, whether everybody hears of it, and whether the office plans it by hand."""

    name: str | Promise
    is_public: bool = False
    is_offered: bool = True


STANDARD_KINDS: dict[str, StandardKind] = {
    "hearing": StandardKind(_("Hoorzitting"), is_offered=False),
    "covenant_meeting": StandardKind(_("Overleg met de wethouder")),
    "partner_meeting": StandardKind(_("Overleg met een partner"), is_offered=False),
    "village_meeting": StandardKind(_("Dorpsbijeenkomst"), is_public=True),
}
