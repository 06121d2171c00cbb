"""What a browser would send: the successful controls of a form in a page, without a button."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.http import QueryDict


class Controls(HTMLParser):
    """Collects name and value of every control of the forms with `method=post` (or of a fragment)."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[tuple[str, str]] = []
        self._select = self._area = ""
        self._text: list[str] = []
        self._options: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "input" and given.get("name"):
            ticked = given.get("type") not in ("radio", "checkbox") or "checked" in given
            if ticked and given.get("type") != "submit":
                self.sent.append((given["name"], given.get("value", "")))
        elif tag == "textarea":
            self._area, self._text = given["name"], []
        elif tag == "select":
            self._select, self._options = given["name"], []
        elif tag == "option" and self._select:
            self._options.append((given.get("value", ""), "selected" in given))

    def handle_data(self, data: str) -> None:
        if self._area:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.sent.append((self._area, "".join(self._text).removeprefix("\n")))
            self._area = ""
        elif tag == "select":
            chosen = [value for value, selected in self._options if selected] or [v for v, _s in self._options[:1]]
            self.sent += [(self._select, value) for value in chosen]
            self._select = ""


def controls_of(html: str) -> QueryDict:
    """Everything that sending the page unchanged would send."""
    parser = Controls()
    parser.feed(html)
    data = QueryDict(mutable=True)
    for name, value in parser.sent:
        data.appendlist(name, value)
    return data


def form_of(page: str) -> dict[str, Any]:
    """The controls of the first form in the main part of a page, as the test client sends them."""
    start = page.index("<form", page.index('id="inhoud"'))
    while "kk-language" in page[start : start + 200]:
        start = page.index("<form", start + 1)
    return dict(controls_of(page[start : page.index("</form>", start)]).lists())
