"""What a page says of a password that will not do."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from juuristo.people.models import Person


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("jv8#kq2", "Salasana on liian lyhyt. Kirjoita vähintään 10 merkkiä."),
        ("password123", "Salasana on liian tavallinen. Kokeile neljää sanaa peräkkäin."),
        (
            "adviser@example",
            "Salasana on liian lähellä nimeäsi tai osoitettasi. Valitse jokin muu.",
        ),
    ],
)
def test_given_a_poor_password_then_our_own_words_say_why(
    password: str, said: str, adviser: Person
) -> None:
    user = adviser.user
    assert user is not None
    user.email = "adviser@example.org"

    with pytest.raises(ValidationError) as refused:
        validate_password(password, user)

    assert refused.value.messages == [said]
