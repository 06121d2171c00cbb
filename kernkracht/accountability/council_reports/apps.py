from django.apps import AppConfig


class CouncilReportsConfig(AppConfig):
    name = "kernkracht.accountability.council_reports"
    label = "council_reports"
    verbose_name = "Council reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernkracht.foundation.audit.events import declare

        from .events import EVENTS

        declare(EVENTS)
