"""Setting a value from a day on."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from .declarations import UnacceptableValue, Value, declaration_of
from .models import LegalSetting


class UnableToChangeSetting(Exception):
    """The value, its day or its source is not acceptable; `field` names which."""

    def __init__(self, sentence: str, field: str = "value") -> None:
        super().__init__(sentence)
        self.field = field


def change_setting(
    *, key: str, value: Value, valid_from: date, source: str, by: Actor, at: datetime, today: date
) -> LegalSetting:
    """Let a setting have another value from `valid_from` on; what was computed before keeps the earlier value.

    Raises `UnableToChangeSetting`: a day in the past (dates already given to people would shift), no source, a value
    that does not fit, or a second value for the same day; and `UnknownSetting`.
    """
    declaration = declaration_of(key)
    if valid_from < today:
        raise UnableToChangeSetting(_("Kies vandaag of een latere dag. Wat al is berekend, blijft zo."), "valid_from")
    if not source.strip():
        raise UnableToChangeSetting(_("Vul in waar dit op rust: een artikel of een besluit."), "source")
    try:
        value = declaration.accept(value)
    except UnacceptableValue as fault:
        raise UnableToChangeSetting(str(fault)) from fault
    try:
        with transaction.atomic(durable=True):
            row = LegalSetting.objects.create(key=key, value=value, valid_from=valid_from, source=source.strip())
            record("legal_setting.changed", row, by=by, at=at, data={"key": key, "from": str(valid_from)})
            return row
    except IntegrityError as fault:
        raise UnableToChangeSetting(_("Voor deze dag is al een waarde ingevuld."), "valid_from") from fault
