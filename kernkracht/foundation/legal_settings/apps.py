from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class LegalSettingsConfig(AppConfig):
    name = "kernkracht.foundation.legal_settings"
    label = "legal_settings"
    verbose_name = "Legal settings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let every room declare its settings (legal.py)."""
        autodiscover_modules("legal")
