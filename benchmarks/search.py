"""How long a search takes: `python -m benchmarks.search --postgresql`, a million invented entries; on SQLite fewer.

Server time of the whole page `/zoeken/` (middleware, queries, template), beside a bare view and a bare query in the
same run, in turns, so that what else the machine does weighs on all of them.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

from benchmarks.servers import ROOT, chosen_database, environment_for, scratch_database
from kernkracht.foundation.search.words import stems_of

LARGE, SMALL = 1_000_000, 100_000
PROMISED_MS = 60.0
AT_ONCE = 5_000
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
KINDS = {"news": 50, "plan": 20, "answer": 12, "gathering": 10, "group": 3, "lesson": 3, "story": 1, "word": 1}
"""Of each hundred entries so many are of this kind."""
_BEGINS = (
    "dorps school speel zomer winter kern buurt straat water groen sport muziek jeugd ouderen markt kerk brug dijk boom"
    " tuin fiets wandel park plein licht afval energie zorg kunst feest koffie buren boeren fruit appel paarden honden"
    " kinder vrijwilligers verenigings gemeente wijk avond ochtend week jaar bloemen vogel vis bij bos weide rivier"
    " haven station bus verkeers veiligheids geluids stilte steen hout glas papier verf klei theater boek taal reken"
    " computer telefoon"
)
_ENDS = (
    "huis plein tuin feest markt club groep dag avond week weg pad brug boom bank lamp bak hof hal zaal kamer keuken"
    " tafel stoel kast wand dak vloer deur raam bord kaart boek lijst plan punt team bestuur werk spel baan"
    " veld toren molen"
    " kraam wagen fiets bus route tocht loop ronde kring kern hoek kant rand lijn plek plaats ruimte bouw beheer"
    " onderhoud overlast toezicht overleg gesprek verhaal foto film lied koor orkest toneel prijs"
)
_COMMON = (
    "dorp buren bewoners samen nieuw groot mooi straat avond week jaar plan geld vraag antwoord gemeente school kerk"
    " vereniging vrijwilligers kinderen ouderen jongeren water groen speeltuin dorpshuis koffie muziek feest"
)
BEGINS, ENDS, COMMON = _BEGINS.split(), _ENDS.split(), _COMMON.split()
QUERIES = {
    "common": ("dorp", "bewoners", "samen"),
    "rare": ("zeldzaam{n}",),
    "number": ("B-2026-{n}",),
    "misspelt": ("dorpsuhis", "speeltiun", "vrijwiligers", "fietsrotue"),
    "begun": ("vrijwil", "verkeers", "bloem"),
    "several words": ("dorp koffie avond", "speeltuin school kinderen", "fietsroute langs de rivier"),
    "several, misspelt": ("nieuw dorpshius", "kofie met buren"),
    "nothing": ("xylofoonbouwer",),
}
CHOSEN = {
    "common, one kind": {"zoek": "dorp", "soort": "news", "pagina": "3"},
    "common, one village": {"zoek": "samen", "dorp": "lienden"},
    "several, one village": {"zoek": "dorp koffie avond", "dorp": "lienden"},
}
"""With a kind or a village chosen on the page of results."""


@dataclass(frozen=True)
class Times:
    """Milliseconds of many times the same."""

    p50: float
    p95: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> Times:
        ordered = sorted(1000 * each for each in seconds)
        return cls(statistics.median(ordered), ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))])


def _words(chance: random.Random) -> tuple[list[str], list[float]]:
    """Words with how often they occur, as in any text: the tenth a tenth as often as the first."""
    compounds = [begin + end for begin in BEGINS for end in ENDS]
    chance.shuffle(compounds)
    deeper = [begin + word for begin in BEGINS[:10] for word in compounds]
    words = [*COMMON, *compounds, *chance.sample(deeper, 20_000)]
    return words, list(accumulate(1 / (place + 8) for place in range(len(words))))


class _Invented:
    """Sentences and titles out of which every entry is put together, with the tokens of each per kind."""

    def __init__(self) -> None:
        self.chance = random.Random(7)  # noqa: S311  (the same entries in every run; nothing is secret)
        self.words, self.weights = _words(self.chance)
        self.sentences = [self._sentence(12) for _number in range(40_000)]
        self.titles = [self._sentence(5) for _number in range(60_000)]
        self._tokens: dict[tuple[str, str, str], str] = {}

    def _sentence(self, length: int) -> str:
        return " ".join(self.chance.choices(self.words, cum_weights=self.weights, k=length)).capitalize()

    def _tokens_of(self, text: str, kind: str, signs: str) -> str:
        key = (text, kind, signs)
        if key not in self._tokens:
            self._tokens[key] = " ".join(f"{kind}{sign}{stem}" for sign in signs for stem in stems_of(text))
        return self._tokens[key]

    def rows(self, count: int, villages: Sequence[int]) -> Iterator[tuple[Any, ...]]:
        """In the order of `COLUMNS`; every third of a number has a word of its own."""
        codes, shares, chance = list(KINDS), list(accumulate(KINDS.values())), self.chance
        for number in range(1, count + 1):
            kind = chance.choices(codes, cum_weights=shares)[0]
            title = self.titles[int(chance.random() * len(self.titles))]
            body = [self.sentences[int(chance.random() * len(self.sentences))] for _sentence in range(4)]
            village, rare = villages[number % len(villages)], number // 3
            tokens = [f"{kind}@{village} {kind}!b2026{number} {kind}#{number} {kind}.zeldzaam{rare}"]
            tokens += [self._tokens_of(title, kind, "=."), *(self._tokens_of(text, kind, ".") for text in body)]
            text, moment = f"{'. '.join(body)}. Zeldzaam{rare}.", NOW - timedelta(minutes=number)
            yield (
                *("bench", number, "", kind, title, text, "bench", json.dumps([village])),
                *(f" {' '.join(tokens)} ", moment, moment, None, False, "nl"),
            )


COLUMNS = (
    "source, object_id, part, kind, title, text, address, villages, tokens, moment, visible_from, visible_until,"
    " is_recent, language"
)


def fill(count: int) -> None:
    """Villages of the demonstration, `count` entries, their words, and the index."""
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    from kernkracht.community.villages.demo import load as load_villages
    from kernkracht.community.villages.models import Village
    from kernkracht.foundation.search.models import SearchChange

    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}  # type: ignore[misc] # tables at once
    call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
    load_villages(NOW)
    invented = _Invented()
    _write(invented.rows(count, list(Village.objects.order_by("pk").values_list("pk", flat=True))))
    _say("entries and index written")
    _learn(invented, count)
    SearchChange.objects.all().delete()


def _write(rows: Iterator[tuple[Any, ...]]) -> None:
    from django.db import connection, transaction

    from kernkracht.foundation.search.recency import mark_recent
    from kernkracht.foundation.search.triggers import POSTGRESQL_INDEXES

    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP INDEX search_entry_words, search_entry_recent_words")
            with cursor.copy(f"COPY search_searchentry ({COLUMNS}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
            mark_recent()
            for index in POSTGRESQL_INDEXES:
                cursor.execute(index)
            return
        places = ", ".join(["%s"] * 14)
        while batch := list(islice(rows, AT_ONCE)):
            sql = f"INSERT INTO search_searchentry ({COLUMNS}) VALUES ({places})"  # noqa: S608  (our own names)
            cursor.executemany(sql, batch)


def _learn(invented: _Invented, count: int) -> None:
    """The words with about how many entries hold them; counted one by one it would take as long as the rest."""
    from django.db import connection

    from kernkracht.foundation.search.actions.vocabulary import Counts, replace_counts

    counts, before = Counts(), 0.0
    for word, weight in zip(invented.words, invented.weights, strict=True):
        share = (weight - before) / invented.weights[-1]
        counts.public[word] += max(1, int(count * min(1.0, 53 * share)))
        before = weight
    replace_counts(counts)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def measure(times: int, count: int) -> dict[str, Times]:
    """Each kind of question `times` times, in turns with a bare view and a bare query."""
    from django.db import connection
    from django.test import Client

    from kernkracht.foundation.search.models import SearchEntry

    client, chance = Client(HTTP_HOST="127.0.0.1"), random.Random(11)  # noqa: S311  (which questions are asked)

    def page(chosen: dict[str, str]) -> Callable[[], object]:
        words = chosen["zoek"]
        return lambda: _ok(client.get("/zoeken/", {**chosen, "zoek": words.format(n=chance.randrange(1, count // 3))}))

    def query() -> object:
        connection.ensure_connection()
        return SearchEntry.objects.only("title").get(object_id=chance.randrange(1, count), source="bench", part="")

    asked: list[tuple[str, Callable[[], object]]] = [
        ("bare view", lambda: _ok(client.get("/bare/"))),
        ("bare query", query),
    ]
    asked += [(kind, page({"zoek": words})) for kind, texts in QUERIES.items() for words in texts]
    asked += [(name, page(chosen)) for name, chosen in CHOSEN.items()]
    seen: dict[str, list[float]] = {}
    for turn in range(times + 2):
        chance.shuffle(asked)
        for name, ask in asked:
            started = time.perf_counter()
            ask()
            if turn > 1:  # the first turns warm what stays warm
                seen.setdefault(name, []).append(time.perf_counter() - started)
    everything = [each for name in (*QUERIES, *CHOSEN) for each in seen[name]]
    return {name: Times.of(found) for name, found in {**seen, "all searches": everything}.items()}


def _ok(answer: Any) -> None:
    if answer.status_code != 200:
        raise RuntimeError(f"{answer.status_code}: a fast error page is no speed")


def _report(found: dict[str, Times], count: int, vendor: str) -> int:
    bare = found["bare view"].p50
    _say(f"\n{vendor}, {count:,} entries: milliseconds of server time")
    _say(f"{'':22}{'p50':>9}{'p95':>9}{'p50 / bare view':>18}")
    for name in ("bare view", "bare query", *QUERIES, *CHOSEN, "all searches"):
        row = found[name]
        kept = "" if name.startswith("bare") or row.p95 <= PROMISED_MS else "   above 60"
        _say(f"{name:22}{row.p50:9.1f}{row.p95:9.1f}{row.p50 / bare:18.1f}{kept}")
    return 0 if found["all searches"].p95 <= PROMISED_MS else 1


def inside(count: int, times: int) -> int:
    """In the process that has the throw-away database."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from benchmarks import search_addresses

    search_addresses.install()  # before the filling, so that a fault in an address costs no half hour
    call_command("collectstatic", interactive=False, verbosity=0)
    started = time.perf_counter()
    fill(count)
    _say(f"filled in {time.perf_counter() - started:.0f} s")
    return _report(measure(times, count), count, connection.vendor)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Server time of searching.")
    parser.add_argument("--postgresql", action="store_true", help="start a PostgreSQL for the occasion")
    parser.add_argument("--count", type=int, default=0, help="entries; a million, on SQLite a tenth of that")
    parser.add_argument("--times", type=int, default=40, help="how often each question is asked")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.inside:
        return inside(chosen.count, chosen.times)
    with (
        chosen_database(start=chosen.postgresql) as database,
        tempfile.TemporaryDirectory(prefix="kernkracht-bench-") as folder,
        scratch_database(database, "search") as own,
    ):
        count = chosen.count or (LARGE if database else SMALL)
        command = [sys.executable, "-m", "benchmarks.search", "--inside", "--count", str(count)]
        environment = environment_for(Path(folder), 0, own)
        done = subprocess.run([*command, "--times", str(chosen.times)], env=environment, cwd=ROOT, check=False)  # noqa: S603  (ourselves)
        return done.returncode


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  (a table on the terminal is what this is for)


if __name__ == "__main__":
    sys.exit(main())
