from django.urls import path

from . import views

urlpatterns = [
    path("bijeenkomsten/<int:pk>/aanmelden/", views.sign_up, name="gathering_sign_up"),
    path("bijeenkomsten/<int:pk>/aangemeld/", views.signed_up, name="signed_up"),
    path("aanmelding/afgemeld/", views.withdrawn, name="withdrawn"),
    path("aanmelding/<str:token>/", views.own, name="sign_up"),
    path("aanmelding/<str:token>/wijzigen/", views.own_change, name="sign_up_change"),
    path("aanmelding/<str:token>/afspraak.ics", views.own_calendar, name="sign_up_calendar"),
    path("aanmelding/<str:token>/mening/", views.feedback, name="gathering_feedback"),
    path("deur/", views.door, name="door"),
    path("deur/<str:code>/", views.door_code, name="door_code"),
]
