from django.urls import path

from . import page, views

urlpatterns = [
    path("", views.village_list, name="villages"),
    path("<slug:slug>/", page.village_page, name="village"),
]
