"""What part of the trail to show."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.audit.events import declared
from kernkracht.foundation.audit.queries import TrailFilter, recorded_object_types


class TrailForm(forms.Form):
    """Filters from the address bar: what cannot be read is said, and then not used."""

    soort = forms.ChoiceField(label=_("Soort"), required=False)
    nummer = forms.CharField(label=_("Nummer in de database"), required=False, max_length=60)
    gebeurtenis = forms.ChoiceField(label=_("Gebeurtenis"), required=False)
    dag = forms.DateField(label=_("Dag"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a query string
        kinds, events = self.fields["soort"], self.fields["gebeurtenis"]
        if isinstance(kinds, forms.ChoiceField) and isinstance(events, forms.ChoiceField):
            kinds.choices = [("", _("Alles")), *((name, name) for name in recorded_object_types())]
            events.choices = [("", _("Alles")), *((code, code) for code in sorted(declared()))]

    def wanted(self) -> TrailFilter:
        """The filter, without the answers that were wrong."""
        self.is_valid()
        clean = self.cleaned_data
        return TrailFilter(
            object_type=clean.get("soort", ""),
            object_id=clean.get("nummer", "").strip(),
            event=clean.get("gebeurtenis", ""),
            day=clean.get("dag"),
        )
