from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "kernkracht.community.channels"
    label = "channels"
    verbose_name = "Channels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernkracht.foundation.audit.events import declare

        from . import legal, notices  # noqa: F401  (they register settings and notices)
        from .events import SENTENCES

        declare(SENTENCES)
