from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "kernkracht.editorial.news"
    label = "news"
    verbose_name = "News"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernkracht.editorial.pages.hooks import when_published, when_turned_down
        from kernkracht.editorial.pages.models import PageKind

        from . import notices, telling

        telling.register()
        when_published(PageKind.NEWS, notices.tell_published)
        when_published(PageKind.NEWS, telling.tell_of_news)
        when_turned_down(PageKind.NEWS, notices.tell_returned)
