from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "kernkracht.community.gatherings"
    label = "gatherings"
    verbose_name = "Gatherings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernkracht.community.villages.hooks import phase_checks
        from kernkracht.foundation.audit.events import declare

        from . import legal, notices  # noqa: F401  (they register settings and notices)
        from .events import SENTENCES
        from .start_gatherings import why_not_running

        declare(SENTENCES)
        phase_checks.append(why_not_running)
