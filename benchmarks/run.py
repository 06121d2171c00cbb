"""`make bench`: how fast the public pages are, against a bare Django page on the same server in the same run.

Every round asks every page for a short while, in another order; the rates are those of the fastest quarter, since what
else the machine does can only make a round slower. After the pages comes the work of a night (`benchmarks/nightly.py`).
Exit 1 when a promise is not kept. `DATABASE_URL` measures PostgreSQL, `--postgresql` starts one for the occasion,
nothing means SQLite.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import re
import socket
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

if not __package__:  # called as a file
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")

from benchmarks import nightly
from benchmarks.client import Load
from benchmarks.servers import Installation, chosen_database, installation

SMALL, LARGE = 1_000, 100_000
PAGES = {"village": "/dorpen/lienden/", "register": "/register/"}
ANEW = "?n={n}"
"""Makes an address that nobody asked before, so that the page cannot have been kept: the price of a change."""
SEARCHES = {
    "found everywhere": "/register/?zoek=samen",
    "found twice": "/register/?zoek=pluktuin+4711",
    "nowhere": "/register/?zoek=zeppelin",
    "word and village": "/register/?zoek=koffie+lienden",
}
SEARCH_SECONDS = 0.2
AT_LEAST_OF_BARE = 0.5
AT_MOST_OF_SMALL = 1.3
FIRST_VISIT_BYTES = 120_000
WARM_UP_SECONDS = 1.0


@dataclass(frozen=True)
class Result:
    """Requests per second of one page; rates are those of the fastest quarter."""

    page: str
    small: float
    large: float
    bare: float
    of_bare: float
    slower_than_small: float
    anew_small: float
    anew_large: float
    anew_slower: float

    @property
    def is_kept(self) -> bool:
        slower = max(self.slower_than_small, self.anew_slower)
        return self.of_bare >= AT_LEAST_OF_BARE and slower <= AT_MOST_OF_SMALL


def measure(small: Installation, large: Installation, rounds: int, seconds: float) -> list[Result]:
    """All pages, bare and real, small and large, in turns."""
    for name, path in PAGES.items():
        for server in (small, large):
            (server.home / "bare" / f"{name}.html").write_bytes(_plain(server.get(path)[0]))
            Load(server.port, path, WARM_UP_SECONDS).run()
        Load(large.port, f"/bare/{name}/", WARM_UP_SECONDS).run()
    seen: dict[str, list[dict[str, float]]] = {name: [] for name in PAGES}
    for _round in range(rounds):
        for name, path in PAGES.items():
            asked = [
                ("small", small, path),
                ("large", large, path),
                ("bare", large, f"/bare/{name}/"),
                ("anew_small", small, path + ANEW),
                ("anew_large", large, path + ANEW),
            ]
            random.shuffle(asked)
            seen[name].append({what: Load(server.port, address, seconds).run() for what, server, address in asked})
    return [_result(name, rates) for name, rates in seen.items()]


def _result(name: str, rates: Sequence[dict[str, float]]) -> Result:
    rate = {what: best_quarter([row[what] for row in rates]) for what in rates[0]}
    return Result(
        name,
        **rate,
        of_bare=rate["large"] / rate["bare"],
        slower_than_small=rate["small"] / rate["large"],
        anew_slower=rate["anew_small"] / rate["anew_large"],
    )


def searched(server: Installation, times: int = 9) -> dict[str, float]:
    """Seconds that one visitor waits for a search that nobody did before; the fastest of some tries."""
    return {name: min(_seconds(server, f"{path}&n={n}") for n in range(times)) for name, path in SEARCHES.items()}


def _seconds(server: Installation, path: str) -> float:
    started = time.perf_counter()
    server.get(path)
    return time.perf_counter() - started


def best_quarter(rates: Sequence[float]) -> float:
    """The mean of the fastest quarter: what else runs on the machine can only make a slice slower."""
    fastest = sorted(rates, reverse=True)[: max(1, len(rates) // 4)]
    return statistics.fmean(fastest)


def _plain(body: bytes) -> bytes:
    return gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body


def first_visit(server: Installation, path: str) -> list[tuple[str, int]]:
    """What a browser without anything kept fetches for one page, with the bytes over the wire, headers included."""
    body, size = server.get(path)
    text = _plain(body).decode()
    links = re.findall(r'(?:href|src)="(/static/[^"#]+)', text)
    return [("page", size), *((link, server.get(link)[1]) for link in dict.fromkeys(links))]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Speed of the public pages, as ratios.")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=0.3, help="per page and round")
    parser.add_argument("--small", type=int, default=SMALL)
    parser.add_argument("--large", type=int, default=LARGE)
    parser.add_argument("--night", type=int, default=nightly.CASES, help="open cases of the night; 0: no night")
    parser.add_argument("--postgresql", action="store_true", help="start a PostgreSQL for the occasion")
    chosen = parser.parse_args(arguments)
    with chosen_database(start=chosen.postgresql) as database:
        _say(
            f"Database: {'PostgreSQL' if database else 'SQLite'}. Filling {chosen.small:,} and {chosen.large:,} cases …"
        )
        with ExitStack() as stack:
            small = stack.enter_context(installation(chosen.small, _free_port(), database))
            large = stack.enter_context(installation(chosen.large, _free_port(), database))
            results = measure(small, large, chosen.rounds, chosen.seconds)
            searches = searched(large)
            visit = first_visit(large, PAGES["village"])
        missed = _report(results, searches, visit, small.count, large.count)
        if chosen.night:
            _say(f"\nFilling {chosen.night:,} open cases for a night …")
            missed |= nightly.report(nightly.measure(chosen.night, database))
    return missed


def _report(
    results: Sequence[Result],
    searches: Mapping[str, float],
    visit: Sequence[tuple[str, int]],
    few: int,
    many: int,
) -> int:
    """The tables; 0 when every promise is kept, 1 when not."""
    heads = (f"{few:,} cases", f"{many:,} cases", "bare page", "of bare (≥ 0.5)", f"{few:,} / {many:,} (≤ 1.3)")
    _say("\n{:20} {:>12} {:>14} {:>10}{:>17}{:>26}".format("Requests per second", *heads))
    for r in results:
        _line(r.page, (r.small, r.large, r.bare), r.of_bare, r.slower_than_small)
    for r in results:  # what the first visitor after a change waits for; no share of the bare page was promised
        _line(f"{r.page}, made anew", (r.anew_small, r.anew_large, r.bare), None, r.anew_slower)
    _say(f"\nSearching the register at {many:,} cases, milliseconds for one visitor (≤ {SEARCH_SECONDS * 1000:.0f})")
    for name, seconds in searches.items():
        _say(f"  {seconds * 1000:8.0f}  {name}{'' if seconds <= SEARCH_SECONDS else '   NOT KEPT'}")
    total = sum(size for _name, size in visit)
    _say("\nFirst visit to a village page, bytes over the wire (br or gzip, headers included)")
    for name, size in visit:
        _say(f"  {size:8,}  {name}")
    light = total <= FIRST_VISIT_BYTES
    _say(f"  {total:8,}  together (≤ {FIRST_VISIT_BYTES:,}){'' if light else '   NOT KEPT'}")
    quick = max(searches.values()) <= SEARCH_SECONDS
    return 0 if light and quick and all(result.is_kept for result in results) else 1


def _line(page: str, rates: tuple[float, float, float], of_bare: float | None, slower: float) -> None:
    kept = slower <= AT_MOST_OF_SMALL and (of_bare is None or of_bare >= AT_LEAST_OF_BARE)
    share = f"{of_bare:17.2f}" if of_bare is not None else f"{'':17}"
    small, large, bare = rates
    _say(f"{page:20} {small:12.1f} {large:14.1f} {bare:10.1f}{share}{slower:26.2f}{'' if kept else '   NOT KEPT'}")


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  (a table on the terminal is what this is for)


if __name__ == "__main__":
    sys.exit(main())
