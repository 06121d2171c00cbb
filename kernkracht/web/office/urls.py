"""The office, under `/werk/`."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("stijl/", include("kernkracht.web.office.style.urls")),
]
