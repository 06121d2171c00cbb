"""What must come with the application, and how it may come in."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernkracht.grants.schemes.facts import Facts
from kernkracht.grants.schemes.parameters import Euro, Item, Labelled, ListOf, param

from .base import Case, Check, Kind, ProcessKind, and_list, euro, labels, met, not_met, or_list, unknown
from .vocabulary import APPLICANT_TYPES, CHANNELS, DOCUMENTS, FIELD_OF, FIELDS


@dataclass(frozen=True, kw_only=True)
class RequiredDocuments(
    Kind, id="required_documents", group="documents", nl=gettext_lazy("verplichte bijlagen"),
    en="Budget, plan, drawing, list …",
):  # fmt: skip
    """What is lacking can be mended: completion is asked first (Awb 4:5)."""

    documents: tuple[Item, ...] = param(ListOf(Labelled(DOCUMENTS)), gettext_lazy("bijlagen"), required=True)
    from_amount: int | None = param(Euro(), gettext_lazy("vanaf dit gevraagde bedrag"))
    applies_to: tuple[Item, ...] = param(
        ListOf(Labelled(APPLICANT_TYPES)), gettext_lazy("geldt alleen voor deze aanvragers"), default=()
    )

    def statement(self) -> str:
        documents = and_list(labels(self.documents))
        sentence = _("U stuurt mee: {documents}.").format(documents=documents)
        if self.from_amount:
            sentence = _("Vraagt u {amount} of meer? Stuur dan mee: {documents}.").format(
                amount=euro(self.from_amount), documents=documents
            )
        if self.applies_to:
            sentence += " " + _("Dit geldt voor {types}.").format(types=or_list(labels(self.applies_to)))
        return sentence

    def questions(self) -> tuple[str, ...]:
        who = ("applicant_kind",) if self.applies_to else ()
        return (*who, "requested", "attachments") if self.from_amount else (*who, "attachments")

    def check(self, case: Case) -> Check:
        if self.applies_to and not case.facts.applicant_kind:
            return unknown(_("Wij weten nog niet wie het plan aanvraagt."), "applicant_kind")
        if self.applies_to and case.facts.applicant_kind not in {item.code for item in self.applies_to}:
            return met(_("U hoeft niets mee te sturen."))
        asked = case.facts.requested_cents
        if self.from_amount and asked is None:
            return unknown(_("Wij weten nog niet hoeveel u vraagt."), "requested")
        if self.from_amount and asked is not None and asked < self.from_amount:
            return met(_("Bij dit bedrag hoeft u niets mee te sturen."))
        have = case.facts.documents
        lacking = [item for item in self.documents if item.code not in (have or ())]
        if not lacking:
            return met(_("Alle bijlagen zijn er."))
        sentence = _("Stuur nog mee: {documents}.").format(documents=and_list(labels(lacking)))
        return unknown(sentence, "attachments") if have is None else not_met(sentence, repairable=True)


def _known(code: str, facts: Facts) -> bool:
    """Whether a field is answered: named as filled, or the fact that it feeds is known."""
    filled = facts.filled_fields or ()
    by_fact = {
        "title": facts.title,
        "costs": facts.cost_lines,
        "activity_dates": facts.activity_starts_on,
        "own_money": facts.own_share_cents,
    }
    return code in filled or FIELD_OF.get(code) in filled or bool(by_fact.get(code) or facts.answers.get(code))


@dataclass(frozen=True, kw_only=True)
class RequiredFormFields(
    Kind, id="required_form_fields", group="documents", nl=gettext_lazy("verplichte velden"),
    en="Fields the application must hold",
):  # fmt: skip
    fields: tuple[Item, ...] = param(ListOf(Labelled(FIELDS)), gettext_lazy("velden"), required=True)

    def statement(self) -> str:
        return _("In de aanvraag staat: {fields}.").format(fields=and_list(labels(self.fields)))

    def questions(self) -> tuple[str, ...]:
        return tuple(item.code for item in self.fields)

    def check(self, case: Case) -> Check:
        have = case.facts.filled_fields
        lacking = [item for item in self.fields if not _known(item.code, case.facts)]
        if not lacking:
            return met(_("Alle velden zijn ingevuld."))
        sentence = _("Vul nog in: {fields}.").format(fields=and_list(labels(lacking)))
        if have is None:
            return unknown(sentence, *(item.code for item in lacking))
        return not_met(sentence, repairable=True)


@dataclass(frozen=True, kw_only=True)
class ChannelIdentity(
    ProcessKind, id="channel_identity", group="documents", nl=gettext_lazy("kanaal en identificatie"),
    en="Channel and identification (online, paper, eHerkenning)", by="process", once=True,
):  # fmt: skip
    channels: tuple[Item, ...] = param(ListOf(Labelled(CHANNELS)), gettext_lazy("kanalen"), required=True)

    def statement(self) -> str:
        return _("U kunt aanvragen {channels}.").format(channels=or_list(labels(self.channels)))
