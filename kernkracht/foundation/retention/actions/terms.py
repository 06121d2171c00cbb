"""How long a class is kept, and the archivist's choice for one thing."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..declarations import Case, DataClass, keeping_of
from ..models import ClassChoice, RetentionTerm
from ..queries import terms_on
from ..terms import FOR_EVER, due_on

MAX_YEARS = 200


class UnableToSetTerm(Exception):
    """The term, its day or its source is not acceptable; `field` names which."""

    def __init__(self, sentence: str, field: str = "years") -> None:
        super().__init__(sentence)
        self.field = field


class UnableToChooseClass(Exception):
    """No reason, not a thing that ends, or a class that keeps it shorter than the law asks."""


def set_term(
    *,
    data_class: DataClass,
    years: int | None,
    from_january: bool,
    source: str,
    valid_from: date,
    by: Actor,
    at: datetime,
    today: date,
) -> RetentionTerm:
    """Let a class be kept for `years` (None: for ever) from a day on. Lists that were made keep what they say.

    Raises `UnableToSetTerm`: no years that count, a day in the past, no source, or a second term for the same day.
    """
    if years is not None and not 1 <= years <= MAX_YEARS:
        raise UnableToSetTerm(_("Vul een getal in van 1 tot en met 200, of kies ‘altijd bewaren’."))
    if valid_from < today:
        raise UnableToSetTerm(_("Kies vandaag of een latere dag."), "valid_from")
    if not source.strip():
        raise UnableToSetTerm(_("Vul in waar dit op rust: een nummer van de selectielijst of een besluit."), "source")
    try:
        with transaction.atomic(durable=True):
            term = RetentionTerm.objects.create(
                data_class=data_class,
                years=years,
                from_january=from_january,
                source=source.strip(),
                valid_from=valid_from,
                set_by=by,
                set_at=at,
            )
            data = {"class": data_class.label, "from": str(valid_from), "years": _in_words(years)}
            record("retention.term_set", term, by=by, at=at, ground=term.source, data=data)
            return term
    except IntegrityError as fault:
        raise UnableToSetTerm(_("Voor deze dag is al een termijn ingevuld."), "valid_from") from fault


def _in_words(years: int | None) -> str:
    return _("altijd bewaren") if years is None else _("%(years)d jaar") % {"years": years}


@transaction.atomic(durable=True)
def choose_class(
    *, obj: models.Model, data_class: DataClass, reason: str, by: Actor, at: datetime, today: date
) -> ClassChoice:
    """Keep one thing as another class than its own, such as a covenant for ever (16.1.2). The newest choice counts.

    Raises `UnableToChooseClass`; a choice may keep longer than the thing's own class, never shorter.
    """
    nature = keeping_of(type(obj)).nature
    if not isinstance(nature, Case) or not nature.closings:
        raise UnableToChooseClass(_("Dit heeft geen eigen bewaartermijn."))
    if not reason.strip():
        raise UnableToChooseClass(_("Vul in waarom. Noem geen namen."))
    terms = terms_on(today)
    shortest = max(due_on(today, terms[closing.data_class]) for closing in nature.closings)
    if due_on(today, terms[data_class]) < min(shortest, FOR_EVER):
        raise UnableToChooseClass(_("Korter bewaren dan de selectielijst vraagt, kan niet."))
    choice = ClassChoice.objects.create(
        object_type=obj._meta.label_lower,
        object_id=str(obj.pk),
        data_class=data_class,
        reason=reason.strip()[:300],
        chosen_by=by,
        chosen_at=at,
    )
    record("retention.class_chosen", obj, by=by, at=at, data={"class": data_class.label})
    return choice
