from importlib import import_module

from django.apps import AppConfig, apps
from django.utils.module_loading import module_has_submodule


class AuditConfig(AppConfig):
    name = "kernkracht.foundation.audit"
    label = "audit"
    verbose_name = "Audit trail"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the events of every room: each mapping in its events.py whose name is EVENTS or ends in _EVENTS."""
        from .events import declare

        for config in apps.get_app_configs():
            if config.module is None or not config.name.startswith("kernkracht."):
                continue
            if config.name != self.name and module_has_submodule(config.module, "events"):
                module = import_module(f"{config.name}.events")
                for name, value in vars(module).items():
                    if isinstance(value, dict) and (name == "EVENTS" or name.endswith("_EVENTS")):
                        declare(value)
