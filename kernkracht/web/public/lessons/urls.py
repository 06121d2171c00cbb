from django.urls import path

from . import views

urlpatterns = [
    path("lessen/", views.lesson_list, name="lessons"),
    path("lessen/<slug:slug>/", views.lesson_page, name="lesson"),
    path("woorden/", views.word_list, name="terms"),
]
