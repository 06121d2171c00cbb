from django.urls import path

from . import views

urlpatterns = [path("aanvragen/nieuw/", views.new_application, name="office_new_application")]
