"""The menu of the office: what there is, and under which heading. Which right opens a page is said at its door."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission

from .access import rights_that_open


@dataclass(frozen=True)
class Entry:
    """One address of the office, shown to whom its page lets in."""

    label: str
    url: str
    icon: str

    def is_for(self, rights: frozenset[Permission]) -> bool:
        """Whether somebody with these rights gets through the door; False where nothing answers."""
        return bool(rights_that_open(self.url) & rights)


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
                Entry(_("Vandaag"), "/werk/vandaag/", "home"),
                Entry(_("Mijn dorpen"), "/werk/mijn-dorpen/", "pin"),
                Entry(_("Vragen"), "/werk/vragen/", "message"),
                Entry(_("Werkvoorraad"), "/werk/", "inbox"),
                Entry(_("Besluiten"), "/werk/besluiten/", "stamp"),
                Entry(_("Termijnen"), "/werk/termijnen/", "clock"),
                Entry(_("Bezwaren"), "/werk/bezwaren/", "scale"),
                Entry(_("Nieuws uit mijn dorpen"), "/werk/nieuws-uit-mijn-dorpen/", "bell"),
                Entry(_("Post"), "/werk/post/", "mail"),
            ),
        ),
        Group(
            _("Geld"),
            (
                Entry(_("Plafonds"), "/werk/geld/", "euro"),
                Entry(_("Betalen"), "/werk/betalen/", "upload"),
                Entry(_("Verantwoording"), "/werk/verantwoording/", "check"),
                Entry(_("Declaraties"), "/werk/declaraties/", "doc"),
                Entry(_("Regelingen"), "/werk/regelingen/", "rules"),
                Entry(_("Raadsbrief"), "/werk/raadsbrief/", "chart"),
            ),
        ),
        Group(
            _("Dorpen en mensen"),
            (
                Entry(_("Dorpen"), "/werk/dorpen/", "pin"),
                Entry(_("Dorpsbeeld"), "/werk/dorpsbeeld/", "eye"),
                Entry(_("Briefings"), "/werk/briefings/", "doc"),
                Entry(_("Groepen"), "/werk/groepen/", "users"),
                Entry(_("Partners"), "/werk/partners/", "link"),
                Entry(_("Vrijwilligers"), "/werk/vrijwilligers/", "heart"),
                Entry(_("Meldingen bij partners"), "/werk/meldingen/", "chart"),
                Entry(_("Collega’s"), "/werk/mensen/", "user"),
            ),
        ),
        *_outside_and_behind(),
    )


def _outside_and_behind() -> tuple[Group, ...]:
    """The work in the villages, and what keeps the house in order."""
    return (
        Group(
            _("In het dorp"),
            (
                Entry(_("Bijeenkomsten"), "/werk/bijeenkomsten/", "calendar"),
                Entry(_("In het dorp"), "/werk/in-het-dorp/", "pin"),
                Entry(_("Bezoeken"), "/werk/bezoek/", "edit"),
                Entry(_("Kanalen"), "/werk/kanalen/", "bell"),
                Entry(_("Boodschappen"), "/werk/boodschappen/", "mail"),
                Entry(_("Redactie"), "/werk/redactie/", "edit"),
            ),
        ),
        Group(
            _("Beheer"),
            (
                Entry(_("Thema’s"), "/werk/themas/", "rules"),
                Entry(_("Cijfers"), "/werk/cijfers/", "chart"),
                Entry(_("Wettelijke termijnen"), "/werk/wettelijk/", "rules"),
                Entry(_("Kanalen en storingen"), "/werk/storingen/", "alert"),
                Entry(_("Bewaren"), "/werk/bewaren/", "lock"),
                Entry(_("Logboek"), "/werk/logboek/", "eye"),
            ),
        ),
    )
