from django.apps import AppConfig


class GroupPaymentsConfig(AppConfig):
    name = "kernkracht.grants.group_payments"
    label = "group_payments"
    verbose_name = "Claims and yearly contributions"
    default_auto_field = "django.db.models.BigAutoField"
