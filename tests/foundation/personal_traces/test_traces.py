"""What a text about a village may not hold, and what it may."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernkracht.foundation.personal_traces import TraceKind, explained, traces_of
from kernkracht.foundation.personal_traces.traces import eleven_proof

K = TraceKind


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("bsn 111222333 bekend", K.BSN, "111222333"),
        ("nummer 123456782.", K.BSN, "123456782"),
        ("zie 1234.56.782 in het dossier", K.BSN, "1234.56.782"),
        ("12345672 is acht cijfers", K.BSN, "12345672"),
        ("mail jan.pietersen@example.org even", K.EMAIL, "jan.pietersen@example.org"),
        ("bel 06-12345678", K.PHONE, "06-12345678"),
        ("bel 06 12 34 56 78 na vijf uur", K.PHONE, "06 12 34 56 78"),
        ("(0344) 12 34 56", K.PHONE, "(0344) 12 34 56"),
        ("+31 6 12345678", K.PHONE, "+31 6 12345678"),
        ("0031612345678", K.PHONE, "0031612345678"),
        ("rekening NL91 ABNA 0417 1643 00", K.IBAN, "NL91 ABNA 0417 1643 00"),
        ("geboren op 3 mei 1958", K.BIRTH, "geboren op 3 mei 1958"),
        ("geb. 03-05-2012", K.BIRTH, "geb. 03-05-2012"),
        ("geboortedatum: 2012-05-03", K.BIRTH, "geboortedatum: 2012-05-03"),
        ("client (12/11/1971)", K.BIRTH, "12/11/1971"),
        ("mevrouw Jansen klaagt", K.NAME, "mevrouw Jansen"),
        ("Meneer van der Berg", K.NAME, "Meneer van der Berg"),
        ("de heer J. Smit", K.NAME, "de heer J."),
        ("gesproken met dhr. jansen", K.NAME, "dhr. jansen"),
        ("Mw. de Wit", K.NAME, "Mw. de"),
        ("MEVROUW JANSEN", K.NAME, "MEVROUW JANSEN"),
        ("de familie Óskarsson", K.NAME, "familie Óskarsson"),
    ],
)
def test_a_trace_of_a_person_is_found(text: str, kind: TraceKind, found: str) -> None:
    assert (kind, found) in [(trace.kind, trace.found) for trace in traces_of(text)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Overlast van zwerfvuil bij de supermarkt, vooral op vrijdag.",
        "Overleg op 01-12-2026 om 10.00 uur in het dorpshuis.",
        "Van 19.30 tot 21.00 uur, op 3 december 2026 en 4 december 2026.",
        "Herdenking van 5 mei 1945 bij het monument uit 1948.",
        "Kosten: € 123.456.782 over 2026-2030, of € 111222333.",
        "Bel 0800 1234567 of 088 123 45 67 of 112.",
        "Postcode 4116 AB, zaak 2026-001234, 15 dorpen en 27.000 inwoners.",
        "De gemeente heeft 1.500 woningen gepland voor 2030.",
        "Er kwamen meer meldingen over heren die te hard rijden.",
        "Het gezin als basis; mevrouwen en meneren zijn welkom.",
        "De wijkagent, de huisarts en de mw'er schuiven aan.",
    ],
)
def test_plain_facts_about_a_village_pass(text: str) -> None:
    assert traces_of(text) == []


def test_the_explanation_names_the_piece_the_reason_and_the_remedy() -> None:
    (sentence,) = explained("Er belde iemand: 06-12345678")
    assert "06-12345678" in sentence
    assert "telefoonnummer" in sentence
    assert "Haal dit weg" in sentence


def test_one_piece_is_told_once() -> None:
    assert len(traces_of("a@example.org en nog eens a@example.org")) == 1


def _last_digit(prefix: int) -> int:
    return sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), f"{prefix:08d}", strict=True)) % 11


@given(st.integers(min_value=1, max_value=99_999_999).filter(lambda prefix: _last_digit(prefix) < 10))
def test_every_number_that_passes_the_check_of_eleven_is_refused(prefix: int) -> None:
    number = f"{prefix:08d}{_last_digit(prefix)}"
    assert eleven_proof(number)
    assert K.BSN in {trace.kind for trace in traces_of(f"nummer {number} in het dossier")}


@given(st.text(max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    assert all(trace.found for trace in traces_of(text))


@given(st.integers(min_value=0, max_value=999_999_999))
def test_the_check_of_eleven_refuses_a_wrong_last_digit(number: int) -> None:
    digits = f"{number:09d}"
    wrong = digits[:-1] + str((int(digits[-1]) + 1) % 10)
    assert not (eleven_proof(digits) and eleven_proof(wrong))
