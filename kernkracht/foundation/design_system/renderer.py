"""How forms become markup: `{{ form }}` and `{{ field.as_field_group }}` speak NL Design System."""

from django.forms.renderers import TemplatesSetting


class DesignSystemRenderer(TemplatesSetting):
    """Widgets from this room's templates first, then Django's own."""

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"
