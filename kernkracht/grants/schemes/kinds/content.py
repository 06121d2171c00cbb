"""What the plan must be. Nearly all of it is for a person to judge."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kernkracht.grants.schemes.parameters import Choice, Count, Item, Labelled, ListOf, Text, param

from .base import Case, Check, HumanKind, and_list, judged, labels, met, not_met, or_list, to_judge
from .vocabulary import AREA_LEVELS, EXCLUSIONS


@dataclass(frozen=True, kw_only=True)
class PurposeCriteria(
    HumanKind, id="purpose_criteria", group="content", nl=gettext_lazy("doelcriteria"),
    en="Purpose: liveability / social cohesion etc.", by="human",
):  # fmt: skip
    """Judged as a whole, or per criterion with judgement keys “<criterion key>.<code>” of which `min_met` must do."""

    asks = "explain"
    criteria: tuple[Item, ...] = param(ListOf(Labelled()), gettext_lazy("doelen"), required=True)
    min_met: int | None = param(Count(), gettext_lazy("hoeveel doelen minstens; leeg is alle"))

    def problems(self) -> list[tuple[str, str, str]]:
        if self.min_met and self.min_met > len(self.criteria):
            return [("min_met", _("Er zijn minder doelen dan u eist."), _("Verlaag min_met of voeg doelen toe."))]
        return []

    def _needed(self) -> int:
        return self.min_met or len(self.criteria)

    def statement(self) -> str:
        if len(self.criteria) == 1:
            return _("Het plan doet dit: {goal}.").format(goal=self.criteria[0].label)
        goals = "; ".join(labels(self.criteria))
        if self._needed() == len(self.criteria):
            return _("Het plan doet dit alles: {goals}.").format(goals=goals)
        return _("Het plan doet minstens {count} van deze dingen: {goals}.").format(count=self._needed(), goals=goals)

    def check(self, case: Case) -> Check:
        whole = judged(case, case.facts.judgements.get(case.key))
        if whole:
            return whole
        ticks = [case.facts.judgements.get(f"{case.key}.{item.code}") for item in self.criteria]
        if ticks.count("met") >= self._needed():
            return met(_("Akkoord: {rule}").format(rule=case.statement))
        if len(ticks) - ticks.count("not_met") < self._needed():
            return not_met(_("Hieraan voldoet uw plan niet: {rule}").format(rule=case.statement))
        return to_judge(_("Wij beoordelen dit nog: {rule}").format(rule=case.statement))


@dataclass(frozen=True, kw_only=True)
class OwnEffort(
    HumanKind, id="own_effort", group="content", nl=gettext_lazy("zelf doen / vrijwilligers"),
    en="Initiators carry it out themselves, volunteers", by="human",
):  # fmt: skip
    asks = "declare"

    def statement(self) -> str:
        return _("U voert het plan zelf uit, met vrijwilligers.")


@dataclass(frozen=True, kw_only=True)
class OpenAccess(
    HumanKind, id="open_access", group="content", nl=gettext_lazy("toegankelijk voor iedereen"),
    en="Open to all residents of the area", by="human",
):  # fmt: skip
    asks = "declare"
    area_level: str | None = param(Choice(AREA_LEVELS), gettext_lazy("gebied"))

    def statement(self) -> str:
        if self.area_level:
            return _("Alle bewoners van {area} mogen meedoen.").format(area=AREA_LEVELS[self.area_level])
        return _("Alle bewoners van de straat, de buurt of het dorp mogen meedoen.")


@dataclass(frozen=True, kw_only=True)
class FitsPolicyOrPlan(
    HumanKind, id="fits_policy_or_plan", group="content", nl=gettext_lazy("past in beleid / dorpsvisie"),
    en="Fits policy, village vision or area agreement", by="human",
):  # fmt: skip
    asks = "explain"
    document: str | None = param(Text(200), gettext_lazy("waarin het past"))

    def statement(self) -> str:
        return _("Het plan past bij {document}.").format(document=self.document or _("het beleid van de gemeente"))


@dataclass(frozen=True, kw_only=True)
class NonCommercial(
    HumanKind, id="non_commercial", group="content", nl=gettext_lazy("niet commercieel/politiek/religieus"),
    en="No profit, no politics or religion", by="human",
):  # fmt: skip
    asks = "declare"
    excluded: tuple[Item, ...] = param(ListOf(Labelled(EXCLUSIONS)), gettext_lazy("wat niet mag"), default=())

    def statement(self) -> str:
        excluded = labels(self.excluded) or [str(EXCLUSIONS["profit"])]
        return _("Het plan heeft geen doel van {excluded}.").format(excluded=or_list(excluded))


@dataclass(frozen=True, kw_only=True)
class ThemeRestriction(
    HumanKind, id="theme_restriction", group="content", nl=gettext_lazy("thema beperking"),
    en="Only given themes or kind of investment", by="human",
):  # fmt: skip
    asks = "explain"
    themes: tuple[Item, ...] = param(ListOf(Labelled()), gettext_lazy("thema’s"), required=True)

    def statement(self) -> str:
        return _("Het plan gaat over {themes}.").format(themes=or_list(labels(self.themes)))


@dataclass(frozen=True, kw_only=True)
class NotOtherFunding(
    HumanKind, id="not_other_funding", group="content", nl=gettext_lazy("geen andere regeling / regulier budget"),
    en="No other scheme or regular municipal task pays for it", by="human",
):  # fmt: skip
    asks = "declare"

    def statement(self) -> str:
        return _("Er is geen andere regeling of vaste taak van de gemeente die dit betaalt.")


@dataclass(frozen=True, kw_only=True)
class Novelty(
    HumanKind, id="novelty", group="content", nl=gettext_lazy("nieuw / uniek"),
    en="New or unique; or restart of existing", by="human",
):  # fmt: skip
    asks = "explain"
    scope: str | None = param(Choice(AREA_LEVELS), gettext_lazy("nieuw voor welk gebied"))
    lookback_years: int | None = param(Count("years", high=50), gettext_lazy("jaren terug"))
    exception_existing: str | None = param(Text(300), gettext_lazy("uitzondering voor wat al bestaat"))

    def statement(self) -> str:
        where = AREA_LEVELS[self.scope] if self.scope else _("de straat, de buurt of het dorp")
        sentence = _("Het plan is nieuw voor {area}.").format(area=where)
        if self.lookback_years:
            since = ngettext(
                "Er is het laatste jaar geen geld gegeven voor iets dat hierop lijkt.",
                "Er is de laatste {years} jaar geen geld gegeven voor iets dat hierop lijkt.",
                self.lookback_years,
            )
            sentence += " " + since.format(years=self.lookback_years)
        if self.exception_existing:
            sentence += " " + _("Uitzondering: {exception}.").format(exception=self.exception_existing.rstrip("."))
        return sentence

    def hint(self, case: Case) -> str:
        since = case.on.year - (self.lookback_years or case.on.year)
        years = sorted({str(g.year) for g in case.facts.earlier if g.same_activity and g.year >= since})
        return (
            _("Voor deze activiteit gaven wij eerder geld, in {years}.").format(years=and_list(years)) if years else ""
        )


@dataclass(frozen=True, kw_only=True)
class Permits(
    HumanKind, id="permits", group="content", nl=gettext_lazy("vergunningen en aansprakelijkheid"),
    en="Permits, liability and law arranged", by="human",
):  # fmt: skip
    asks = "explain"

    def statement(self) -> str:
        return _("Vergunningen, toestemming en aansprakelijkheid zijn geregeld.")


@dataclass(frozen=True, kw_only=True)
class Maintenance(
    HumanKind, id="maintenance", group="content", nl=gettext_lazy("beheer en onderhoud"), en="Upkeep assured",
    by="human",
):  # fmt: skip
    asks = "explain"

    def statement(self) -> str:
        return _("Beheer en onderhoud zijn geregeld.")


@dataclass(frozen=True, kw_only=True)
class NeedsGrant(
    HumanKind, id="needs_grant", group="content", nl=gettext_lazy("zonder bijdrage niet mogelijk"),
    en="Would not happen without the grant", by="human",
):  # fmt: skip
    asks = "explain"

    def statement(self) -> str:
        return _("Zonder deze bijdrage gaat het plan niet door.")


@dataclass(frozen=True, kw_only=True)
class AimedAtSeveralResidents(
    HumanKind, id="several_residents", group="content", nl=gettext_lazy("voor meer inwoners"),
    en="Aimed at more than one resident", by="human",
):  # fmt: skip
    """Beside the known kinds: criterion 2 of Buren's liveability budget (R122) says neither access nor purpose."""

    asks = "declare"
    at_least: int = param(Count(low=2), gettext_lazy("aantal inwoners minstens"), default=2)

    def statement(self) -> str:
        if self.at_least == 2:
            return _("Het plan is voor meer dan één inwoner.")
        return _("Minstens {count} inwoners hebben er iets aan.").format(count=self.at_least)
