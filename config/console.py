"""The one console command: Django's manage with this project's settings, and help that reads as help."""

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

SUBJECTS: dict[str, list[tuple[str, str]]] = {
    "Running": [
        ("serve", "Bring the database up to date and serve the application with its background worker"),
        ("worker", "Run background work only: sending mail, reminders, the nightly jobs"),
        ("bounce", "Take in a bounce report that the mail server hands over"),
        ("demo load [--reload]", "Put the demonstration municipality in the database, or put it back as it was"),
        ("demo accounts", "Show the accounts of the demonstration"),
    ],
    "Villages": [
        ("villages import-outlines FILE", "Take village outlines from a GeoJSON file"),
        ("figures import FILE", "Take in figures per neighbourhood; a wrong file is refused whole"),
        ("figures usual [FILE]", "Add the figures a new installation starts with, or your own"),
    ],
    "People": [
        ("people invite-administrator MAIL", "Give a new installation its first administrator"),
        ("people load-roles", "Load roles and their permissions from seed/roles.yaml"),
    ],
    "Groups, gatherings and themes": [
        ("groups import FILE…", "Take in a register of groups; a wrong file is refused whole"),
        ("groups kinds", "Load the kinds of groups a new installation starts with"),
        ("themes", "Add the usual themes; those that are there stay as they are"),
        ("gatherings kinds", "Load the kinds of gathering a new installation starts with"),
        ("channels", "Load the kinds of channel and target groups a new installation starts with"),
    ],
    "Schemes": [
        ("schemes check FILE", "Say what is wrong in a scheme file, with place and remedy"),
        ("schemes try FILE CASES", "Judge example cases by a scheme file; one JSON object per case"),
        ("schemes schema", "Print the JSON Schema of scheme files"),
        ("schemes import FILE…", "Take in scheme files as drafts, or publish them at once"),
        ("schemes export SLUG", "Print a version of a scheme as a file"),
        ("schemes kinds", "Explain every kind of rule that a scheme may use"),
    ],
    "Money": [
        ("objections replay NUMBER", "Judge a decided case again by the rules and facts stored with it, and compare"),
        ("budgets verify", "Compare the totals under each ceiling with the ledger"),
    ],
    "Registers and letters": [
        ("register import FILE…", "Take in registers of earlier years; a wrong file is refused whole"),
        ("council-letter YEAR", "Print the letter to the council as JSON, HTML, DOCX or PDF"),
    ],
    "Keeping and forgetting": [
        ("retention candidates [--on DATE]", "Say what may be destroyed on a day, and why; changes nothing"),
    ],
    "Searching": [
        ("search rebuild [--resume]", "Read again what can be found, in portions; readers never wait"),
        ("search check", "Compare what can be found with the rooms; changes nothing"),
    ],
    "Development": [
        ("docs diagrams [--check]", "Draw the life cycles in docs/ from the code"),
    ],
}
"""Our own commands by subject: how to call them, and what they do. Only those that exist are shown."""

DJANGO_NOTE = """\
Django's own commands (migrate, createsuperuser, shell, …) work too:
  kernkracht help --commands   all names
  kernkracht help NAME         options of one command, ours or Django's"""


def own_commands(root: Path = ROOT) -> dict[str, str]:
    """The commands in our own rooms: as typed → as Django finds them. `clean_drafts.py` is typed `clean-drafts`."""
    files = (root / "kernkracht").glob("**/management/commands/*.py")
    return {file.stem.replace("_", "-"): file.stem for file in files if not file.stem.startswith("_")}


def help_text(existing: Iterable[str]) -> str:
    """Our commands by subject with one line each; `existing` are the commands that are installed."""
    known = set(existing)
    shown = {
        subject: [(call, line) for call, line in commands if call.split()[0] in known]
        for subject, commands in SUBJECTS.items()
    }
    width = max((len(call) for commands in shown.values() for call, _ in commands), default=0)
    parts = ["Usage: kernkracht COMMAND [options]"]
    for subject, commands in shown.items():
        if commands:
            parts.append("\n".join([f"{subject}:", *(f"  {call:<{width}}   {line}" for call, line in commands)]))
    return "\n\n".join([*parts, DJANGO_NOTE])


def asks_for_help(arguments: Sequence[str]) -> bool:
    """True for a bare call, `--help`, `-h` and `help` without a name."""
    return not arguments or list(arguments) in (["--help"], ["-h"], ["help"])


def as_module_name(arguments: Sequence[str], existing: Mapping[str, str]) -> list[str]:
    """Translate a command of ours into the name of its module; leave everything else as it is."""
    command = 1 if len(arguments) > 1 and arguments[0] == "help" else 0
    return [existing.get(word, word) if place == command else word for place, word in enumerate(arguments)]


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    commands = own_commands()
    if asks_for_help(sys.argv[1:]):
        print(help_text(commands))  # noqa: T201  (this is the console)
        return
    from django.core.management import execute_from_command_line

    execute_from_command_line(["kernkracht", *as_module_name(sys.argv[1:], commands)])


if __name__ == "__main__":
    main()
