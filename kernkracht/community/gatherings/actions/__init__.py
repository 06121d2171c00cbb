"""The verbs about gatherings.

`plan_gathering`, `move_gathering`, `cancel_gathering`, `record_outcome` and `name_kind` are parts of a larger act and
refuse to run outside its transaction: a room that needs a meeting (a hearing, a meeting of a covenant) asks its own
permission and tells the people. All others own their transaction, ask the right for the villages, and tell who
signed up.
"""

from ._guard import (
    GatheringOutsideTransaction,
    GatheringRefusal,
    NotAllowedToGather,
    UnableToAnnounce,
    UnableToCancel,
    UnableToMove,
    UnableToPlan,
    UnableToRecord,
)
from .attendance import UnableToCount, count_attendance, mark_present, sign_in_at_door, sign_in_by_link
from .clockwork import forget_sign_ups, remind_of_tomorrow, tell_of_late_points
from .gatherings import Details, Guest, cancel_gathering, move_gathering, plan_gathering, record_outcome
from .kinds import KindFacts, load_kinds, name_kind, save_kind
from .organising import (
    Change,
    Plan,
    Rhythm,
    call_off_gathering,
    change_gathering,
    invite_guest,
    organise_gathering,
    organise_series,
    reschedule_gathering,
    switch_mode,
)
from .outcomes import (
    UnableToFollowUp,
    UnableToGiveFeedback,
    add_action_point,
    ask_feedback,
    conclude_gathering,
    correct_outcome,
    finish_action_point,
    give_feedback,
    link_document,
)
from .sign_ups import (
    SignUpFacts,
    SlotIsFull,
    UnableToSignUp,
    change_sign_up,
    enter_sign_up,
    sign_up,
    withdraw_sign_up,
)
from .slots import UnableToChangeSlot, change_slot, remove_slot
from .taking_over import ForeignAppointment, UnableToTakeOver, take_over_appointments

__all__ = [
    "Change",
    "Details",
    "ForeignAppointment",
    "GatheringOutsideTransaction",
    "GatheringRefusal",
    "Guest",
    "KindFacts",
    "NotAllowedToGather",
    "Plan",
    "Rhythm",
    "SignUpFacts",
    "SlotIsFull",
    "UnableToAnnounce",
    "UnableToCancel",
    "UnableToChangeSlot",
    "UnableToCount",
    "UnableToFollowUp",
    "UnableToGiveFeedback",
    "UnableToMove",
    "UnableToPlan",
    "UnableToRecord",
    "UnableToSignUp",
    "UnableToTakeOver",
    "add_action_point",
    "ask_feedback",
    "call_off_gathering",
    "cancel_gathering",
    "change_gathering",
    "change_sign_up",
    "change_slot",
    "conclude_gathering",
    "correct_outcome",
    "count_attendance",
    "enter_sign_up",
    "finish_action_point",
    "forget_sign_ups",
    "give_feedback",
    "invite_guest",
    "link_document",
    "load_kinds",
    "mark_present",
    "move_gathering",
    "name_kind",
    "organise_gathering",
    "organise_series",
    "plan_gathering",
    "record_outcome",
    "remind_of_tomorrow",
    "remove_slot",
    "reschedule_gathering",
    "save_kind",
    "sign_in_at_door",
    "sign_in_by_link",
    "sign_up",
    "switch_mode",
    "take_over_appointments",
    "tell_of_late_points",
    "withdraw_sign_up",
]
