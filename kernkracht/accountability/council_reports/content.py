"""The letter as a structure: headings, paragraphs of plain text and figures, tables. Every output format prints this.

A paragraph is made of spans; a span that holds a figure knows which, so that it can open to its definition and cases.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kernkracht.foundation.money import format_euro

from .definitions import DEFINITIONS
from .figures import Figures, SchemeFigures, is_money
from .queries import YearFigures
from .rounding import rounded_euro


@dataclass(frozen=True)
class Span:
    """Text; `figure` is the code of the figure it holds, `exact` its exact form when the text is rounded."""

    text: str
    figure: str = ""
    exact: str = ""


Paragraph = tuple[Span, ...]


@dataclass(frozen=True)
class Table:
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A part of the letter; `key` is where the free text of the writer belongs."""

    key: str
    heading: str
    paragraphs: tuple[Paragraph, ...] = ()
    free_text: str = ""
    table: Table | None = None
    scheme: str = ""
    year: int = 0


@dataclass(frozen=True)
class LetterContent:
    title: str
    year: int
    as_of: date
    sections: tuple[Section, ...]
    definitions: tuple[tuple[str, str, str], ...] = field(default=())
    """Code, label and sentence of every figure."""


FREE_SECTIONS = ("opening", "closing")
"""Sections that hold only free text; each scheme that has cases, those without, and the next year have one too."""


def build_content(
    *, title: str, this_year: YearFigures, next_year: YearFigures | None, texts: Mapping[str, str]
) -> LetterContent:
    """The whole letter about a year. `next_year` is what is known so far of the year after, or None."""
    sections = [Section("opening", "", free_text=texts.get("opening") or _default_opening(this_year))]
    told = [scheme for scheme in this_year.schemes if _has_something(scheme) or texts.get(scheme.slug)]
    sections += [_scheme_section(scheme, this_year, texts.get(scheme.slug, "")) for scheme in told]
    silent = [scheme for scheme in this_year.schemes if scheme not in told]
    sections += [_silent_section(silent, this_year.year, texts.get("silent", ""))] if silent else []
    if next_year and next_year.schemes:
        sections += [_next_year_section(next_year, texts.get("next_year", ""))]
    sections += [Section("closing", "", free_text=texts.get("closing", ""))] if texts.get("closing") else []
    return LetterContent(
        title=title,
        year=this_year.year,
        as_of=this_year.as_of,
        sections=tuple(sections),
        definitions=tuple((d.code, str(d.label), str(d.sentence)) for d in DEFINITIONS),
    )


def _default_opening(figures: YearFigures) -> str:
    return _(
        "Met deze brief informeren wij u over het geld voor plannen van inwoners in %(year)s. "
        "De cijfers zijn geteld op %(as_of)s. Achter in de brief staat wat elk cijfer betekent."
    ) % {"year": figures.year, "as_of": date_format(figures.as_of, "j F Y")}


def figure_text(figures: Figures, code: str) -> Span:
    """A figure as a letter says it: counts exactly, amounts rounded with the exact form beside it."""
    value = figures.values[code]
    if value is None:
        return Span(_("onbekend"), code)
    if not is_money(code):
        return Span(str(value), code)
    rounded, exact = rounded_euro(value), format_euro(value)
    return Span(rounded, code, "" if rounded == exact else exact)


def _sentence(text: str, figures: Figures, **words: object) -> list[Span]:
    """Split “{received} aanvragen” into spans; a name is a figure's code or one of `words`."""
    spans = []
    for part in re.split(r"(\{\w+\})", text):
        name = part[1:-1]
        if not part.startswith("{"):
            spans.append(Span(part))
        elif name in words:
            spans.append(Span(str(words[name])))
        else:
            spans.append(figure_text(figures, name))
    return [span for span in spans if span.text]


def _paragraph(sentences: Sequence[list[Span]]) -> Paragraph:
    spans: list[Span] = []
    for sentence in sentences:
        spans += [Span(" "), *sentence] if spans else sentence
    return tuple(spans)


def _count(figures: Figures, code: str) -> int:
    return figures.values[code] or 0


def _scheme_section(scheme: SchemeFigures, figures: YearFigures, free_text: str) -> Section:
    total = scheme.total
    paragraphs = [_paragraph(_received(total, figures.year)), _paragraph(_money(total, figures.year))]
    if total.values["max_eur"] is not None and _count(total, "granted"):
        paragraphs.append(_paragraph(_maximum(total)))
    paragraphs.append(_paragraph(_villages(scheme)))
    return Section(
        key=scheme.slug,
        heading=scheme.name,
        paragraphs=tuple(p for p in paragraphs if p),
        free_text=free_text,
        table=_village_table(scheme),
        scheme=scheme.slug,
        year=figures.year,
    )


def _has_something(scheme: SchemeFigures) -> bool:
    """Whether anything happened: a case came in, or money went to a plan of an earlier year."""
    return bool(_count(scheme.total, "received") or _count(scheme.total, "carried_in_granted_eur"))


def _silent_section(schemes: Sequence[SchemeFigures], year: int, free_text: str) -> Section:
    """One line for each scheme under which nothing happened; its figures stand in full in the JSON."""
    paragraphs = []
    for scheme in schemes:
        line = _sentence(_("{scheme}: geen aanvragen."), scheme.total, scheme=scheme.name)
        if scheme.total.values["ceiling_eur"]:
            line += _sentence(" " + _("Er was {ceiling_eur} beschikbaar."), scheme.total)
        paragraphs.append(tuple(line))
    return Section(
        key="silent",
        heading=_("Regelingen zonder aanvragen in %s") % year,
        paragraphs=tuple(paragraphs),
        free_text=free_text,
        year=year,
    )


