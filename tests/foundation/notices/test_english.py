"""Every text of the software stands beside its English twin, with the same fields, conditions and markup."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

import kernkracht
from kernkracht.foundation.notices.kinds import PARTS, NoticeKind, notice_kinds
from kernkracht.foundation.notices.texts import try_text

SOFTWARE = Path(kernkracht.__file__).parent
KINDS = {code: kind for code, kind in notice_kinds().items() if kind.folder.is_relative_to(SOFTWARE)}
TWINS = [(code, part) for code in sorted(KINDS) for part in KINDS[code].parts()]
MACHINERY = re.compile(r"{{.*?}}|{%.*?%}")
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
TAG = re.compile(r"<[^>]+>")
DUTCH = re.compile(r"\b(de|het|een|wij|uw|u|voor|niet|aanvraag|besluit|bezwaar|beste|kenmerk)\b", re.I)


def twins(code: str, part: str) -> tuple[str, str]:
    """The Dutch text and the English one."""
    kind = KINDS[code]
    dutch, english = kind.default_text(part, "nl"), kind.default_text(part, "en")
    assert dutch is not None
    assert english is not None, f"{code} has no English {part}; without one the reader gets Dutch."
    return dutch, english


def machinery(text: str) -> Counter[str]:
    """Fields and instructions, without words between quotes: those are translated. The order may differ."""
    return Counter(QUOTED.sub("''", found) for found in MACHINERY.findall(text))


def words(text: str) -> str:
    return " ".join(TAG.sub(" ", MACHINERY.sub(" ", text)).split())


def test_the_kinds_of_the_software_are_looked_at() -> None:
    assert {"decision_refusal", "letter_frame", "account_invitation"} <= KINDS.keys()


@pytest.mark.parametrize(("code", "part"), TWINS)
def test_the_english_text_says_the_same_with_the_same_fields(code: str, part: str) -> None:
    dutch, english = twins(code, part)
    assert machinery(english) == machinery(dutch)
    assert TAG.findall(MACHINERY.sub("", english)) == TAG.findall(MACHINERY.sub("", dutch))
    assert bool(words(english)) == bool(words(dutch))


@pytest.mark.parametrize(("code", "part"), TWINS)
def test_no_dutch_is_left_in_it(code: str, part: str) -> None:
    _dutch, english = twins(code, part)
    assert not DUTCH.findall(words(english).replace("(Algemene wet bestuursrecht)", ""))


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "part"), TWINS)
def test_it_fills_in_with_the_example(code: str, part: str) -> None:
    _dutch, english = twins(code, part)
    assert try_text(KINDS[code], part, "en", english).strip()


@pytest.mark.parametrize("code", sorted(KINDS))
def test_no_english_text_stands_alone(code: str) -> None:
    kind: NoticeKind = KINDS[code]
    alone = [part for part in PARTS if part not in kind.parts() and kind.default_text(part, "en") is not None]
    assert not alone, f"{code}: English without a Dutch source"


def test_what_the_check_looks_for_is_found() -> None:
    assert machinery("{{ a or 'x' }}{% if b %}") == machinery("{% if b %} and {{ a or 'y' }}")
    assert machinery("{{ a|day }}") != machinery("{{ a }}")
    assert DUTCH.findall("U krijgt geld voor uw plan")
