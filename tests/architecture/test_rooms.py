"""A room's other modules are private, HTTP stays in its rooms, and nothing grows too long."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from pathlib import Path

import pytest

from .source import PRODUCT, imports_of, module_name, python_files, refuse, shown, tree_of

EVERYWHERE = {"models", "actions", "queries", "permissions"}
"""What any room offers to others, besides what its `__init__.py` gives."""

ALSO_PUBLIC: dict[str, dict[str, str]] = {
    "kernkracht.foundation.audit": {
        "events": "rooms declare the sentences of their own events",
    },
    "kernkracht.foundation.legal_settings": {
        "declarations": "rooms declare the terms and amounts of the law they need",
    },
    "kernkracht.foundation.money": {
        "amounts": "the largest amount there is, for form fields",
    },
    "kernkracht.foundation.documents": {
        "refusals": "why a file is not taken, which pages say",
        "scanning": "the switch that an adapter's virus scanner is put behind",
    },
    "kernkracht.foundation.notices": {
        "hooks": "rooms that mail many hear of addresses that take no mail",
        "kinds": "rooms register their own notices, and the office lists them",
        "language": "which marks a municipality's own text may hold",
        "texts": "rooms render their own notices and letters, and the office tries texts",
    },
    "kernkracht.foundation.design_system": {
        "components": "the vocabulary of the drawings",
        "fields": "form fields that read Dutch dates and amounts",
        "site_identity": "how this installation introduces itself",
        "themes": "which look is chosen",
        "widgets": "how form fields look",
    },
    "kernkracht.foundation.deadlines": {
        "hooks": "where rooms above hear that days changed",
    },
    "kernkracht.foundation.retention": {
        "declarations": "rooms say what becomes of their models",
        "doubts": "what is not certain about a term, said where it is set",
    },
    "kernkracht.foundation.search": {
        "declarations": "rooms say what can be found of them",
    },
    "kernkracht.community.people": {
        "demo": "the accounts of the demonstration, for the command that shows them",
        "hooks": "where higher rooms attach themselves to an account's life",
        "notices": "mail about somebody's own account, which the login pages cause",
        "permission_codes": "the closed list of what may be asked of `may`",
    },
    "kernkracht.community.villages": {
        "hooks": "where rooms above say that a village is not ready for a phase of the roll-out",
        "pins": "one village in a small square, to point at a place; pure",
    },
    "kernkracht.community.following": {
        "sources": "rooms declare what they tell followers, and what else can be followed",
    },
    "kernkracht.community.gatherings": {
        "hooks": "where other rooms object to an announcement, and hear what happened",
    },
    "kernkracht.community.groups": {
        "bank_account": "reading and masking an account number; pure",
    },
    "kernkracht.editorial.pages": {
        "drawings": "drawn pictures and texts of the demo, for the rooms with facts of their own",
        "hooks": "where rooms with facts of their own hear of a publication, and may refuse it",
    },
    "kernkracht.grants.budgets": {
        "redistribution": "the plan of a redistribution, shown before it is done; pure data",
        "refusals": "what is said when there is no room under a ceiling",
    },
    "kernkracht.grants.schemes": {
        "facts": "what an evaluation is about; pure data",
        "findings": "what an evaluation says; pure data",
        "evaluation": "the pure judgement itself",
        "rules": "the rules of a version as plain values",
        "parameters": "the types of parameters, out of which their forms are made",
        "accessors": "what the flow asks of the rules: who decides, in what term, how it is paid",
        "payment_plan": "in which parts and by when an award is paid; pure",
        "questions": "what the form asks; pure data",
        "sentences": "the rules as people read them; pure data",
        "cost_kinds": "the labels of budget lines",
        "kinds": "the closed registry of kinds of rule and its vocabulary",
        "interchange": "scheme files: reading, writing, describing, trying; pure",
        "faults": "place, reason and remedy of what is wrong in a scheme",
    },
    "kernkracht.grants.applications": {
        "days": "the Dutch day of a moment",
        "facts": "what is known of a draft, for its live outcome",
        "clock_letters": "the receipt of a notice of default, for those about decisions of higher rooms",
        "consents": "by which way an applicant may be told",
        "hooks": "where higher rooms hear of a decision and of a declared interest",
        "languages": "in which language we write to an applicant",
        "letter_frames": "what stands around the core of a letter, for the letters of higher rooms",
        "letter_payment": "how and by when money comes, in the words of the letter",
        "letters": "what a letter is made of, for the letters of higher rooms",
        "penalties": "what deciding late costs by the day, for decisions of higher rooms too",
        "refusal_grounds": "the general grounds of refusal; pure data",
        "rules": "the rules that bind a case",
        "workflow": "which acts a state allows, for pages that offer them",
    },
    "kernkracht.grants.settlements": {
        "hooks": "where higher rooms say why a settlement cannot be changed now",
    },
    "kernkracht.accountability.briefings": {
        "content": "what a briefing holds; pure data",
        "documents": "briefings as files, one sheet per village",
        "layout": "which lines stand on a page; pure",
    },
    "kernkracht.participation.baselines": {
        "comparison": "what differs between two versions; pure data",
    },
    "kernkracht.accountability.council_reports": {
        "content": "what a letter holds; pure data",
        "definitions": "how each figure is counted, which pages print beside it",
        "letters": "one letter in each of its forms, frozen or as it would be now",
        "messages": "the short message of a period, counted now, in each of its forms",
    },
}
"""Modules of one room that others may import too, each with its reason."""

HTTP_ROOMS = ("kernkracht.web", "kernkracht.adapters")
HTTP_MODULES = ("django.http", "django.shortcuts", "django.views")
LONGEST_FILE = 400
LONGEST_FUNCTION = 50


def room_of(module: str) -> str:
    """`kernkracht.grants.schemes.models` stands in the room `kernkracht.grants.schemes`; all of web is one room."""
    parts = module.split(".")
    return ".".join(parts[: 2 if parts[1:2] in (["web"], ["adapters"]) else 3])


def private_imports(files: Iterable[Path], root: Path = PRODUCT.parent) -> list[str]:
    """One line for each import of another room's private module."""
    faults = []
    for path in files:
        module = module_name(path, root)
        for name, line in imports_of(tree_of(path), module, is_package=path.stem == "__init__"):
            room = room_of(name)
            inside = name.removeprefix(f"{room}.").split(".")[0]
            if not name.startswith("kernkracht.") or room == room_of(module) or room.count(".") < 2:
                continue
            folder = root.joinpath(*room.split("."))
            is_module = (folder / f"{inside}.py").exists() or (folder / inside / "__init__.py").exists()
            if is_module and inside not in EVERYWHERE and inside not in ALSO_PUBLIC.get(room, {}):
                faults.append(f"{shown(path)}:{line} imports {name}, which is private to its room")
    return faults


