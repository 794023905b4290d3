"""Writes a file so that a run that is killed half-way leaves the old one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def replace(file: Path, text: str) -> None:
    """Put a text in a file's place, whole or not at all (rename(2) is atomic on one file system)."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    draft = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        draft.chmod(file.stat().st_mode if file.exists() else 0o644)  # mkstemp's own mode is private
        draft.replace(file)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
