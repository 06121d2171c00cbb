"""Under `/dorpen/`, before the pages of villages: “cijfers” is no village."""

from django.urls import path

from . import views

urlpatterns = [
    path("cijfers/", views.compare_figures, name="compare_figures"),
    path("cijfers.csv", views.all_figures_csv, name="all_figures_csv"),
    path("<slug:slug>/cijfers/", views.village_figures, name="village_figures"),
    path("<slug:slug>/cijfers.csv", views.village_figures_csv, name="village_figures_csv"),
]
