from django.urls import path

from . import views

urlpatterns = [
    path("", views.village_list, name="villages"),
    path("<slug:slug>/", views.village_page, name="village"),
]
