"""How long this room's rows are kept, and what they hold about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import (
    ByEmail,
    ByUser,
    Keeping,
    Lasting,
    NoPerson,
    Part,
    Passing,
    Personal,
    declare_keeping,
)

JOB = "forget who followed and what was told"

declare_keeping(
    Keeping(
        "following.FollowedSubject",
        _("Wat mensen volgen"),
        Lasting("names what can be followed"),
        NoPerson("A village, a theme or a public thing, by its key."),
    ),
    Keeping(
        "following.Follower",
        _("Volgers"),
        Passing(JOB),
        Personal(owners=(ByUser("user"), ByEmail("email")), withheld={"token": "a link that opens it"}),
    ),
    Keeping(
        "following.Following",
        _("Wat iemand volgt"),
        Part("follower"),
        Personal(withheld={"confirm_key": "a link that confirms it"}),
    ),
    Keeping(
        "following.NewsItem",
        _("Wat er gebeurde, voor volgers"),
        Passing(JOB),
        NoPerson("A source and a key; the words stand with the thing itself."),
    ),
    Keeping(
        "following.DigestRound",
        _("Rondes van nieuwsmails"),
        Passing(JOB),
        NoPerson("A day or week, and how far it came."),
    ),
    Keeping(
        "following.DigestDelivery",
        _("Nieuwsmails per volger"),
        Part("follower"),
        NoPerson("A number and a moment; whose it is goes with the follower."),
    ),
    Keeping(
        "following.ToldItem",
        _("Wie wat gemaild kreeg"),
        Part("follower"),
        NoPerson("Two keys; whose they are goes with the follower."),
    ),
    Keeping(
        "following.OfficeDigest",
        _("Hoe vaak een collega over de eigen dorpen hoort"),
        Lasting("goes with the account"),
        Personal(owners=(ByUser("user"),)),
    ),
)
