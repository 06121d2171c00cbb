from django.urls import path

from . import views

urlpatterns = [
    path("mijn/", views.overview, name="mine"),
    path("mijn/aanvragen/<str:token>/", views.show, name="case"),
    path("mijn/aanvragen/<str:token>/intrekken/", views.withdraw, name="withdraw"),
    path("mijn/aanvragen/<str:token>/aanvullen/", views.complete, name="complete"),
]
