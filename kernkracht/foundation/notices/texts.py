"""Rendering a notice: the municipality's own text where there is one, else the text of the software."""

from __future__ import annotations

import logging
import re
import traceback
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.html import escape, linebreaks, urlize
from django.utils.translation import gettext as _
from jinja2 import TemplateError

from kernkracht.foundation.design_system.site_identity import identity

from .kinds import SOURCE_LANGUAGE, NoticeContext, NoticeKind, notice_kind
from .language import UnusableText, compile_text, fill_in, html_faults
from .models import MessageTemplate, OutboxMessage

logger = logging.getLogger(__name__)
COMMON_FIELDS = ("organisation", "site_name", "site_url", "site_phone", "site_email")
MAX_SUBJECT = OutboxMessage._meta.get_field("subject").max_length or 200


class WrongContext(TypeError):
    """The context does not belong to this kind of notice."""


@dataclass(frozen=True)
class RenderedNotice:
    subject: str
    body_text: str
    body_html: str


def render_notice(code: str, context: NoticeContext, language: str = SOURCE_LANGUAGE) -> RenderedNotice:
    """Subject and body of an e-mail. Raises `UnknownNotice` or `WrongContext`."""
    kind = _kind_for(code, context)
    with translation.override(language):
        subject = _one_line(_render(kind, "subject.txt", context, language))[:MAX_SUBJECT]
        text = _render(kind, "body.txt", context, language).strip() + "\n"
        if "body.html" in kind.parts():
            html = _render(kind, "body.html", context, language)
        else:
            html = linebreaks(urlize(text, autoescape=True))
    return RenderedNotice(subject, text, _html_mail(subject, html, language))


def render_letter(code: str, context: NoticeContext, language: str = SOURCE_LANGUAGE) -> str:
    """The HTML body of the letter of this kind, for `store_letter`. Raises `UnknownNotice` or `WrongContext`."""
    kind = _kind_for(code, context)
    with translation.override(language):
        return _render(kind, "letter.html", context, language)


def text_in_use(kind: NoticeKind, part: str, language: str) -> MessageTemplate | None:
    """The municipality's own text for this part; None when the text of the software counts."""
    last = MessageTemplate.objects.filter(kind=kind.code, part=part, language=language).order_by("-version").first()
    return None if last is None or last.is_default else last


def known_fields(kind: NoticeKind) -> list[str]:
    """The fields a text of this kind may use."""
    return [*kind.example.placeholders(), *COMMON_FIELDS]


def try_text(kind: NoticeKind, part: str, language: str, source: str) -> str:
    """`source` filled in with the example of the kind. Raises `UnusableText` with every fault we can find."""
    template = compile_text(source, part, known_fields(kind))
    with translation.override(language):
        values = _values(kind.example)
    try:
        with translation.override(language):
            filled = fill_in(template, values)
    except (TemplateError, TypeError, ValueError, AttributeError) as fault:
        raise UnusableText([_fault_while_filling(fault)]) from fault
    faults = html_faults(filled) if part.endswith(".html") else []
    if not filled.strip():
        faults = [_("De tekst is leeg.")]
    if faults:
        raise UnusableText(faults)
    return filled


def _kind_for(code: str, context: NoticeContext) -> NoticeKind:
    kind = notice_kind(code)
    if not isinstance(context, kind.context):
        raise WrongContext(f"{code} needs {kind.context.__name__}, not {type(context).__name__}")
    return kind


def _render(kind: NoticeKind, part: str, context: NoticeContext, language: str) -> str:
    for candidate in dict.fromkeys([language, SOURCE_LANGUAGE]):
        own = text_in_use(kind, part, candidate)
        if own is not None:
            try:
                return fill_in(compile_text(own.body, part, known_fields(kind)), _values(context))
            except (UnusableText, TemplateError, TypeError, ValueError):
                # An own text that breaks on these facts must not stop the act it belongs to.
                logger.exception("The own text %s cannot be filled in; the text of the software is used", own)
        default = kind.default_text(part, candidate)
        if default is not None:
            return fill_in(compile_text(default, part, known_fields(kind)), _values(context))
    raise FileNotFoundError(f"{kind.code} has no {part}")


def _values(context: NoticeContext) -> dict[str, object]:
    site = identity()
    return {
        **context.placeholders(),
        "organisation": site.organisation or site.name,
        "site_name": site.name,
        "site_url": settings.SITE_URL,
        "site_phone": site.phone,
        "site_email": site.email,
    }


def _fault_while_filling(fault: Exception) -> str:
    lines = [frame.lineno for frame in traceback.extract_tb(fault.__traceback__) if frame.filename == "<template>"]
    return _("Regel %(line)d: dit veld kunnen wij niet invullen (%(fault)s).") % {
        "line": (lines or [1])[-1] or 1,
        "fault": fault,
    }


def _one_line(text: str) -> str:
    """Without line breaks and double spaces; the hard space of an amount stays."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def _html_mail(subject: str, body: str, language: str) -> str:
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head><meta charset="utf-8">'
        f"<title>{escape(subject)}</title></head>\n<body>\n{body}\n</body>\n</html>\n"
    )
