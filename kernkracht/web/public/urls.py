from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("kernkracht.web.public.files.urls")),
    path("", include("kernkracht.web.public.demo.urls")),
]
