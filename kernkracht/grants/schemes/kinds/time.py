"""When: windows, terms and dates of the activity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kernkracht.grants.schemes.parameters import (
    Choice,
    Count,
    Day,
    Either,
    ListOf,
    Record,
    RecordOf,
    Text,
    YearDay,
    param,
)

from .base import Case, Check, Kind, and_list, day_text, met, not_met, unknown, weeks_text
from .budget import days_of_period

_START_OF_YEAR, _END_OF_YEAR = YearDay(1, 1), YearDay(12, 31)


@dataclass(frozen=True, kw_only=True)
class Window(Record):
    """From the first to the last day, both counted. One of the two may be open."""

    open: date | YearDay | None = param(Day(), gettext_lazy("eerste dag"))
    close: date | YearDay | None = param(Day(), gettext_lazy("laatste dag"))
    label: str | None = param(Text(100), gettext_lazy("naam"))

    def problems(self) -> list[tuple[str, str, str]]:
        if self.open is None and self.close is None:
            return [("open", _("Deze ronde heeft geen begin en geen einde."), _("Geef open of close."))]
        if isinstance(self.open, date) and isinstance(self.close, date) and self.open > self.close:
            return [("close", _("De laatste dag ligt vóór de eerste."), _("Draai de twee om."))]
        return []

    def holds(self, day: date) -> bool:
        first, last = self.days(day)
        return first <= day <= last

    def days(self, day: date) -> tuple[date, date]:
        opens: date | YearDay = self.open or (_START_OF_YEAR if isinstance(self.close, YearDay) else date.min)
        closes: date | YearDay = self.close or (_END_OF_YEAR if isinstance(self.open, YearDay) else date.max)
        return days_of_period(opens, closes, day)

    def text(self) -> str:
        if self.open is None:
            return _("tot en met {last}").format(last=day_text(self.close or _END_OF_YEAR))
        if self.close is None:
            return _("vanaf {first}").format(first=day_text(self.open))
        return _("van {first} tot en met {last}").format(first=day_text(self.open), last=day_text(self.close))


@dataclass(frozen=True, kw_only=True)
class ApplicationWindow(
    Kind, id="application_window", group="time", nl=gettext_lazy("indieningstermijn / rondes"),
    en="Deadline or round(s)", once=True,
):  # fmt: skip
    """`for_year: next` means that people apply in the year before (budget_year_of reads it)."""

    open: date | YearDay | None = param(Day(), gettext_lazy("eerste dag"))
    close: date | YearDay | None = param(Day(), gettext_lazy("laatste dag"))
    rounds: tuple[Window, ...] = param(ListOf(RecordOf(Window)), gettext_lazy("rondes"), default=())
    for_year: Literal["same", "next"] = param(
        Choice(("same", "next")), gettext_lazy("voor dit of het volgende jaar"), default="same"
    )

    def problems(self) -> list[tuple[str, str, str]]:
        if bool(self.rounds) == bool(self.open or self.close):
            remedy = _("Geef open en/of close, of anders rounds.")
            return [("rounds", _("De termijn is niet duidelijk."), remedy)]
        return [] if self.rounds else list(self.windows[0].problems())

    @property
    def windows(self) -> tuple[Window, ...]:
        return self.rounds or (Window(open=self.open, close=self.close),)

    def statement(self) -> str:
        periods = [(f"{w.label}: " if w.label else "") + w.text() for w in self.windows]
        sentence = _("U kunt aanvragen {periods}.").format(periods=and_list(periods))
        return sentence + (" " + _("U vraagt aan voor het jaar erna.") if self.for_year == "next" else "")

    def check(self, case: Case) -> Check:
        words = {"day": day_text(case.day), "periods": and_list(window.text() for window in self.windows)}
        if any(window.holds(case.day) for window in self.windows):
            return met(_("{day} valt binnen de termijn.").format(**words))
        return not_met(_("{day} valt buiten de termijn. Aanvragen kan {periods}.").format(**words))


@dataclass(frozen=True, kw_only=True)
class OpenAllYear(
    Kind, id="open_all_year", group="time", nl=gettext_lazy("hele jaar door"), en="All year, until the money is gone",
    once=True,
):  # fmt: skip
    def statement(self) -> str:
        return _("U kunt het hele jaar aanvragen, tot het geld op is.")

    def check(self, case: Case) -> Check:
        return met(_("U kunt het hele jaar aanvragen."))


@dataclass(frozen=True, kw_only=True)
class ExecutionTerm(
    Kind, id="execution_term", group="time", nl=gettext_lazy("uitvoeringstermijn"),
    en="Carry out / spend before a date or within a period", once=True,
):  # fmt: skip
    """The award letter must name this day: without it the award cannot be revoked for it (RvS 2021:2172)."""

    months: int | None = param(Count("months", high=240), gettext_lazy("aantal maanden na het besluit"))
    end_rule: Literal["months", "end_of_year", "end_of_next_year"] = param(
        Choice(("months", "end_of_year", "end_of_next_year")),
        gettext_lazy("regel voor de laatste dag"),
        default="months",
    )

    def problems(self) -> list[tuple[str, str, str]]:
        if (self.end_rule == "months") != (self.months is not None):
            remedy = _("Geef months, of een end_rule zonder months.")
            return [("months", _("De termijn is niet duidelijk."), remedy)]
        return []

    def last_day(self, decided_on: date) -> date:
        """The last day to carry the plan out, when it is decided on `decided_on`."""
        if self.end_rule == "months":
            return add_months(decided_on, self.months or 0)
        return _END_OF_YEAR.in_year(decided_on.year + (self.end_rule == "end_of_next_year"))

    def statement(self) -> str:
        if self.end_rule == "months":
            sentence = ngettext(
                "U voert het plan uit binnen {count} maand na ons besluit.",
                "U voert het plan uit binnen {count} maanden na ons besluit.",
                self.months or 0,
            )
            return sentence.format(count=self.months)
        if self.end_rule == "end_of_year":
            return _("U voert het plan uit vóór het einde van het jaar.")
        return _("U voert het plan uit vóór het einde van het volgende jaar.")

    def questions(self) -> tuple[str, ...]:
        return ("activity_dates",)

    def check(self, case: Case) -> Check:
        end = case.facts.activity_ends_on or case.facts.activity_starts_on
        last = self.last_day(case.on)
        if end is None:
            return unknown(_("Wij weten nog niet wanneer het plan klaar is."), "activity_dates")
        words = {"end": day_text(end), "last": day_text(last)}
        if end <= last:
            return met(_("Het plan is klaar op {end}. Dat is op tijd.").format(**words))
        return not_met(_("Het plan is klaar op {end}. Dat moet uiterlijk op {last}.").format(**words))


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


@dataclass(frozen=True, kw_only=True)
class LeadTime(
    Kind, id="lead_time", group="time", nl=gettext_lazy("x weken vooraf"), en="Apply at least n weeks before the start",
    once=True,
):  # fmt: skip
    weeks: int = param(Count("weeks", high=260), gettext_lazy("aantal weken"), required=True)

    def statement(self) -> str:
        return _("U vraagt minstens {weeks} vóór de start aan.").format(weeks=weeks_text(self.weeks))

    def questions(self) -> tuple[str, ...]:
        return ("activity_dates",)

    def check(self, case: Case) -> Check:
        start = case.facts.activity_starts_on
        if start is None:
            return unknown(_("Wij weten nog niet wanneer u begint."), "activity_dates")
        last = start - timedelta(weeks=self.weeks)
        words = {"start": day_text(start), "last": day_text(last), "weeks": weeks_text(self.weeks)}
        if case.day <= last:
            return met(_("U begint op {start}. Uw aanvraag is op tijd.").format(**words))
        return not_met(_("U begint op {start}. U moest uiterlijk op {last} aanvragen, {weeks} vooraf.").format(**words))


@dataclass(frozen=True, kw_only=True)
class DecisionTermRule(
    Kind, id="decision_term", group="time", nl=gettext_lazy("beslistermijn"),
    en="Decision within n weeks or by a date, with extension", once=True,
):  # fmt: skip
    """A promise of the municipality, so no case can fail it. `decision_term_of` feeds the deadline (Awb 4:13)."""

    weeks_or_date: int | date | YearDay = param(
        Either(Count("weeks", high=104), Day()), gettext_lazy("aantal weken of dag"), required=True
    )
    extension_weeks: int | None = param(Count("weeks", high=104), gettext_lazy("verlenging in weken"))
    max_weeks: int | None = param(Count("weeks", high=208), gettext_lazy("in totaal hoogstens weken"))

    def statement(self) -> str:
        if isinstance(self.weeks_or_date, int):
            sentence = _("U krijgt binnen {weeks} antwoord.").format(weeks=weeks_text(self.weeks_or_date))
        else:
            sentence = _("U krijgt uiterlijk op {day} antwoord.").format(day=day_text(self.weeks_or_date))
        if self.extension_weeks:
            sentence += " " + _("Wij mogen dit {weeks} uitstellen.").format(weeks=weeks_text(self.extension_weeks))
        if self.max_weeks:
            sentence += " " + _("Samen duurt het nooit langer dan {weeks}.").format(weeks=weeks_text(self.max_weeks))
        return sentence

    def check(self, case: Case) -> Check:
        return met(self.statement())


@dataclass(frozen=True, kw_only=True)
class EventDateWindow(
    Kind, id="event_date_window", group="time", nl=gettext_lazy("activiteit op vaste data"),
    en="Activity must be on given dates", once=True,
):  # fmt: skip
    from_: date | YearDay = param(Day(), gettext_lazy("eerste dag"), required=True)
    to: date | YearDay = param(Day(), gettext_lazy("laatste dag"), required=True)

    def problems(self) -> list[tuple[str, str, str]]:
        if isinstance(self.from_, date) and isinstance(self.to, date) and self.from_ > self.to:
            return [("to", _("De laatste dag ligt vóór de eerste."), _("Draai de twee om."))]
        return []

    def statement(self) -> str:
        return _("De activiteit is van {first} tot en met {last}.").format(
            first=day_text(self.from_), last=day_text(self.to)
        )

    def questions(self) -> tuple[str, ...]:
        return ("activity_dates",)

    def check(self, case: Case) -> Check:
        start = case.facts.activity_starts_on
        if start is None:
            return unknown(_("Wij weten nog niet wanneer de activiteit is."), "activity_dates")
        end = case.facts.activity_ends_on or start
        first, last = days_of_period(self.from_, self.to, start)
        if first <= start and end <= last:
            return met(_("De activiteit valt binnen de vaste dagen."))
        return not_met(
            _("De activiteit is op {start}. Dat moet van {first} tot en met {last}.").format(
                start=day_text(start), first=day_text(first), last=day_text(last)
            )
        )


@dataclass(frozen=True, kw_only=True)
class NoRetroactive(
    Kind, id="no_retroactive", group="time", nl=gettext_lazy("niet achteraf"), en="Not after or during the activity",
    once=True,
):  # fmt: skip
    def statement(self) -> str:
        return _("U vraagt aan vóór de activiteit begint.")

    def questions(self) -> tuple[str, ...]:
        return ("activity_dates",)

    def check(self, case: Case) -> Check:
        start = case.facts.activity_starts_on
        if start is None:
            return unknown(_("Wij weten nog niet wanneer u begint."), "activity_dates")
        if case.day < start:
            return met(_("U vraagt aan vóór de activiteit begint."))
        return not_met(
            _("De activiteit was op {day} al begonnen. U moet vooraf aanvragen.").format(day=day_text(case.day))
        )


@dataclass(frozen=True, kw_only=True)
class RolloverNextYear(
    Kind, id="rollover_next_year", group="time", nl=gettext_lazy("doorschuiven naar volgend jaar"),
    en="Late applications are handled next year", once=True,
):  # fmt: skip
    """After `date` an application counts for next year; without a date the decision-maker may carry it over."""

    date_: YearDay | None = param(Day(once=False), gettext_lazy("na deze dag"))

    def statement(self) -> str:
        if self.date_ is None:
            return _("Wij kunnen uw aanvraag doorschuiven naar het volgende jaar.")
        return _("Vraagt u aan na {day}? Dan telt uw aanvraag voor het volgende jaar.").format(day=day_text(self.date_))

    def moves(self, day: date) -> bool:
        return self.date_ is not None and day > self.date_.in_year(day.year)

    def check(self, case: Case) -> Check:
        year: Mapping[str, int] = {"year": case.day.year + self.moves(case.day)}
        return met(_("Uw aanvraag telt voor {year}.").format(**year))
