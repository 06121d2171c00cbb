from django.urls import path

from . import budget, filling, router, sending, start

urlpatterns = [
    path("aanvragen/", router.router, name="router"),
    path("aanvragen/<slug:slug>/", start.start, name="start"),
    path("aanvraag/<str:token>/", filling.resume, name="resume"),
    path("aanvraag/<str:token>/later/", filling.stop, name="stop"),
    path("aanvraag/<str:token>/ontvangen/", sending.receipt, name="receipt"),
    path("aanvraag/<str:token>/kosten/uitkomst/", budget.live_outcome, name="outcome"),
    path("aanvraag/<str:token>/<slug:slug>/", filling.step, name="step"),
]
