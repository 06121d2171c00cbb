from django.apps import AppConfig


class OfficialChannelsConfig(AppConfig):
    name = "kernkracht.foundation.official_channels"
    label = "official_channels"
    verbose_name = "Official channels"
    default_auto_field = "django.db.models.BigAutoField"
