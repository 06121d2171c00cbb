from django.urls import path

from . import feeds, views

urlpatterns = [
    path("nieuws/", views.news_list, name="news"),
    path("nieuws/nieuws.atom", feeds.news_feed, name="news_feed"),
    path("nieuws/<slug:slug>/", views.news_page, name="news_post"),
    path("dorpen/<slug:slug>/nieuws.atom", feeds.village_feed, name="village_news_feed"),
]
