from django.apps import AppConfig


class ObjectionsConfig(AppConfig):
    name = "kernkracht.grants.objections"
    label = "objections"
    verbose_name = "Objections"
    default_auto_field = "django.db.models.BigAutoField"
