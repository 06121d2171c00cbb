from django.urls import path

from . import views

urlpatterns = [
    path("dorpen/<slug:slug>/vraag/", views.ask, name="ask"),
    path("dorpen/<slug:slug>/vraag/lijkt-op/", views.alike, name="ask_alike"),
    path("dorpen/<slug:slug>/vraag/kaart.svg", views.pin, name="ask_pin"),
    path("vraag/<str:token>/", views.follow, name="question"),
    path("peiling/<int:pk>/", views.poll, name="poll"),
]
