from django.urls import path

from . import texts, views

TEXT = "sjablonen/<str:code>/<str:part>/<str:language>/"

urlpatterns = [
    path("", views.mail_lists, name="office_mail"),
    path("<int:pk>/", views.message_page, name="office_message"),
    path("<int:pk>/opnieuw/", views.resend_message, name="office_message_resend"),
    path("<int:pk>/teruggekomen/", views.message_came_back, name="office_message_bounced"),
    path("<int:pk>/afgedrukt/", views.letter_printed, name="office_message_printed"),
    path("<int:pk>/brief/", views.letter_to_print, name="office_message_letter"),
    path("sjablonen/", texts.text_list, name="office_texts"),
    path(TEXT, texts.text_editor, name="office_text"),
    path(f"{TEXT}standaard/", texts.text_reset, name="office_text_reset"),
]
