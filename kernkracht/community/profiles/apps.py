from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    name = "kernkracht.community.profiles"
    label = "profiles"
    verbose_name = "Figures of villages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernkracht.foundation.audit.events import declare

        from .events import SENTENCES

        declare(SENTENCES)
