from django.urls import path

from . import views

urlpatterns = [
    path("vrijwilligers/", views.overview, name="volunteers"),
    path("vrijwilligers/hulp/<int:pk>/", views.help_page, name="help_wanted"),
    path("vrijwilligers/verzekering/", views.info_page, {"code": "insurance"}, name="volunteer_insurance"),
    path("vrijwilligers/steunpunt/", views.info_page, {"code": "support_point"}, name="volunteer_support_point"),
    path("vrijwilligers/burenhulp/", views.info_page, {"code": "neighbour_help"}, name="neighbour_help"),
    path("vrijwilligers/prijzen/", views.prizes, name="prizes"),
    path("vrijwilligers/prijzen/<int:pk>/", views.prize_round, name="prize_round"),
    path("vertrouwenspersoon/", views.counsellor, name="counsellor"),
]
