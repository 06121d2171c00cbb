from django.urls import path

from . import views

urlpatterns = [
    path("", views.story_list, name="stories"),
    path("<slug:slug>/", views.story_page, name="story"),
    path("<slug:slug>/foto/<int:pk>/", views.story_photo, name="story_photo"),
]
