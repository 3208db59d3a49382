"""What `s26 register` does: check tables of the law as CSV files, before anybody takes them."""

import json
from argparse import Namespace
from datetime import date
from pathlib import Path

from engine.cli.running import say
from engine.clock import london_date, utc_now
from engine.definitions.shipped import shipped_schema, shipped_workflows
from engine.errors import UploadRefused
from engine.register.check import ERROR, RegisterFinding, check_register
from engine.register.rows import Row
from engine.register.schema import Schema
from engine.register.sheets import SheetFault, SheetRefused, read_sheet
from engine.settings import Settings


def register(args: Namespace, _settings: Settings) -> int:
    """A line for each fault of a file and each finding about its rows; 1 where one is an error."""
    folder = Path(args.folder) if args.folder else shipped_workflows() / "reference"
    schema = shipped_schema()
    tables, faults = _read_tables(schema, folder)
    findings = [] if faults else check_register(schema, tables, _day_to_check(args))
    if args.json:
        say(json.dumps(_report_json(faults, findings), indent=2, ensure_ascii=False))
    else:
        for line in (*faults, *findings):
            say(str(line))
        say(_summary(tables, faults, findings))
    return 1 if faults or any(finding.severity == ERROR for finding in findings) else 0


def _read_tables(schema: Schema, folder: Path) -> tuple[dict[str, list[Row]], list[SheetFault]]:
    if not folder.is_dir():
        raise UploadRefused(f"there is no folder {folder}: name one that holds the tables as .csv")
    tables: dict[str, list[Row]] = {}
    faults: list[SheetFault] = []
    for path in sorted(folder.glob("*.csv")):
        try:
            tables[path.stem] = read_sheet(schema, path.stem, path.read_bytes())
        except SheetRefused as refused:
            faults += refused.faults
    if not tables and not faults:
        raise UploadRefused(f"there is no table in {folder}: its files end in .csv")
    return tables, faults


def _day_to_check(args: Namespace) -> date:
    return args.on or london_date(utc_now())


def _report_json(faults: list[SheetFault], findings: list[RegisterFinding]) -> dict[str, object]:
    return {
        "faults": [
            {
                "table": fault.table,
                "row": fault.row,
                "column": fault.column,
                "sentence": fault.sentence,
            }
            for fault in faults
        ],
        "findings": [
            {
                "severity": finding.severity,
                "table": finding.table,
                "key": finding.key,
                "sentence": finding.sentence,
            }
            for finding in findings
        ],
    }


def _summary(
    tables: dict[str, list[Row]], faults: list[SheetFault], findings: list[RegisterFinding]
) -> str:
    if faults:
        return f"{len(faults)} faults: nothing of these files can be taken."
    rows = sum(len(table) for table in tables.values())
    errors = sum(finding.severity == ERROR for finding in findings)
    warnings = len(findings) - errors
    return f"{len(tables)} tables, {rows} rows: {errors} errors, {warnings} warnings."
