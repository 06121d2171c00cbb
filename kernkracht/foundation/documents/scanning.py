"""The switch for a virus scanner. Which scanner, and how to reach it, is the adapters' business."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol


class ScannerFailed(Exception):
    """The scanner did not answer, or not in words we know."""


class Scanner(Protocol):
    def threat_in(self, parts: Iterable[bytes]) -> str:
        """The name of what was found, empty when the content is clean; it comes in parts. Raises `ScannerFailed`."""
        ...


ScannerFinder = Callable[[], Scanner | None]
_finders: list[ScannerFinder] = []


def use_scanner(find: ScannerFinder) -> None:
    """Say where the scanner is found; it is asked at each upload, so that settings may change in tests."""
    _finders[:] = [find]


def scanner() -> Scanner | None:
    """The scanner in use; None when this installation has none."""
    return _finders[0]() if _finders else None
