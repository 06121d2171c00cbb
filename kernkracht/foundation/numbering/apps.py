from django.apps import AppConfig


class NumberingConfig(AppConfig):
    name = "kernkracht.foundation.numbering"
    label = "numbering"
    verbose_name = "Numbering"
    default_auto_field = "django.db.models.BigAutoField"
