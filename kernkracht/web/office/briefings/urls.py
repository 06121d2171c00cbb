"""Briefings, the alderman's own screen, and joining a case, under `/werk/`."""

from django.urls import path

from .views import joining, own, reading

urlpatterns = [
    path("mijn-dorpen/", own.own_villages, name="office_own_villages"),
    path("briefings/", reading.briefings, name="office_briefings"),
    path("briefings/maken/", reading.make_series, name="office_briefing_series_make"),
    path("briefings/<int:pk>/", reading.briefing, name="office_briefing"),
    path("briefings/<int:pk>/briefing.<str:kind>", reading.download, name="office_briefing_file"),
    path("briefings/reeks/<uuid:key>/", reading.series, name="office_briefing_series"),
    path("briefings/reeks/<uuid:key>/briefing.<str:kind>", reading.download_series, name="office_briefing_series_file"),
    path("dorpsbeeld/<slug:slug>/briefing/", reading.of_village, name="office_village_briefings"),
    path("dorpsbeeld/<slug:slug>/briefing/maken/", reading.make, name="office_briefing_make"),
    path("aansluiten/<int:pk>/", joining.attendance, name="office_attendance"),
    path("aansluiten/<int:pk>/beeindigen/", joining.end, name="office_attendance_end"),
    path("aansluiten/<slug:kind>/<str:ref>/", joining.join, name="office_join"),
]
