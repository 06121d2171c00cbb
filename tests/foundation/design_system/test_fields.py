"""Fields: what is read, what is asked about, what is refused, and that the typed text always comes back."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from kernkracht.foundation.design_system.fields import (
    DutchDateField,
    EuroField,
    LongTextField,
    PlainLanguage,
    split_date,
    typed_euro,
)
from kernkracht.foundation.design_system.widgets import OptionCards, UploadInput

HUGE = "9" * 6000


class AmountForm(forms.Form):
    amount = EuroField(label="Hoeveel?", min_cents=100_00, max_cents=2_500_00)


class DateForm(forms.Form):
    day = DutchDateField(label="Wanneer?", earliest=date(2026, 11, 23), latest=lambda: date(2027, 12, 31))


class TextForm(forms.Form):
    why = LongTextField(label="Waarom?", max_characters=10)


class PlainForm(PlainLanguage, forms.Form):
    name = forms.CharField(label="Hoe heet u?", max_length=5)
    email = forms.EmailField(label="E-mail", required=False)
    number = forms.IntegerField(label="Hoeveel mensen?", required=False)
    kind = forms.ChoiceField(
        label="Wat?", choices=[("a", "A")], widget=OptionCards(hints={"a": "De eerste."}), required=False
    )
    own = forms.CharField(label="Eigen", error_messages={"required": "Zeg het zelf."})
    file = forms.FileField(label="Offerte", widget=UploadInput())
    agree = forms.BooleanField(label="Ik ga akkoord")


def date_form(*parts: str) -> DateForm:
    return DateForm({"day_day": parts[0], "day_month": parts[1], "day_year": parts[2]})


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("€ 1.250,50", 125050), ("1250.50", 125050), ("1 250", 125000), ("750,-", 75000), (" 2500 ", 250000)],
)
def test_an_amount_is_read_as_dutch_people_write_it(typed: str, cents: int) -> None:
    form = AmountForm({"amount": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["amount"] == cents


def test_an_ambiguous_amount_is_asked_about_with_both_readings_that_work_when_typed() -> None:
    form = AmountForm({"amount": "1,250"})
    assert not form.is_valid()
    assert form.errors["amount"] == [
        "Bedoelt u €\u00a01.250 of €\u00a01,25? Vul het bedrag nog een keer in als 1250 of 1,25."
    ]
    assert AmountForm({"amount": "1250"}).is_valid()
    assert 'value="1,250"' in str(form["amount"])


@pytest.mark.parametrize("typed", ["", "veel", "-5", "1.2.3", HUGE, "\x00", "١٢٣", "1e3", "99", "2.500,01"])
def test_a_wrong_amount_is_refused_and_kept(typed: str) -> None:
    form = AmountForm({"amount": typed})
    assert not form.is_valid()
    assert str(form.errors["amount"][0]).endswith(".")
    assert not typed or f'value="{escape(typed)}"' in str(form["amount"])


def test_the_bounds_are_said() -> None:
    assert AmountForm({"amount": "4000"}).errors["amount"] == [
        "Vul een bedrag in van €\u00a0100 tot en met €\u00a02.500."
    ]


def test_an_amount_that_may_be_empty() -> None:
    field = EuroField(required=False, min_cents=100)
    assert field.clean("") is None
    with pytest.raises(forms.ValidationError, match=r"of meer\."):
        field.clean("0,50")


@given(st.integers(min_value=0, max_value=10**12))
def test_an_amount_shown_in_a_field_reads_back_as_itself(cents: int) -> None:
    shown = EuroField().prepare_value(cents)
    assert shown == typed_euro(cents)
    assert EuroField().clean(shown) == cents


@given(st.text(max_size=200))
def test_no_text_breaks_an_amount(text: str) -> None:
    try:
        cleaned = EuroField(required=False).clean(text)
    except forms.ValidationError:
        return
    assert cleaned is None or cleaned >= 0


@pytest.mark.parametrize(
    "parts",
    [
        ("15", "3", "2027"),
        ("15", "maart", "2027"),
        ("15", "Mrt.", "2027"),
        ("15", "march", "2027"),
        (" 15 ", "03", "2027"),
        ("15-3-2027", "", ""),
        ("15 maart 2027", "", ""),
        ("2027-03-15", "", ""),
    ],
)
def test_a_day_is_read(parts: tuple[str, str, str]) -> None:
    form = date_form(*parts)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == date(2027, 3, 15)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (("", "", ""), "Vul een dag, maand en jaar in"),
        (("15", "", "2027"), "Vul een dag, maand en jaar in"),
        (("vijf", "3", "2027"), "Vul een dag, maand en jaar in"),
        (("15", "lente", "2027"), "Vul de maand in als getal of als woord"),
        (("15", "3", "27"), "vier cijfers"),
        (("15", "3", "0027"), "vier cijfers"),
        (("31", "februari", "2027"), "Deze dag bestaat niet"),
        (("0", "3", "2027"), "Deze dag bestaat niet"),
        (("15", "13", "2027"), "Deze dag bestaat niet"),
        (("22", "11", "2026"), "Kies 23 november 2026 of een latere dag."),
        (("1", "1", "2028"), "Kies 31 december 2027 of een eerdere dag."),
        ((HUGE, "3", "2027"), "Vul een dag, maand en jaar in"),
        (("15", "\x00", "2027"), "Vul de maand in"),
        (("١٥", "3", "2027"), "Vul een dag, maand en jaar in"),
    ],
)
def test_a_wrong_day_is_refused_and_kept(parts: tuple[str, str, str], said: str) -> None:
    form = date_form(*parts)
    assert not form.is_valid()
    assert said in form.errors["day"][0]
    shown = str(form["day"])
    assert all(f'value="{escape(part)}"' in shown for part in parts if part)


def test_a_day_that_may_be_empty_and_one_that_was_there() -> None:
    assert DutchDateField(required=False).clean(["", "", ""]) is None
    shown = str(DateForm(initial={"day": date(2027, 3, 15)})["day"])
    assert 'value="15"' in shown
    assert 'value="2027"' in shown


def test_a_changed_day_is_noticed() -> None:
    field = DutchDateField()
    assert not field.has_changed(date(2027, 3, 15), ["15", "maart", "2027"])
    assert field.has_changed(date(2027, 3, 15), ["16", "maart", "2027"])
    assert field.has_changed(date(2027, 3, 15), ["x", "y", "z"])


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 12, 31)))
def test_every_day_reads_back_as_itself(day: date) -> None:
    assert DutchDateField().clean([str(day.day), str(day.month), str(day.year)]) == day
    assert DutchDateField().clean([day.isoformat(), "", ""]) == day


@given(st.lists(st.text(max_size=30), min_size=3, max_size=3))
def test_no_text_breaks_a_day(parts: list[str]) -> None:
    try:
        DutchDateField(required=False).clean(parts)
    except forms.ValidationError:
        return


def test_what_is_no_whole_date_stays_in_the_first_part() -> None:
    assert split_date("15 maart") == ["15 maart", "", ""]


def test_a_long_answer_is_counted_not_cut() -> None:
    form = TextForm({"why": "twaalf teken"})
    assert form.errors["why"] == ["Uw antwoord is 2 tekens te lang. U mag 10 tekens gebruiken."]
    shown = str(form["why"])
    assert "twaalf teken" in shown
    assert "maxlength" not in shown
    assert 'data-max="10"' in shown
    assert TextForm({"why": "kort"}).is_valid()
    assert "1 teken te lang" in TextForm({"why": "elf tekens!"}).errors["why"][0]


def test_plain_messages_name_the_question_and_leave_own_words_alone() -> None:
    errors = PlainForm({"email": "geen adres", "number": "veel", "kind": "z"}).errors
    assert errors["name"] == ["Vul een antwoord in bij “Hoe heet u?”."]
    assert errors["email"] == ["Dit is geen e-mailadres. Vul het in zoals naam@voorbeeld.nl."]
    assert "heel getal" in errors["number"][0]
    assert errors["kind"] == ["Kies een van de antwoorden bij “Wat?”."]
    assert errors["own"] == ["Zeg het zelf."]
    assert errors["file"] == ["Stuur een bestand mee bij “Offerte”."]
    assert errors["agree"] == ["Zet een vinkje bij “Ik ga akkoord” om verder te gaan."]
    assert "te lang: 6 tekens" in PlainForm({"name": "langer"}).errors["name"][0]


def test_a_good_plain_form_passes() -> None:
    upload = MultiValueDict({"file": [SimpleUploadedFile("offerte.pdf", b"%PDF-")]})
    form = PlainForm({"name": "Jan", "own": "x", "agree": "on"}, upload)
    assert form.is_valid(), form.errors


def test_one_forms_messages_do_not_leak_into_another() -> None:
    PlainForm({})
    assert forms.CharField().error_messages["required"] != "Vul een antwoord in bij “Hoe heet u?”."
