"""The verbs on payments, and the only writer of obligations, batches and accounts.

`owe`, `make_due` and `cancel_obligation` are parts of a larger act and refuse to run outside its transaction; the other
verbs own theirs. Locks are taken in one order: ceilings, case, batch, obligations.
"""

from .accounts import (
    UnableToCheckAccount,
    UnableToGiveAccount,
    UnableToSetDebtorAccount,
    confirm_account,
    give_account,
    refuse_account,
    set_debtor_account,
)
from .awards import owe_award, payee_for
from .batching import (
    UnableToProposeBatch,
    UnableToReleaseBatch,
    UnableToWithdrawBatch,
    note_download,
    propose_batch,
    release_batch,
    withdraw_batch,
)
from .gate import UnableToPayOut
from .owing import (
    OwedDifferently,
    UnableToCancel,
    UnableToMakeDue,
    UnableToOwe,
    cancel_obligation,
    make_due,
    owe,
)
from .returning import (
    ImportResult,
    UnableToImportStatement,
    UnableToReturnPayment,
    import_statement,
    return_paid,
)

__all__ = [
    "ImportResult",
    "OwedDifferently",
    "UnableToCancel",
    "UnableToCheckAccount",
    "UnableToGiveAccount",
    "UnableToImportStatement",
    "UnableToMakeDue",
    "UnableToOwe",
    "UnableToPayOut",
    "UnableToProposeBatch",
    "UnableToReleaseBatch",
    "UnableToReturnPayment",
    "UnableToSetDebtorAccount",
    "UnableToWithdrawBatch",
    "cancel_obligation",
    "confirm_account",
    "give_account",
    "import_statement",
    "make_due",
    "note_download",
    "owe",
    "owe_award",
    "payee_for",
    "propose_batch",
    "refuse_account",
    "release_batch",
    "return_paid",
    "set_debtor_account",
    "withdraw_batch",
]
