"""The discovery documents as Microsoft serves them, with `$tenant`, `$issuer` and `$region` to be filled in."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from pathlib import Path
from string import Template
from typing import Any


@lru_cache(maxsize=256)
def document(name: str, tenant: str, issuer: str = "", region: str = "") -> dict[str, Any]:
    """The document of this name for a tenant; an empty region is null, as it is for the shared tenants.

    The result is shared: do not change it.
    """
    text = _template(name).substitute(tenant=json.dumps(tenant)[1:-1], issuer=issuer, region=region)
    found: dict[str, Any] = json.loads(text)
    if found.get("tenant_region_scope") == "":
        found["tenant_region_scope"] = None
    return found


@cache
def _template(name: str) -> Template:
    return Template((Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8"))
