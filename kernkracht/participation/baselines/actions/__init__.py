"""The verbs about baselines and chosen themes. Each owns its transaction and asks the right for the village."""

from ._guard import NotAllowedToKeepBaseline, UnableToKeepBaseline
from .drafting import (
    UnableToAdopt,
    WishFacts,
    adopt_baseline,
    drop_challenge,
    drop_draft,
    drop_wish,
    leave_out_group,
    name_group,
    note_challenge,
    note_wish,
    raise_challenge,
    start_baseline,
    write_going_on,
)
from .themes import ChoiceFacts, UnableToChooseTheme, choose_theme, end_theme

__all__ = [
    "ChoiceFacts",
    "NotAllowedToKeepBaseline",
    "UnableToAdopt",
    "UnableToChooseTheme",
    "UnableToKeepBaseline",
    "WishFacts",
    "adopt_baseline",
    "choose_theme",
    "drop_challenge",
    "drop_draft",
    "drop_wish",
    "end_theme",
    "leave_out_group",
    "name_group",
    "note_challenge",
    "note_wish",
    "raise_challenge",
    "start_baseline",
    "write_going_on",
]
