from django.urls import path

from . import paper, views, yearly

urlpatterns = [
    path("", views.claim_list, name="office_claims"),
    path("bijdragen/", yearly.contribution_list, name="office_contributions"),
    path("bijdragen/voorstellen/", yearly.propose, name="office_contributions_propose"),
    path("bijdragen/goedkeuren/", yearly.approve, name="office_contributions_approve"),
    path("bijdragen/<int:pk>/vervalt/", yearly.drop, name="office_contribution_drop"),
    path("nieuw/", paper.new_claim, name="office_claim_new"),
    path("concept/<int:pk>/", paper.paper_claim, name="office_claim_draft"),
    path("concept/<int:pk>/weggooien/", paper.discard, name="office_claim_draft_discard"),
    path("concept/<int:pk>/bon/<int:line>/", paper.receipt, name="office_claim_draft_receipt"),
    path("concept/<int:pk>/bon/<int:line>/weghalen/", paper.remove_receipt, name="office_claim_draft_receipt_remove"),
    path("<str:number>/", views.claim_page, name="office_claim"),
    path("<str:number>/goedkeuren/", views.approve, name="office_claim_approve"),
    path("<str:number>/afwijzen/", views.refuse, name="office_claim_refuse"),
    path("<str:number>/teruggeven/", views.send_back, name="office_claim_send_back"),
    path("<str:number>/bon/<int:line>/", views.receipt, name="office_claim_receipt"),
]
