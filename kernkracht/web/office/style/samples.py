"""Invented data for the style guide."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from kernkracht.foundation.design_system.components.places import ART_KINDS
from kernkracht.foundation.design_system.themes import THEMES_DIR

HERE = "/werk/stijl/"
NAMES = ["Beusichem", "Zoelmond", "Maurik", "Ingen", "Lienden", "Asch", "Buren", "Zoelen", "Eck en Wiel", "Ommeren"]
AGES = [
    {"label": "0 tot 15", "value": 18, "other": 16},
    {"label": "15 tot 25", "value": 12, "other": 11},
    {"label": "25 tot 45", "value": 24, "other": 22},
    {"label": "45 tot 65", "value": 27, "other": 29},
    {"label": "65 en ouder", "value": 19, "other": 22},
]
CHIPS = [{"label": "Lienden", "url": HERE}, {"label": "Te laat", "url": HERE}]
VIEW_BOX = "0 0 560 300"
RIVER = "M-20 62 C60 20 120 70 190 44 S330 10 400 40 S500 70 580 36"


def shapes() -> list[dict[str, Any]]:
    """Six-sided villages side by side."""
    found = []
    for number, name in enumerate(NAMES):
        x, y = 62 + 108 * (number % 5) + 30 * (number // 5), 130 + 96 * (number // 5)
        corners = [(x + 60 * math.sin(k * math.pi / 3), y + 62 * math.cos(k * math.pi / 3)) for k in range(6)]
        path = "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in corners) + "Z"
        href = f"{HERE}dorp/?{number}"
        found.append(
            {"label": name, "path": path, "href": href, "x": f"{x:.1f}", "y": str(y), "current": name == "Lienden"}
        )
    return found


def facts() -> list[dict[str, str]]:
    return [
        {"value": "3.310", "label": _("Inwoners"), "note": _("op 1 januari 2026")},
        {"value": "1.365", "label": _("Huishoudens"), "note": _("gemiddeld 2,4 personen")},
        {"value": "41", "label": _("Verenigingen"), "note": _("in sport, zorg en cultuur")},
        {"value": "12", "label": _("Plannen"), "note": _("nu bezig in het dorp"), "href": HERE},
    ]


def plans() -> list[dict[str, Any]]:
    titles = {
        "green": "Pluktuin met fruitbomen bij de school",
        "meeting": "Iedere maand samen eten in het dorpshuis",
        "sport": "Nieuwe doelen op het trapveld",
        "safety": "Veilig oversteken bij de Dorpsstraat",
        "water": "Vissteiger aan de plas, ook met een rolstoel",
        "building": "Nieuw dak voor het dorpshuis",
        "culture": "Toneel in de oude schuur",
        "care": "Soep en een praatje voor iedereen",
        "default": "Straatfeest met een lange tafel",
    }
    states = [
        {"text": _("In uitvoering"), "kind": "info", "icon": "clock"},
        {"text": _("Toegekend"), "kind": "ok", "icon": "check"},
        {"text": _("Denk mee"), "kind": "warn", "icon": "message"},
    ]
    meta = [{"icon": "euro", "text": "€\u00a01.080"}, {"icon": "pin", "text": "Lienden"}]
    text = "Kinderen en buren planten samen 12 oude fruitrassen. Iedereen mag plukken."
    return [
        {"title": titles[kind], "theme": kind, "text": text, "status": states[n % 3], "meta": meta}
        for n, kind in enumerate(ART_KINDS)
    ]


def cases(today: date) -> list[dict[str, Any]]:
    rows = [
        ("Speelplek opknappen aan de Kersengaard", "2026-0412", "Wacht op besluit", "warn", "Sanne Voorbeeld", -3),
        ("Jeu-de-boulesbaan", "2026-0388", "In behandeling", "info", "Karim Bakker", -1),
        ("Verkeersdrempel Molenweg", "2026-0431", "Ontvangen", "", "", 0),
        ("Dorpsfeest 2027", "2026-0420", "Wacht op aanvulling", "warn", "Sanne Voorbeeld", 2),
        ("Nieuwe gordijnen dorpshuis", "2026-0436", "Ontvangen", "", "", 18),
        ("AED bij de sporthal", "2026-0417", "Toegekend", "ok", "Mila de Jong", None),
    ]
    return [
        {
            "title": title,
            "number": number,
            "state": state,
            "kind": kind,
            "who": who,
            "me": who.startswith("Sanne"),
            "due_on": None if days is None else today + timedelta(days=days),
            "late": days is not None and days < 0,
            "village": NAMES[n],
            "cents": 60_000 + 17_550 * n,
        }
        for n, (title, number, state, kind, who, days) in enumerate(rows)
    ]


def views() -> list[dict[str, Any]]:
    return [
        {"label": _("Alles"), "url": HERE, "count": 8, "current": True},
        {"label": _("Van mij"), "url": f"{HERE}?van=mij", "count": 3},
        {"label": _("Niet verdeeld"), "url": f"{HERE}?van=niemand", "count": 2},
        {"label": _("Te laat"), "url": f"{HERE}?laat=1", "count": 2, "late": True},
        {"label": _("Wacht op inwoner"), "url": f"{HERE}?wacht=1", "count": 0},
    ]


def timeline() -> list[dict[str, Any]]:
    zone = ZoneInfo("Europe/Amsterdam")
    return [
        {"title": _("Besluit nemen"), "kind": "next", "text": _("Uiterlijk op 4 december 2026.")},
        {"title": _("Aanvulling gevraagd"), "when": datetime(2026, 11, 12, 9, 5, tzinfo=zone), "icon": "pause"},
        {"title": _("In behandeling"), "when": date(2026, 11, 3), "by": "Sanne Voorbeeld"},
        {
            "title": _("Aanvraag ontvangen"),
            "when": datetime(2026, 11, 1, 14, 32, tzinfo=zone),
            "icon": "check",
            "kind": "ok",
        },
    ]


def rows() -> list[dict[str, Any]]:
    return [
        {"label": _("Aanvrager"), "value": "Vereniging Dorpsbelang", "href": HERE},
        {"label": _("Gevraagd"), "value": "€\u00a01.080"},
        {"label": _("Dorp"), "value": "Lienden", "note": _("Lienden en omgeving")},
        {"label": _("Telefoon"), "value": ""},
    ]


def answers() -> list[dict[str, str]]:
    return [
        {"label": _("Hoe heet uw plan?"), "value": "Pluktuin bij de school", "href": f"{HERE}formulier/"},
        {"label": _("Hoeveel geld vraagt u aan?"), "value": "€\u00a01.080", "href": f"{HERE}formulier/"},
        {"label": _("Waaraan geeft u het geld uit?"), "value": "12 fruitbomen\nPalen en band\nBord met uitleg"},
        {"label": _("Wie doen er mee?"), "value": ""},
    ]


def steps() -> list[dict[str, str]]:
    address = f"{HERE}formulier/"
    return [
        {"label": _("Uw plan"), "state": "done", "url": address},
        {"label": _("Wie doen er mee?"), "state": "done", "url": address},
        {"label": _("Kosten en planning"), "state": "now", "url": address},
        {"label": _("Uw gegevens"), "state": "next"},
        {"label": _("Controleren en versturen"), "state": "next"},
    ]


def icon_names() -> list[str]:
    return sorted(path.stem for path in (THEMES_DIR.parent / "icons").glob("*.svg"))
