from django.urls import path

from . import views

urlpatterns = [
    path("vragen/", views.answered, name="answered_questions"),
    path("vragen/<int:key>/", views.one_answer, name="answered_question"),
]
