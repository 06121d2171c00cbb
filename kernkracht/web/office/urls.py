"""The office, under `/werk/`."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("kernkracht.web.office.applications.urls")),
    path("geld/", include("kernkracht.web.office.budgets.urls")),
    path("stijl/", include("kernkracht.web.office.style.urls")),
    path("logboek/", include("kernkracht.web.office.log.urls")),
    path("post/", include("kernkracht.web.office.mail.urls")),
]
