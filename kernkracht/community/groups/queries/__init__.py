"""Reading groups, their people and covenants."""

from .duties import DueDuty, DutyStanding, duties_due, duties_of_covenant, gatherings_for, overdue_duties, rhythm_of
from .people import groups_of, groups_spoken_for, kept_groups, manages_group, may_speak_for, speakers_of
from .register import (
    groups_of_village,
    kind_labels,
    public_groups,
    running_covenants,
    signalling_coverage,
    with_running_covenant,
)

__all__ = [
    "DueDuty",
    "DutyStanding",
    "duties_due",
    "duties_of_covenant",
    "gatherings_for",
    "groups_of",
    "groups_of_village",
    "groups_spoken_for",
    "kept_groups",
    "kind_labels",
    "manages_group",
    "may_speak_for",
    "overdue_duties",
    "public_groups",
    "rhythm_of",
    "running_covenants",
    "signalling_coverage",
    "speakers_of",
    "with_running_covenant",
]
