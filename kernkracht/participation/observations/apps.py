from django.apps import AppConfig


class ObservationsConfig(AppConfig):
    name = "kernkracht.participation.observations"
    label = "observations"
    verbose_name = "Observations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernkracht.foundation.audit.events import declare

        from .events import SENTENCES

        declare(SENTENCES)
