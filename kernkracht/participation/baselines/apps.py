from django.apps import AppConfig


class BaselinesConfig(AppConfig):
    name = "kernkracht.participation.baselines"
    label = "baselines"
    verbose_name = "Baselines"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernkracht.foundation.audit.events import declare

        from .events import SENTENCES

        declare(SENTENCES)
