"""What a browser sent: which rows a list has, and which one somebody wants to add or remove."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict

ROWS_BUTTON = "rijen"
MOST_ROWS = 200


@dataclass(frozen=True)
class Posted:
    """The data of a form, with the row that a button adds or removes."""

    data: QueryDict | Mapping[str, str]

    @property
    def wish(self) -> tuple[str, str, str]:
        """("add", list, "") or ("remove", list, row); empty for other buttons."""
        found = re.fullmatch(r"(add|remove):([\w.:-]{1,300}?)(?::(\d{1,4}))?", str(self.data.get(ROWS_BUTTON, "")))
        return (found[1], found[2], found[3] or "") if found else ("", "", "")

    @property
    def only_reshapes(self) -> bool:
        return bool(self.wish[0])

    def rows_of(self, name: str) -> list[str]:
        """The marks of the rows of a list, after the wish."""
        sent = self.data.getlist(f"{name}-rij") if isinstance(self.data, QueryDict) else []
        rows = list(dict.fromkeys(row for row in map(str, sent) if re.fullmatch(r"\d{1,4}", row, re.ASCII)))
        act, target, row = self.wish
        if target == name and act == "remove":
            rows = [other for other in rows if other != row]
        rows = rows[:MOST_ROWS]
        if target == name and act == "add" and len(rows) < MOST_ROWS:
            rows.append(free_mark(rows))
        return rows


def free_mark(rows: Iterable[str]) -> str:
    """A mark that no row has; removed rows give theirs back."""
    taken = set(map(int, rows))
    after = max(taken, default=-1) + 1
    return str(after if after < 10_000 else min(set(range(10_000)) - taken))
