from django.apps import AppConfig


class SettlementsConfig(AppConfig):
    name = "kernkracht.grants.settlements"
    label = "settlements"
    verbose_name = "Accounting and settlement"
    default_auto_field = "django.db.models.BigAutoField"
