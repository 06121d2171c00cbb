"""The workload of coordinators, under `/werk/mensen/werkdruk/`."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.workload_page, name="office_workload"),
    path("formatie/", views.formation, name="office_formation"),
    path("uren/<int:pk>/", views.hours, name="office_working_time"),
]
