from django.apps import AppConfig


class VillagesConfig(AppConfig):
    name = "kernkracht.community.villages"
    label = "villages"
    verbose_name = "Villages"
    default_auto_field = "django.db.models.BigAutoField"
