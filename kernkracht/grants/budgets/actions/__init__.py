"""The verbs on money, and the only writer of ceilings and ledger.

Acts on a case (`reserve` … `settle_lower`) are parts of a larger act and refuse to run outside its transaction. They
take every ceiling a case falls under and do all or none. Acts on ceilings (`open_ceiling` … `redistribute`) own
their transaction.
"""

from kernkracht.grants.budgets.journal import lock_ceilings
from kernkracht.grants.budgets.refusals import (
    KeyUsedForOtherAct,
    MoneyRefusal,
    NotInTransaction,
    UnableToChangeCase,
    UnableToCommit,
    UnableToPay,
    UnableToPublish,
    UnableToRedistribute,
    UnableToRelease,
    UnableToReserve,
    UnableToReturn,
    UnableToRevoke,
    UnableToTransfer,
)

from .cases import commit_grant, pay, release, reserve, return_payment, revoke, settle_lower

__all__ = [
    "KeyUsedForOtherAct",
    "MoneyRefusal",
    "NotInTransaction",
    "UnableToChangeCase",
    "UnableToCommit",
    "UnableToPay",
    "UnableToPublish",
    "UnableToRedistribute",
    "UnableToRelease",
    "UnableToReserve",
    "UnableToReturn",
    "UnableToRevoke",
    "UnableToTransfer",
    "commit_grant",
    "lock_ceilings",
    "pay",
    "release",
    "reserve",
    "return_payment",
    "revoke",
    "settle_lower",
]
