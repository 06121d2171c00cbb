"""Small parts that every page uses: icons, badges, buttons, the way back, messages, tabs and pages of a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.template import Library
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = Library()

BADGE_KINDS = ("", "ok", "info", "warn", "late", "soon", "line")
BUTTON_KINDS = ("primary", "secondary", "subtle", "danger")
ALERT_KINDS = {"info": "info", "ok": "check", "warning": "alert", "error": "alert"}
SOON_DAYS = 7


class UnknownComponentValue(ValueError):
    """A template asks a component for a look it does not have."""


def one_of(value: str, allowed: Iterable[str], what: str) -> str:
    """Give the value back, or refuse with the list of what is allowed."""
    if value not in allowed:
        raise UnknownComponentValue(f"{what} “{value}” does not exist; choose from {', '.join(allowed)}.")
    return value


def address(target: str) -> str:
    """A path or full address as it is; anything else is the name of a route."""
    return target if "/" in target or target.startswith(("#", "?", "mailto:", "tel:")) else reverse(target)


@register.inclusion_tag("c/icon.html")
def icon(name: str, cls: str = "") -> dict[str, Any]:
    """`{% icon "pin" %}`: a drawing beside words, hidden from screen readers."""
    return {"name": name, "cls": cls}


@register.inclusion_tag("c/badge.html")
def badge(text: str, kind: str = "", icon: str = "") -> dict[str, Any]:
    """`{% badge _("Toegekend") kind="ok" icon="check" %}`. Colour never says it alone: the text does."""
    return {"text": text, "kind": one_of(kind, BADGE_KINDS, "badge kind"), "icon": icon}


@register.inclusion_tag("c/deadline.html")
def deadline(due_on: date | None, today: date, short: bool = False) -> dict[str, Any]:
    """`{% deadline case.due_on today %}`: time left in words, colour and icon, with the date itself."""
    if due_on is None:
        return {"due_on": None}
    days = (due_on - today).days
    if days < 0:
        text, kind, name = ngettext("%(n)d dag te laat", "%(n)d dagen te laat", -days) % {"n": -days}, "late", "alert"
    elif days == 0:
        text, kind, name = _("Vandaag"), "soon", "clock"
    else:
        text = ngettext("Nog %(n)d dag", "Nog %(n)d dagen", days) % {"n": days}
        kind, name = ("warn", "clock") if days <= SOON_DAYS else ("line", "calendar")
    return {"due_on": due_on, "text": text, "kind": kind, "icon": name, "short": short}


@register.inclusion_tag("c/reasons.html")
def reasons(steps: Sequence[str], label: str = "") -> dict[str, Any]:
    """`{% reasons deadline.steps %}`: the reasoning behind a date, opened by a click. Stands beside every such date."""
    return {"steps": steps, "label": label or _("Hoe komen wij aan deze dag?")}


@register.inclusion_tag("c/button.html")
def button(
    text: str, kind: str = "primary", icon: str = "", icon_end: str = "", name: str = "", value: str = ""
) -> dict[str, Any]:
    """`{% button _("Bewaar en ga verder") icon_end="arrow" %}`: sends the form it stands in."""
    one_of(kind, BUTTON_KINDS, "button kind")
    return {"text": text, "kind": kind, "icon": icon, "icon_end": icon_end, "name": name, "value": value}


@register.inclusion_tag("c/button_link.html")
def button_link(text: str, href: str, kind: str = "secondary", icon: str = "", icon_end: str = "") -> dict[str, Any]:
    """`{% button_link _("Vorige stap") "/…/" %}`: a link that looks like a button."""
    one_of(kind, BUTTON_KINDS, "button kind")
    return {"text": text, "href": address(href), "kind": kind, "icon": icon, "icon_end": icon_end}


@dataclass(frozen=True)
class Crumb:
    label: str
    url: str


@register.inclusion_tag("c/breadcrumb.html")
def breadcrumb(*parts: str, home: str = "/") -> dict[str, Any]:
    """`{% breadcrumb _("Dorpen") "/dorpen/" village.name %}`: pairs of label and address, then this page's name."""
    if len(parts) % 2 == 0:
        raise UnknownComponentValue("A breadcrumb is pairs of label and address, and at last the name of this page.")
    pairs = [Crumb(str(label), address(url)) for label, url in zip(parts[:-1:2], parts[1::2], strict=True)]
    label = _("Werkplek") if home == "/werk/" else _("Home")
    return {"crumbs": [Crumb(label, home), *pairs], "here": parts[-1]}


