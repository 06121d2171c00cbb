from django.apps import AppConfig


class StoriesConfig(AppConfig):
    name = "kernkracht.editorial.stories"
    label = "stories"
    verbose_name = "Stories"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernkracht.editorial.pages.hooks import when_published
        from kernkracht.editorial.pages.models import PageKind

        from . import telling
        from .actions import require_consent

        telling.register()
        when_published(PageKind.STORY, require_consent)
        when_published(PageKind.STORY, telling.tell_of_story)
