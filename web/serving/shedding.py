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
    late = [channel for channel in channels if channel.is_late(now)]
    going = set(late)
    unfinished = [
        channel
        for channel in channels
        if channel not in going and channel.standing() is not Standing.NOTHING
    ]  # fmt: skip
    too_many = len(channels) - len(late) - int(limits.connections * limits.crowded)
    if too_many > 0:
        unfinished.sort(key=lambda channel: (channel.is_known(), channel.standing(), channel.since))
        late += unfinished[:too_many]
        unfinished = unfinished[too_many:]
    return late + _too_large_together(unfinished, limits)


def _too_large_together(
    unfinished: Iterable[PatientChannel], limits: Limits
) -> list[PatientChannel]:
    """Those whose bodies, the oldest first, are more than there is room for all of them."""
    bodies = [channel for channel in unfinished if channel.room_taken()]
    over = sum(channel.room_taken() for channel in bodies) - limits.all_bodies
    going = []
    for channel in sorted(bodies, key=lambda channel: (channel.is_known(), channel.since)):
        if over <= 0:
            break
        going.append(channel)
        over -= channel.room_taken()
    return going
