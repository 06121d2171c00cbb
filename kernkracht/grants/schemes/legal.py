"""Terms of the law that the rules of a scheme fall back on."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.legal_settings.declarations import Declaration, at_least, declare_setting, declare_subject

PAYMENT_TERM_WEEKS = "payment.term_weeks"

declare_subject("payment", _("Betalen"))

declare_setting(
    Declaration(
        key=PAYMENT_TERM_WEEKS,
        label=_("Termijn om toegekend geld te betalen"),
        defaults=((date(2009, 7, 1), 6, "Awb 4:87 lid 1"),),
        unit=_("weken na de bekendmaking"),
        doubt=_("Een andere termijn mag alleen als uw verordening of het besluit die noemt."),
        check=at_least(1),
    )
)
