"""The menu of the office: what there is, under which heading, and which right opens it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission


@dataclass(frozen=True)
class Entry:
    """One address of the office. It is shown to who holds `needed`, once something answers at `url`."""

    label: str
    url: str
    icon: str
    needed: Permission


@dataclass(frozen=True)
class Group:
    """Entries that belong together; the first group has no heading."""

    heading: str
    entries: tuple[Entry, ...]


def office_menu() -> tuple[Group, ...]:
    """The whole menu in the language of the moment, whoever looks."""
    return (
        Group(
            "",
            (
                Entry(_("Werkvoorraad"), "/werk/", "inbox", Permission.READ_OFFICE),
                Entry(_("Besluiten"), "/werk/besluiten/", "stamp", Permission.DECIDE_APPLICATION),
                Entry(_("Termijnen"), "/werk/termijnen/", "clock", Permission.SEE_TERMS),
                Entry(_("Bezwaren"), "/werk/bezwaren/", "scale", Permission.READ_OFFICE),
                Entry(_("Post"), "/werk/post/", "mail", Permission.RESEND_MAIL),
            ),
        ),
        Group(
            _("Geld"),
            (
                Entry(_("Plafonds"), "/werk/geld/", "euro", Permission.SEE_BUDGETS),
                Entry(_("Betalen"), "/werk/betalen/", "upload", Permission.SEE_PAYMENTS),
                Entry(_("Verantwoording"), "/werk/verantwoording/", "check", Permission.READ_OFFICE),
                Entry(_("Declaraties"), "/werk/declaraties/", "doc", Permission.READ_OFFICE),
                Entry(_("Regelingen"), "/werk/regelingen/", "rules", Permission.READ_OFFICE),
                Entry(_("Raadsbrief"), "/werk/raadsbrief/", "chart", Permission.WRITE_COUNCIL_LETTER),
            ),
        ),
        Group(
            _("Dorpen en mensen"),
            (
                Entry(_("Dorpen"), "/werk/dorpen/", "pin", Permission.READ_OFFICE),
                Entry(_("Groepen"), "/werk/groepen/", "users", Permission.READ_OFFICE),
                Entry(_("Partners"), "/werk/partners/", "link", Permission.READ_OFFICE),
                Entry(_("Vrijwilligers"), "/werk/vrijwilligers/", "heart", Permission.READ_OFFICE),
                Entry(_("Collega’s"), "/werk/mensen/", "user", Permission.READ_OFFICE),
            ),
        ),
        Group(
            _("Beheer"),
            (
                Entry(_("Wettelijke termijnen"), "/werk/wettelijk/", "rules", Permission.MANAGE_LEGAL_SETTINGS),
                Entry(_("Kanalen en storingen"), "/werk/storingen/", "alert", Permission.MANAGE_LEGAL_SETTINGS),
                Entry(_("Bewaren"), "/werk/bewaren/", "lock", Permission.PROPOSE_DESTRUCTION),
                Entry(_("Logboek"), "/werk/logboek/", "eye", Permission.SEE_AUDIT),
            ),
        ),
    )
