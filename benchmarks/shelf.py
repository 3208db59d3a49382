"""A SQLite file with the state of one case and its facts, for measurements."""

import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from time import process_time_ns
from typing import Any

from engine.cases.rows import CurrentFact
from engine.cases.unread import Keys, Unread
from engine.cases.values import to_json


class Shelf:
    """Loads and keeps as a command does: one short transaction, synchronous."""

    def __init__(self, file: Path) -> None:
        self.db = sqlite3.connect(file, isolation_level=None)
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("CREATE TABLE state (id INTEGER PRIMARY KEY, saved BLOB)")
        self.db.execute("CREATE TABLE fact (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")
        self.db.execute("INSERT INTO state VALUES (1, NULL)")

    def load(self) -> Any:
        return self.db.execute("SELECT saved FROM state WHERE id = 1").fetchone()[0]

    def facts(self, at_hand: Keys) -> Mapping[str, Any]:
        """The facts as a command has them: those that its definition looks at, then the others."""
        return Unread(self._rows, at_hand)

    def _rows(self, keys: Keys | None) -> list[CurrentFact]:
        rows = "SELECT 0, key, NULL, value FROM fact"
        if keys is None:
            return list(map(CurrentFact._make, self.db.execute(rows)))
        some = ", ".join("?" * len(keys))
        few = self.db.execute(f"{rows} WHERE key IN ({some})", [*keys])
        return list(map(CurrentFact._make, few))

    def keep(self, saved: Any, facts: Mapping[str, Any]) -> None:
        self.db.execute("BEGIN IMMEDIATE")
        self.db.execute("UPDATE state SET saved = ? WHERE id = 1", (saved,))
        rows = [(key, to_json(value)) for key, value in facts.items()]
        self.db.executemany("INSERT OR REPLACE INTO fact VALUES (?, ?)", rows)
        self.db.execute("COMMIT")


def cpu_ms(
    act: Callable[[], object], times: int, before: Callable[[], object] = lambda: None
) -> float:
    """The median CPU time of *act* in milliseconds; what comes *before* is not counted."""
    taken = []
    for _ in range(times):
        before()
        began = process_time_ns()
        act()
        taken.append((process_time_ns() - began) / 1e6)
    return median(taken)
