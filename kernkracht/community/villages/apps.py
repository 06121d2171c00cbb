from django.apps import AppConfig


class VillagesConfig(AppConfig):
    name = "kernkracht.community.villages"
    label = "villages"
    verbose_name = "Villages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernkracht.foundation.audit.events import declare

        from .events import SENTENCES

        declare(SENTENCES)
