from django.urls import path

from . import views

urlpatterns = [path("", views.own_villages, name="office_village_news")]
