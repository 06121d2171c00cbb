"""The verbs on payments, and the only writer of obligations, batches and accounts.

`owe`, `make_due` and `cancel_obligation` are parts of a larger act and refuse to run outside its transaction; the other
verbs own theirs. Locks are taken in one order: ceilings, case, batch, obligations.
"""

from .awards import owe_award, payee_for
from .owing import (
    OwedDifferently,
    UnableToCancel,
    UnableToMakeDue,
    UnableToOwe,
    cancel_obligation,
    make_due,
    owe,
)

__all__ = [
    "OwedDifferently",
    "UnableToCancel",
    "UnableToMakeDue",
    "UnableToOwe",
    "cancel_obligation",
    "make_due",
    "owe",
    "owe_award",
    "payee_for",
]
