"""A shell that says, in its prompt, that Microsoft is a mock there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

WELCOME = """Here Microsoft is a mock, and this machine is {about}. Nothing leaves it.
Set are {names}.
Try: curl "$DATABRICKS_HOST/.well-known/databricks-config", or a file under snippets/. `exit` leaves."""


def shell(environment: Mapping[str, str]) -> str:
    """The user's shell, else the system's.

    Raises ValueError if SHELL names none.
    """
    found = environment.get("SHELL") or "/bin/sh"
    if shutil.which(found) is None:
        raise ValueError(f"SHELL names {found}, which cannot be run: correct it, or give a command.")
    return found


def set_prompt(environment: dict[str, str], name: str) -> None:
    """Bash and zsh read a file of the run's own home, where nothing of the user's is; other shells read PS1."""
    home = Path(environment["HOME"])
    (home / ".bashrc").write_text(f"PS1='({name}) \\w \\$ '\n", encoding="utf-8")
    (home / ".zshrc").write_text(f"PROMPT='({name}) %~ %# '\n", encoding="utf-8")
    environment["PS1"] = f"({name}) $ "


def welcome(about: str, names: list[str]) -> str:
    """What to know and what to try first."""
    return WELCOME.format(about=about, names=", ".join(names)) + os.linesep
