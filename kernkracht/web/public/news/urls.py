from django.urls import path

from . import feeds, views

urlpatterns = [
    path("nieuws/", views.news_list, name="news"),
    path("nieuws/nieuws.atom", feeds.news_feed, {"kind": "atom"}, name="news_feed"),
    path("nieuws/nieuws.rss", feeds.news_feed, {"kind": "rss"}, name="news_feed_rss"),
    path("nieuws/onderwerp/<slug:code>.atom", feeds.theme_feed, {"kind": "atom"}, name="theme_news_feed"),
    path("nieuws/onderwerp/<slug:code>.rss", feeds.theme_feed, {"kind": "rss"}, name="theme_news_feed_rss"),
    path("nieuws/<slug:slug>/", views.news_page, name="news_post"),
    path("dorpen/<slug:slug>/nieuws.atom", feeds.village_feed, {"kind": "atom"}, name="village_news_feed"),
    path("dorpen/<slug:slug>/nieuws.rss", feeds.village_feed, {"kind": "rss"}, name="village_news_feed_rss"),
]
