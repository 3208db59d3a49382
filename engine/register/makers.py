"""Who made a draft of the register, and so does not put it into use: asked by command and page."""

from sqlalchemy import Connection, select

from engine.people.identity import KnownPerson
from engine.people.tables import person
from engine.register.sets import SetRow, acts_of


def makers_of(db: Connection, draft: SetRow) -> tuple[KnownPerson, ...]:
    """Whoever began a draft or changed it; where nobody began it, whoever checked it as well."""
    acts = acts_of(db, draft.number)
    made = {act.person: "made" for act in acts if act.event in {"begun", "changed"}}
    if draft.made_by is None:
        made.setdefault(draft.checked_by, "checked")
    ids = sorted(account for account in made if account is not None)
    people = db.execute(select(person).where(person.c.id.in_(ids)).order_by(person.c.id))
    return tuple(
        KnownPerson(
            row.name,
            f"they have {made[row.id]} this draft",
            row.employer or "",
            row.staff_number or "",
            row.id,
        )
        for row in people
    )
