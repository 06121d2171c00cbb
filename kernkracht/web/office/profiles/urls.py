from django.urls import path

from . import views

urlpatterns = [
    path("", views.figure_list, name="office_figures"),
    path("inlezen/", views.take_in, name="office_figures_import"),
    path("<slug:code>/", views.figure_change, name="office_figure"),
]
