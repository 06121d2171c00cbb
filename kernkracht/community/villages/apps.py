from django.apps import AppConfig


class VillagesConfig(AppConfig):
    name = "kernkracht.community.villages"
    label = "villages"
    verbose_name = "Villages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernkracht.foundation.audit.events import declare
        from kernkracht.foundation.design_system.site_identity import introduce

        from .events import SENTENCES
        from .queries import site_identity

        declare(SENTENCES)
        introduce(site_identity)
