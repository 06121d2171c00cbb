"""The verbs on reports, settlements, recoveries and stories, and the only writer of them.

`ask_report` is part of the deciding transaction; the other verbs own theirs. Locks are taken in one order: ceilings,
case, report, settlement, obligations.
"""

from kernkracht.grants.applications.letters import LetterFailed

from .asking import ask_report, send_report_reminders
from .gate import UnableToAccount
from .recovering import (
    UnableToRecover,
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

__all__ = [
    "LetterFailed",
    "Receipt",
    "Telling",
    "UnableToAccount",
    "UnableToRecover",
    "UnableToReport",
    "UnableToSettle",
    "UnableToTell",
    "add_photo",
    "add_receipt",
    "ask_report",
    "ask_story",
    "call_off",
    "decline_story",
    "enter_from_paper",
    "hand_in_report",
    "last_day_to_recover",
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
    "withdraw_story",
    "write_off",
]
