"""What is not certain about the terms, shown beside each of them to the archivist who sets it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .declarations import DataClass, Text

EVERY_TERM: Text = _(
    "De selectielijst zegt: na het einde van het dossier. Sommige archieven tellen vanaf 1 januari daarna. Kies wat "
    "bij u geldt."
)
DOUBTS: dict[DataClass, Text] = {
    DataClass.GRANTED: _(
        "Wij tellen vanaf het laatste van: het besluit, de laatste dag om het plan uit te voeren, de vaststelling en "
        "de betaling. Laat nakijken of dat bij u het einde van het dossier is."
    ),
    DataClass.ABORTED: _(
        "Hieronder vallen ook aanvragen die buiten behandeling bleven of zijn doorverwezen. Laat nakijken of daarvoor "
        "nummer 8.2 (vijf jaar) geldt."
    ),
    DataClass.AGREEMENT: _(
        "Voert de groep een taak van de gemeente uit? Dan geldt 16.1.2: altijd bewaren. "
        "Die keuze maakt u per convenant."
    ),
    DataClass.RECEIPT: _("Bonnen staan niet apart in de bron. Wij bewaren ze zo lang als de betaling."),
    DataClass.DISPUTE: _("Nummer 13.1.1 gaat over geschillen over geld. Gaat het bezwaar niet over geld? Kijk dit na."),
    DataClass.RELATION: _("De bron noemt dit niet. Eén jaar is een voorstel, geen regel."),
    DataClass.LOG: _("De bron noemt dit niet. Eén jaar is een voorstel, geen regel."),
}
