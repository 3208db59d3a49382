"""The shipped tables of the law with some rows changed: mergers and bodies that are to come."""

import csv
import io
from collections.abc import Callable
from datetime import date

from engine.definitions.shipped import reference_in, shipped_workflows
from engine.people.reference import Reference

TODAY = date(2026, 11, 26)  # a day on which the shipped rows of today hold

Rows = list[dict[str, str]]
Edit = Callable[[dict[str, Rows]], None]


def edited(*edits: Edit) -> Reference:
    """The shipped tables after each edit of their rows."""
    return Reference(edited_files(*edits))


def edited_files(*edits: Edit) -> dict[str, bytes]:
    """The same as the files they are read from."""
    files = reference_in(shipped_workflows())
    tables = {
        name: list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
        for name, content in files.items()
    }
    for edit in edits:
        edit(tables)
    return {name: _written(rows) if rows else files[name] for name, rows in tables.items()}


def ended(rows: Rows, on: str, **named: str) -> dict[str, str]:
    """The row in force that bears these cells, which ends on that day."""
    (row,) = (row for row in rows if named.items() <= row.items() and not row["valid_to"])
    row["valid_to"] = on
    return row


def merger(tables: dict[str, Rows]) -> None:
    """Lancashire and Cumbria become one force with one commissioner on 1 October 2013."""
    forces, bodies = tables["forces"], tables["local_policing_bodies"]
    new = {"force_id": "north-west", "code": "NWP", "force_name": "North West Police"}
    for force in ("lancashire", "cumbria"):
        force_rows = [row for row in forces if row["force_id"] == force]
        old = force_rows[0]
        for row in force_rows[1:]:
            forces.remove(row)
        old |= {"valid_to": "2013-09-30", "successor": "north-west"}
        for row in [row for row in bodies if row["force_id"] == force]:
            if row["valid_from"] > "2013-09-30":
                bodies.remove(row)
            elif not row["valid_to"] or row["valid_to"] > "2013-09-30":
                row["valid_to"] = "2013-09-30"
    forces.append({**old, **new, "valid_from": "2013-10-01", "valid_to": "", "successor": ""})
    body = next(row for row in bodies if row["body_id"] == "lancashire-pcc")
    name = "Police and Crime Commissioner for the North West"
    new = {"body_id": "north-west-pcc", "force_id": "north-west", "body_name": name}
    bodies.append({**body, **new, "valid_from": "2013-10-01", "valid_to": ""})


def end_without_successor(tables: dict[str, Rows]) -> None:
    """Lancashire ends on 30 September 2013, and no row says who takes over."""
    merger(tables)
    for row in tables["forces"]:
        row["successor"] = ""


def board(tables: dict[str, Rows]) -> None:
    """A Policing and Crime Board decides for Lancashire from 8 May 2028."""
    bodies = tables["local_policing_bodies"]
    old = ended(bodies, "2028-05-07", body_id="lancashire-pcc")
    name = "Policing and Crime Board for Lancashire"
    new = {"body_id": "lancashire-board", "body_name": name, "body_type": "policing_board"}
    bodies.append({**old, **new, "valid_from": "2028-05-08", "valid_to": ""})
    holder = "Chair of the Policing and Crime Board"
    tables["body_types"].append(
        {
            "body_type": "policing_board",
            "short": "the Board",
            "salutation": "Dear Chair",
            "holder_title": holder,
            "capacity": "for and on behalf of the {name}",
            "barred_roles": "yes",
            "valid_from": "2028-05-08",
            "valid_to": "",
        }
    )


def _written(rows: Rows) -> bytes:
    text = io.StringIO()
    columns = dict.fromkeys(column for row in rows for column in row)
    writer = csv.DictWriter(text, list(columns), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
