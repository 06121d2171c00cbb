"""Schemes from the console: describe, check, try, take in and write out scheme files."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.money import to_euro_number
from kernkracht.grants.schemes.actions import UnableToImportScheme, import_scheme
from kernkracht.grants.schemes.evaluation import evaluate
from kernkracht.grants.schemes.faults import Fault, Faults
from kernkracht.grants.schemes.findings import Evaluation
from kernkracht.grants.schemes.interchange import (
    SchemeFile,
    UnacceptableSchemeFile,
    dump_scheme_file,
    json_schema,
    load_scheme_file,
    read_cases,
)
from kernkracht.grants.schemes.interchange.reference import kinds_reference
from kernkracht.grants.schemes.models import SchemeVersion
from kernkracht.grants.schemes.queries import scheme_file_of

WRONG = 2


class Command(BaseCommand):
    help = "Scheme files: describe the format, check a file, try cases, import and export."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(
            dest="verb", required=True, metavar="schema | check | try | import | export | kinds"
        )
        verbs.add_parser("schema", help="print the JSON Schema of a scheme file")
        verbs.add_parser("kinds", help="print the list of kinds and codes, as docs/domain/schemes.md holds it")
        check = verbs.add_parser("check", help="say what is wrong in a scheme file: exit 0, or 2 with every fault")
        check.add_argument("file", type=Path, metavar="FILE")
        attempt = verbs.add_parser("try", help="judge cases (a YAML or JSON list of facts): one JSON object per line")
        attempt.add_argument("file", type=Path, metavar="FILE")
        attempt.add_argument("cases", type=Path, metavar="CASES")
        take = verbs.add_parser("import", help="take in scheme files as drafts; a wrong file is refused whole")
        take.add_argument("files", type=Path, nargs="+", metavar="FILE")
        take.add_argument("--publish", action="store_true", help="publish each version at once")
        give = verbs.add_parser("export", help="print a version as a scheme file (default: the newest)")
        give.add_argument("slug", metavar="SLUG")
        give.add_argument("--version", dest="label", metavar="LABEL", help="label of the version")

    def handle(self, *args: Any, **options: Any) -> None:
        verb = {
            "schema": self._schema,
            "kinds": self._kinds,
            "check": self._check,
            "try": self._try,
            "import": self._import,
            "export": self._export,
        }[options["verb"]]
        verb(options)

    def _schema(self, options: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(json_schema(), ensure_ascii=False, indent=2))

    def _kinds(self, options: dict[str, Any]) -> None:
        self.stdout.write(kinds_reference(), ending="")

    def _check(self, options: dict[str, Any]) -> None:
        file = _load(options["file"])
        self.stdout.write(
            f"{options['file']}: in order. {file.scheme.name} {file.version.label}, "
            f"{len(file.rules.rules)} criteria, {len(file.cases)} example cases."
        )

    def _try(self, options: dict[str, Any]) -> None:
        file = _load(options["file"])
        path: Path = options["cases"]
        source, faults = _bytes_of(path), Faults()
        cases = read_cases(source, file.rules, faults, is_json=_is_json(path, source))
        if faults:
            raise _refusal(path, faults)
        for case in cases:
            outcome = evaluate(file.rules, case.facts, case.on)
            self.stdout.write(json.dumps(printed(case.name, outcome), ensure_ascii=False))

    def _import(self, options: dict[str, Any]) -> None:
        for path in options["files"]:
            try:
                result = import_scheme(
                    source=_bytes_of(path), publish=options["publish"], by=Actor.system(), at=timezone.now()
                )
            except UnableToImportScheme as refusal:
                raise _refusal(path, refusal.faults, str(refusal)) from None
            state = "published" if result.published else "draft"
            self.stdout.write(f"{path}: {result.version} {result.outcome} ({state}).")

    def _export(self, options: dict[str, Any]) -> None:
        versions = SchemeVersion.objects.select_related("scheme").filter(scheme__slug=options["slug"])
        if options["label"]:
            versions = versions.filter(label=options["label"])
        version = versions.order_by("-valid_from", "-pk").first()
        if version is None:
            known = ", ".join(f"{v.scheme.slug} {v.label}" for v in SchemeVersion.objects.select_related("scheme"))
            raise CommandError(f"There is no such scheme version. Known: {known or 'none'}.", returncode=WRONG)
        try:
            self.stdout.write(dump_scheme_file(scheme_file_of(version, try_cases=False)), ending="")
        except UnacceptableSchemeFile as refusal:
            raise _refusal(Path(str(version)), refusal.faults) from None


def printed(name: str, outcome: Evaluation) -> dict[str, Any]:
    """What `try` prints of one case: euros as numbers, findings in the order of the criteria."""
    return {
        **({"case": name} if name else {}),
        "findings": [
            {
                "criterion": finding.criterion,
                "kind": finding.kind,
                "outcome": str(finding.outcome),
                "sentence": finding.sentence,
                **({"missing": list(finding.missing)} if finding.missing else {}),
            }
            for finding in outcome.findings
        ],
        "eligible_eur": to_euro_number(outcome.eligible_cents),
        "payable_eur": to_euro_number(outcome.payable_cents),
        "bound_by": outcome.bound_by,
        "removed_eur": to_euro_number(outcome.removed_cents),
        **({"tier": outcome.tier} if outcome.tier else {}),
    }


def _load(path: Path) -> SchemeFile:
    try:
        return load_scheme_file(_bytes_of(path))
    except UnacceptableSchemeFile as refusal:
        raise _refusal(path, refusal.faults) from None


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.", returncode=WRONG) from None


def _is_json(path: Path, source: bytes) -> bool:
    return path.suffix.lower() == ".json" or source.lstrip()[:2] in (b"[{", b"[\n")


def _refusal(path: Path, faults: Iterable[Fault], message: str = "") -> CommandError:
    lines = [message] if message else []
    return CommandError("\n".join([*lines, *(f"{path}: {fault}" for fault in faults)]), returncode=WRONG)
