from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "kernkracht.community.groups"
    label = "groups"
    verbose_name = "Groups and covenants"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernkracht.foundation.audit.events import declare

        from . import accounts, file_rules, notices  # noqa: F401  (they register rules and notices)
        from .events import SENTENCES

        declare(SENTENCES)
        accounts.attach()
