"""Runs a command in a box: no network but loopback, and a disk that keeps every change for itself and shows it afterwards.

Started by `unshare --mount --net`, as root of the machine or of a user namespace. The disk is an overlay, see
https://docs.kernel.org/filesystems/overlayfs.html; what a program wanted to send elsewhere the kernel counts as
OutNoRoutes (RFC 4293, ipSystemStatsOutNoRoutes), whether or not the program says so.
"""

from __future__ import annotations

import fcntl
import json
import socket
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

SIOCSIFFLAGS = 0x8914
IFF_UP = 0x1
PATIENCE = 600  # seconds


def main(command: list[str]) -> int:
    """Print, as JSON, the command's exit status and output, the files that it changed and how often it sought a route."""
    up("lo")
    with tempfile.TemporaryDirectory(prefix="box-") as folder:
        mount("-t", "tmpfs", "box", folder)
        upper, work, root = (Path(folder) / name for name in ("upper", "work", "root"))
        for path in (upper, work, root):
            path.mkdir()
        mount("-t", "overlay", "box", "-o", f"lowerdir=/,upperdir={upper},workdir={work}", str(root))
        for name in ("proc", "sys", "dev"):
            mount("--rbind", f"/{name}", str(root / name))
        before, here = unrouted(), str(Path.cwd())
        inside = ["chroot", str(root), "sh", "-c", 'cd "$0" && exec "$@"', here, *command]
        done = subprocess.run(inside, capture_output=True, text=True, timeout=PATIENCE, check=False)
        found = {
            "status": done.returncode,
            "stdout": done.stdout,
            "stderr": done.stderr,
            "unrouted": unrouted() - before,
            "changed": sorted(f"/{path.relative_to(upper)}" for path in upper.rglob("*") if not path.is_dir()),
        }
        subprocess.run(["umount", "--lazy", "--recursive", folder], timeout=30, check=True)
    print(json.dumps(found))
    return 0


def mount(*words: str) -> None:
    subprocess.run(["mount", *words], timeout=30, check=True)


def up(interface: str) -> None:
    """Bring an interface up, as netdevice(7) describes it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as handle:
        fcntl.ioctl(handle, SIOCSIFFLAGS, struct.pack("16sH14x", interface.encode(), IFF_UP))


def unrouted() -> int:
    """How many packets of this namespace, of both versions of IP, found no route."""
    names, values = (
        line.split() for line in Path("/proc/self/net/snmp").read_text().splitlines() if line.startswith("Ip:")
    )
    old = int(dict(zip(names, values, strict=True))["OutNoRoutes"])
    new = dict(line.split() for line in Path("/proc/self/net/snmp6").read_text().splitlines())
    return old + int(new.get("Ip6OutNoRoutes", 0))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
