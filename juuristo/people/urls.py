"""Routes of people and of signing in; only those of allauth's that we use, mounted by hand."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes.views import generate_recovery_codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.urls import URLPattern, URLResolver, path, re_path

from .views import invitation, people, person, places, profile, recovery_codes, roster

ACCOUNT: list[URLPattern | URLResolver] = [
    path("invitation/", invitation.resume_invitation, name="resume_invitation"),
    path("invitation/<str:token>/", invitation.accept_invitation, name="accept_invitation"),
    path("organisation/", profile.choose_organisation, name="choose_organisation"),
    path("password/forgotten/", account.password_reset, name="account_reset_password"),
    path(
        "password/forgotten/sent/", account.password_reset_done, name="account_reset_password_done"
    ),
    path(
        "password/new/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("sign-in/", account.login, name="account_login"),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("sign-in/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/second-factor/", second_factor.authenticate, name="mfa_authenticate"),
    path("sign-out/", account.logout, name="account_logout"),
]

OWN: list[URLPattern | URLResolver] = [
    path("me/", profile.profile, name="profile"),
    path("me/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("me/confirm/code/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path(
        "me/confirm/passkey/",
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("me/download/", profile.download, name="download_own"),
    path("me/language/", profile.own_language, name="own_language"),
    path("me/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("me/passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("me/passkeys/<int:pk>/name/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("me/passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("me/password/", account.password_change, name="account_change_password"),
    path("me/password/set/", account.password_set, name="account_set_password"),
    path("me/recovery-codes/", recovery_codes.recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "me/recovery-codes/download/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path(
        "me/recovery-codes/new/",
        generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("me/second-factor/", second_factor.index, name="mfa_index"),
    path("me/second-factor/app/on/", app.activate_totp, name="mfa_activate_totp"),
    path("me/second-factor/app/off/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("me/tokens/<uuid:pk>/revoke/", profile.revoke_token, name="revoke_token"),
]

PEOPLE: list[URLPattern | URLResolver] = [
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite_people, name="invite_people"),
    path("people/new/", person.new_person, name="new_person"),
    path("people/places/", places.places, name="places"),
    path("people/places/<str:kind>/", places.new_place, name="new_place"),
    path("people/places/<str:kind>/<uuid:pk>/", places.place_page, name="place"),
    path("people/places/<str:kind>/<uuid:pk>/remove/", places.remove, name="remove_place"),
    path("people/<uuid:pk>/", person.person_page, name="person"),
    path("people/<uuid:pk>/end/", person.end_person, name="end_person"),
    path("people/<uuid:pk>/invite/", person.invite_person, name="invite_person"),
    path("people/<uuid:pk>/roles/", person.change_roles, name="change_roles"),
]

ROSTER: list[URLPattern | URLResolver] = [
    path("people/import/", roster.roster_upload, name="roster_upload"),
    path("people/import/sample.xlsx", roster.roster_sample, name="roster_sample"),
    path("people/import/<uuid:pk>/", roster.roster_import, name="roster_import"),
    path("people/import/<uuid:pk>/apply/", roster.roster_apply, name="roster_apply"),
    path("people/import/<uuid:pk>/cancel/", roster.roster_cancel, name="roster_cancel"),
]

urlpatterns: list[URLPattern | URLResolver] = [*ACCOUNT, *OWN, *PEOPLE, *ROSTER]
