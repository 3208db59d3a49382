"""What the service says when it has stopped."""

import pytest

from engine.cli.running import how_it_stopped


@pytest.mark.parametrize(
    ("in_hand", "given_up", "told"),
    [
        (0, 0, "Stopped."),
        (1, 0, "Stopped: 1 request was answered first."),
        (3, 0, "Stopped: 3 requests were answered first."),
        (1, 1, "Stopped: 1 request was given up, still being answered after 20 seconds."),
    ],
)
def test_a_service_that_has_stopped_says_what_was_in_hand(
    in_hand: int, given_up: int, told: str
) -> None:
    assert how_it_stopped(in_hand, given_up) == told


def test_a_service_that_gave_some_up_says_how_many_and_answered_the_rest() -> None:
    assert how_it_stopped(3, 2) == (
        "Stopped: 1 request was answered first, "
        "2 requests were given up, still being answered after 20 seconds."
    )
