"""Reads tenants, applications, identities and the rest from a TOML file, beside those of the guide's pages.

Each table is named as a field of `mock_entra.directory.Directory` (`[[tenants]]`, `[[applications]]` …) and its keys as the
fields of the class that the list holds; an application's secrets are `[[applications.secrets]]`.
"""

from __future__ import annotations

import dataclasses
import tomllib
import typing
from pathlib import Path
from typing import Any

from mock_entra import contoso
from mock_entra import directory as rows
from mock_entra.directory import Directory
from mock_entra.wire import GUID

IDS = ("id", "client_id", "object_id", "tenant", "members", "readers")
WORDS = {str: "a text", bool: "true or false", int: "a whole number", float: "a number"}


def read(file: Path) -> Directory:
    """The guide's directory with the file's rows in front, so that they are the ones a command's variables name.

    Raises ValueError, naming the file and the row, if it is not TOML or a row does not fit; OSError if it cannot be read.
    """
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{file} is not TOML: {error}.") from error
    found, classes = contoso.directory(), _classes(Directory)
    for name, table in tables.items():
        if name not in classes:
            raise ValueError(f"{file}: there is no table {name!r}: choose from {', '.join(classes)}.")
        if not isinstance(table, list):
            raise ValueError(f"{file}: write [[{name}]], since there can be several.")  # noqa: TRY004 - the file is wrong, not a type in the code
        own = [_row(classes[name], row, f"{file}: [[{name}]] number {n}") for n, row in enumerate(table, 1)]
        getattr(found, name)[:0] = own
    _check_tenants(found, file)
    return found


def _check_tenants(directory: Directory, file: Path) -> None:
    """Raises ValueError for a row that is in no tenant: each request for it would be refused, for the wrong reason."""
    for name in _classes(Directory):
        for number, row in enumerate(getattr(directory, name), 1):
            tenant = getattr(row, "tenant", None)
            if tenant is not None and directory.tenant(tenant) is None:
                raise ValueError(f"{file}: [[{name}]] number {number}: there is no tenant {tenant} in [[tenants]].")


def _classes(owner: Any) -> dict[str, Any]:
    """The class of the rows in each field that is a list or a tuple of them."""
    hints = typing.get_type_hints(owner, vars(rows))
    inner = {name: typing.get_args(hint)[0] for name, hint in hints.items() if typing.get_args(hint)}
    return {name: row for name, row in inner.items() if dataclasses.is_dataclass(row)}


def _row(kind: Any, row: Any, where: str) -> Any:
    """One row of the file as its class, every value of the type that the class declares.

    Raises ValueError that says what is missing, unknown or of the wrong type.
    """
    if not isinstance(row, dict):
        raise ValueError(f"{where} is not a table.")  # noqa: TRY004 - the file is wrong, not a type in the code
    hints, nested = typing.get_type_hints(kind, vars(rows)), _classes(kind)
    if unknown := row.keys() - hints.keys():
        raise ValueError(f"{where}: unknown {_names(unknown)}; it takes {_names(hints)}.")
    needed = {f.name for f in dataclasses.fields(kind) if f.default is f.default_factory is dataclasses.MISSING}
    if missing := needed - row.keys():
        raise ValueError(f"{where}: {_names(missing)} is missing.")
    values = {}
    for name, value in row.items():
        if name in nested:
            if not isinstance(value, list):
                raise ValueError(f"{where}: {name} must be a list of tables.")
            inner = enumerate(value, 1)
            values[name] = tuple(_row(nested[name], row, f"{where}, {name} number {n}") for n, row in inner)
        else:
            values[name] = _value(value, hints[name], f"{where}: {name}")
            _check_ids(name, values[name], where)
    return kind(**values)


def _value(value: Any, hint: Any, where: str) -> Any:
    if typing.get_origin(hint) is tuple:
        kind = typing.get_args(hint)[0]
        if not isinstance(value, list) or not all(type(item) is kind for item in value):
            raise ValueError(f"{where} must be a list, each of it {WORDS[kind]}.")
        return tuple(value)
    kinds = typing.get_args(hint) or (hint,)
    if float in kinds and type(value) is int:
        return float(value)
    if type(value) not in kinds:
        raise ValueError(f"{where} must be {WORDS[kinds[0]]}.")
    return value


def _check_ids(name: str, value: Any, where: str) -> None:
    """Raises ValueError for an id that no look-up would find."""
    ids = value if isinstance(value, tuple) else (value,)
    if name in IDS and not all(GUID.fullmatch(one) and one == one.lower() for one in ids):
        raise ValueError(
            f"{where}: {name} must be {'GUIDs' if isinstance(value, tuple) else 'a GUID'} in small letters."
        )


def _names(names: Any) -> str:
    return ", ".join(sorted(names))
