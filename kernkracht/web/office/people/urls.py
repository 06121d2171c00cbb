"""People, posts and roles, under `/werk/mensen/`."""

from django.urls import path

from . import acting, mandates, reading

urlpatterns = [
    path("", reading.people, name="office_people"),
    path("nieuw/", acting.add, name="office_person_add"),
    path("vacature/", acting.open_vacancy, name="office_vacancy_add"),
    path("rollen-nu/", reading.posts, name="office_posts"),
    path("rollen/", reading.roles, name="office_roles"),
    path("rollen/<slug:code>/naam/", acting.rename, name="office_role_rename"),
    path("rollen/<slug:code>/rechten/", acting.permissions, name="office_role_permissions"),
    path("mandaten/", mandates.mandate_list, name="office_mandates"),
    path("mandaten/geven/", mandates.give, name="office_mandate_give"),
    path("mandaten/<int:pk>/laatste-dag/", mandates.change_end, name="office_mandate_change_end"),
    path("mandaten/<int:pk>/beeindigen/", mandates.end, name="office_mandate_end"),
    path("mandaten/<int:pk>/intrekken/", mandates.withdraw, name="office_mandate_withdraw"),
    path("rol/<int:pk>/beeindigen/", acting.end, name="office_post_end"),
    path("rol/<int:pk>/vervanger/", acting.stand_in, name="office_post_stand_in"),
    path("rol/<int:pk>/dorpen/", acting.change_villages, name="office_post_villages"),
    path("rol/<int:pk>/vervullen/", acting.fill, name="office_post_fill"),
    path("<int:pk>/", reading.person, name="office_person"),
    path("<int:pk>/rol/", acting.assign, name="office_person_assign"),
    path("<int:pk>/afwezig/", acting.absent, name="office_person_absent"),
    path("<int:pk>/terug/", acting.back, name="office_person_back"),
    path("<int:pk>/kaart/", acting.card, name="office_person_card"),
    path("<int:pk>/sluiten/", acting.close, name="office_person_close"),
    path("<int:pk>/openen/", acting.reopen, name="office_person_reopen"),
]
