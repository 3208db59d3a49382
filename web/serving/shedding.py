"""Who has to go: whoever is late, and in a crowd whoever has been unfinished for the longest.

In a crowd strangers go before anybody who is signed in.
"""

from collections.abc import Collection, Iterable

from web.serving.channel import PatientChannel, Standing
from web.serving.limits import Limits


def who_has_to_go(
    channels: Collection[PatientChannel], now: float, limits: Limits
) -> list[PatientChannel]:
    """The connections to close at *now*, a moment of the monotonic clock."""
    late = [one for one in channels if one.is_late(now)]
    going = set(late)
    waiting = [
        one
        for one in channels
        if one not in going and one.standing() is not Standing.NOTHING
    ]  # fmt: skip
    too_many = len(channels) - len(late) - int(limits.connections * limits.crowded)
    if too_many > 0:
        waiting.sort(key=lambda one: (one.is_known(), one.standing(), one.since))
        late += waiting[:too_many]
        waiting = waiting[too_many:]
    return late + _too_large_together(waiting, limits)


def _too_large_together(waiting: Iterable[PatientChannel], limits: Limits) -> list[PatientChannel]:
    """Those whose bodies, the oldest first, are more than there is room for all of them."""
    bodies = [one for one in waiting if one.room_taken()]
    over = sum(one.room_taken() for one in bodies) - limits.all_bodies
    going = []
    for one in sorted(bodies, key=lambda one: (one.is_known(), one.since)):
        if over <= 0:
            break
        going.append(one)
        over -= one.room_taken()
    return going
