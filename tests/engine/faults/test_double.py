"""Two people answer one task at the same moment, again and again."""

from tests.support.double import doubled
from tests.support.office import Office

ROUNDS = 60


def test_of_two_answers_one_is_kept_and_one_is_told_that_it_came_second(office: Office) -> None:
    found = doubled(office, ROUNDS)

    assert found == {
        "rounds": ROUNDS,
        "successes": ROUNDS,
        "stale": ROUNDS,
        "other": 0,
        "letters": ROUNDS,
    }
