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

from .cases import (
    AmountNotPositive,
    commit_beyond,
    commit_grant,
    pay,
    release,
    reserve,
    return_payment,
    revoke,
    settle_lower,
    warnings_of,
)
from .ceilings import (
    allocate,
    change_council_budget,
    change_settings,
    choose_stop_or_warning,
    make_council_budget,
    open_ceiling,
    publish_ceiling,
    take_out_lowered_money,
)
from .transfers import redistribute, transfer

__all__ = [
    "AmountNotPositive",
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
    "allocate",
    "change_council_budget",
    "change_settings",
    "choose_stop_or_warning",
    "commit_beyond",
    "commit_grant",
    "lock_ceilings",
    "make_council_budget",
    "open_ceiling",
    "pay",
    "publish_ceiling",
    "redistribute",
    "release",
    "reserve",
    "return_payment",
    "revoke",
    "settle_lower",
    "take_out_lowered_money",
    "transfer",
    "warnings_of",
]
