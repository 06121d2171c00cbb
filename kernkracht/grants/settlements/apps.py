from django.apps import AppConfig


class SettlementsConfig(AppConfig):
    name = "kernkracht.grants.settlements"
    label = "settlements"
    verbose_name = "Accounting and settlement"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernkracht.foundation.audit.events import declare
        from kernkracht.grants.applications.hooks import decision_taken

        from . import file_rules as file_rules
        from . import following, notices
        from . import jobs as jobs
        from .actions import ask_report
        from .events import EVENTS

        declare(EVENTS)
        notices.register()
        following.register()
        decision_taken.append(ask_report)
