"""How long this room's rows are kept, and what they hold about people: briefly, and only with consent."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import (
    ByEmail,
    Keeping,
    Lasting,
    NoPerson,
    Part,
    Passing,
    Personal,
    declare_keeping,
)

JOB = "forget what volunteers offered"
_LINK = {"token": "a link that opens it"}

declare_keeping(
    Keeping(
        "volunteers.SupportPoint",
        _("Vrijwilligerssteunpunt"),
        Lasting("one row, changed when it changes"),
        NoPerson("The desk of an organisation."),
    ),
    Keeping(
        "volunteers.HelpWanted",
        _("Vragen om vrijwilligers"),
        Lasting("shows over the years which help was wanted"),
        NoPerson("Of groups and public plans; texts that point at a person are refused."),
    ),
    Keeping(
        "volunteers.VolunteerOffer",
        _("Aanbod van vrijwilligers"),
        Passing(JOB),
        Personal(owners=(ByEmail("email"),), withheld=_LINK),
    ),
    Keeping(
        "volunteers.KnowledgeEntry",
        _("Aanbod van kennis en kunde"),
        Passing(JOB),
        Personal(owners=(ByEmail("email"),), withheld=_LINK),
    ),
    Keeping(
        "volunteers.PrizeRound",
        _("Rondes van vrijwilligersprijzen"),
        Lasting("the archive of prizes"),
        NoPerson("A title, days and a text for everybody."),
    ),
    Keeping(
        "volunteers.JuryMember",
        _("Juryleden"),
        Passing(JOB),
        Personal(owners=(ByEmail("email"),), withheld=_LINK),
    ),
    Keeping(
        "volunteers.Nomination",
        _("Voordrachten voor een prijs"),
        Passing(JOB),
        Personal(
            owners=(ByEmail("nominee_email"), ByEmail("nominator_email")),
            withheld={
                "token": "a link that opens it for who made it",
                "nominee_token": "a link that opens it for who was nominated",
                "nominator_email": "of somebody else, for the nominee",
                "nominee_email": "of somebody else, for who nominated",
            },
        ),
    ),
    Keeping(
        "volunteers.JuryScore",
        _("Punten van juryleden"),
        Part("nomination"),
        NoPerson("A number from 1 to 10."),
    ),
    Keeping(
        "volunteers.InfoPage",
        _("Informatiepagina’s"),
        Lasting("the text that counts"),
        NoPerson("The municipality's own texts; who reads them is not stored."),
    ),
    Keeping(
        "volunteers.InfoPageVersion",
        _("Versies van informatiepagina’s"),
        Lasting("earlier versions say what was told then"),
        NoPerson("The municipality's own texts."),
    ),
)
