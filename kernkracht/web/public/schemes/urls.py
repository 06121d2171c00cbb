from django.urls import path

from . import views

urlpatterns = [
    path("", views.scheme_list, name="schemes"),
    path("<slug:slug>/", views.scheme_page, name="scheme"),
    path("<slug:slug>/regels.yaml", views.scheme_file, name="scheme_file"),
]
