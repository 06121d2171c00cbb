"""Changing a draft in the browser: each act beside its refusal, and two administrators at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kernkracht.foundation.audit.models import AuditEvent
from kernkracht.grants.schemes.actions import (
    DraftChanged,
    UnableToSaveDraft,
    change_draft,
    publish_version,
    save_draft,
)
from kernkracht.grants.schemes.interchange.files import load_scheme_values
from kernkracht.grants.schemes.kinds import KINDS
from kernkracht.grants.schemes.models import OldAddress, SchemeVersion
from kernkracht.grants.schemes.queries import fingerprint_of, scheme_values_of
from kernkracht.web.office.schemes.explanations import EXPLANATIONS

from .conftest import AT, at, keys, rule
from .controls import form_of

pytestmark = pytest.mark.django_db


def opened(office: Client, url: str, **changes: Any) -> Any:
    """The form of a page as a browser would send it, with some answers changed."""
    data = form_of(office.get(url).content.decode())
    for name, value in changes.items():
        data[name] = value
    return data


def test_every_kind_is_explained() -> None:
    assert set(EXPLANATIONS) == set(KINDS)


def test_a_rule_is_changed_and_the_rest_stays(office: Client, draft: SchemeVersion) -> None:
    before = scheme_values_of(draft)
    url = at("office_scheme_rule", draft, "maximum")
    assert office.post(url, opened(office, url, **{"p-amount": "1.000", "article": "artikel 5"})).status_code == 302
    changed = rule(draft, "maximum")
    assert changed["parameters"] == {"amount": 1000}
    assert (changed["article"], changed["overrides"]) == ("artikel 5", {"asch": {"amount": 900}})
    after = scheme_values_of(SchemeVersion.objects.get())
    assert {k: v for k, v in after.items() if k != "criteria"} == {k: v for k, v in before.items() if k != "criteria"}
    assert AuditEvent.objects.filter(event="scheme.draft_saved").count() == 1


@pytest.mark.parametrize("amount", ["", "veel", "0", "-5", "1,250", "9" * 30, "\x00"])
def test_a_wrong_amount_is_kept_and_changes_nothing(office: Client, draft: SchemeVersion, amount: str) -> None:
    url = at("office_scheme_rule", draft, "maximum")
    answer = office.post(url, opened(office, url, **{"p-amount": amount, "article": "art. 9"}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_p-amount"' in page
    assert 'value="art. 9"' in page
    assert rule(draft, "maximum")["parameters"] == {"amount": 750}


def test_nothing_changed_is_the_same_rule(office: Client, draft: SchemeVersion) -> None:
    for key in keys(draft):
        before = rule(draft, key)
        url = at("office_scheme_rule", draft, key)
        assert office.post(url, opened(office, url)).status_code == 302
        assert rule(draft, key) == before


def test_the_sentence_grows_along_without_saving(office: Client, draft: SchemeVersion) -> None:
    url = at("office_scheme_rule", draft, "maximum")
    answer = office.post(url, opened(office, url, **{"p-amount": "812"}), headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert 'id="zin"' in page
    assert "812" in page
    assert "<html" not in page
    shown = office.post(url, opened(office, url, **{"p-amount": "813", "bekijk": "1"})).content.decode()
    assert "813" in shown
    assert rule(draft, "maximum")["parameters"] == {"amount": 750}


def test_a_rule_is_added(office: Client, draft: SchemeVersion) -> None:
    url = at("office_scheme_rule_add", draft, "account_light")
    assert office.post(url, opened(office, url, **{"p-term_weeks": "6"})).status_code == 302
    assert rule(draft, "foto-of-kort-verslag")["parameters"] == {"term_weeks": 6}


def test_what_does_not_go_together_is_refused_with_the_reason(office: Client, draft: SchemeVersion) -> None:
    url = at("office_scheme_rule_add", draft, "max_per_application")
    answer = office.post(url, opened(office, url, **{"p-amount": "5"}))
    assert answer.status_code == 422
    assert "mag maar één keer voorkomen" in answer.content.decode()
    assert len(keys(draft)) == 6


def test_kinds_are_found_by_a_word(office: Client, draft: SchemeVersion) -> None:
    url = at("office_scheme_kinds", draft)
    everything = office.get(url).content.decode()
    assert everything.count("kk-sheet__row") == len(KINDS)
    assert "Staat er al" in everything
    found = office.get(url, {"zoek": "BONNEN"}).content.decode()
    assert "Achteraf declareren" in found
    assert "Doelcriteria" not in found
    assert "Geen soort regel gevonden" in office.get(url, {"zoek": "<xyz>"}).content.decode()


def test_rules_move_within_their_subject_and_go(office: Client, draft: SchemeVersion) -> None:
    url = at("office_scheme_rule_add", draft, "open_access")
    office.post(url, opened(office, url))
    mark = {"gelezen": fingerprint_of(draft), "waarheen": "omhoog"}
    office.post(at("office_scheme_rule_move", draft, keys(draft)[-1]), mark)
    assert keys(draft)[1] == "toegankelijk-voor-iedereen"
    office.post(at("office_scheme_rule_move", draft, "toegankelijk-voor-iedereen"), {"gelezen": "oud"})
    assert keys(draft)[1] == "toegankelijk-voor-iedereen"
    url = at("office_scheme_rule_remove", draft, "toegankelijk-voor-iedereen")
    assert office.post(url, {"gelezen": "oud"}).status_code == 302
    assert len(keys(draft)) == 7
    office.post(url, opened(office, url))
    assert len(keys(draft)) == 6


def test_the_last_rule_stays(office: Client, draft: SchemeVersion) -> None:
    for key in keys(draft)[1:]:
        url = at("office_scheme_rule_remove", draft, key)
        office.post(url, opened(office, url))
    url = at("office_scheme_rule_remove", draft, "wie")
    assert "minstens één regel" in office.post(url, opened(office, url), follow=True).content.decode()
    assert keys(draft) == ["wie"]


# --- villages and tiers ----------------------------------------------------------------------------------------------


def test_only_what_differs_in_a_village_is_kept(office: Client, draft: SchemeVersion) -> None:
    url = at("office_scheme_rule_village", draft, "plafond", "lienden")
    assert office.post(url, opened(office, url, **{"p-amount": "4000"})).status_code == 302
    assert rule(draft, "plafond")["overrides"] == {"lienden": {"amount": 4000}}
    assert office.post(url, opened(office, url, **{"p-year": ""})).status_code == 302
    assert rule(draft, "plafond")["overrides"] == {"lienden": {"amount": 4000, "year": None}}
    office.post(url, opened(office, url, gewoon="1"))
    assert "overrides" not in rule(draft, "plafond")


def test_a_wrong_village_is_refused(office: Client, draft: SchemeVersion) -> None:
    assert office.get(at("office_scheme_rule_village", draft, "maximum", "nergens")).status_code == 404
    assert office.get(at("office_scheme_rule_villages", draft, "maximum"), {"dorp": "x"}).status_code == 404
    url = at("office_scheme_rule_village", draft, "maximum", "lienden")
    answer = office.post(url, opened(office, url, **{"p-amount": "niets"}))
    assert answer.status_code == 422
    assert 'value="niets"' in answer.content.decode()
    assert set(rule(draft, "maximum")["overrides"]) == {"asch"}


def test_a_tier_changes_another_rule(office: Client, draft: SchemeVersion) -> None:
    url = at("office_scheme_rule_add", draft, "tiers")
    data = opened(office, url, **{"p-tier_key": "reach", "p-tiers-0-label": "Straat"})
    data["p-tiers-0-values-rij"], data["p-tiers-0-values-0"] = "0", "street"
    assert office.post(url, data).status_code == 302
    assert office.get(at("office_scheme_rule_changes", draft, "staffels", "straat")).status_code == 200
    url = at("office_scheme_rule_change", draft, "staffels", "straat", "maximum")
    assert office.post(url, opened(office, url, **{"p-amount": "100"})).status_code == 302
    tier = rule(draft, "staffels")["parameters"]["tiers"][0]
    assert tier == {"key": "straat", "label": "Straat", "values": ["street"], "changes": {"maximum": {"amount": 100}}}
    url = at("office_scheme_rule", draft, "staffels")
    assert office.post(url, opened(office, url, **{"p-tiers-0-label": "Eén straat"})).status_code == 302
    assert rule(draft, "staffels")["parameters"]["tiers"][0]["changes"] == {"maximum": {"amount": 100}}
    assert office.get(at("office_scheme_rule_change", draft, "staffels", "niets", "maximum")).status_code == 404


# --- the rest of a draft ---------------------------------------------------------------------------------------------


def test_name_dates_basis_and_old_addresses(office: Client, draft: SchemeVersion) -> None:
    url = at("office_scheme_part", draft, "algemeen")
    data = opened(office, url, **{"p-scheme-name": "Nieuw fonds", "p-version-label": "2026 bis"})
    data["p-version-valid_until_day"], data["p-version-valid_until_month"] = "31", "december"
    data["p-version-valid_until_year"] = "2026"
    data["p-scheme-old_addresses-rij"], data["p-scheme-old_addresses-0"] = "0", "/oud/adres"
    assert office.post(url, data).status_code == 302
    version = SchemeVersion.objects.get()
    assert (version.label, version.valid_until, version.scheme.name) == ("2026 bis", date(2026, 12, 31), "Nieuw fonds")
    assert OldAddress.objects.get().path == "/oud/adres"
    data = opened(office, url)
    data["rijen"] = "remove:p-scheme-old_addresses:0"
    assert office.post(url, data).status_code == 200
    del data["rijen"]
    del data["p-scheme-old_addresses-rij"]
    assert office.post(url, data).status_code == 302
    assert not OldAddress.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"p-version-label": ""}, "Vul een antwoord in"),
        ({"p-version-valid_until_year": "2020"}, "dag, maand en jaar"),
        ({"p-version-legal_basis_url": "javascript:alert(1)"}, "geen adres"),
        ({"p-version-draft_retention_days": "0"}, "kan hier niet"),
        ({"p-scheme-slug": '"anders"'}, "hoort bij een andere regeling"),
        ({"p-scheme-slug": "{kapot"}, "onderweg beschadigd"),
    ],
)
def test_wrong_general_answers(office: Client, draft: SchemeVersion, changes: dict[str, str], said: str) -> None:
    before = scheme_values_of(draft)
    url = at("office_scheme_part", draft, "algemeen")
    answer = office.post(url, opened(office, url, **changes))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert scheme_values_of(SchemeVersion.objects.get()) == before


def test_texts_costs_and_sources(office: Client, draft: SchemeVersion) -> None:
    url = at("office_scheme_part", draft, "teksten")
    office.post(url, opened(office, url, **{"p-help": "Bel ons.\r\nWij helpen.", "p-router-title": "Een plan"}))
    url = at("office_scheme_part", draft, "kosten")
    data = opened(office, url)
    data["p-cost_kinds-rij"], data["p-cost_kinds-0-waarde"] = "0", "Vuurwerk & licht"
    assert office.post(url, data).status_code == 302
    url = at("office_scheme_part", draft, "bronnen")
    data = opened(office, url)
    data["p-sources-rij"], data["p-sources-0-url"] = "0", "https://example.org/regels"
    assert office.post(url, data).status_code == 302
    version = SchemeVersion.objects.get()
    assert version.texts == {"router": {"title": "Een plan"}, "help": "Bel ons.\nWij helpen."}
    assert version.cost_labels == {"vuurwerk-licht": "Vuurwerk & licht"}
    assert version.sources == [{"url": "https://example.org/regels"}]
    assert office.get(at("office_scheme_part", draft, "onzin")).status_code == 404


# --- two administrators ----------------------------------------------------------------------------------------------


def test_a_colleague_was_first(office: Client, draft: SchemeVersion) -> None:
    url = at("office_scheme_rule", draft, "maximum")
    mine = opened(office, url, **{"p-amount": "800"})
    theirs = at("office_scheme_rule", draft, "plafond")
    office.post(theirs, opened(office, theirs, **{"p-amount": "40000"}))
    answer = office.post(url, mine)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Een collega was u voor" in page
    assert rule(draft, "maximum")["parameters"] == {"amount": 750}
    again = form_of(page)
    assert again["p-amount"] == ["800"]
    assert office.post(url, again).status_code == 302
    assert rule(draft, "maximum")["parameters"] == {"amount": 800}
    assert rule(draft, "plafond")["parameters"]["amount"] == 40000


def test_the_action_itself_refuses_an_old_mark(draft: SchemeVersion, administrator: Any) -> None:
    file = load_scheme_values(scheme_values_of(draft), try_cases=False)
    with pytest.raises(DraftChanged):
        change_draft(version=draft, file=file, fingerprint="oud", by=administrator.actor, at=AT)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(texts, min_size=3, max_size=9), kind=st.sampled_from(sorted(KINDS)), button=texts)
def test_nonsense_never_breaks_a_page(
    office: Client, draft: SchemeVersion, values: list[str], kind: str, button: str
) -> None:
    for url in (
        at("office_scheme_rule_add", draft, kind),
        at("office_scheme_part", draft, "algemeen"),
        at("office_scheme_try", draft),
    ):
        data = opened(office, url)
        for i, name in enumerate(list(data)):
            data[name] = values[i % len(values)]
        data["rijen"] = button
        assert office.post(url, data).status_code in (200, 422)
    assert len(keys(draft)) == 6


def test_the_action_refuses_published_rules_and_a_taken_label(draft: SchemeVersion, administrator: Any) -> None:
    values = scheme_values_of(draft)
    other = load_scheme_values(values | {"version": values["version"] | {"label": "2027"}}, try_cases=False)
    save_draft(file=other, by=administrator.actor, at=AT)
    said = {"by": administrator.actor, "at": AT, "fingerprint": fingerprint_of(draft)}
    with pytest.raises(UnableToSaveDraft, match="Er is al een versie"):
        change_draft(version=draft, file=other, **said)
    renamed = load_scheme_values(values | {"scheme": values["scheme"] | {"slug": "anders"}}, try_cases=False)
    with pytest.raises(UnableToSaveDraft, match="andere regeling"):
        change_draft(version=draft, file=renamed, **said)
    SchemeVersion.objects.get(label="2027").delete()
    publish_version(version=draft, by=administrator.actor, at=AT)
    with pytest.raises(UnableToSaveDraft, match="gepubliceerd"):
        change_draft(version=draft, file=load_scheme_values(values), **said)
