from django.urls import path

from . import views

urlpatterns = [
    path("", views.theme_list, name="office_themes"),
    path("nieuw/", views.theme_save, name="office_theme_add"),
    path("<slug:code>/", views.theme_save, name="office_theme"),
]
