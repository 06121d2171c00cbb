"""The kinds of gathering that rooms need to exist. A municipality renames them; the code stays."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class StandardKind:
    """Under which name a kind begins, and whether everybody hears of it."""

    name: str | Promise
    is_public: bool = False


STANDARD_KINDS: dict[str, StandardKind] = {
    "hearing": StandardKind(_("Hoorzitting")),
    "covenant_meeting": StandardKind(_("Overleg met de wethouder")),
    "partner_meeting": StandardKind(_("Overleg met een partner")),
    "village_meeting": StandardKind(_("Dorpsbijeenkomst"), is_public=True),
}
