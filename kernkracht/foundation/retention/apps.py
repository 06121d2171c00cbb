from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class RetentionConfig(AppConfig):
    name = "kernkracht.foundation.retention"
    label = "retention"
    verbose_name = "Keeping and forgetting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let every room say what becomes of its models (keeping.py); libraries are declared here."""
        from . import libraries, notices  # noqa: F401  (they declare and register)

        autodiscover_modules("keeping")
