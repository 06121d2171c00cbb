"""Somebody asks what is held, or asks to be forgotten."""

from __future__ import annotations

from datetime import datetime
from typing import IO

from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..declarations import Case, Copy, Keeping, keeping_of
from ..download import download_of
from ..erasing import Erased, ErasedOutsideTransaction, erase
from ..models import PersonRequest
from ..queries.held import held_about
from ..queries.persons import Subject, any_rows, erasable, keys_of, personal, rows_of_person
from ..structure import model_of

MAX_IDENTITY = 200


class UnableToHandleRequest(Exception):
    """The identity was not checked, or nothing is held under this address."""


def erase_row(obj: models.Model, *, at: datetime, whole: bool = False) -> Erased:
    """Take one row away with its parts, files and messages; what remains for figures stays, unless `whole`.

    Composable; the caller records the act. Raises `UnableToErase`.
    """
    return erase(keeping_of(type(obj)), obj.pk, at=at, whole=whole)


def forget_person(subject: Subject, *, by: Actor, at: datetime) -> dict[str, int]:
    """Erase what no law keeps of a person and let go of the account in what stays; rows erased, by model.

    Composable: the account itself is removed by who calls. Raises `UnableToErase`.
    """
    if not transaction.get_connection().in_atomic_block:
        raise ErasedOutsideTransaction("forget_person")
    counts: dict[str, int] = {}
    for keeping, _person in personal():
        if gone := _forget(keeping, subject, by, at):
            counts[keeping.model] = gone
        if isinstance(keeping.nature, Case) and keeping.nature.account and subject.user_id is not None:
            model_of(keeping)._base_manager.filter(**{keeping.nature.account: subject.user_id}).order_by().update(
                **{keeping.nature.account: None}
            )
    if subject.user_id is not None:
        end_sessions(subject.user_id)
    return counts


def _forget(keeping: Keeping, subject: Subject, by: Actor, at: datetime) -> int:
    rows = erasable(keeping, subject)
    if isinstance(keeping.nature, Case):
        found = list(rows.select_for_update(of=("self",)))
        for row in found:
            record("retention.erased_on_request", row, by=by, at=at)
            erase_row(row, at=at, whole=True)
        return len(found)
    if isinstance(keeping.nature, Copy) and keeping.nature.owns:
        keys = keys_of(rows)
        for key in keys:
            erase(keeping, key, at=at)
        return len(keys)
    return rows.delete()[0]


def end_sessions(user_id: int) -> None:
    """Sign an account out everywhere. What a session holds is signed text, so each is opened to see whose it is."""
    for session in Session.objects.order_by("pk").iterator():
        if str(session.get_decoded().get("_auth_user_id", "")) == str(user_id):
            session.delete()


def give_what_is_held(*, subject: Subject, identity_checked: str, by: Actor, at: datetime) -> IO[bytes]:
    """An officer gives somebody without account what is held about them; that it was done is kept, not about whom.

    Raises `UnableToHandleRequest`.
    """
    identity = _checked(identity_checked, subject)
    outcome = {section.model: len(section.rows) for section in held_about(subject)}
    _note(PersonRequest.Kind.EXPORT, identity, outcome, by, at)
    return download_of(subject, at=at)


@transaction.atomic(durable=True)
def forget_on_request(*, subject: Subject, identity_checked: str, by: Actor, at: datetime) -> PersonRequest:
    """An officer erases what no law keeps of somebody without account. Raises `UnableToHandleRequest`."""
    identity = _checked(identity_checked, subject)
    erased = forget_person(subject, by=by, at=at)
    kept = {k.model: n for k, _person in personal() if (n := rows_of_person(k, subject).count())}
    return _request(PersonRequest.Kind.ERASE, identity, {"erased": erased, "kept": kept}, by, at)


def _checked(identity: str, subject: Subject) -> str:
    if not identity.strip():
        raise UnableToHandleRequest(_("Vul in hoe u zag wie het is. Neem geen nummer over."))
    if not any_rows(subject):
        raise UnableToHandleRequest(_("Bij dit e-mailadres bewaren wij niets. Kijk of het adres klopt."))
    return identity.strip()[:MAX_IDENTITY]


@transaction.atomic(durable=True)
def _note(kind: str, identity: str, outcome: dict[str, int], by: Actor, at: datetime) -> PersonRequest:
    return _request(kind, identity, outcome, by, at)


def _request(kind: str, identity: str, outcome: object, by: Actor, at: datetime) -> PersonRequest:
    request = PersonRequest.objects.create(
        kind=kind, identity_checked=identity, outcome=outcome, handled_by=by, handled_at=at
    )
    label = PersonRequest.Kind(kind).label
    record("retention.request_handled", request, by=by, at=at, ground="AVG 15, 17", data={"kind": label})
    return request
