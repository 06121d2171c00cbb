"""The days and lower limits of questions, as dated settings."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.legal_settings.declarations import Declaration, at_least, declare_setting, declare_subject
from kernkracht.foundation.legal_settings.queries import number_on

FIRST_DAY = date(2020, 1, 1)
PLAN = "Uitvoeringsplan kerngericht werken: antwoord binnen één week"
OWN = "Keuze van de gemeente"
DEFAULT_MINIMUM = 5
DEFAULT_ANSWER_DAYS = 7
_SETTINGS = (
    ("question.answer_days", DEFAULT_ANSWER_DAYS, _("Zo snel beloven wij antwoord op een vraag"), _("dagen"), PLAN, ""),
    ("question.near_days", 2, _("Zo lang voor de beloofde dag waarschuwen wij een collega"), _("dagen"), OWN, ""),
    ("question.manager_days", 2, _("Zo lang na de beloofde dag hoort de teammanager het"), _("dagen"), OWN, ""),
    (
        "question.public_minimum",
        DEFAULT_MINIMUM,
        _("Vanaf zoveel beloften of stemmen tonen wij een cijfer per dorp"),
        "",
        OWN,
        _("De wet noemt geen ondergrens. Met weinig vragen kunnen mensen herkend worden."),
    ),
    (
        "question.reopen_days",
        60,
        _("Zo lang kan iemand laten weten dat een antwoord niet hielp"),
        _("dagen"),
        OWN,
        "",
    ),
)

declare_subject("question", _("Vragen van inwoners"))

for _key, _value, _label, _unit, _source, _doubt in _SETTINGS:
    declare_setting(
        Declaration(
            key=_key,
            label=_label,
            defaults=((FIRST_DAY, _value, _source),),
            unit=_unit,
            doubt=_doubt,
            check=at_least(1),
        )
    )


def answer_days(on: date) -> int:
    return number_on("question.answer_days", on)


def near_days(on: date) -> int:
    return number_on("question.near_days", on)


def manager_days(on: date) -> int:
    return number_on("question.manager_days", on)


def public_minimum(on: date) -> int:
    return number_on("question.public_minimum", on)


def reopen_days(on: date) -> int:
    return number_on("question.reopen_days", on)
