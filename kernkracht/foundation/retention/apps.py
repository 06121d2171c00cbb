from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "kernkracht.foundation.retention"
    label = "retention"
    verbose_name = "Keeping and forgetting"
    default_auto_field = "django.db.models.BigAutoField"
