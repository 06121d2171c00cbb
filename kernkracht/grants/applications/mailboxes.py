"""Telling mailboxes apart."""


def mailbox(email: str) -> str:
    """The mailbox behind an address: case and a “+tag” make no other person."""
    local, _, domain = email.strip().casefold().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def same_mailbox(first: str, second: str) -> bool:
    return mailbox(first) == mailbox(second)
