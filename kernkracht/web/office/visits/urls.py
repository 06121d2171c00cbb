"""`/werk/bezoek/`. Everything below it belongs to the worker that opens the form without network."""

from django.urls import path

from . import device_views, views

urlpatterns = [
    path("", views.visits, name="office_visits"),
    path("nieuw/", views.write, name="office_visit_new"),
    path("inleveren/", device_views.take_in, name="office_visit_take_in"),
    path("toestel/", device_views.device, name="office_visit_device"),
    path("werker.js", device_views.worker, name="office_visit_worker"),
    path("<int:pk>/wijzigen/", views.change, name="office_visit_change"),
    path("<int:pk>/weghalen/", views.remove, name="office_visit_remove"),
    path("<int:pk>/trend/", views.trend, name="office_visit_trend"),
]
