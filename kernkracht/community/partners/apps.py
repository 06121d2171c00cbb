from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "kernkracht.community.partners"
    label = "partners"
    verbose_name = "Partners"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernkracht.foundation.audit.events import declare

        from . import notices  # noqa: F401  (registers its notices)
        from .events import SENTENCES

        declare(SENTENCES)
