"""What whoever owns a database can do to its log, and make every seal in it fit."""

from sqlalchemy import Connection, text

from engine.audit.chain import START, seal

CASE_TABLES = ("fact", "letter", "incident", "mail", "task", "job")


def written_anew(db: Connection, chain: str) -> None:
    """Gives the entries of a chain other words, and every seal of theirs anew."""
    prev = START
    rows = db.execute(
        text("SELECT n, body FROM audit_entry WHERE chain = :of ORDER BY n"), {"of": chain}
    ).all()
    for n, body in rows:
        other = body.replace("force_lead", "force_head").replace('"at":"2011', '"at":"2010')
        made = seal(prev, n, other)
        new = {"body": other, "prev": prev, "seal": made, "of": chain, "n": n}
        of = "WHERE chain = :of AND n = :n"
        change(db, f"UPDATE audit_entry SET body = :body, prev = :prev, seal = :seal {of}", **new)
        change(db, f"UPDATE audit_leaf SET seal = :seal {of}", seal=made, of=chain, n=n)
        prev = made
    change(db, "UPDATE audit_head SET seal = :seal WHERE chain = :of", seal=prev, of=chain)


def change(db: Connection, statement: str, **values: object) -> None:
    assert db.execute(text(statement), values).rowcount > 0


def first_case(db: Connection) -> str:
    chains = db.execute(text("SELECT min(chain) FROM audit_head WHERE chain LIKE 'case:%'"))
    return str(chains.scalar_one())


def cut(db: Connection, chain: str, last: int) -> None:
    """Takes the entries of a chain after its *last* away, and numbers the places anew."""
    for table in ("audit_entry", "audit_leaf"):
        change(db, f"DELETE FROM {table} WHERE chain = :of AND n > :last", of=chain, last=last)
    kept = db.execute(text("SELECT place FROM audit_leaf ORDER BY place")).scalars().all()
    for place, old in enumerate(kept):
        db.execute(
            text("UPDATE audit_leaf SET place = :new WHERE place = :old"),
            {"new": place, "old": old},
        )
    sealed = "(SELECT seal FROM audit_entry WHERE chain = :of AND n = :last)"
    db.execute(
        text(f"UPDATE audit_head SET n = :last, seal = {sealed} WHERE chain = :of AND :last > 0"),
        {"of": chain, "last": last},
    )


def remove_last_case(db: Connection) -> None:
    """Takes the last case away with its rows, its chain, its places and its number."""
    case = db.execute(text("SELECT max(id) FROM case_")).scalar_one()
    reference = db.execute(text("SELECT max(reference) FROM case_")).scalar_one()
    if db.dialect.name == "postgresql":
        db.exec_driver_sql("SET LOCAL session_replication_role = replica")
    for table in CASE_TABLES:
        db.execute(text(f"DELETE FROM {table} WHERE case_id = :id"), {"id": case})
    change(db, "DELETE FROM case_ WHERE id = :id", id=case)
    change(db, "UPDATE case_serial SET last = last - 1")
    cut(db, f"case:{reference}", 0)
    change(db, "DELETE FROM audit_head WHERE chain = :of", of=f"case:{reference}")
