"""From rows to what a page prints: cards of plans, who asked, the map."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kernkracht.community.villages.queries import map_shapes
from kernkracht.foundation.money import format_euro
from kernkracht.grants.applications.models import GrantApplication, Theme
from kernkracht.grants.applications.queries import PublicPlan

Kind = GrantApplication.ApplicantKind
ANONYMOUS = {
    Kind.RESIDENT: gettext_lazy("Een inwoner"),
    Kind.RESIDENTS_GROUP: gettext_lazy("Een groep inwoners"),
    Kind.ASSOCIATION: gettext_lazy("Een vereniging"),
    Kind.FOUNDATION: gettext_lazy("Een stichting"),
    Kind.BUSINESS: gettext_lazy("Een ondernemer"),
    Kind.ORGANISATION: gettext_lazy("Een organisatie"),
}
CARD_TEXT = 140
SUGGESTED = {
    "green": ("tuin", "natuur", "bijen", "bloem", "boom", "groen"),
    "sport": ("voetbal", "sport", "spel", "beweeg", "zoektocht", "wandel"),
    "safety": ("oversteken", "veilig", "verkeer", "aed"),
    "culture": ("film", "muziek", "podium", "concert", "kunst", "kerst", "disco", "intocht", "museum"),
    "care": ("ouderen", "zorg", "eenzaam", "mantel"),
    "meeting": ("cafe", "café", "barbecue", "burendag", "quiz", "markt", "feest", "eten", "ontmoet", "koffie"),
    "building": ("dorpshuis", "gebouw", "plein", "bank"),
}
"""Words in a title that suggest a drawing. It decorates and decides nothing: no filter and no figure looks at it."""


def applicant_of(plan: PublicPlan) -> str:
    """Who asked: an organisation by its name, a private person never."""
    return plan.organisation or str(ANONYMOUS.get(Kind(plan.applicant_kind), "") if plan.applicant_kind else "")


def title_of(plan: PublicPlan) -> str:
    return plan.title or _("Plan %(number)s") % {"number": plan.number}


def theme_label(code: str) -> str:
    """What the plan is about, in words; empty when it does not say, or says something that we no longer know."""
    return str(Theme(code).label) if code in Theme.values else ""


def shortened(text: str, length: int = CARD_TEXT) -> str:
    """The text up to a whole word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else f"{flat[:length].rsplit(' ', 1)[0]} …"


def drawing_of(plan: PublicPlan) -> str:
    """The drawing of the plan's theme; without a theme, as in registers of old, one that its title suggests."""
    if plan.theme:
        return plan.theme
    title = plan.title.casefold()
    return next((kind for kind, words in SUGGESTED.items() if any(word in title for word in words)), "default")


def plan_cards(plans: Iterable[PublicPlan], *, with_village: bool = True) -> list[dict[str, Any]]:
    """What `{% plan_card %}` takes for each plan."""
    return [
        {
            "title": title_of(plan),
            "href": reverse("plan", args=[plan.number]),
            "text": shortened(plan.summary),
            "theme": drawing_of(plan),
            "meta": _card_meta(plan, with_village),
        }
        for plan in plans
    ]


def _card_meta(plan: PublicPlan, with_village: bool) -> list[dict[str, str]]:
    meta = [{"icon": "euro", "text": format_euro(plan.granted_cents)}]
    if with_village:
        meta.append({"icon": "pin", "text": plan.village})
    return [*meta, {"icon": "calendar", "text": date_format(plan.decided_on, "F Y")}]


def in_plans(count: int) -> str:
    """“1 plan”, “12 plannen”."""
    return ngettext("%(n)s plan", "%(n)s plannen", count) % {"n": f"{count:,}".replace(",", ".")}


def number(value: int) -> str:
    """A whole number with dots between thousands: “5.910”."""
    return f"{value:,}".replace(",", ".")


def public_map(current: str = "") -> dict[str, Any]:
    """What `{% village_map %}` takes; `current` is the slug of this page's village. One small query."""
    drawn = map_shapes()
    shapes = [
        {
            "slug": shape.slug,
            "path": shape.path,
            "label": shape.name,
            "href": reverse("village", args=[shape.slug]),
            "x": f"{shape.label_x:g}",
            "y": f"{shape.label_y:g}",
            "current": shape.slug == current,
        }
        for shape in drawn.shapes
    ]
    return {"shapes": shapes, "view_box": drawn.view_box, "note": _map_note(drawn.is_schematic, drawn.without_outline)}


def _map_note(is_schematic: bool, without: tuple[str, ...]) -> str:
    if is_schematic:
        return _("Schematische kaart: zo liggen de dorpen ten opzichte van elkaar. Dit zijn niet de echte grenzen.")
    if without:
        return _("Van %(names)s kennen wij de grens nog niet.") % {"names": ", ".join(without)}
    return ""