def http_outside_web(files: Iterable[Path], root: Path = PRODUCT.parent) -> list[str]:
    """One line for each import of Django's HTTP modules where there should be none."""
    faults = []
    for path in files:
        module = module_name(path, root)
        if module.startswith(HTTP_ROOMS):
            continue
        names = imports_of(tree_of(path), module, is_package=path.stem == "__init__")
        faults += [f"{shown(path)}:{line} imports {name}" for name, line in names if name.startswith(HTTP_MODULES)]
    return faults


def too_long(files: Iterable[Path]) -> list[str]:
    """One line for each file and each function that grew past its measure."""
    faults = []
    for path in files:
        lines = len(path.read_text().splitlines())
        if lines > LONGEST_FILE:
            faults.append(f"{shown(path)} has {lines} lines; make it a package of the same name")
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    faults.append(f"{shown(path)}:{node.lineno} {node.name} has {length} lines")
    return faults


def test_rooms_use_only_what_others_offer() -> None:
    refuse(private_imports(python_files(PRODUCT)))


def test_declared_public_modules_exist_and_have_a_reason() -> None:
    for room, modules in ALSO_PUBLIC.items():
        folder = PRODUCT.parent.joinpath(*room.split("."))
        for module, reason in modules.items():
            assert reason
            assert (folder / f"{module}.py").exists() or (folder / module).is_dir(), f"{room}.{module}"


def test_http_stays_in_web() -> None:
    refuse(http_outside_web(python_files(PRODUCT)))


def test_nothing_grows_too_long() -> None:
    refuse(too_long(python_files()))


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Two rooms, of which the first keeps something to itself."""
    for name in ("grants/one/secrets", "grants/one/models", "grants/one/workflow/table", "grants/two/models"):
        path = tmp_path / "kernkracht" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        (path.parent / "__init__.py").touch()
        path.touch()
    return tmp_path


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        ("from kernkracht.grants.one.secrets import x", 1),
        ("from kernkracht.grants.one import secrets", 1),
        ("import kernkracht.grants.one.secrets", 1),
        ("from ..one.secrets import x", 1),
        ("from kernkracht.grants.one.workflow.table import x", 1),
        ("from kernkracht.grants.one.models import x", 0),
        ("from kernkracht.grants.one import something_offered", 0),
        ("from .models import x", 0),
    ],
)
def test_a_private_import_is_caught(house: Path, line: str, faults: int) -> None:
    visitor = house / "kernkracht/grants/two/actions.py"
    visitor.write_text(line)
    assert len(private_imports([visitor], house)) == faults


@pytest.mark.parametrize("line", ["from django.http import Http404", "import django.shortcuts"])
def test_http_elsewhere_is_caught(house: Path, line: str) -> None:
    path = house / "kernkracht/grants/two/queries.py"
    path.write_text(line)
    assert len(http_outside_web([path], house)) == 1
    web = house / "kernkracht/web/views.py"
    web.parent.mkdir()
    web.write_text(line)
    assert http_outside_web([web], house) == []


def test_length_is_caught(tmp_path: Path) -> None:
    fits, grown = tmp_path / "fits.py", tmp_path / "grown.py"
    fits.write_text("def f():\n" + "    x = 1\n" * 49 + "y = 1\n" * 350)
    grown.write_text("def f():\n" + "    x = 1\n" * 50 + "y = 1\n" * 350)
    assert too_long([fits]) == []
    assert len(too_long([grown])) == 2
