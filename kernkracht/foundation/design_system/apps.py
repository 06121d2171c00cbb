from django.apps import AppConfig


class DesignSystemConfig(AppConfig):
    name = "kernkracht.foundation.design_system"
    label = "design_system"
    verbose_name = "Design system"
    default_auto_field = "django.db.models.BigAutoField"
