"""Who may change what. Pure: the facts come in, nothing is fetched."""

from __future__ import annotations

from collections.abc import Collection


def may_decide_account(*, officer_id: int, proposer_id: int, tied: bool) -> bool:
    """Four eyes: who asked for the account does not confirm it, and neither does somebody tied to the group."""
    return officer_id != proposer_id and not tied


def keeps_any(kept_villages: Collection[int], group_villages: Collection[int]) -> bool:
    """Whether an officer keeps a group: one of its villages is the officer's, or it has none."""
    return not group_villages or bool(set(kept_villages) & set(group_villages))
