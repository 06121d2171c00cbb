"""Captions are read whole or refused with their line."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernkracht.foundation.captions import MAX_BYTES, Captions, Cue, UnreadableCaptions, read_captions

GOOD = """\ufeffWEBVTT - het plein
Kind: captions

STYLE
::cue { color: red }

NOTE
gemaakt door iemand

intro
00:01.000 --> 00:04.000 line:90% align:start
<v Anna>Welkom &amp; dag

2
01:00:04.000 --> 01:00:06.500
Eerste regel
tweede regel
"""


def test_cues_come_out_anew_without_what_is_about_the_file() -> None:
    found = read_captions(GOOD.replace("\n", "\r\n").encode())
    assert found.cues == (
        Cue(1000, 4000, "<v Anna>Welkom &amp; dag", "line:90% align:start"),
        Cue(3_604_000, 3_606_500, "Eerste regel\ntweede regel"),
    )
    written = found.as_webvtt()
    assert written.startswith("WEBVTT\n\n00:00:01.000 --> 00:00:04.000 line:90% align:start\n")
    assert "STYLE" not in written
    assert "iemand" not in written
    assert read_captions(written.encode()) == found
    assert found.as_words() == "Welkom & dag\nEerste regel tweede regel"


def test_subrip_says_the_same_with_commas() -> None:
    found = read_captions(
        b"1\n00:00:01,500 --> 00:00:02,000\nDag, allemaal\n\n2\n00:00:03,000 --> 00:00:04,000\nDoei\n"
    )
    assert found.was_subrip
    assert found.cues == (Cue(1500, 2000, "Dag, allemaal"), Cue(3000, 4000, "Doei"))


def _vtt(body: str) -> bytes:
    return f"WEBVTT\n\n{body}\n".encode()


CUE = "00:01.000 --> 00:02.000\nDag"
BAD = {
    "empty": (b" \n", 0, "leeg"),
    "nothing in it": (b"WEBVTT\n", 0, "geen enkele ondertitel"),
    "no header": (b"00:01.000 --> 00:02.000\nDag\n", 1, "begint niet met WEBVTT"),
    "header glued": (b"WEBVTTX\n\n00:01.000 --> 00:02.000\nDag\n", 1, "begint niet met WEBVTT"),
    "picture": (b"\x89PNG\r\n\x1a\n\xff", 1, "UTF-8"),
    "other encoding": (b"WEBVTT\n\n00:01.000 --> 00:02.000\nCaf\xe9\n", 4, "UTF-8"),
    "zeros": (b"WEBVTT\n\n\x00", 0, "geen tekstbestand"),
    "too large": (b"WEBVTT\n\n" + b"x" * MAX_BYTES, 0, "1 MB"),
    "cue in header": (b"WEBVTT\n00:01.000 --> 00:02.000\nDag\n", 2, "lege regel"),
    "comma": (_vtt("00:01,000 --> 00:02,000\nDag"), 3, "niet te lezen"),
    "seconds": (_vtt("00:61.000 --> 00:62.000\nDag"), 3, "niet te lezen"),
    "one moment": (_vtt("00:01.000 -->\nDag"), 3, "niet te lezen"),
    "ends before start": (_vtt(f"{CUE}\n\n00:05.000 --> 00:04.000\nDag"), 6, "eindigt voordat"),
    "ends at start": (_vtt("00:05.000 --> 00:05.000\nDag"), 3, "eindigt voordat"),
    "out of order": (_vtt(f"00:09.000 --> 00:10.000\nLaat\n\n{CUE}"), 6, "eerder dan de vorige"),
    "empty cue": (_vtt(f"{CUE}\n\n00:03.000 --> 00:04.000"), 6, "leeg"),
    "only a tag": (_vtt("00:03.000 --> 00:04.000\n<b></b>"), 3, "leeg"),
    "no blank line": (_vtt(f"{CUE}\n00:03.000 --> 00:04.000\nDoei"), 5, "lege regel"),
    "no times": (_vtt(f"{CUE}\n\nZomaar tekst\nnog meer"), 6, "zonder tijd"),
    "unknown setting": (_vtt("00:01.000 --> 00:02.000 onzin\nDag"), 3, "niet kennen"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_a_browser_would_skip_in_silence_is_refused_with_its_line(name: str) -> None:
    raw, line, reason = BAD[name]
    with pytest.raises(UnreadableCaptions, match=reason) as refusal:
        read_captions(raw)
    assert refusal.value.line == line
    assert str(refusal.value.remedy).endswith(".")
    assert (f"regel {line}:" in str(refusal.value)) == bool(line)


moments = st.integers(0, 100 * 3600 * 1000)
words = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="<>&-"), min_size=1, max_size=20)


@given(st.lists(st.tuples(moments, st.integers(1, 10_000), words), min_size=1, max_size=8))
def test_what_was_written_is_read_the_same(rows: list[tuple[int, int, str]]) -> None:
    cues = tuple(Cue(start, start + length, text) for start, length, text in sorted(rows))
    assert read_captions(Captions(cues).as_webvtt().encode()).cues == cues


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    for content in (raw, b"WEBVTT\n\n" + raw):
        with contextlib.suppress(UnreadableCaptions):
            assert read_captions(content).cues
