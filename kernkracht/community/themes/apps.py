from django.apps import AppConfig


class ThemesConfig(AppConfig):
    name = "kernkracht.community.themes"
    label = "themes"
    verbose_name = "Themes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernkracht.foundation.audit.events import declare

        from .events import SENTENCES

        declare(SENTENCES)
