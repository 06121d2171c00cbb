from django.urls import path

from . import views

urlpatterns = [
    path("bijeenkomst/<str:token>/afspraak.ics", views.calendar_file, name="gathering_calendar"),
    path("bijeenkomsten/", views.gatherings, name="gatherings"),
    path("bijeenkomsten/<int:pk>/afspraak.ics", views.public_file, name="gathering_file"),
    path("bijeenkomsten/<int:pk>-<slug:slug>/", views.gathering, name="gathering"),
    path("in-het-dorp/<int:pk>/afspraak.ics", views.presence_file, name="presence_file"),
    path("dorpen/<slug:slug>/agenda.ics", views.village_calendar, name="village_calendar"),
]
