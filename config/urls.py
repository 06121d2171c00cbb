from django.urls import include, path

urlpatterns = [path("", include("kernkracht.web.urls"))]
