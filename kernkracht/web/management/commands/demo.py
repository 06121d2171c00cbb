"""The demonstration: put it in the database, or show its accounts."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from kernkracht.community.people import demo as people
from kernkracht.web.demo.loading import UnableToLoadDemo, load_demo, reload_demo


class Command(BaseCommand):
    help = "Load the demonstration municipality (again), or show its accounts."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="load | accounts")
        load = verbs.add_parser("load", help="load what is not loaded yet; harmless to repeat")
        load.add_argument("--reload", action="store_true", help="empty the demo's database first")
        verbs.add_parser("accounts", help="show the accounts, their password and the code of this half minute")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._load(reload=options["reload"]) if options["verb"] == "load" else self._accounts()
        except (UnableToLoadDemo, people.NoDemo) as refusal:
            raise CommandError(str(refusal)) from None

    def _load(self, *, reload: bool) -> None:
        load = reload_demo if reload else load_demo
        count = load(timezone.now(), report=lambda room: self.stdout.write(f"  {room}"))
        self.stdout.write("Demo loaded." if count else "The demo was loaded already.")

    def _accounts(self) -> None:
        self.stdout.write(f"Password of every account: {people.password()}")
        for account in people.accounts(timezone.localdate()):
            role = ", ".join(account.roles) or ("no role" if account.is_staff else "inwoner")
            code = f"  code now {account.code}" if account.code else ""
            self.stdout.write(f"  {account.email:<36} {account.name:<18} {role}{code}")
