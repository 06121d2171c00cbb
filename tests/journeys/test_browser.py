"""The instrument itself: a healthy page passes, and each kind of fault is seen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from .browser import Faulty, Watch

Look = Callable[[Page, str], None]
WHOLE = (
    '<!doctype html><html lang="nl"><head><title>Proef</title>'
    '<meta name="viewport" content="width=device-width"></head><body><main><h1>Proef</h1>{}</main></body></html>'
)


@pytest.mark.both_databases
def test_the_application_is_healthy(page: Page, site: str) -> None:
    answer = page.goto("/healthz")
    assert answer is not None
    assert answer.status == 200, answer.text()
    assert answer.json() == {"status": "ok", "database": "ok", "migrations": "ok", "assets": "ok"}


@pytest.mark.both_databases
def test_home(page: Page, look: Look) -> None:
    answer = page.goto("/")
    assert answer is not None
    assert answer.status == 200
    assert page.get_by_role("heading", level=1).count() == 1
    look(page, "home")


def test_a_good_page_passes(page: Page, look: Look) -> None:
    page.set_content(WHOLE.format("<p>Alles goed.</p>"))
    look(page, "browser-good")


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ('<img src="data:,">', "image-alt"),
        ('<div style="width: 2000px">breed</div>', "px too wide"),
        ('<p style="color: #bbb; background: #fff">licht</p>', "color-contrast"),
    ],
)
def test_a_faulty_page_is_seen(page: Page, look: Look, part: str, fault: str) -> None:
    page.set_content(WHOLE.format(part))
    with pytest.raises(Faulty, match=fault):
        look(page, "browser-faulty")


def test_a_complaint_is_heard(page: Page, watch: Watch) -> None:
    page.goto("/healthz")
    page.evaluate("console.error('planted one')")
    page.evaluate("setTimeout(() => { throw new Error('planted two') })")
    page.wait_for_timeout(100)
    assert len(watch.unexpected()) == 2
    watch.expect("planted")
    assert watch.unexpected() == []


def test_a_policy_violation_is_heard(page: Page, watch: Watch) -> None:
    page.goto("/")
    page.evaluate("document.body.appendChild(document.createElement('script')).textContent = 'window.bad = 1'")
    page.wait_for_timeout(100)
    assert page.evaluate("window.bad") is None
    assert any("Content Security Policy" in line for line in watch.unexpected())
    watch.expect("Content Security Policy")
