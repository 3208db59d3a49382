"""Who decides for a force on a day, asked of the register in use."""

from dataclasses import dataclass
from datetime import date

from engine.context import QueryContext
from engine.errors import ForceEnded, NotFound
from engine.people.nearly import did_you_mean
from engine.section26.who_decides import WhoDecides, who_decides


@dataclass(frozen=True, slots=True)
class WhoPage:
    """The forces that may be asked about, and the answer for one or why there is none."""

    forces: tuple[tuple[str, str], ...]  # id, and the name as it last was
    force: str
    day: date
    found: WhoDecides | None
    why_not: str


def who_page(context: QueryContext, force: str = "", day: date | None = None) -> WhoPage:
    """The answer for *force* on *day*, by itself today; none yet where no force is named."""
    every = context.reference.ever.values()
    forces = sorted((one.name, one.id) for one in every if one.kind == "force")
    names = tuple((force_id, name) for name, force_id in forces)
    asked_on = day or context.today
    if not force:
        return WhoPage(names, "", asked_on, None, "")
    try:
        found = who_decides(context.reference, force, asked_on)
    except (NotFound, ForceEnded) as none_there:
        return WhoPage(names, force, asked_on, None, str(none_there))
    return WhoPage(names, force, asked_on, found, "")


def who(context: QueryContext, force: str, day: date | None = None) -> WhoDecides:
    """The same for the command line; NotFound says which force may be meant."""
    known = [one.id for one in context.reference.ever.values() if one.kind == "force"]
    if force not in known:
        raise NotFound(f"there is no force '{force}'{did_you_mean(force, known)}")
    return who_decides(context.reference, force, day or context.today)
