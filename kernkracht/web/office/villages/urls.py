"""Villages, areas and the municipality, under `/werk/dorpen/`."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.villages, name="office_villages"),
    path("nieuw/", views.add, name="office_village_add"),
    path("gemeente/", views.municipality, name="office_municipality"),
    path("gebied/nieuw/", views.area, name="office_area_add"),
    path("gebied/<slug:slug>/", views.area, name="office_area"),
    path("dorp/<slug:slug>/", views.village, name="office_village"),
    path("dorp/<slug:slug>/wijzigen/", views.change, name="office_village_change"),
    path("dorp/<slug:slug>/fase/", views.phase, name="office_village_phase"),
    path("dorp/<slug:slug>/beeindigen/", views.end, name="office_village_end"),
    path("dorp/<slug:slug>/terug/", views.reopen, name="office_village_reopen"),
]
