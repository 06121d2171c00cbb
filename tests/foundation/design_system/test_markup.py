"""Forms speak NL Design System: question, hint, fault, answer, tied together for a screen reader."""

from __future__ import annotations

from django import forms

from kernkracht.foundation.design_system.components.records import error_summary
from kernkracht.foundation.design_system.fields import DutchDateField, EuroField
from kernkracht.foundation.design_system.widgets import OptionCards


class SmallForm(forms.Form):
    amount = EuroField(label="Hoeveel?", help_text="Tot € 750.")
    day = DutchDateField(label="Wanneer?")
    kind = forms.ChoiceField(label="Wat?", choices=[("a", "A"), ("b", "B")], widget=OptionCards(hints={"b": "Tweede"}))
    note = forms.CharField(label="Nog iets?", required=False, max_length=3)
    secret = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> None:
        raise forms.ValidationError("Samen klopt het niet.")


def test_a_question_with_hint_and_fault_is_tied_together() -> None:
    html = SmallForm({"amount": "veel"})["amount"].as_field_group()
    assert '<label class="utrecht-form-label" for="id_amount">Hoeveel?' in html
    assert 'id="id_amount_helptext"' in html
    assert 'id="id_amount_error"' in html
    assert 'aria-describedby="id_amount_helptext id_amount_error"' in html
    assert 'aria-invalid="true"' in html
    assert "utrecht-textbox--invalid" in html
    assert "utrecht-form-field--invalid" in html
    assert "Fout:" in html
    assert html.index("helptext") < html.index("kk-errors") < html.index("<input")


def test_required_is_said_without_stopping_the_browser() -> None:
    html = str(SmallForm())
    assert 'aria-required="true"' in html
    assert " required" not in html.replace("aria-required", "")
    assert "maxlength" not in html
    assert "(niet verplicht)" in SmallForm()["note"].as_field_group()
    assert "(niet verplicht)" not in SmallForm()["amount"].as_field_group()


def test_a_group_is_a_fieldset_with_its_question_as_legend() -> None:
    html = SmallForm({})["kind"].as_field_group()
    assert "<legend" in html
    assert 'aria-describedby="id_kind_error"' in html
    assert "Tweede" in html
    day = SmallForm({})["day"].as_field_group()
    assert '<label for="id_day_0">Dag</label>' in day
    assert 'aria-describedby="id_day_error"' in day


def test_nothing_typed_can_become_markup() -> None:
    html = str(SmallForm({"amount": '"><script>', "day_day": "<b>", "note": "<i>"}))
    assert "<script>" not in html
    assert "<b>" not in html
    assert "<i>" not in html


def test_the_summary_links_each_fault_to_where_one_types() -> None:
    faults = error_summary(SmallForm({"amount": "veel"}))["faults"]
    assert [fault["href"] for fault in faults] == ["", "#id_amount", "#id_day_0", "#id_kind_0", ""]
    assert faults[0]["text"] == "Samen klopt het niet."


def test_the_summary_takes_formsets_and_faults_from_elsewhere() -> None:
    rows = forms.formset_factory(SmallForm, extra=1, min_num=1, validate_min=True)
    data = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-amount": "veel"}
    faults = error_summary(rows(data), extra=[{"text": "Er is geen geld meer."}])["faults"]
    assert faults[0] == {"text": "Er is geen geld meer.", "href": ""}
    assert "#id_form-0-amount" in [fault["href"] for fault in faults]
    assert error_summary(rows())["faults"] == []
    assert error_summary(SmallForm())["faults"] == []
