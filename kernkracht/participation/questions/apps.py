from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "kernkracht.participation.questions"
    label = "questions"
    verbose_name = "Questions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernkracht.foundation.audit.events import declare

        from . import legal, notices, telling  # noqa: F401  (they register settings and notices)
        from .events import SENTENCES

        declare(SENTENCES)
        telling.register()
