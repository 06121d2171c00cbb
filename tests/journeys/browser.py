"""A real Chromium: where it is, how it starts, and how a page is looked at."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Error, Locator, Page, expect

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = ROOT / "var" / "screenshots"
WIDTHS = {1280: 900, 390: 844, 320: 700}
"""Width → height of a desk, a telephone, and a page enlarged to 400 %."""

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}


def find_chromium() -> str | None:
    """CHROMIUM, or else what this machine has; None when there is nothing."""
    candidates = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    return next((found for name in candidates if name and (found := shutil.which(name))), None)


@dataclass
class Watch:
    """Everything a page complained about since the last question."""

    complaints: list[str] = field(default_factory=list)
    expected: set[str] = field(default_factory=lambda: {"/favicon.ico"})  # asked for beside anything but our pages

    def attach(self, page: Page) -> None:
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))

    def expect(self, text: str) -> None:
        """A complaint holding `text` belongs to this journey, such as the browser's line about an answer 404."""
        self.expected.add(text)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"console {message.type}: {message.text} ({message.location['url']})")

    def unexpected(self) -> list[str]:
        return [line for line in self.complaints if not any(text in line for text in self.expected)]


class Faulty(AssertionError):
    """A page that somebody cannot use, or that complains."""


def text_editor(page: Page, name: str) -> Locator:
    """The editor over the textarea called `name`, once its script took over: before that it is another element."""
    expect(page.get_by_role("toolbar", name="Opmaak")).to_be_visible()
    return page.get_by_role("textbox", name=name, exact=True)


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def accessibility_faults(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA and its best practices."""
    found: list[dict[str, Any]] = Axe().run(page, options=AXE_OPTIONS).response["violations"]
    return [
        f"{fault['id']} ×{len(fault['nodes'])}: {fault['help']} {fault['nodes'][0]['html'][:160]}" for fault in found
    ]


def look_at(page: Page, name: str) -> None:
    """Judge the page as it is now at three widths; keep a picture of each. Raises `Faulty` with all that is wrong."""
    faults = []
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    before = page.viewport_size
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        _settle(page)
        if (extra := overflow(page)) > 0:
            faults.append(f"{width} px: {extra} px too wide")
        faults += [f"{width} px: {fault}" for fault in accessibility_faults(page)]
        page.screenshot(path=SCREENSHOTS / f"{name}-{width}.png", full_page=True)
    if before:
        page.set_viewport_size(before)
    if faults:
        raise Faulty(f"{name} ({page.url})\n" + "\n".join(faults))


def _settle(page: Page) -> None:
    """Wait until the page came to rest, fonts included."""
    try:
        page.wait_for_load_state("networkidle", timeout=5_000)
    except Error:
        return  # a page that keeps asking is judged as it is
    for _ in range(50):  # asked again and again: without JavaScript a promise of the page is never kept
        if page.evaluate("document.fonts.status") == "loaded":
            return
        page.wait_for_timeout(100)
