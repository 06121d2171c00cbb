"""Why a file is not taken, in words for the person who sent it."""

from __future__ import annotations

from django.utils.functional import Promise

Text = str | Promise


class UnacceptableFile(Exception):
    """A file that is refused. Nothing was stored; `remedy` says what the sender can do."""

    def __init__(self, reason: Text, remedy: Text) -> None:
        super().__init__(reason)
        self.reason, self.remedy = reason, remedy

    def __str__(self) -> str:
        return f"{self.reason} {self.remedy}"


class ScannerUnavailable(UnacceptableFile):
    """The virus scanner gave no verdict, so the file is not taken: it fails closed."""


class StorageUnavailable(UnacceptableFile):
    """The disk would not keep the file, for instance because it is full."""
