from django.apps import AppConfig


class BriefingsConfig(AppConfig):
    name = "kernkracht.accountability.briefings"
    label = "briefings"
    verbose_name = "Briefings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernkracht.foundation.audit.events import declare

        from . import notices  # noqa: F401  (it registers its notices)
        from .events import SENTENCES

        declare(SENTENCES)
