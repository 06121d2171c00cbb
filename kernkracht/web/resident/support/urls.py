from django.urls import path

from . import views

urlpatterns = [path("steun/<str:token>/", views.answer, name="support")]
