"""What is recorded about words."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "glossary.term_saved": _("Uitleg van “{word}” bewaard."),
    "glossary.term_hidden": _("Uitleg van “{word}” weggehaald."),
}
