"""Components: each says in words what its colour says, and refuses a look it does not have."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.utils.datastructures import MultiValueDict

from kernkracht.foundation.design_system import site_identity, themes
from kernkracht.foundation.design_system.components import basics, places, records, words
from kernkracht.foundation.design_system.components.basics import UnknownComponentValue

TODAY = date(2026, 11, 22)


def render(source: str, **context: Any) -> str:
    return Template("{% load kk %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("days", "text", "kind"),
    [
        (-3, "3 dagen te laat", "late"),
        (-1, "1 dag te laat", "late"),
        (0, "Vandaag", "soon"),
        (1, "Nog 1 dag", "warn"),
        (7, "Nog 7 dagen", "warn"),
        (8, "Nog 8 dagen", "line"),
    ],
)
def test_a_deadline_says_what_is_left(days: int, text: str, kind: str) -> None:
    html = render("{% deadline due today %}", due=TODAY + timedelta(days=days), today=TODAY)
    assert text in html
    assert f"kk-badge--{kind}" in html
    assert f'datetime="{TODAY + timedelta(days=days)}"' in html


def test_no_deadline_is_said() -> None:
    assert "Geen termijn" in render("{% deadline none today %}", none=None, today=TODAY)


@pytest.mark.parametrize(
    "source",
    [
        "{% badge 'x' kind='purple' %}",
        "{% button 'x' kind='giant' %}",
        "{% alert kind='loud' %}x{% endalert %}",
        "{% band 'x' kind='hot' %}",
        "{% confirm title='x' label='y' cancel='/' kind='z' %}{% endconfirm %}",
    ],
)
def test_a_look_that_does_not_exist_is_refused(source: str) -> None:
    with pytest.raises(UnknownComponentValue, match="does not exist; choose from"):
        render(source)


@pytest.mark.parametrize("name", sorted(path.stem for path in (themes.THEMES_DIR.parent / "icons").glob("*.svg")))
def test_every_icon_is_one_drawing_without_colour(name: str) -> None:
    drawing = (themes.THEMES_DIR.parent / "icons" / f"{name}.svg").read_text()
    assert drawing.count("<svg") == 1
    assert 'viewBox="0 0 24 24"' in drawing
    assert "fill=" not in drawing.split(">", 1)[1]


def test_every_theme_has_a_drawing_and_an_unknown_one_gets_the_street() -> None:
    folder = themes.THEMES_DIR.parents[1] / "templates" / "c" / "art"
    assert {path.stem for path in folder.glob("*.html")} == set(places.ART_KINDS)
    assert places.art("never heard of") == places.art("default")


def test_drawings_take_their_colours_from_the_theme() -> None:
    folder = themes.THEMES_DIR.parents[1] / "templates" / "c"
    for path in [*folder.glob("art/*.html"), folder / "hero_art.html", folder / "logo.html"]:
        assert "#" not in path.read_text().split("#}", 1)[1], path


def test_components_name_no_colour_themselves() -> None:
    for path in (themes.THEMES_DIR.parent / "css").glob("*.css"):
        found = [word for word in path.read_text().split() if word.startswith("#") and word.rstrip(";").isalnum()]
        assert not found, path


@pytest.mark.parametrize(
    ("granted", "pending", "ceiling", "free", "over"),
    [
        (1_435_000, 320_000, 2_500_000, "€\u00a07.450", ""),
        (0, 0, 0, "€\u00a00", ""),
        (250, 100, 300, "€\u00a00", "€\u00a00,50"),
    ],
)
def test_the_meter_adds_up(granted: int, pending: int, ceiling: int, free: str, over: str) -> None:
    drawn = places.budget_meter(granted, pending, ceiling)
    assert (drawn["free"], drawn["over"]) == (free, over)
    widths = [float(part.width.rstrip("%")) for part in drawn["parts"]]
    assert sum(widths) == pytest.approx(100 if ceiling else 0, abs=0.02)


def test_the_meter_has_points_not_commas_in_its_drawing() -> None:
    html = render("{% budget_meter granted=1 pending=1 ceiling=3 granted_count=1 pending_count=2 %}")
    assert 'width="33.33%"' in html
    assert "Toegekend (1 plan)" in html
    assert "In behandeling (2 plannen)" in html


def test_the_way_back_pairs_labels_with_addresses() -> None:
    html = render("{% breadcrumb 'Dorpen' '/dorpen/' here %}", here="<Lienden>")
    assert '<a class="utrecht-breadcrumb-nav__link nl-link" href="/dorpen/">Dorpen</a>' in html
    assert 'aria-current="page">&lt;Lienden&gt;' in html
    with pytest.raises(UnknownComponentValue, match="pairs"):
        basics.breadcrumb("Dorpen", "/dorpen/", "Lienden", "/dorpen/lienden/")


def test_a_vacancy_is_said() -> None:
    html = render("{% contact_card name='Team Dorpen' standing_in_for='kernregisseur' phone='0344 - 00 00' %}")
    assert "Tijdelijk via Team Dorpen" in html
    assert "Er is nu geen kernregisseur" in html
    assert "tel:03440000" in html


def test_pages_keep_the_other_choices() -> None:
    page = Paginator(range(100), 10).page(2)
    query = MultiValueDict({"dorp": ["lienden", "maurik"], "pagina": ["2"]})
    html = render("{% pager page query %}", page=page, query=query)
    assert 'href="?dorp=lienden&amp;dorp=maurik&amp;pagina=3"' in html
    assert "11 tot en met 20 van 100" in html
    assert 'aria-current="page"' in html
    one = render("{% pager page query %}", page=Paginator([1], 10).page(1), query={"dorp": "x"})
    assert "<nav" not in one


def test_sorting_turns_round() -> None:
    assert records.sort_header("T", "term", "term")["url"] == "?sorteer=-term"
    assert records.sort_header("T", "term", "-term")["now"] == "descending"
    assert records.sort_header("T", "term", "", "dorp=x")["url"] == "?dorp=x&sorteer=term"


def test_bars_scale_to_the_longest() -> None:
    rows = [{"label": "a", "value": 10, "other": 20}, {"label": "b", "value": 5}]
    drawn = places.bars(rows, "c", "f", "o")["rows"]
    assert (
        float(drawn[0]["mark"].rstrip("%"))
        > float(drawn[0]["width"].rstrip("%"))
        > float(drawn[1]["width"].rstrip("%"))
    )
    assert drawn[1]["mark"] == ""
    assert places.bars([], "c", "f", "o")["rows"] == []


def test_words() -> None:
    assert words.euro(None) == ""
    assert words.euro(250_000) == "€\u00a02.500"
    assert words.moment(TODAY) == "22 november 2026"


def test_the_site_is_neutral_until_somebody_tells_who_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_identity, "_sources", [])
    assert site_identity.identity() == site_identity.SiteIdentity()
    site_identity.introduce(lambda: site_identity.SiteIdentity(name="Meedoen"))
    site_identity.introduce(lambda: site_identity.SiteIdentity(name="Meedoen in het dorp"))
    assert site_identity.identity().name == "Meedoen in het dorp"


def test_themes(assert_theme: Callable[[str], None]) -> None:
    for path in themes.THEMES_DIR.glob("*.json"):
        assert_theme(path.stem)
    with pytest.raises(themes.UnknownTheme, match="kernkracht"):
        themes.read_theme("lost")


@pytest.fixture
def assert_theme() -> Callable[[str], None]:
    def check(name: str) -> None:
        theme = themes.read_theme(name)
        data = json.loads((themes.THEMES_DIR / f"{name}.json").read_text())
        assert theme.font.startswith("fonts/")
        assert all(version[0].isdigit() for version in data["packages"].values())
        assert bool(theme.stylesheet) == (name != themes.DEFAULT)

    return check


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb by WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXT = [
    ("ink", "paper"), ("ink", "sand"), ("ink", "accent"), ("ink", "accent-soft"), ("ink-soft", "paper"),
    ("ink-soft", "sand"), ("ink-soft", "accent-soft"), ("brand", "paper"), ("brand", "sand"), ("brand", "brand-soft"),
    ("brand-dark", "hero-top"), ("paper", "brand"), ("paper", "brand-dark"), ("paper", "danger"),
    ("danger", "paper"), ("danger", "danger-soft"), ("danger-dark", "danger-soft"), ("ok", "ok-soft"),
    ("ok", "paper"), ("info", "info-soft"), ("warn", "warn-soft"), ("paper", "night"), ("night-soft", "night"),
    ("ink-soft", "hero-end"), ("ink", "hero-end"), ("ink", "map-area"),
]  # fmt: skip
CONTROLS = [("edge", "paper"), ("edge", "sand"), ("danger", "paper"), ("meter-stripe", "meter-paper"),
            ("ink", "map-area"), ("brand", "map-area"), ("meter-granted", "meter-free")]  # fmt: skip


def values_of_default_theme() -> dict[str, str]:
    lines = (themes.THEMES_DIR / "kernkracht.css").read_text().splitlines()
    pairs = (line.strip().removeprefix("--kk-").rstrip(";").split(": ", 1) for line in lines if "--kk-" in line)
    return {name: value for name, value in pairs if value.startswith("#")}


@pytest.mark.parametrize(("front", "back"), TEXT)
def test_text_can_be_read(front: str, back: str) -> None:
    values = values_of_default_theme()
    assert contrast(values[front], values[back]) >= 4.5


@pytest.mark.parametrize(("front", "back"), CONTROLS)
def test_controls_can_be_seen(front: str, back: str) -> None:
    values = values_of_default_theme()
    assert contrast(values[front], values[back]) >= 3
