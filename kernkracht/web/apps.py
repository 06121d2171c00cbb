from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "kernkracht.web"
    label = "web"
    verbose_name = "Web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .accounts import signals  # noqa: F401  (connects its receivers)
        from .office import counts

        counts.register()
