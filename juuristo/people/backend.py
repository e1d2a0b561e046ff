"""Checking who signs in."""

from typing import Any, cast

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from .access import may_sign_in
from .models import User


class SignInBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth is untyped
    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        """Return the user whose password this is.

        The example's people are refused with the ordinary "does not match" where the server can
        be reached by others.
        """
        user = cast("User | None", super().authenticate(request, **credentials))
        return user if user and may_sign_in(user) else None
