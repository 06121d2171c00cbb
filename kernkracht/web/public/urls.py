"""What anybody may read."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("kernkracht.web.public.home.urls")),
    path("", include("kernkracht.web.public.news.urls")),
    path("dorpen/", include("kernkracht.web.public.profiles.urls")),  # before the villages: “cijfers” is none
    path("dorpen/", include("kernkracht.web.public.villages.urls")),
    path("groepen/", include("kernkracht.web.public.groups.urls")),
    path("plannen/", include("kernkracht.web.public.plans.urls")),
    path("verhalen/", include("kernkracht.web.public.stories.urls")),
    path("geld/", include("kernkracht.web.public.schemes.urls")),
    path("", include("kernkracht.web.public.register.urls")),
    path("", include("kernkracht.web.public.about.urls")),
    path("", include("kernkracht.web.public.pages.urls")),
    path("", include("kernkracht.web.public.lessons.urls")),
    path("", include("kernkracht.web.public.volunteers.urls")),
    path("", include("kernkracht.web.public.questions.urls")),
    path("", include("kernkracht.web.public.digital.urls")),
    path("", include("kernkracht.web.public.files.urls")),
    path("", include("kernkracht.web.public.gatherings.urls")),
    path("", include("kernkracht.web.public.search.urls")),
    path("", include("kernkracht.web.public.demo.urls")),
]
