"""How a room tells what becomes of its rows. Each room declares every model in its `keeping.py`.

A declaration answers two questions: how long is this kept (`nature`), and what does it hold about people (`person`)?
A test walks all models and fails for one without an answer; docs/domain/keeping.md says how to write one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class DataClass(models.TextChoices):
    """Why something is kept. The term of each class is dated data (`RetentionTerm`)."""

    GRANTED = "granted", _("Subsidie toegekend")
    REFUSED = "refused", _("Subsidie afgewezen")
    ABORTED = "aborted", _("Aanvraag niet afgemaakt")
    AGREEMENT = "agreement", _("Overeenkomst")
    TASK_AGREEMENT = "task_agreement", _("Overeenkomst om een taak van de gemeente uit te voeren")
    RECEIPT = "receipt", _("Bon of rekening")
    PAYMENT = "payment", _("Betaling")
    DISPUTE = "dispute", _("Bezwaar of geschil over geld")
    RELATION = "relation", _("Contact met groepen en vrijwilligers")
    LOG = "log", _("Kortlopend logboek")


class KeepingDeclaredTwice(ValueError):
    """Two declarations for one model."""


class NotDeclared(LookupError):
    """No room said what becomes of this model."""


@dataclass(frozen=True)
class Remains:
    """The row stays without its words, because figures and registers count it.

    Every field that can hold words is emptied, unless it stands in `kept` (field → why it holds no person) or in
    `replaced` (field → what comes instead, made from the row before). `unlinked` are relations that become empty.
    """

    kept: Mapping[str, str] = field(default_factory=dict)
    replaced: Mapping[str, Callable[[Any], object]] = field(default_factory=dict)
    unlinked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Closing:
    """One way to end: rows that match `when` ended on the day in the field `ended_on` and fall in `data_class`.

    `by_itself` names the job that removes them without a list, such as drafts that nobody sent; only those go earlier
    when the person asks.
    """

    data_class: DataClass
    when: Q
    ended_on: str
    by_itself: str = ""


@dataclass(frozen=True)
class Case:
    """Something that ends: counting starts then, and it stands on a destruction list when its term is over.

    `number` is the field with what the office calls it (never a person). A row that matches none of the closings is
    still running. `account` is the relation to the account that is let go when the account is removed. `owns` are
    relations to files and letters that go along. With `goes_when_asked` no law keeps it: it goes when the person
    asks. Without `remains` the row itself goes.
    """

    closings: tuple[Closing, ...]
    number: str
    account: str = ""
    owns: tuple[str, ...] = ()
    goes_when_asked: bool = False
    remains: Remains | None = None


@dataclass(frozen=True)
class Part:
    """Belongs to another row and goes with it: `of` is the relation that leads there.

    `ended_on` (a field with a day or moment) moves the end of the whole case forward; with a `data_class` it brings its
    own term instead, and the case is kept until the last of all terms. While a row matches `running` the case has not
    ended. `owns` are relations to files and letters that go along. Without `remains` the row itself goes.
    """

    of: str
    data_class: DataClass | None = None
    ended_on: str = ""
    running: Q | None = None
    owns: tuple[str, ...] = ()
    remains: Remains | None = None


@dataclass(frozen=True)
class Copy:
    """Made from something else and gone with it: a file or letter that another row `owns`, or a message `about` it.

    `about` names the two fields that hold the label of a model and the key of its row.
    """

    about: tuple[str, str] | None = None
    owns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lasting:
    """Kept as long as it is used, or for ever; `reason` says why."""

    reason: str


@dataclass(frozen=True)
class Passing:
    """Gone after a while, without a list: `job` names the job on the clock that removes it.

    Also erased when the person asks for it.
    """

    job: str


Nature = Case | Part | Copy | Lasting | Passing


@dataclass(frozen=True)
class ByUser:
    """Rows whose relation `path` is the person's account."""

    path: str


@dataclass(frozen=True)
class ByEmail:
    """Rows whose field `path` holds one of the person's addresses; only those that match `when`."""

    path: str
    when: Q | None = None


@dataclass(frozen=True)
class Personal:
    """What is held about people. Every field that can hold words or a file is in a person's download, unless withheld.

    `owners` tell whose rows they are; a part or copy without owners belongs to who owns what it goes with. `withheld`
    maps a field to the reason why it is not given; `shown` limits rows to those that may be seen by now.
    """

    owners: tuple[ByUser | ByEmail, ...] = ()
    withheld: Mapping[str, str] = field(default_factory=dict)
    shown: Q | None = None
    words: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True)
class NoPerson:
    """Holds nothing about a person; `reason` says why that is certain."""

    reason: str


@dataclass(frozen=True)
class Keeping:
    """What becomes of one model: `model` is its label, such as `applications.Talk`; `label` is Dutch, plural."""

    model: str
    label: Text
    nature: Nature
    person: Personal | NoPerson


_DECLARED: dict[str, Keeping] = {}


def declare_keeping(*keepings: Keeping) -> None:
    """Register what becomes of models. Raises `KeepingDeclaredTwice` for a second, different answer."""
    for keeping in keepings:
        known = _DECLARED.setdefault(keeping.model.lower(), keeping)
        if known is not keeping:
            raise KeepingDeclaredTwice(keeping.model)


def declared() -> Mapping[str, Keeping]:
    """Every declaration by lower-case label of its model."""
    return dict(_DECLARED)


def keeping_of(model: type[models.Model] | str) -> Keeping:
    """The declaration of a model or label. Raises `NotDeclared`."""
    label = model if isinstance(model, str) else model._meta.label
    try:
        return _DECLARED[label.lower()]
    except KeyError:
        raise NotDeclared(f"{label}: declare it in keeping.py (docs/domain/keeping.md)") from None
