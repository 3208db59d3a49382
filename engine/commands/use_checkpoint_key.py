"""Seal in the register which key signs the checkpoints of the log from now on."""

from dataclasses import dataclass

from sqlalchemy import insert

from engine.audit.note import Verifier
from engine.audit.places import verifiers
from engine.audit.tables import checkpoint_key
from engine.commands.context import CommandContext
from engine.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class UseCheckpointKey:
    """Make a public key known, so that checkpoints signed with it are the log's own."""

    verifier: Verifier
    operator: str = ""  # who asks at the command line, where nobody is signed in

    def do(self, context: CommandContext) -> bool:
        """Keeps the key with who asked; whether it was new.

        NotAllowed for a key under another name than the log has: a log keeps its name.
        """
        if context.actor is not None:
            raise NotAllowed("keys are made by whoever runs the service, at the command line")
        keys = verifiers(context.db)
        if self.verifier in keys:
            return False
        if keys and keys[0].name != self.verifier.name:
            raise NotAllowed(f"the log is called {keys[0].name} and keeps that name")
        row = insert(checkpoint_key).values(verifier=str(self.verifier), since=context.now)
        entry = {"subject": str(self.verifier), "name": f"{self.operator} at the command line"}
        with context.keeping_register("use_checkpoint_key", **entry) as rows:
            rows.write(row)
        return True
