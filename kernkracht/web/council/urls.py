"""The council's pages, under `/raad/`: frozen letters, open to everybody."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [path("", include("kernkracht.web.council.letters.urls"))]
