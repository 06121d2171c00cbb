"""Somebody without a mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect


class Keyboard:
    """Somebody without a mouse: Tab to what is wanted, type, Space to tick, Enter to go on."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, name: str) -> None:
        """Tab until the focused control has this accessible name; fails when it cannot be reached."""
        seen = []
        for _step in range(120):
            self.page.keyboard.press("Tab")
            focused = self.page.evaluate(NAME_OF_FOCUS)
            if name in focused:
                return
            seen.append(focused)
        pytest.fail(f"“{name}” cannot be reached by keyboard on {self.page.url}; reached {seen[:40]}")

    def type_in(self, name: str, text: str) -> None:
        self.reach(name)
        self.page.keyboard.type(text)

    def fill_all(self, text: str, until: str) -> None:
        """Write in every text area and tick every box on the way to the button named `until`."""
        for _step in range(120):
            self.page.keyboard.press("Tab")
            kind, name = self.page.evaluate("document.activeElement.type || ''"), self.page.evaluate(NAME_OF_FOCUS)
            if until in name:
                self.page.keyboard.press("Shift+Tab")
                return
            if kind == "textarea":
                self.page.keyboard.type(text)
            elif kind == "checkbox":
                self.page.keyboard.press("Space")
        pytest.fail(f"“{until}” cannot be reached by keyboard on {self.page.url}")

    def tick(self, name: str) -> None:
        self.reach(name)
        self.page.keyboard.press("Space")

    def go(self, name: str, heading: str) -> None:
        """Enter on a link or button, which leads to a page with this heading."""
        self.reach(name)
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)


NAME_OF_FOCUS = """() => {
  const e = document.activeElement
  const labels = [...(e.labels || [])].map(l => l.textContent.trim()).join(" ")
  const group = e.closest("fieldset")?.querySelector("legend")?.textContent.trim() || ""
  return [group, labels || e.getAttribute("aria-label") || e.textContent.trim()].join(" | ").replace(/\\s+/g, " ")
}"""
