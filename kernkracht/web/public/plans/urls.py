from django.urls import path

from . import views

urlpatterns = [
    path("", views.plan_list, name="plans"),
    path("<str:number>/", views.plan_page, name="plan"),
]
