from django.urls import path

from . import agreements, lists, requests, terms

LIST = "lijsten/<int:pk>/"

urlpatterns = [
    path("", terms.overview, name="office_retention"),
    path("termijnen/<slug:code>/", terms.change_term, name="office_retention_term"),
    path("lijsten/nieuw/", lists.make_list, name="office_destruction_new"),
    path(LIST, lists.show_list, name="office_destruction"),
    path(f"{LIST}goedkeuren/", lists.approve, name="office_destruction_approve"),
    path(f"{LIST}intrekken/", lists.withdraw, name="office_destruction_withdraw"),
    path(f"{LIST}verklaring/", lists.certificate, name="office_destruction_certificate"),
    path(f"{LIST}<int:item>/", lists.spare, name="office_destruction_spare"),
    path("overeenkomsten/", agreements.agreements, name="office_agreements_kept"),
    path("overeenkomsten/<str:label>/<int:pk>/", agreements.choose, name="office_agreement_kept"),
    path("verzoek/", requests.request_page, name="office_person_request"),
]
