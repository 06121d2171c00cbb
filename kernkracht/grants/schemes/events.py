"""What happens to schemes, in one sentence each."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "scheme.draft_saved": _("Een concept van versie {version} is bewaard."),
    "scheme.imported": _("Versie {version} is uit een bestand gelezen."),
    "scheme.copied": _("Versie {version} is gekopieerd uit versie {source}."),
    "scheme.published": _("Versie {version} is gepubliceerd en geldt vanaf {valid_from}."),
    "scheme.closed": _("Versie {version} geldt tot en met {valid_until}."),
    "scheme.draft_discarded": _("Het concept van versie {version} is weggegooid."),
}
