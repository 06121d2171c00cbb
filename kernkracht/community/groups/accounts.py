"""What becomes of a group's contact when an account appears or goes away."""

from __future__ import annotations

from kernkracht.community.people import hooks

from .actions.contacts import forget_account, link_account


def attach() -> None:
    """Tell the people room what to do here (`AppConfig.ready`)."""
    hooks.verified_email.append(link_account)
    hooks.removal.append(forget_account)
