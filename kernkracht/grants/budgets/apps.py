from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    name = "kernkracht.grants.budgets"
    label = "budgets"
    verbose_name = "Budgets"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernkracht.foundation.audit.events import declare

        from .events import SENTENCES

        declare(SENTENCES)
