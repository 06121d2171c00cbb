from django.apps import AppConfig


class ObjectionsConfig(AppConfig):
    name = "kernkracht.grants.objections"
    label = "objections"
    verbose_name = "Objections"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernkracht.foundation.audit.events import declare
        from kernkracht.grants.applications import hooks
        from kernkracht.grants.settlements import hooks as settling

        from . import file_rules, messages  # noqa: F401  (registers who may see files)
        from .actions.handing_on import hand_on_objections
        from .events import SENTENCES
        from .queries.listing import hindrance_to_change

        declare(SENTENCES)
        messages.register()
        hooks.interest_declared.append(hand_on_objections)
        settling.hindrances.append(hindrance_to_change)