@register.simple_block_tag(end_name="endalert")
def alert(content: SafeString, kind: str = "info", title: str = "", live: bool = False) -> SafeString:
    """`{% alert kind="ok" title=_("Bewaard") %}<p>…</p>{% endalert %}`. `live` lets a screen reader say it at once."""
    name = ALERT_KINDS[one_of(kind, ALERT_KINDS, "alert kind")]
    return render_to_string(
        "c/alert.html", {"content": content, "kind": kind, "title": title, "live": live, "icon": name}
    )


@register.simple_block_tag(end_name="endpanel")
def panel(content: SafeString, title: str = "", slug: str = "", level: int = 2) -> SafeString:
    """`{% panel title=_("Uw aanvraag") slug="aanvraag" %}…{% endpanel %}`: a framed part with its own heading."""
    return render_to_string("c/panel.html", {"content": content, "title": title, "slug": slug, "level": level})


@register.simple_block_tag(end_name="enddefinition")
def definition(content: SafeString, term: str) -> SafeString:
    """`{% definition term=_("Ontvangen") %}<p>…</p>{% enddefinition %}`: what a word means, opened by a click."""
    return render_to_string("c/definition.html", {"content": content, "term": term})


@register.inclusion_tag("c/empty.html")
def empty(title: str, text: str = "", label: str = "", href: str = "", icon: str = "search") -> dict[str, Any]:
    """`{% empty _("Geen plannen gevonden") text=… label=… href=… %}`: nothing here, and what to do now."""
    return {"title": title, "text": text, "label": label, "href": href, "icon": icon}


@register.inclusion_tag("c/person.html")
def person(name: str = "", initials: str = "", me: bool = False) -> dict[str, Any]:
    """`{% person user.name user.initials me=True %}`; without a name it says “Niemand”."""
    letters = initials or "".join(word[0] for word in name.split() if word[:1].isupper())[:2]
    return {"name": name, "initials": letters, "me": me}


@register.inclusion_tag("c/chips.html")
def chips(items: Sequence[Mapping[str, str]], label: str = "") -> dict[str, Any]:
    """`{% chips active_filters %}`: items with `label` and `url` (the address without that filter)."""
    return {"items": items, "label": label}


@register.inclusion_tag("c/tabs.html")
def tabs(items: Sequence[Mapping[str, Any]], label: str) -> dict[str, Any]:
    """`{% tabs views _("Weergaven") %}`: items with `label`, `url`, `current`, and maybe `count` and `late`."""
    return {"items": items, "label": label}


@register.inclusion_tag("c/steps.html")
def steps(items: Sequence[Mapping[str, Any]], label: str = "") -> dict[str, Any]:
    """`{% steps items _("Stappen van de aanvraag") %}`: items with `label`, `state` (done, now, next), maybe `url`."""
    now = next((n for n, item in enumerate(items, 1) if item["state"] == "now"), len(items))
    return {"items": items, "label": label, "number": now, "now": items[now - 1] if items else None}


@register.inclusion_tag("c/pager.html")
def pager(
    page: Page[Any], query: MultiValueDict[str, str] | Mapping[str, str], parameter: str = "pagina"
) -> dict[str, Any]:
    """`{% pager page request.GET %}`: a `Page` and the query whose other choices stay."""
    chosen = query.lists() if isinstance(query, MultiValueDict) else query.items()
    rest = urlencode([(key, value) for key, value in chosen if key != parameter], doseq=True)
    before = f"?{rest}&" if rest else "?"
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": list(numbers), "before": f"{before}{parameter}=", "gap": page.paginator.ELLIPSIS}
