"""What a version changes: in words and file by file, beside the version it would replace."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from engine.context import QueryContext
from engine.definitions.difference.change import OTHER, WEIGHTY, Names, Topic
from engine.definitions.difference.files import FileChange, file_changes
from engine.definitions.difference.whole import by_topic, changes
from engine.definitions.registry import files_of, version, versions
from engine.definitions.rows import VersionRow
from engine.errors import NotAllowed
from engine.people.may import may_read_definitions
from engine.queries.approvals import Approval, approval_of


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """A version beside another: the one in use, or the one that was in use before it."""

    key: str
    title: str
    number: int
    status: str
    id: str
    against: int | None  # the number of the other version; none when everything is new
    against_id: str  # its identity; empty when everything is new
    against_in_use: bool  # whether it is what this version would replace: one in use, or none
    others: tuple[int, ...]  # the versions it may be compared with
    weighty: tuple[Topic, ...]  # who does what, separations, letters, ways, facts and ends
    other: tuple[Topic, ...]
    files: tuple[FileChange, ...]
    approval: Approval


def version_changes(
    context: QueryContext, key: str, number: int, against: int | None = None
) -> ChangesPage:
    """What a version changes; against the one in use, unless another number is asked for."""
    if why_not := may_read_definitions(context.who):
        raise NotAllowed(why_not)
    row = version(context.db, key, number)
    all_of = versions(context.db, key)
    if against is not None:
        other: VersionRow | None = version(context.db, key, against)
    else:
        other = _version_to_compare(row, all_of)
    old_files = files_of(context.db, key, other.version) if other else {}
    new_files = files_of(context.db, key, number)
    sentences = changes(old_files, new_files, _names(context, [*old_files, *new_files]))
    return ChangesPage(
        key=key,
        title=row.title,
        number=number,
        status=row.status,
        id=row.bundle_sha256,
        against=other.version if other else None,
        against_id=other.bundle_sha256 if other else "",
        against_in_use=other is None or other.status == "published",
        others=tuple(v.version for v in all_of if v.version != number),
        weighty=by_topic(sentences, WEIGHTY),
        other=by_topic(sentences, OTHER),
        files=file_changes(old_files, new_files),
        approval=approval_of(context, row),
    )


def _names(context: QueryContext, paths: Iterable[str]) -> Names:
    codes = {PurePosixPath(path).stem for path in paths if path.endswith(".docx")}
    reference, day = context.reference, context.today
    return Names(
        roles={role: reference.role_title(role, day) for role in reference.roles(day)},
        letters={code: reference.letter_title(code, day) for code in codes},
    )


def _version_to_compare(row: VersionRow, all_of: list[VersionRow]) -> VersionRow | None:
    """The version in use; for one that is or was itself, the one that it replaced."""
    used = [v for v in all_of if v.published_at is not None and v.version != row.version]
    if row.published_at is None:
        return next((v for v in used if v.status == "published"), None)
    this = (row.published_at, row.version)
    candidates = [v for v in used if v.published_at and (v.published_at, v.version) < this]
    return max(candidates, key=lambda v: (v.published_at, v.version), default=None)
