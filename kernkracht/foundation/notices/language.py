"""The small language of the texts: fields, conditions and lists of a notice, and nothing that runs or reaches out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from jinja2 import StrictUndefined, Template, TemplateSyntaxError, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from kernkracht.foundation.money import format_euro

MAX_LENGTH = 50_000
ALLOWED_NODES: tuple[type[nodes.Node], ...] = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Const,
    nodes.Filter,
    nodes.If,
    nodes.For,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Concat,
)
"""No calls, no arithmetic, no assignments, no imports: what is not on this list cannot be written."""
ALLOWED_TAGS = frozenset(
    [
        "a",
        "address",
        "b",
        "blockquote",
        "br",
        "caption",
        "dd",
        "div",
        "dl",
        "dt",
        "em",
        "h1",
        "h2",
        "h3",
        "hr",
        "i",
        "img",
        "li",
        "ol",
        "p",
        "section",
        "span",
        "strong",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
ALLOWED_ATTRIBUTES = frozenset(["alt", "class", "colspan", "href", "lang", "rowspan", "scope", "src", "title"])
_SAFE_LINKS = ("http://", "https://", "mailto:", "tel:")
_ONLY_DATA = ("data:image/png", "data:image/jpeg", "data:image/svg+xml")


class UnusableText(Exception):
    """A text that cannot be used. `faults` are sentences with the place and the remedy."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(self.faults))


def _day(value: date) -> str:
    return date_format(value, "j F Y")


def _moment(value: datetime) -> str:
    local = timezone.localtime(value)
    return _("%(day)s om %(time)s uur") % {"day": _day(local.date()), "time": local.strftime("%H.%M")}


def _paragraphs(value: str) -> Markup:
    return Markup(linebreaks(value, autoescape=True))  # noqa: S704  (linebreaks has escaped it)


FILTERS = {"euro": format_euro, "day": _day, "moment": _moment, "paragraphs": _paragraphs}
_BUILT_IN = ("capitalize", "default", "first", "join", "last", "length", "lower", "trim", "upper")


def _environment(autoescape: bool) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        autoescape=autoescape, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in _BUILT_IN} | FILTERS
    return environment


_PLAIN, _HTML = _environment(autoescape=False), _environment(autoescape=True)


def environment_for(part: str) -> ImmutableSandboxedEnvironment:
    """The rules for a part: an `.html` part escapes what is filled in, a `.txt` part does not."""
    return _HTML if part.endswith(".html") else _PLAIN


def compile_text(source: str, part: str, known: Iterable[str]) -> Template:
    """The text, ready to be filled in. `known` are the fields it may use. Raises `UnusableText`.

    A text that was compiled lately is not compiled again: a night sends the same one to many people.
    """
    return _compiled(source, part, tuple(known))


@lru_cache(maxsize=200)
def _compiled(source: str, part: str, known: tuple[str, ...]) -> Template:
    environment = environment_for(part)
    if len(source) > MAX_LENGTH:
        raise UnusableText([_("De tekst is te lang. Gebruik hoogstens %(n)d tekens.") % {"n": MAX_LENGTH}])
    try:
        tree = environment.parse(source)
        faults = [*_forbidden(tree), *_unknown_names(tree, set(known))]
        if faults:
            raise UnusableText(faults)
        return environment.from_string(source)
    except TemplateSyntaxError as fault:
        raise UnusableText([_syntax_fault(fault)]) from fault
    except RecursionError as fault:
        raise UnusableText([_("De tekst zit te diep in elkaar. Maak hem eenvoudiger.")]) from fault


def _syntax_fault(fault: TemplateSyntaxError) -> str:
    return _("Regel %(line)d: de accolades of een opdracht kloppen niet (%(fault)s).") % {
        "line": fault.lineno,
        "fault": fault.message,
    }


def _forbidden(tree: nodes.Template) -> list[str]:
    faults = []
    for node in tree.find_all(nodes.Node):
        if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            faults.append(_("Regel %(line)d: “%(what)s” mag hier niet.") % {"line": node.lineno, "what": node.attr})
        elif isinstance(node, nodes.Filter) and node.name not in environment_filters():
            faults.append(
                _("Regel %(line)d: “%(what)s” kennen wij niet. Gebruik: %(known)s.")
                % {"line": node.lineno, "what": node.name, "known": ", ".join(sorted(environment_filters()))}
            )
        elif not isinstance(node, (*ALLOWED_NODES, nodes.Keyword)):
            faults.append(
                _("Regel %(line)d: dit mag hier niet (%(what)s). Gebruik alleen velden, “if” en “for”.")
                % {"line": node.lineno, "what": type(node).__name__}
            )
    return faults


def environment_filters() -> frozenset[str]:
    return frozenset(FILTERS) | frozenset(_BUILT_IN)


def _unknown_names(tree: nodes.Template, known: set[str]) -> list[str]:
    unknown = meta.find_undeclared_variables(tree) - known
    lines = {node.name: node.lineno for node in reversed(list(tree.find_all(nodes.Name)))}
    return [
        _("Regel %(line)d: het veld “%(name)s” bestaat niet. U kunt gebruiken: %(known)s.")
        % {"line": lines.get(name, 1), "name": name, "known": ", ".join(sorted(known))}
        for name in sorted(unknown)
    ]


class _HtmlReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED_TAGS:
            self._fault(f"<{tag}>")
        for name, value in attrs:
            if name not in ALLOWED_ATTRIBUTES:
                self._fault(f"{name}=")
            elif name == "href" and not (value or "").lower().startswith(_SAFE_LINKS):
                self._fault(f"href={value}")
            elif name == "src" and not (value or "").lower().startswith(_ONLY_DATA):
                self._fault(f"src={value}")

    def _fault(self, what: str) -> None:
        self.faults.append(
            _("Regel %(line)d: “%(what)s” mag niet in deze tekst.") % {"line": self.getpos()[0], "what": what[:80]}
        )


def html_faults(html: str) -> list[str]:
    """Tags, attributes and addresses that have no place in a notice, by line; empty when all is well."""
    reader = _HtmlReader()
    reader.feed(html)
    reader.close()
    return reader.faults


def fill_in(template: Template, values: dict[str, Any]) -> str:
    """The text with its fields filled in. Raises jinja2's `TemplateError` for a field that is not there."""
    return template.render(values)
