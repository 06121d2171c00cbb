from django.urls import path

from . import views
from .accounts import accounts

urlpatterns = [
    path("demo/", accounts, name="demo_accounts"),
    path("demo/post/", views.mail_list, name="demo_mail"),
    path("demo/post/<str:name>/", views.mail_page, name="demo_mail_page"),
]
