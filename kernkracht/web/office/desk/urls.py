"""`/werk/vandaag/`."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.desk, name="office_desk"),
    path("gezien/", views.seen, name="office_desk_seen"),
]
