"""Closed lists of codes with their Dutch words, shared by kinds, questions and the scheme file."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

APPLICANT_TYPES: Mapping[str, object] = {
    "resident": _("een inwoner"),
    "residents_group": _("een groep inwoners"),
    "association": _("een vereniging"),
    "foundation": _("een stichting"),
    "business": _("een ondernemer"),
    "organisation": _("een andere organisatie"),
    "village_association": _("een dorps- of bewonersvereniging"),
    "covenant_association": _("een vereniging met een convenant"),
    "signalling_group": _("een geregistreerde signaleringsgroep"),
    "volunteer_organisation": _("een vrijwilligersorganisatie"),
    "community_house": _("een dorpshuis of buurthuis"),
    "volunteer_coordinator": _("de vrijwillige coördinator"),
}

BROADER_TYPES: Mapping[str, frozenset[str]] = {
    "village_association": frozenset({"association", "foundation", "organisation"}),
    "covenant_association": frozenset({"association", "foundation", "village_association"}),
    "signalling_group": frozenset({"residents_group", "association", "foundation", "organisation"}),
    "volunteer_organisation": frozenset({"association", "foundation", "organisation"}),
    "community_house": frozenset({"association", "foundation", "organisation"}),
    "volunteer_coordinator": frozenset({"resident"}),
}
"""Kinds that people choose in the form, under which a narrower kind may hide: an assessor looks."""

LEGAL_BODIES: Mapping[str, bool] = {
    "resident": False,
    "residents_group": False,
    "signalling_group": False,
    "volunteer_coordinator": False,
    "association": True,
    "foundation": True,
    "village_association": True,
    "covenant_association": True,
}

REACHES: Mapping[str, object] = {
    "street": _("een straat"),
    "neighbourhood": _("een buurt"),
    "village": _("een dorp"),
    "several_villages": _("meer dan één dorp"),
}

AREA_LEVELS: Mapping[str, object] = {
    "street": _("de straat"),
    "neighbourhood": _("de buurt"),
    "village": _("het dorp"),
    "area": _("het gebied"),
    "municipality": _("de gemeente"),
}

CHANNELS: Mapping[str, object] = {
    "online": _("online"),
    "paper": _("op papier"),
    "post": _("per post"),
    "counter": _("aan de balie"),
    "phone": _("telefonisch"),
    "email": _("per e-mail"),
    "digid": _("met DigiD"),
    "eherkenning": _("met eHerkenning"),
    "meeting": _("op een bijeenkomst"),
}

DOCUMENTS: Mapping[str, object] = {
    "budget": _("een begroting"),
    "budget_with_coverage": _("een begroting met alle inkomsten"),
    "plan": _("een plan"),
    "drawing": _("een tekening of kaart"),
    "quote": _("een offerte"),
    "supporter_list": _("een lijst met handtekeningen"),
    "support_letter": _("een brief van steun"),
    "meeting_minutes": _("een verslag van een bijeenkomst"),
    "permit": _("een vergunning"),
    "owner_consent": _("toestemming van de eigenaar"),
    "statutes": _("statuten"),
    "chamber_extract": _("een uittreksel van de KvK"),
    "annual_accounts": _("een jaarrekening"),
    "bank_statement": _("een kopie van een bankafschrift"),
    "photo": _("een foto"),
    "receipts": _("bonnen en facturen"),
    "report": _("een verslag"),
    "de_minimis": _("een de-minimisverklaring"),
    "village_vision": _("een dorpsvisie"),
}

ROLES: Mapping[str, object] = {
    "municipal_executive": _("het college van burgemeester en wethouders"),
    "decision_maker": _("een medewerker met mandaat"),
    "village_coordinator": _("de contactpersoon voor uw dorp"),
    "coordinator_team": _("het team van contactpersonen voor de dorpen"),
    "village_alderman": _("de wethouder voor het dorp"),
    "policy_officer": _("een beleidsmedewerker"),
    "specialist": _("een vakspecialist van de gemeente"),
    "municipal_council": _("de gemeenteraad"),
    "district_committee": _("het wijk- of dorpscomité"),
    "village_association": _("de dorpsvereniging"),
    "village_meeting": _("de dorpsvergadering"),
    "residents": _("de inwoners"),
    "jury": _("een jury"),
    "platform_manager": _("de beheerder van het platform"),
    "welfare_organisation": _("de welzijnsorganisatie"),
}

EVIDENCE: Mapping[str, object] = {
    "supporter_list": _("een lijst met handtekeningen"),
    "support_letter": _("een brief van steun"),
    "meeting_minutes": _("een verslag van een bijeenkomst"),
    "talk": _("een gesprek"),
    "online_support": _("steun via deze website"),
    "own_contribution": _("een eigen bijdrage"),
    "partner_help": _("hulp van een organisatie uit het gebied"),
}

IN_KIND: Mapping[str, object] = {
    "money": _("geld"),
    "hours": _("eigen uren"),
    "material": _("materiaal"),
    "place": _("een plek of ruimte"),
}

PAYEES: Mapping[str, object] = {
    "applicant": _("de aanvrager"),
    "association": _("een vereniging"),
    "foundation": _("een stichting"),
    "group_representative": _("de vertegenwoordiger van de groep"),
    "supplier": _("de leverancier"),
}

REPORT_FORMS: Mapping[str, object] = {
    "photo": _("een foto"),
    "short_report": _("een kort verslag"),
    "receipts": _("bonnen en facturen"),
    "film": _("een filmpje"),
    "visit": _("een bezoek van de gemeente"),
}

FIELDS: Mapping[str, object] = {
    "name": _("naam"),
    "address": _("adres"),
    "phone": _("telefoonnummer"),
    "email": _("e-mailadres"),
    "signature": _("handtekening"),
    "iban": _("rekeningnummer"),
    "title": _("naam van het plan"),
    "description": _("omschrijving van het plan"),
    "aim": _("doel"),
    "target_group": _("doelgroep"),
    "participants": _("aantal mensen dat meedoet"),
    "results": _("gewenst resultaat"),
    "planning": _("planning"),
    "activity_dates": _("datum van de activiteit"),
    "place": _("plek"),
    "costs": _("kosten"),
    "own_money": _("eigen geld"),
    "duration": _("looptijd"),
    "conditions_met": _("waarom het plan aan de voorwaarden voldoet"),
    "policy_goals": _("doelen van de gemeente waaraan het plan bijdraagt"),
}
"""What an application must hold (Awb 4:2 and the scheme's own fields). Codes are question codes."""

FIELD_OF: Mapping[str, str] = {
    "name": "contact_name",
    "address": "contact_address",
    "phone": "contact_phone",
    "email": "contact_email",
    "activity_dates": "starts_on",
    "requested": "requested_cents",
    "costs": "budget",
}
"""Under which other name the form fills a question (`Facts.filled_fields`); other questions keep their code."""

EXCLUSIONS: Mapping[str, object] = {
    "profit": _("winst"),
    "politics": _("politiek"),
    "religion": _("geloof"),
}
