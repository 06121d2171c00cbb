from django.urls import path

from . import news, views

urlpatterns = [
    path("", views.overview, name="my_groups"),
    path("nieuw/", views.propose, name="my_group_new"),
    path("<slug:slug>/", views.group, name="my_group"),
    path("<slug:slug>/pagina/", views.page, name="my_group_page"),
    path("<slug:slug>/rekening/", views.account, name="my_group_account"),
    path("<slug:slug>/maandbericht/", views.feedback, name="my_group_feedback"),
    path("<slug:slug>/nieuws/", news.news, name="my_group_news"),
    path("<slug:slug>/nieuws/nieuw/", news.offer, name="my_group_news_new"),
    path("<slug:slug>/nieuws/<int:pk>/", news.offer, name="my_group_news_change"),
    path("<slug:slug>/afspraken/<int:pk>/<str:day>/", views.evidence, name="my_group_duty"),
]
