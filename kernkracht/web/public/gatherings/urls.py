from django.urls import path

from . import views

urlpatterns = [path("bijeenkomst/<str:token>/afspraak.ics", views.calendar_file, name="gathering_calendar")]
