"""`python benchmarks/followers.py [COUNT]`: one news item for 50,000 followers, and what everybody else notices of it.

Promises, as ratios within one run: publishing with COUNT followers takes no more statements than with one, and at most
three times the time; the work comes in slices of at most two seconds; a receipt that is queued halfway is sent before
any digest that waits; the process stays under 300 MB; everybody hears once. Exit 1 when one is not kept.
`DATABASE_URL` measures PostgreSQL, `--postgresql` starts one, nothing means SQLite.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import socketserver
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if not __package__:  # called as a file
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")

from benchmarks.servers import chosen_database, environment_for, scratch_database

if TYPE_CHECKING:
    from kernkracht.community.villages.models import Village

COUNT, AT_ONCE = 50_000, 5_000
MEGABYTES, SLICE_SECONDS, PUBLISH_RATIO = 300, 2.0, 3.0
SENT_FOR = 10.0
"""So many seconds of sending show how fast it goes."""
TRIES = 15


class _Post(socketserver.StreamRequestHandler):
    """A mail server that takes everything and keeps only whom it is for."""

    def handle(self) -> None:
        taken: list[str] = self.server.taken  # type: ignore[attr-defined] # ours
        self.wfile.write(b"220 bench\r\n")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                while self.rfile.readline() != b".\r\n":
                    pass
            elif verb == b"RCPT":
                taken.append(line.decode().partition("<")[2].partition(">")[0])
            elif verb == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            self.wfile.write(b"250 OK\r\n")


class _PostOffice(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads = True, True
    taken: list[str]


def measure(count: int) -> None:
    """In a process of its own, so that its memory is its own; the outcome as JSON on the last line."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    village, alone = _villages()
    _followers(alone, 1)
    _followers(village, count)
    found: dict[str, Any] = {"one": _publish(alone), "many": _publish(village)}
    found["fan_out"] = _fan_out(count)
    found["sending"] = _send()
    found["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _say(json.dumps(found))


def _villages() -> list[Village]:
    from kernkracht.community.villages.models import Area, Village

    area = Area.objects.create(name="Gebied", slug="gebied")
    place = {"area": area, "centre_longitude": 5.4, "centre_latitude": 51.9}
    return [Village.objects.create(name=name, slug=name.lower(), **place) for name in ("Groot", "Klein")]


def _followers(village: Village, count: int) -> None:
    from django.utils import timezone

    from kernkracht.community.following.models import FollowedSubject, Follower, Following, Rhythm, new_token
    from kernkracht.foundation.audit.models import Actor

    long_ago = timezone.now() - timedelta(days=30)
    who = Actor.system("bench")
    subject = FollowedSubject.objects.get_or_create(kind="village", key=str(village.pk))[0]
    for start in range(0, count, AT_ONCE):
        rows = Follower.objects.bulk_create(
            Follower(email=f"{village.slug}{n}@example.org", token=new_token(), visitor=who, since=long_ago)
            for n in range(start, min(count, start + AT_ONCE))
        )
        Following.objects.bulk_create(
            Following(follower=row, subject=subject, rhythm=Rhythm.AT_ONCE, asked_at=long_ago, confirmed_at=long_ago)
            for row in rows
        )


def _publish(village: Village) -> dict[str, float]:
    """The fastest of some posts, in milliseconds, and the statements of one."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from kernkracht.community.following.models import NewsItem
    from kernkracht.editorial.news.actions import NewsFacts, save_news
    from kernkracht.editorial.pages.actions import PageFacts, publish
    from kernkracht.foundation.audit.models import Actor

    by, times, statements = Actor.system("bench"), [], 0
    for number in range(TRIES):
        post = save_news(
            facts=NewsFacts(PageFacts(f"Bericht {number}", "Tekst."), (village,)), by=by, at=timezone.now()
        )
        with CaptureQueriesContext(connection) as caught:
            began = time.perf_counter()
            publish(page=post.page, number=1, by=by, at=timezone.now())
            times.append(time.perf_counter() - began)
        statements = len(caught)
    NewsItem.objects.filter(source="news").exclude(key=str(post.page_id)).exclude(round__isnull=False).filter(
        subjects__kind="village", subjects__key=str(village.pk)
    ).delete()
    return {"ms": min(times) * 1000, "statements": statements}


def _fan_out(count: int) -> dict[str, float]:
    """Slices as the worker makes them, until nothing is left."""
    from django.utils import timezone

    from kernkracht.community.following.actions import send_digests
    from kernkracht.community.following.models import ToldItem
    from kernkracht.foundation.notices.models import OutboxMessage

    slices, made = [], 0
    while True:
        began = time.perf_counter()
        now = send_digests(timezone.now)
        slices.append(time.perf_counter() - began)
        made += now
        if not now and made:
            break
    mails = OutboxMessage.objects.filter(kind="news_digest").count()
    told = ToldItem.objects.count()
    return {"seconds": sum(slices), "longest": max(slices), "mails": mails, "told": told, "expected": count + 1}


def _send() -> dict[str, float]:
    """Some seconds of rounds with a receipt in the middle: how many digests went in the round that took the receipt."""
    from django.conf import settings
    from django.db import transaction
    from django.utils import timezone

    from kernkracht.foundation.audit.models import Actor
    from kernkracht.foundation.notices.models import OutboxMessage
    from kernkracht.foundation.notices.sending import send_due

    with _PostOffice(("127.0.0.1", 0), _Post) as office:
        office.taken = []
        threading.Thread(target=office.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(office.server_address[1])
        began, longest, waited, queued_at = time.perf_counter(), 0.0, -1.0, 0.0
        while time.perf_counter() - began < SENT_FOR:
            if not queued_at and time.perf_counter() - began > SENT_FOR / 2:
                with transaction.atomic():
                    OutboxMessage.objects.create(
                        unique_key="receipt",
                        kind="receipt",
                        recipient_email="receipt@example.org",
                        subject_type="audit.actor",
                        subject_id=str(Actor.system("bench").pk),
                        subject="Ontvangen",
                        body_text="Wij hebben uw vraag.",
                        next_attempt_at=timezone.now(),
                        created_at=timezone.now(),
                    )
                queued_at, before = time.perf_counter(), len(office.taken)
            round_began = time.perf_counter()
            send_due(timezone.now)
            longest = max(longest, time.perf_counter() - round_began)
            if queued_at and waited < 0 and "receipt@example.org" in office.taken:
                waited = office.taken.index("receipt@example.org") - before
        seconds = time.perf_counter() - began
        office.shutdown()
    return {"per_second": len(office.taken) / seconds, "longest": longest, "before_the_receipt": waited}


def report(found: dict[str, Any], count: int) -> int:
    one, many, out, sent = found["one"], found["many"], found["fan_out"], found["sending"]
    ratio = many["ms"] / one["ms"]
    promises = [
        (f"publishing with {count:,} followers / with one: {ratio:.2f} (≤ {PUBLISH_RATIO})", ratio <= PUBLISH_RATIO),
        (
            f"statements: {many['statements']} and {one['statements']} (the same)",
            many["statements"] <= one["statements"],
        ),
        (f"longest slice of the worker: {out['longest']:.2f} s (≤ {SLICE_SECONDS})", out["longest"] <= SLICE_SECONDS),
        (f"digests: {out['mails']:,} (= {out['expected']:,}, each follower once)", out["mails"] == out["expected"]),
        (f"longest round of the outbox: {sent['longest']:.2f} s (≤ {SLICE_SECONDS})", sent["longest"] <= SLICE_SECONDS),
        (
            f"digests that went before a receipt: {sent['before_the_receipt']:.0f} (= 0)",
            sent["before_the_receipt"] == 0,
        ),
        (f"memory: {found['megabytes']:.0f} MB (≤ {MEGABYTES})", found["megabytes"] <= MEGABYTES),
    ]
    for line, is_kept in promises:
        _say(f"  {line}{'' if is_kept else '   NOT KEPT'}")
    _say(f"  fanning out took {out['seconds']:.1f} s: {out['mails'] / out['seconds']:.0f} digests a second")
    _say(f"  sending: {sent['per_second']:.0f} mails a second to a server on this machine")
    return 0 if all(is_kept for _line, is_kept in promises) else 1


def main(arguments: Sequence[str] | None = None) -> int:
    words = list(arguments if arguments is not None else sys.argv[1:])
    if words[:1] == ["measure"]:
        measure(int(words[1]))
        return 0
    parser = argparse.ArgumentParser(description="One news item for many followers.")
    parser.add_argument("count", type=int, nargs="?", default=COUNT)
    parser.add_argument("--postgresql", action="store_true", help="start a PostgreSQL for the occasion")
    chosen = parser.parse_args(words)
    with (
        chosen_database(start=chosen.postgresql) as address,
        tempfile.TemporaryDirectory(prefix="kernkracht-followers-") as home,
        scratch_database(address, f"followers_{chosen.count}") as own,
    ):
        _say(f"Database: {'PostgreSQL' if address else 'SQLite'}, {chosen.count:,} followers of one village")
        command = [sys.executable, __file__, "measure", str(chosen.count)]
        environment = environment_for(Path(home), 0, own)
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603  (this module, no shell)
        return report(json.loads(done.stdout.splitlines()[-1]), chosen.count)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  (a table on the terminal is what this is for)


if __name__ == "__main__":
    sys.exit(main())
