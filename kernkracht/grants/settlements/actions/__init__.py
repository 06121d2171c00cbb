"""The verbs on reports, settlements, recoveries and stories, and the only writer of them.

`ask_report` is part of the deciding transaction; the other verbs own theirs. Locks are taken in one order: ceilings,
case, report, settlement, obligations.
"""

from kernkracht.grants.applications.letters import LetterFailed

from .asking import ask_report, send_report_reminders
from .changing import (
    Effect,
    Ground,
    UnableToChange,
    ask_less_on_objection,
    beyond_reason,
    effect_of_asking,
    effect_of_settling,
    lock_money,
    settle_on_objection,
)
from .gate import UnableToAccount
from .recovering import (
    UnableToRecover,
    first_settled_on,
    last_day_to_recover,
    recover,
    register_repayment,
    set_off,
    write_off,
)
from .reporting import (
    Receipt,
    UnableToReport,
    add_photo,
    add_receipt,
    call_off,
    enter_from_paper,
    hand_in_report,
    remove_photo,
    remove_receipt,
    save_report,
    send_back,
)
from .settling import UnableToSettle, propose_settlement, return_proposal, settle_as_awarded, settle_grant
from .telling import Telling, UnableToTell, ask_story, decline_story, publish_story, withdraw_story
from .withdrawing import Change, last_day_to_change, propose_change

__all__ = [
    "Change",
    "Effect",
    "Ground",
    "LetterFailed",
    "Receipt",
    "Telling",
    "UnableToAccount",
    "UnableToChange",
    "UnableToRecover",
    "UnableToReport",
    "UnableToSettle",
    "UnableToTell",
    "add_photo",
    "add_receipt",
    "ask_less_on_objection",
    "ask_report",
    "ask_story",
    "beyond_reason",
    "call_off",
    "decline_story",
    "effect_of_asking",
    "effect_of_settling",
    "enter_from_paper",
    "first_settled_on",
    "hand_in_report",
    "last_day_to_change",
    "last_day_to_recover",
    "lock_money",
    "propose_change",
    "propose_settlement",
    "publish_story",
    "recover",
    "register_repayment",
    "remove_photo",
    "remove_receipt",
    "return_proposal",
    "save_report",
    "send_back",
    "send_report_reminders",
    "set_off",
    "settle_as_awarded",
    "settle_grant",
    "settle_on_objection",
    "withdraw_story",
    "write_off",
]
