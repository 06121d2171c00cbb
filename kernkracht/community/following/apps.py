from django.apps import AppConfig


class FollowingConfig(AppConfig):
    name = "kernkracht.community.following"
    label = "following"
    verbose_name = "Following"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernkracht.community.gatherings.hooks import happened
        from kernkracht.foundation.audit.events import declare
        from kernkracht.foundation.notices.hooks import when_bounced

        from . import built_in, legal, notices  # noqa: F401  (they register settings and notices)
        from .actions import hear_of_bounce
        from .events import SENTENCES

        declare(SENTENCES)
        built_in.register()
        if built_in.tell_of_gathering not in happened:
            happened.append(built_in.tell_of_gathering)
        when_bounced("following.follower", hear_of_bounce)
