import time_machine
from django.test import RequestFactory

from juuristo.shell.limits import within


def test_given_more_than_the_rate_then_only_that_address_and_act_is_refused() -> None:
    ours = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1")
    theirs = RequestFactory().post("/", REMOTE_ADDR="192.0.2.2")
    assert [within(ours, "look", "2/m/ip") for _ in range(3)] == [True, True, False]
    assert within(theirs, "look", "2/m/ip")
    assert within(ours, "other", "2/m/ip")


def test_given_time_then_the_address_may_again() -> None:
    request = RequestFactory().get("/")
    with time_machine.travel(0, tick=False) as clock:
        assert within(request, "look", "1/m/ip")
        assert not within(request, "look", "1/m/ip")
        clock.shift(61)
        assert within(request, "look", "1/m/ip")


def test_given_only_a_question_then_it_is_not_counted() -> None:
    request = RequestFactory().get("/")
    assert all(within(request, "look", "1/m/ip", counts=False) for _ in range(3))
    assert within(request, "look", "1/m/ip")
    assert not within(request, "look", "1/m/ip", counts=False)
