"""What `s26 register` does: check tables of the law as CSV files, write them, take them in."""

import json
from argparse import Namespace
from datetime import date
from pathlib import Path

from engine.api import Engine
from engine.cli.changing import tell_changes
from engine.cli.running import say
from engine.clock import london_date, utc_now
from engine.commands.import_register import ImportRegister
from engine.definitions.shipped import shipped_schema, shipped_workflows
from engine.errors import UploadRefused
from engine.queries.register_rows import register_sheets
from engine.register.check import ERROR, RegisterFinding, check_register
from engine.register.rows import Row
from engine.register.schema import Schema
from engine.register.sheets import SheetFault, SheetRefused, read_sheets
from engine.settings import Settings


def register(args: Namespace, settings: Settings) -> int:
    """Check, export or import the tables; 1 where something is wrong with them."""
    if args.what == "check":
        return _check(args)
    if args.what == "changes":
        return tell_changes(args, settings)
    if args.folder is None:
        raise UploadRefused(f"say which folder: s26 register {args.what} DIR")
    engine = Engine.open(settings.database_url)
    try:
        return _export(engine, args) if args.what == "export" else _import(engine, args)
    finally:
        engine.close()


def _export(engine: Engine, args: Namespace) -> int:
    folder = Path(args.folder)
    folder.mkdir(parents=True, exist_ok=True)
    sheets = engine.ask(register_sheets, None, args.number)
    for name, content in sheets.items():
        (folder / name).write_bytes(content)
    say(f"{len(sheets)} tables are written to {folder}")
    return 0


def _import(engine: Engine, args: Namespace) -> int:
    """Every table of the folder goes into a new draft, which two process owners put into use."""
    files = {path.name: path.read_bytes() for path in _paths_in(Path(args.folder))}
    number = engine.do(ImportRegister(files, note=args.note or "Taken in from files"), None)
    say(
        f"the tables are register {number}, a draft: one process owner checks it, and another "
        "puts it into use"
    )
    return 0


def _check(args: Namespace) -> int:
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
    files = {path.stem: path.read_bytes() for path in _paths_in(folder)}
    try:
        return read_sheets(schema, files), []
    except SheetRefused as refused:
        return {}, list(refused.faults)


def _paths_in(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise UploadRefused(f"there is no folder {folder}: name one that holds the tables as .csv")
    paths = sorted(folder.glob("*.csv"))
    if not paths:
        raise UploadRefused(f"there is no table in {folder}: its files end in .csv")
    return paths


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
