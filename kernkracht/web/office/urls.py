"""The office, under `/werk/`."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("kernkracht.web.office.applications.urls")),
    path("stijl/", include("kernkracht.web.office.style.urls")),
]
