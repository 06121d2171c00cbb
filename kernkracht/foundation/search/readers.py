"""Who searches: which rights, in which villages. Pure; the pages fill it in, since this room knows no people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .declarations import SearchKind
from .tokens import Asked, OneOf, some, village

NOTHING = OneOf(())


@dataclass(frozen=True)
class Reader:
    """Rights with the villages for which they are held; None means everywhere. `account` is the reader's own key."""

    rights: Mapping[str, frozenset[int] | None] = field(default_factory=dict)
    account: int | None = None

    @property
    def is_colleague(self) -> bool:
        return bool(self.rights)

    def may_find(self, kind: SearchKind) -> Asked | None:
        """What entries of a kind must hold for this reader; None when every one may be found.

        `NOTHING` when none may: then the kind is not asked for at all.
        """
        if kind.is_public:
            return None
        held = [self.rights[right] for right in kind.rights if right in self.rights]
        if held and (not kind.by_village or None in held):
            return None
        villages = sorted({key for keys in held for key in keys or ()})
        own = [f"u{self.account}"] if self.account is not None else []
        parts = [*(village(kind.code, key) for key in villages), *own]
        return some(parts) if parts else NOTHING


EVERYBODY = Reader()
"""Somebody about whom nothing is known: what is public, and nothing else."""
