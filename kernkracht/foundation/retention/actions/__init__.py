"""The verbs of keeping and forgetting. Who may do them is asked by who calls: this room knows no roles."""

from ..download import download_of
from .executing import execute_approved_lists, execute_list
from .lists import (
    UnableToApprove,
    UnableToPropose,
    UnableToSpare,
    UnableToWithdrawList,
    approve_list,
    propose_list,
    take_off,
    withdraw_list,
)
from .persons import (
    UnableToHandleRequest,
    erase_row,
    forget_on_request,
    forget_person,
    give_what_is_held,
)
from .terms import UnableToChooseClass, UnableToSetTerm, choose_class, set_term

__all__ = [
    "UnableToApprove",
    "UnableToChooseClass",
    "UnableToHandleRequest",
    "UnableToPropose",
    "UnableToSetTerm",
    "UnableToSpare",
    "UnableToWithdrawList",
    "approve_list",
    "choose_class",
    "download_of",
    "erase_row",
    "execute_approved_lists",
    "execute_list",
    "forget_on_request",
    "forget_person",
    "give_what_is_held",
    "propose_list",
    "set_term",
    "take_off",
    "withdraw_list",
]
