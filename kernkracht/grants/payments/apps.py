from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "kernkracht.grants.payments"
    label = "payments"
    verbose_name = "Payments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernkracht.foundation.audit.events import declare
        from kernkracht.grants.applications.hooks import decision_taken

        from . import notices
        from .actions import owe_award
        from .events import EVENTS

        declare(EVENTS)
        notices.register()
        decision_taken.append(owe_award)
