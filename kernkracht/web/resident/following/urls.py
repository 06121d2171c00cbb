from django.urls import path

from . import account, messages, views

urlpatterns = [
    path("mijn/", views.overview, name="mine"),
    path("mijn/aanvragen/<str:token>/", views.show, name="case"),
    path("mijn/aanvragen/<str:token>/intrekken/", views.withdraw, name="withdraw"),
    path("mijn/aanvragen/<str:token>/aanvullen/", views.complete, name="complete"),
    path("mijn/aanvragen/<str:token>/rekening/", account.give, name="account"),
    path("mijn/aanvragen/<str:token>/post/", messages.consents, name="consents"),
    path("mijn/aanvragen/<str:token>/te-laat/", messages.default_notice, name="default_notice"),
]
