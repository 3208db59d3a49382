"""A definition as it is analysed: what its files hold, which facts it sets, which ways it has.

Nothing here judges; what cannot be read is kept as its reasons, for the rule that tells them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from engine.analysis.contents import Contents
from engine.analysis.drawing import Drawing
from engine.analysis.facts import Facts
from engine.analysis.paths import Paths
from engine.analysis.readers import Readers
from engine.analysis.setting import Setting
from engine.bpmn.elements import Model
from engine.bpmn.read import read
from engine.errors import DiagramRefused


@dataclass(frozen=True)
class Definition:
    """The files of a definition, the diagrams read, and the setting they are looked at in."""

    files: Mapping[str, bytes]
    model: Model
    setting: Setting
    refused: DiagramRefused | None = None

    @cached_property
    def drawing(self) -> Drawing:
        """The diagrams, with their neighbours looked up."""
        return Drawing(self.model)

    @cached_property
    def contents(self) -> Contents:
        """What stands in the files beside the diagrams."""
        return Contents(self.files)

    @cached_property
    def facts(self) -> Facts:
        """Which step sets which fact."""
        return Facts(self.drawing, self.contents, self.setting.derived)

    @cached_property
    def readers(self) -> Readers:
        """Who reads each fact."""
        return Readers(self.drawing, self.contents)

    @cached_property
    def paths(self) -> Paths:
        """The ways that a case can take, and what it holds on them."""
        return Paths(self.drawing, self.facts)


def opened(files: Mapping[str, bytes], setting: Setting) -> Definition:
    """The definition of *files*; empty, and saying why, when a diagram cannot be read."""
    try:
        return Definition(files, read(files), setting)
    except DiagramRefused as refused:
        return Definition(files, Model({}, {}, {}), setting, refused)
