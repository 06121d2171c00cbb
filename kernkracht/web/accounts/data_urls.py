"""What is held about who is signed in, under `/mijn/gegevens/`."""

from django.urls import path

from . import data_views

urlpatterns = [
    path("", data_views.overview, name="my_data"),
    path("downloaden/", data_views.download, name="account_export"),
    path("verwijderen/", data_views.remove, name="account_remove"),
]
