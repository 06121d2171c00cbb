from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.module_loading import autodiscover_modules


class SearchConfig(AppConfig):
    name = "kernkracht.foundation.search"
    label = "search"
    verbose_name = "Search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let every room say what can be found of it (search.py), and watch the tables it names."""
        from .triggers import forget_triggers, watch_tables

        autodiscover_modules("search")
        post_migrate.connect(watch_tables, sender=self, dispatch_uid="search")
        pre_migrate.connect(forget_triggers, sender=self, dispatch_uid="search")
