"""Declaring an interest, and the address that shows one, under `/werk/`."""

from django.urls import path

from . import views

urlpatterns = [
    path("aanvragen/<str:number>/belang/", views.declare, name="office_interest"),
    path("aanvragen/<str:number>/geen-belang/", views.take_back, name="office_no_interest"),
    path("mensen/<int:pk>/adres/", views.household, name="office_household"),
    path("mensen/<int:pk>/adres/weghalen/", views.forget, name="office_household_forget"),
]
