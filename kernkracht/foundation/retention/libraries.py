"""What becomes of the tables of libraries. They cannot declare for themselves, so all stand here."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .declarations import ByEmail, Keeping, Lasting, NoPerson, Part, Passing, Personal, declare_keeping

SIGN_IN_LOG = "forget old logs"
_NOT_USED = NoPerson("Django's own rights; ours are roles with dates (community.people), so these tables stay empty.")
_SECRET = "a secret that lets somebody in"  # noqa: S105  (a reason, no secret)
_TRIES = Personal(owners=(ByEmail("username"),))

declare_keeping(
    Keeping("auth.Permission", _("Rechten van de bibliotheek"), Lasting("made by the library"), _NOT_USED),
    Keeping("auth.Group", _("Groepen van de bibliotheek"), Lasting("made by the library"), _NOT_USED),
    Keeping(
        "contenttypes.ContentType",
        _("Soorten gegevens"),
        Lasting("a list of our own tables"),
        NoPerson("Names of tables."),
    ),
    Keeping(
        "sessions.Session",
        _("Ingelogde sessies"),
        Passing("clear expired sessions"),
        NoPerson("Signed text with the number of an account; those of a removed account are ended with it."),
    ),
    Keeping(
        "django_tasks_database.DBTaskResult",
        _("Achtergrondwerk"),
        Passing("forget finished tasks"),
        NoPerson("Tasks are given numbers of rows, never names; gone after two weeks."),
    ),
    Keeping("axes.AccessAttempt", _("Mislukte pogingen om in te loggen"), Passing(SIGN_IN_LOG), _TRIES),
    Keeping(
        "axes.AccessAttemptExpiration",
        _("Einde van een blokkade"),
        Part("access_attempt"),
        NoPerson("A moment, beside the attempt."),
    ),
    Keeping("axes.AccessFailureLog", _("Mislukte pogingen om in te loggen"), Passing(SIGN_IN_LOG), _TRIES),
    Keeping(
        "axes.AccessLog",
        _("Momenten waarop is ingelogd"),
        Passing(SIGN_IN_LOG),
        Personal(owners=(ByEmail("username"),), withheld={"session_hash": _SECRET}),
    ),
    Keeping("account.EmailAddress", _("E-mailadressen van het account"), Part("user"), Personal()),
    Keeping(
        "account.EmailConfirmation",
        _("Bevestigingen van een e-mailadres"),
        Part("email_address"),
        Personal(withheld={"key": _SECRET}),
    ),
    Keeping(
        "mfa.Authenticator",
        _("Tweede stap bij het inloggen"),
        Part("user"),
        Personal(withheld={"data": _SECRET}),
    ),
    Keeping(
        "socialaccount.SocialApp",
        _("Inlogdiensten"),
        Lasting("set up by the administrator"),
        NoPerson("Names and keys of sign-in services."),
    ),
    Keeping("socialaccount.SocialAccount", _("Koppeling met een inlogdienst"), Part("user"), Personal()),
    Keeping(
        "socialaccount.SocialToken",
        _("Sleutels van een inlogdienst"),
        Part("account"),
        Personal(withheld={"token": _SECRET, "token_secret": _SECRET}),
    ),
)
