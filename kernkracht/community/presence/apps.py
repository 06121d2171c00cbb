from django.apps import AppConfig


class PresenceConfig(AppConfig):
    name = "kernkracht.community.presence"
    label = "presence"
    verbose_name = "Presence in the villages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernkracht.foundation.audit.events import declare

        from . import legal  # noqa: F401  (it registers a setting)
        from .events import SENTENCES

        declare(SENTENCES)
