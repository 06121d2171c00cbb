"""Templates: each is used, none brings style or script of its own, and none speaks to an undefined variable."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import django
import pytest
from django.apps import apps
from django.template import engines

from tests.strictness import StringIfInvalid, UndefinedTemplateVariable

from .source import PRODUCT, ROOT, python_files, refuse, shown, template_files, tree_of

ERROR_PAGES = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
"""Django looks for these by itself."""

NOTICE = re.compile(r"notices/(?P<kind>[\w-]+)/(subject\.txt|body\.txt|body\.html|letter\.html)")
"""A notice is called by its kind alone; its parts follow from that."""

PAPER = re.compile(r"(^|/)(notices|letters|mail|print)/")
"""Mail and printed letters: no browser of ours shows them under our policy, and mail needs its style inline."""

FORBIDDEN = {
    r"\sstyle\s*=": "inline style; use a class",
    r"<style[\s>]": "a style element; put it in the style sheet",
    r"<script(?![^>]*\bsrc\s*=)(?![^>]*type=[\"']application/(ld\+)?json)": "an inline script; put it in site.js",
    r"\son[a-z]+\s*=": "an inline event handler",
    r"\bhx-on\b": "hx-on, which evaluates text as code",
    r"[\"']\s*(js|javascript):": "an address or value that evaluates text as code",
    r"\bhx-trigger\s*=\s*[\"'](?:[^\"']*,)?\s*[\w:.-]+\[": "a trigger filter, which evaluates text as code",
}


def name_of(path: Path) -> str:
    """What the loader calls it: the part after the last `templates/` folder."""
    return path.as_posix().rpartition("/templates/")[2]


def used_names(pythons: Iterable[Path], templates: Iterable[Path]) -> list[re.Pattern[str]]:
    """Everything in code and templates that may name a template; the holes of f-strings match anything."""
    found = set()
    for path in pythons:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(re.escape(node.value))
            elif isinstance(node, ast.JoinedStr):
                found.add("".join(_pattern_of(part) for part in node.values))
    for path in templates:
        found |= {re.escape(name) for name in re.findall(r"[\"']([\w./-]+\.(?:html|txt|svg))[\"']", path.read_text())}
    return [
        re.compile(text) for text in found if text.endswith((".html", r"\.html", ".txt", r"\.txt", ".svg", r"\.svg"))
    ]


def _pattern_of(part: ast.expr) -> str:
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"


def string_constants(pythons: Iterable[Path]) -> set[str]:
    return {
        node.value
        for path in pythons
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@cache
def library_templates() -> frozenset[str]:
    """Names of templates that libraries bring, which ours may replace."""
    folders = [Path(config.path) / "templates" for config in apps.get_app_configs()]
    folders += [Path(django.__file__).parent / "forms" / "templates"]
    ours = [folder for folder in folders if not folder.is_relative_to(PRODUCT)]
    return frozenset(str(p.relative_to(folder)) for folder in ours if folder.is_dir() for p in folder.rglob("*.*"))


def unused(templates: Iterable[Path], pythons: Iterable[Path]) -> list[str]:
    """One line for each template that nothing names."""
    templates, pythons = list(templates), list(pythons)
    used, constants = used_names(pythons, templates), string_constants(pythons)
    faults = []
    for path in templates:
        name = name_of(path)
        notice = NOTICE.fullmatch(name)
        if name in ERROR_PAGES or name in library_templates() or (notice and notice["kind"] in constants):
            continue
        if not any(pattern.fullmatch(name) for pattern in used):
            faults.append(f"{shown(path)} is used nowhere")
    return faults


def markup_faults(text: str) -> list[str]:
    """What the content security policy would block, or what evaluates text as code."""
    bare = re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}", "", text, flags=re.DOTALL)
    return [reason for pattern, reason in FORBIDDEN.items() if re.search(pattern, bare, re.IGNORECASE)]


def test_every_template_is_used() -> None:
    refuse(unused(template_files(), [*python_files(PRODUCT), *python_files(ROOT / "config")]))


def test_pages_bring_no_style_or_script() -> None:
    pages = [path for path in template_files() if path.suffix == ".html" and not PAPER.search(name_of(path))]
    refuse([f"{shown(path)} has {fault}" for path in pages for fault in markup_faults(path.read_text())])


def test_an_unused_template_is_caught(tmp_path: Path) -> None:
    folder = tmp_path / "web/templates"
    names = ["home.html", "part.html", "steps/one.html", "notices/received/body.txt", "lost.html", "404.html"]
    for name in [*names, "notices/lost/body.txt"]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("don't {% include 'part.html' %}" if name == "home.html" else "")
    views = tmp_path / "views.py"
    views.write_text("page = 'home.html'\nstep = f'steps/{step}.html'\nkind = 'received'\n")
    lost = unused(sorted(folder.rglob("*.*")), [views])
    assert [line.split()[0] for line in lost] == ["lost.html", "body.txt"]


@pytest.mark.parametrize(
    "markup",
    [
        '<p style="color: red">',
        "<style>p {}</style>",
        "<script>alert(1)</script>",
        '<button onclick="go()">',
        '<button hx-on:click="go()">',
        "<a href='javascript:go()'>",
        "<p hx-vals='js:{a: 1}'>",
        '<p hx-trigger="click[ctrlKey]">',
        '<p hx-trigger="change, keyup[ctrlKey]">',
    ],
)
def test_inline_markup_is_caught(markup: str) -> None:
    assert markup_faults(markup)


@pytest.mark.parametrize(
    "markup",
    [
        '<script src="/static/site.js" defer></script>',
        '<script type="application/json">{}</script>',
        "{# never style= here #}",
        '<p class="kk-style" data-onward="x">',
        '<rect width="57%">',
        '<form hx-trigger="change, input delay:400ms from:find input[type=search]">',
    ],
)
def test_clean_markup_passes(markup: str) -> None:
    assert markup_faults(markup) == []


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder that counts as ours, so that its templates are judged."""
    monkeypatch.setattr("tests.strictness.PRODUCT", f"{tmp_path}/")
    return tmp_path


def _render(folder: Path, text: str, origin: Path | None = None) -> str:
    from django.template import Context, Origin, Template

    engine = engines["django"].engine  # type: ignore[attr-defined]
    assert isinstance(engine.string_if_invalid, StringIfInvalid)
    return Template(text, origin=Origin(str(origin or folder / "page.html")), engine=engine).render(
        Context({"here": 1})
    )


@pytest.mark.parametrize(
    "text", ["{{ lost }}", "{{ here.lost }}", "{{ lost|default:'x' }}", "{% if 1 %}{{ lost }}{% endif %}"]
)
def test_an_undefined_variable_is_caught(planted: Path, text: str) -> None:
    with pytest.raises(UndefinedTemplateVariable, match=r"page\.html uses .*lost"):
        _render(planted, text)


@pytest.mark.parametrize("text", ["{{ here }}", "{% if lost %}{% endif %}", "{% for x in lost %}{% endfor %}"])
def test_asking_whether_a_variable_is_there_passes(planted: Path, text: str) -> None:
    _render(planted, text)


def test_templates_of_libraries_are_left_alone(planted: Path) -> None:
    assert _render(planted, "{{ lost }}", Path("/elsewhere/library.html")) == ""
