"""What is recorded about approaches; a lesson itself is recorded as a text."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {"lessons.approach_saved": _("Aanpak “{label}” bewaard.")}
