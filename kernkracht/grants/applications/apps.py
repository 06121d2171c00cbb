from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "kernkracht.grants.applications"
    label = "applications"
    verbose_name = "Applications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernkracht.foundation.audit.events import declare
        from kernkracht.foundation.deadlines.hooks import days_changed

        from . import accounts, clock_letters, file_rules, letters, resident_notices, telling  # noqa: F401  (they register rules and notices)
        from .actions.recalculating import recalculate_touched
        from .events import OFFICE_EVENTS, REGISTER_EVENTS, RESIDENT_EVENTS
        from .hooks import decision_taken

        declare(RESIDENT_EVENTS)
        declare(OFFICE_EVENTS)
        declare(REGISTER_EVENTS)
        letters.register()
        clock_letters.register()
        accounts.attach()
        telling.register()
        if telling.tell_of_award not in decision_taken:
            decision_taken.append(telling.tell_of_award)
        days_changed.append(recalculate_touched)
