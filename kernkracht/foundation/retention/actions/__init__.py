"""The verbs of keeping and forgetting. Who may do them is asked by who calls: this room knows no roles."""

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
from .terms import UnableToChooseClass, UnableToSetTerm, choose_class, set_term

__all__ = [
    "UnableToApprove",
    "UnableToChooseClass",
    "UnableToPropose",
    "UnableToSetTerm",
    "UnableToSpare",
    "UnableToWithdrawList",
    "approve_list",
    "choose_class",
    "execute_approved_lists",
    "execute_list",
    "propose_list",
    "set_term",
    "take_off",
    "withdraw_list",
]
