"""Signing in, under `/account/`. The library's views at Dutch addresses; its names stay, because it reverses them."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as openid
from django.urls import path, re_path

from . import views

urlpatterns = [
    path("", views.overview, name="account_overview"),
    path("inloggen/", account.login, name="account_login"),
    path("inloggen/code/", account.request_login_code, name="account_request_login_code"),
    path("inloggen/code/bevestigen/", account.confirm_login_code, name="account_confirm_login_code"),
    path("inloggen/tweede-stap/", mfa.authenticate, name="mfa_authenticate"),
    path("inloggen/via/<slug:provider_id>/", openid.login, name="openid_connect_login"),
    path("inloggen/via/<slug:provider_id>/terug/", openid.callback, name="openid_connect_callback"),
    path("inloggen/via-afgebroken/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("inloggen/via-mislukt/", social.login_error, name="socialaccount_login_error"),
    path("inloggen/via-afmaken/", social.signup, name="socialaccount_signup"),
    path("uitloggen/", account.logout, name="account_logout"),
    path("gesloten/", account.account_inactive, name="account_inactive"),
    path("nieuw/", account.signup, name="account_signup"),
    path("bevestig/", account.reauthenticate, name="account_reauthenticate"),
    path("bevestig/tweede-stap/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("e-mail/", account.email, name="account_email"),
    path("e-mail/bevestigen/", account.email_verification_sent, name="account_email_verification_sent"),
    path("gegevens/", views.profile, name="account_profile"),
    path("wachtwoord/wijzigen/", account.password_change, name="account_change_password"),
    path("wachtwoord/kiezen/", account.password_set, name="account_set_password"),
    path("wachtwoord/per-mail/", views.set_password_by_mail, name="account_set_password_by_mail"),
    path("wachtwoord/vergeten/", account.password_reset, name="account_reset_password"),
    path("wachtwoord/vergeten/verstuurd/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^wachtwoord/nieuw/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("wachtwoord/klaar/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("tweede-stap/", mfa.index, name="mfa_index"),
    path("tweede-stap/instellen/", totp.activate_totp, name="mfa_activate_totp"),
    path("tweede-stap/weghalen/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("tweede-stap/reservecodes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("tweede-stap/reservecodes/nieuw/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("tweede-stap/reservecodes/downloaden/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("inlogdiensten/", social.connections, name="socialaccount_connections"),
]
