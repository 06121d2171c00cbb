from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "kernkracht.foundation.workflow"
    label = "workflow"
    verbose_name = "Life cycles"
    default_auto_field = "django.db.models.BigAutoField"
