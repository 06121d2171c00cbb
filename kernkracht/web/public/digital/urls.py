from django.urls import path

from . import views

urlpatterns = [
    path("digitaal-bericht/", views.digital_message, name="digital_message"),
    path("storingen/", views.outages, name="outages"),
]
