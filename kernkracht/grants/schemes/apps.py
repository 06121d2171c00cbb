from django.apps import AppConfig


class SchemesConfig(AppConfig):
    name = "kernkracht.grants.schemes"
    label = "schemes"
    verbose_name = "Schemes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernkracht.foundation.audit.events import declare

        from .events import SENTENCES

        declare(SENTENCES)
