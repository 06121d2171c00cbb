"""The notation of texts: what it makes, and everything that it refuses to make."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parsed

from kernkracht.foundation.rich_text import (
    Explained,
    FilmLine,
    ShownFilm,
    as_html,
    as_words,
    film_lines,
    pictures_in,
    undescribed_pictures,
)

KEY = "12345678-1234-4234-9234-123456789abc"
OWN = f"/beeld/{KEY}/"
FILM = f"/film/{KEY}/"
NASTY = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe src='https://evil.example'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](  javascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    '[x](https://ok.example "onmouseover=alert(1)")',
    '[x](https://ok.example" onclick="alert(1))',
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml;base64,PHN2Zy8+)",
    "![x](https://evil.example/spy.png)",
    f'![" onerror="alert(1)]({OWN})',
    f"![<script>alert(1)</script>]({OWN})",
    f"![x]({OWN}../../werk/)",
    f"![<script>alert(1)</script>]({FILM})",
    f"![x]({FILM}../../werk/)",
    f"![x]({OWN}?x=1)",
    "<https://ok.example/'onmouseover='alert(1)>",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    '[kern](/woorden/#kern"><script>alert(1)</script>)',
    "```html\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "<style>*{display:none}</style>",
    "<form action=https://evil.example><input name=a></form>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<!--><script>alert(1)</script>-->",
    "\x00<script>alert(1)</script>",
]
TERMS = {"kern": Explained("kern", "Een dorp. <script>alert(2)</script>")}
SCHEMES = re.compile(r"(?i)\s*(https?:|mailto:|tel:|/|#|[^:]*$)")


KNOWN_TAGS = set("a blockquote br em h2 h3 h4 img li ol p strong ul button span".split())  # noqa: SIM905  (one line)


def assert_harmless(page: str) -> None:
    """Only tags, attributes and addresses that the notation knows; every picture is our own and described."""
    tree = parsed.fragment_fromstring(page, create_parent="div")
    for node in tree.iterdescendants():
        assert isinstance(node.tag, str), page
        assert node.tag in KNOWN_TAGS, page
        allowed = {"a": {"href", "rel"}, "img": {"src", "alt", "loading"}, "ol": {"start"}}
        allowed |= {"button": {"type", "class", "popovertarget"}, "span": {"class", "id", "popover"}}
        assert set(node.attrib) <= allowed.get(node.tag, set()), page
        assert SCHEMES.match(node.get("href", "")), page
        if node.tag == "img":
            assert node.get("src") == OWN
            assert node.get("src", "").isascii()


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("around", ["{}", "# {}", "- {}", "> {}", "**{}**", "[{}](https://ok.example)"])
def test_nothing_nasty_comes_through(text: str, around: str) -> None:
    assert_harmless(as_html(around.format(text), TERMS))


@given(st.text(alphabet=st.sampled_from("<>\"'&;:/()[]!#*_`=\\ \n\tajscriptonx0"), max_size=60))
def test_no_text_at_all_comes_through_as_code(text: str) -> None:
    assert_harmless(as_html(text, TERMS))


def test_what_editors_write() -> None:
    page = as_html("# Kop\n\n### Klein\n\n1. een\n2. twee\n\n> citaat\n\n**vet** en *schuin*, [link](https://a.nl/)")
    for part in ("<h2>Kop</h2>", "<h3>Klein</h3>", "<ol>", "<blockquote>", "<strong>vet</strong>", "<em>schuin</em>"):
        assert part in page
    assert '<a href="https://a.nl/" rel="noreferrer">link</a>' in page


def test_code_and_rules_are_ordinary_words() -> None:
    assert as_html("    vier spaties\n\n---\n\n`a`") == "<p>vier spaties</p>\n<p>---</p>\n<p>`a`</p>\n"


def test_own_pictures_are_shown_and_others_leave_their_words() -> None:
    page = as_html(f"![Een boom]({OWN}) ![Spion](https://evil.example/x.png)")
    assert page == f'<p><img src="{OWN}" alt="Een boom" loading="lazy"> Spion</p>\n'
    assert pictures_in(f"![a]({OWN}) ![b]({OWN}) ![c](/beeld/nee/)") == (UUID(KEY),)
    assert undescribed_pictures(f"![]({OWN}) ![ ]({OWN}) ![a]({OWN})") == 2


def test_a_word_explains_itself_and_works_without_popover() -> None:
    page = as_html("Uw [kernen](/woorden/#kern) en [iets](/woorden/#onbekend).", TERMS)
    button, meaning = parsed.fragment_fromstring(page, create_parent="div").xpath("//button | //span")
    assert button.text == "kernen"
    assert button.get("popovertarget") == meaning.get("id")
    assert meaning.text_content().startswith("kern Een dorp. <script>")
    assert '<a href="/woorden/#onbekend"' in page


def test_the_same_word_twice_has_two_meanings_to_open() -> None:
    page = as_html("[kern](/woorden/#kern) [kern](/woorden/#kern)", TERMS)
    keys = re.findall(r'popovertarget="([^"]+)"', page)
    assert len(set(keys)) == 2


def test_only_the_words() -> None:
    assert as_words("# Kop\n\neen *twee* & <drie>\n\n- vier") == "Kop een twee & <drie> vier"


NASTY_FILM = ShownFilm('"><script>alert(1)</script>', 'nl"><b>', "<i>", 'een\n<img src=x onerror=alert(1)>\n\ntwee "')


def test_a_film_on_its_own_line_plays_with_captions_and_its_words() -> None:
    page = as_html(f"Kijk:\n\n![Het plein]({FILM})", films={UUID(KEY): ShownFilm("Plein", "nl", "Nederlands", "Dag")})
    tree = parsed.fragment_fromstring(page, create_parent="div")
    (video,) = tree.xpath("//figure/video")
    assert dict(video.attrib) == {
        "controls": "", "preload": "metadata", "playsinline": "", "src": FILM, "aria-label": "Plein"
    }  # fmt: skip
    (track,) = video.xpath("track")
    assert dict(track.attrib) == {
        "kind": "captions", "src": f"{FILM}ondertitels.vtt", "srclang": "nl", "label": "Nederlands", "default": ""
    }  # fmt: skip
    assert tree.xpath("//figcaption//a/@href") == [f"{FILM}ondertitels.vtt", f"{FILM}tekst.txt"]
    assert tree.xpath("//details/div/p/text()") == ["Dag"]
    assert "<details" not in as_html(f"![x]({FILM})", films={UUID(KEY): ShownFilm("Plein", "nl", "Nederlands")})


def test_what_is_told_beside_a_film_is_words() -> None:
    tree = parsed.fragment_fromstring(as_html(f"![x]({FILM})", films={UUID(KEY): NASTY_FILM}), create_parent="div")
    assert not tree.xpath("//script | //img | //b | //i")
    assert tree.xpath("//video/@aria-label") == ['"><script>alert(1)</script>']
    assert [line.tag for line in tree.xpath("//details/div//*")] == ["p", "br", "p"]


@pytest.mark.parametrize("text", [f"![Plein]({FILM})", f"Zie ![Plein]({FILM}) nu", f"# ![Plein]({FILM})"])
def test_a_film_that_is_unknown_or_not_alone_leaves_its_words(text: str) -> None:
    known = {UUID(KEY): ShownFilm("Plein", "nl", "Nederlands")} if text[0] != "!" else {}
    page = as_html(text, films=known)
    assert "<video" not in page
    assert "<img" not in page
    assert "Plein" in page
    assert as_words(text).endswith(("Plein", "Plein nu"))


def test_films_are_found_with_their_line() -> None:
    text = f"Kop\n\n![a]({FILM})\n\nTekst\nmet ![b]({FILM})\n\n- ![c]({FILM})\n\n![d](/film/nee/)\n\n# ![e]({FILM})"
    assert film_lines(text) == (
        FilmLine(UUID(KEY), 3, True),
        FilmLine(UUID(KEY), 6, False),
        FilmLine(UUID(KEY), 8, False),
        FilmLine(None, 10, True),
        FilmLine(UUID(KEY), 12, False),
    )
    assert film_lines("geen film") == ()
    assert undescribed_pictures(f"![]({FILM})") == 0
