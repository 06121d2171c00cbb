from django.urls import path

from . import views

urlpatterns = [
    path("volgen/", views.begin, name="follow"),
    path("volgen/verstuurd/", views.sent, name="follow_sent"),
    path("volgen/bevestigen/<str:key>/", views.confirm, name="follow_confirm"),
    path("volgen/<str:token>/", views.manage, name="follow_manage"),
    path("volgen/<str:token>/stoppen/", views.stop, name="follow_stop"),
    path("mijn/volgen/", views.mine, name="follow_mine"),
]