def _received(total: Figures, year: int) -> list[list[Span]]:
    received = _count(total, "received")
    if not received:
        return [_sentence(_("In {year} hebben we geen aanvragen ontvangen."), total, year=year)]
    first = ngettext(
        "In {year} hebben we {received} aanvraag ontvangen.",
        "In {year} hebben we {received} aanvragen ontvangen.",
        received,
    )
    return [_sentence(first, total, year=year), _sentence(_outcomes(total, year), total, next=year + 1)]


def _outcomes(total: Figures, year: int) -> str:
    parts = {
        "granted": _("{granted} toegekend"),
        "withdrawn": _("{withdrawn} ingetrokken door de aanvrager"),
        "carried_over": _("{carried_over} doorgeschoven naar {next}"),
        "refused": _("{refused} afgewezen, omdat het plan niet voldeed aan de voorwaarden"),
        "not_treated": _("{not_treated} niet behandeld, omdat de aanvraag niet compleet was"),
        "referred": _("{referred} verwezen naar een andere regeling of organisatie"),
        "open": _("{open} nog in behandeling"),
    }
    present = [text for code, text in parts.items() if _count(total, code)]
    listed = (
        present[0]
        if len(present) == 1
        else _("%(first)s en %(last)s")
        % {
            "first": ", ".join(present[:-1]),
            "last": present[-1],
        }
    )
    return _("Daarvan: %s.") % listed


def _money(total: Figures, year: int) -> list[list[Span]]:
    sentences = []
    if _count(total, "granted"):
        sentences.append(_sentence(_("In totaal is {granted_total_eur} toegekend."), total))
    if _count(total, "carried_in_granted_eur"):
        sentences.append(
            _sentence(_("Daarnaast ging {carried_in_granted_eur} naar plannen van een eerder jaar."), total)
        )
    ceiling = total.values["ceiling_eur"]
    if ceiling:
        spent = _count(total, "granted_total_eur") + _count(total, "carried_in_granted_eur")
        sentences.append(
            _sentence(
                _("Voor {year} was {ceiling_eur} beschikbaar. Daarvan is {share} procent gebruikt."),
                total,
                year=year,
                share=(spent * 200 + ceiling) // (2 * ceiling),
            )
        )
    if _count(total, "assessed"):
        sentences.append(
            _sentence(
                ngettext(
                    "De {assessed} beoordeelde aanvraag vroeg {requested_total_eur}.",
                    "De {assessed} beoordeelde aanvragen vroegen samen {requested_total_eur}.",
                    _count(total, "assessed"),
                ),
                total,
            )
        )
    return sentences


def _maximum(total: Figures) -> list[list[Span]]:
    sentences = [
        _sentence(_("Bij {granted_at_max} van de {granted} toegekende aanvragen is het maximum toegekend."), total),
        _sentence(_("Het maximum is {max_eur} per aanvraag."), total),
    ]
    if _count(total, "at_max_asked_considerably_more"):
        text = _("Bij {at_max_asked_considerably_more} daarvan was aanzienlijk meer gevraagd.")
        sentences.insert(1, _sentence(text, total))
    if _count(total, "granted_below_max"):
        text = ngettext(
            "Bij {granted_below_max} aanvraag was het bedrag lager dan het maximum.",
            "Bij {granted_below_max} aanvragen was het bedrag lager dan het maximum.",
            _count(total, "granted_below_max"),
        )
        sentences.append(_sentence(text, total))
    return sentences


def _villages(scheme: SchemeFigures) -> list[list[Span]]:
    none = [name for name, figures in scheme.villages.items() if not _count(figures, "received")]
    if not _count(scheme.total, "received") or not scheme.villages:
        return []
    if not none:
        return [[Span(_("De aanvragen kwamen uit alle dorpen."))]]
    return [[Span(_("Uit deze dorpen kwam geen aanvraag: %s.") % ", ".join(none))]]


TABLE_CODES = ("received", "granted", "refused", "granted_total_eur", "requested_total_eur")


def _village_table(scheme: SchemeFigures) -> Table | None:
    if not _count(scheme.total, "received"):
        return None
    labels = {d.code: str(d.label) for d in DEFINITIONS}
    return Table(
        caption=_("%s per dorp") % scheme.name,
        columns=(_("Dorp"), *(labels[code] for code in TABLE_CODES)),
        rows=tuple((name, *_cells(figures)) for name, figures in scheme.villages.items()),
        total=(_("Samen"), *_cells(scheme.total)),
    )


def _cells(figures: Figures) -> tuple[str, ...]:
    values = [(code, figures.values[code] or 0) for code in TABLE_CODES]
    return tuple(format_euro(value) if is_money(code) else str(value) for code, value in values)


def _next_year_section(figures: YearFigures, free_text: str) -> Section:
    day = date_format(figures.as_of, "j F Y")
    paragraphs = []
    told = [scheme for scheme in figures.schemes if _has_something(scheme)]
    for scheme in told:
        total = scheme.total
        text = _("{scheme}: tot en met {day} {received} ontvangen, {granted} toegekend, samen {granted_total_eur}.")
        paragraphs.append(_paragraph([_sentence(text, total, scheme=scheme.name, day=day)]))
    if silent := [scheme.name for scheme in figures.schemes if scheme not in told]:
        paragraphs.append((Span(_("Nog geen aanvragen: %s.") % ", ".join(silent)),))
    return Section(
        key="next_year",
        heading=_("Tot nu toe in %s") % figures.year,
        paragraphs=tuple(paragraphs),
        free_text=free_text,
        year=figures.year,
    )
