"""What is wrong with a scheme file or a parameter: the place, the reason and the remedy. Faults are collected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from django.utils.translation import gettext as _

Path = tuple[str | int, ...]


def path_text(path: Path) -> str:
    """“criteria[2].parameters.amount”: the way people and editors write a place."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


@dataclass(frozen=True)
class Fault:
    """One fault. `line` is known for files only."""

    path: Path
    reason: str
    remedy: str
    line: int | None = None

    @property
    def place(self) -> str:
        words = [_("regel {line}").format(line=self.line)] if self.line else []
        return ", ".join([*words, path_text(self.path)] if self.path else words) or _("het bestand")

    def __str__(self) -> str:
        return f"{self.place}: {self.reason} {self.remedy}".rstrip()


@dataclass
class Faults:
    """A collector, so that a reader never stops at the first fault."""

    found: list[Fault] = field(default_factory=list)

    def add(self, path: Path, reason: str, remedy: str, line: int | None = None) -> None:
        self.found.append(Fault(path, reason, remedy, line))

    def __bool__(self) -> bool:
        return bool(self.found)

    def __iter__(self) -> Iterator[Fault]:
        return iter(self.found)

    def with_lines(self, lines: dict[Path, int]) -> list[Fault]:
        """The faults, each with the line of the nearest known place, in the order of the file."""
        placed = [f if f.line else replace(f, line=_nearest(f.path, lines)) for f in self.found]
        return sorted(dict.fromkeys(placed), key=lambda f: (f.line or 0, path_text(f.path)))


def _nearest(path: Path, lines: dict[Path, int]) -> int | None:
    for length in range(len(path), -1, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A remedy for an unknown word: the nearest known one, or the list."""
    options = sorted(known)
    close = get_close_matches(word, options, n=1)
    if close:
        return _("Bedoelt u “{word}”?").format(word=close[0])
    if len(options) > 12:
        return _("Kijk in docs/domain/schemes.md wat hier kan staan.")
    return _("Kies uit: {options}.").format(options=", ".join(options))
