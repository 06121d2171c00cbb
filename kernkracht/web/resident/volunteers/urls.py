from django.urls import path

from . import views

urlpatterns = [
    path("vrijwilligers/meehelpen/", views.offer_add, name="volunteer_offer_add"),
    path("vrijwilligers/hulp/<int:pk>/meehelpen/", views.offer_add, name="volunteer_offer_for"),
    path("vrijwilligers/aanbod/<str:token>/", views.offer, name="volunteer_offer"),
    path("vrijwilligers/kennis-delen/", views.knowledge_add, name="knowledge_add"),
    path("vrijwilligers/kennis/<str:token>/", views.knowledge, name="knowledge"),
    path("vrijwilligers/prijzen/<int:pk>/voordragen/", views.nominate, name="nominate"),
    path("vrijwilligers/voordracht/<str:token>/", views.nomination, name="nomination"),
    path("vrijwilligers/voorgedragen/<str:token>/", views.nominee, name="nominee"),
    path("vrijwilligers/jury/<str:token>/", views.jury, name="jury"),
    path("vrijwilligers/kijk-in-uw-mail/", views.sent, name="volunteer_sent"),
]
