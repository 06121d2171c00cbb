from django.urls import path

from . import views

urlpatterns = [
    path("mijn/groepen/<slug:slug>/declaraties/", views.overview, name="my_claims"),
    path("mijn/groepen/<slug:slug>/declaraties/nieuw/", views.start, name="my_claim_new"),
    path("mijn/groepen/<slug:slug>/declaraties/<int:pk>/", views.claim, name="my_claim"),
    path("mijn/groepen/<slug:slug>/declaraties/<int:pk>/versturen/", views.send, name="my_claim_send"),
    path("mijn/groepen/<slug:slug>/declaraties/<int:pk>/intrekken/", views.withdraw, name="my_claim_withdraw"),
    path("mijn/groepen/<slug:slug>/declaraties/<int:pk>/bon/<int:line>/weg/", views.remove, name="my_claim_remove"),
    path("mijn/groepen/<slug:slug>/declaraties/<int:pk>/bon/<int:line>/", views.receipt, name="my_claim_receipt"),
]
