from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "kernkracht.community.people"
    label = "people"
    verbose_name = "People and roles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernkracht.foundation.audit.events import declare

        from . import notices  # noqa: F401  (registers its notices)
        from .events import SENTENCES

        declare(SENTENCES)
