from django.urls import path

from . import views

urlpatterns = [
    path("", views.group_list, name="groups"),
    path("<slug:slug>/", views.group_page, name="group"),
]
