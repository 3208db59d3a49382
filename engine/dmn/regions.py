"""Values that the same rows accept, put into words: amount is over 10 and up to 20."""

from collections.abc import Iterator, Sequence

from engine.dmn.samples import OTHER, Sample
from engine.feel.values import DATE, INSTANT, TEXT, TIME, Value, kind
from engine.feel.writing import text_of

_MOST = 4


def in_words(samples: Sequence[Sample]) -> str:
    """What a value of the region is: "10", "over 10 and up to 20", "true or anything else"."""
    words = list(_parts(samples))
    more = len(words) - _MOST
    if more > 1:
        words = [*words[:_MOST], f"{more} more"]
    return " or ".join(words)


def _parts(samples: Sequence[Sample]) -> Iterator[str]:
    run: list[Sample] = []
    for sample in samples:
        if run and (sample.at is None or run[-1].at != sample.at - 1):
            yield _run(run[0], run[-1])
            run = []
        if sample.at is None:
            yield "anything else" if sample.value is OTHER else _told(sample.value)
        else:
            run.append(sample)
    if run:
        yield _run(run[0], run[-1])


def _run(first: Sample, last: Sample) -> str:
    timed = kind(first.value) in {DATE, TIME, INSTANT, TEXT}
    if first is last and first.named:
        return _told(first.value)
    low = "" if first.low is None else _low(first, timed=timed)
    high = "" if last.high is None else _high(last, alone=not low, timed=timed)
    if first.named and last.named:
        return f"from {_told(first.low)} to {_told(last.high)}"
    return " and ".join(part for part in (low, high) if part) or "anything"


def _low(sample: Sample, *, timed: bool) -> str:
    if sample.named:
        return f"{_told(sample.low)} or {'later' if timed else 'more'}"
    return f"{'after' if timed else 'over'} {_told(sample.low)}"


def _high(sample: Sample, *, alone: bool, timed: bool) -> str:
    if not sample.named:
        return f"{'before' if timed else 'under'} {_told(sample.high)}"
    if alone:
        return f"{_told(sample.high)} or {'earlier' if timed else 'less'}"
    return f"up to {_told(sample.high)}"


def _told(value: Value) -> str:
    return text_of(value, isinstance(value, str))
