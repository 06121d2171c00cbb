from django.urls import include, path

urlpatterns = [path("", include("kernkracht.web.urls"))]

handler400 = "kernkracht.web.errors.bad_request"
handler403 = "kernkracht.web.errors.permission_denied"
handler404 = "kernkracht.web.errors.page_not_found"
handler500 = "kernkracht.web.errors.server_error"
