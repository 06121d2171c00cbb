"""The resident's side: asking, following, supporting."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "resident"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("kernkracht.web.resident.applications.urls")),
    path("", include("kernkracht.web.resident.following.urls")),
    path("", include("kernkracht.web.resident.follow.urls")),
    path("", include("kernkracht.web.resident.settlements.urls")),
    path("", include("kernkracht.web.resident.support.urls")),
    path("mijn/groepen/", include("kernkracht.web.resident.groups.urls")),
    path("", include("kernkracht.web.resident.objections.urls")),
    path("", include("kernkracht.web.resident.volunteers.urls")),
    path("", include("kernkracht.web.resident.questions.urls")),
    path("", include("kernkracht.web.resident.gatherings.urls")),
    path("", include("kernkracht.web.resident.group_payments.urls")),
]
