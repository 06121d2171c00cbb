from django.apps import AppConfig


class AdaptersConfig(AppConfig):
    name = "kernkracht.adapters"
    label = "adapters"
    verbose_name = "Adapters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernkracht.foundation.documents.scanning import use_scanner

        from .virus_scan import scanner_from_settings

        use_scanner(scanner_from_settings)
