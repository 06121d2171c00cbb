"""Parts that show what was filled in, what happened, and figures with their meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.forms import BaseForm, BaseFormSet
from django.template import Library
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .basics import BUTTON_KINDS, address, one_of

register = Library()


@register.inclusion_tag("c/error_summary.html")
def error_summary(*sources: BaseForm | BaseFormSet[Any], extra: Sequence[Mapping[str, str]] = ()) -> dict[str, Any]:
    """`{% error_summary form %}`: all faults above the form, each a link to its answer; takes focus.

    Give every form and formset of the page. `extra` are faults with `text` and maybe `href`.
    """
    faults: list[dict[str, str]] = [{"text": str(e["text"]), "href": str(e.get("href", ""))} for e in extra]
    for source in sources:
        faults += _faults(source)
    return {"faults": faults}


def _faults(source: BaseForm | BaseFormSet[Any]) -> list[dict[str, str]]:
    if isinstance(source, BaseFormSet):
        own = [{"text": str(text), "href": ""} for text in source.non_form_errors()] if source.is_bound else []
        return own + [fault for form in source.forms for fault in _faults(form)]
    found = [{"text": str(text), "href": ""} for text in source.non_field_errors()]
    for bound in source.visible_fields():
        target = first_input_id(bound)
        found += [{"text": str(text), "href": f"#{target}"} for text in bound.errors]
    for bound in source.hidden_fields():
        found += [{"text": str(text), "href": ""} for text in bound.errors]
    return found


def first_input_id(bound: Any) -> str:
    """The id of the first thing one can type in or tick, so that a link to a fault puts the cursor there."""
    first = next(iter(bound.subwidgets), None) if bound.use_fieldset else None
    data = first.data if first is not None else {}
    inner = data.get("subwidgets")
    if inner:
        data = inner[0]
    return str(data.get("attrs", {}).get("id") or bound.auto_id)


@register.inclusion_tag("c/summary_list.html")
def summary_list(rows: Sequence[Mapping[str, Any]], title: str = "", href: str = "", level: int = 2) -> dict[str, Any]:
    """`{% summary_list rows title=_("Uw plan") href=… %}`: answers with “Wijzig”.

    Rows have `label`, `value` and maybe `href`.
    """
    return {"rows": rows, "title": title, "href": href, "level": level}


@register.inclusion_tag("c/data_list.html")
def data_list(rows: Sequence[Mapping[str, Any]], dense: bool = False) -> dict[str, Any]:
    """`{% data_list rows %}`: facts in two columns. Rows: `label`, `value`, maybe `href` and `note`."""
    return {"rows": rows, "dense": dense}


@register.inclusion_tag("c/timeline.html")
def timeline(items: Sequence[Mapping[str, Any]], label: str = "") -> dict[str, Any]:
    """`{% timeline items %}`: what happened, newest first. Items: `title`, `when`, maybe `text`, `by`, `icon`, `kind`.

    `when` is a date or an aware datetime; `kind` is ok, late or next.
    """
    return {"items": items, "label": label or _("Verloop")}


@register.simple_block_tag(end_name="endfigure")
def figure(
    content: SafeString, value: str, label: str, exact: str = "", href: str = "", link_text: str = ""
) -> SafeString:
    """`{% figure value="circa € 27.000" label=… exact="€ 26.985" href=… %}` its definition `{% endfigure %}`.

    A figure that reaches the council: what it is, exactly how much, how it was counted, and the cases behind it.
    """
    return render_to_string(
        "c/figure.html",
        {
            "content": content,
            "value": value,
            "label": label,
            "exact": exact,
            "href": address(href) if href else "",
            "link_text": link_text or _("Bekijk de zaken achter dit cijfer"),
        },
    )


@register.simple_block_tag(takes_context=True, end_name="endconfirm")
def confirm(
    context: Any, content: SafeString, title: str, label: str, cancel: str, kind: str = "primary", action: str = ""
) -> SafeString:
    """`{% confirm title=… label=_("Ja, trek in") cancel=… kind="danger" %}` what follows `{% endconfirm %}`.

    A page of its own instead of a dialog: it works without JavaScript. Posts to `action`, or to this address.
    """
    one_of(kind, BUTTON_KINDS, "button kind")
    return render_to_string(
        "c/confirm.html",
        {
            "content": content,
            "title": title,
            "label": label,
            "cancel": address(cancel),
            "kind": kind,
            "action": action,
            "csrf_token": context.get("csrf_token"),
        },
    )


@register.simple_block_tag(end_name="endfilters")
def filters(
    content: SafeString, action: str, target: str = "", label: str = "", open_small: bool = False
) -> SafeString:
    """`{% filters action="/werk/" target="lijst" %}` fields `{% endfilters %}`: a GET form.

    With `target` (the id of the list) the list alone is renewed while typing and choosing; without JavaScript the
    button does it.
    """
    return render_to_string(
        "c/filters.html",
        {
            "content": content,
            "action": address(action),
            "target": target,
            "label": label or _("Zoeken en filteren"),
            "open_small": open_small,
        },
    )


@register.inclusion_tag("c/sort_header.html")
def sort_header(label: str, key: str, current: str, query: str = "") -> dict[str, Any]:
    """`{% sort_header _("Termijn") "termijn" sort query %}`: a column title that sorts; `-key` is the other way."""
    now = "ascending" if current == key else "descending" if current == f"-{key}" else ""
    following = f"-{key}" if now == "ascending" else key
    start = f"?{query}&" if query else "?"
    return {"label": label, "now": now, "url": f"{start}sorteer={following}"}
