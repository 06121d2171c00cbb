from django.utils.translation import gettext_lazy as _

SENTENCES = {"themes.saved": _("Thema “{label}” bewaard.")}
