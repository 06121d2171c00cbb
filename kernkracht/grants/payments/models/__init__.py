"""What is owed, how it goes to the bank, and what comes back."""

from .accounts import AccountChange, DebtorAccount
from .batches import BatchState, PaymentAttempt, PaymentBatch, PaymentFile
from .obligations import Block, Condition, ObligationKind, ObligationState, PaymentObligation
from .statements import BankStatement, BankStatementEntry

__all__ = [
    "AccountChange",
    "BankStatement",
    "BankStatementEntry",
    "BatchState",
    "Block",
    "Condition",
    "DebtorAccount",
    "ObligationKind",
    "ObligationState",
    "PaymentAttempt",
    "PaymentBatch",
    "PaymentFile",
    "PaymentObligation",
]
