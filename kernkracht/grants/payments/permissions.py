"""Who may do what with a batch and with an account: two people, always. Pure: the facts come in."""

from __future__ import annotations

from collections.abc import Collection

from kernkracht.community.people.permission_codes import Permission


def may_release(rights: Collection[str], *, actor_id: int, proposed_by_id: int) -> bool:
    """Whoever proposed a batch never releases it."""
    return Permission.RELEASE_PAYMENT in rights and actor_id != proposed_by_id


def may_withdraw(rights: Collection[str]) -> bool:
    """Either of the two may stop a batch that was not released."""
    return bool({Permission.PROPOSE_PAYMENT, Permission.RELEASE_PAYMENT} & set(rights))


def may_check_account(rights: Collection[str], *, actor_id: int, given_by_id: int) -> bool:
    """An account is confirmed by somebody of finance who did not enter it."""
    return may_withdraw(rights) and actor_id != given_by_id
