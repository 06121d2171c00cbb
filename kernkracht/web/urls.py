"""All addresses, by audience. Every route stands in the route × role matrix of tests/web/test_routes.py."""

from django.urls import include, path
from django.views.i18n import set_language

from .health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("taal/", set_language, name="set_language"),
    path("account/", include("kernkracht.web.accounts.urls")),
    path("mijn/gegevens/", include("kernkracht.web.accounts.data_urls")),
    path("", include("kernkracht.web.public.urls")),
    path("", include("kernkracht.web.resident.urls")),
    path("werk/", include("kernkracht.web.office.urls")),
    path("raad/", include("kernkracht.web.council.urls")),
]
