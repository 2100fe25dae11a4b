"""The machine and the versions of everything that takes part."""

import os
import platform
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_LIBRARIES = ("tracekit", "lark", "numpy", "pandas", "pyarrow", "isal")
_TOOLS = ("rg", "ugrep", "grep", "gzip", "pigz", "lnav")


def machine() -> str:
    """Processor, number of cores, system."""
    model = platform.processor() or platform.machine()
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next((line.partition(":")[2].strip() for line in told if "model name" in line), model)
    except OSError:
        pass
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{model}, {cores} cores, {platform.system()}"


def versions() -> dict[str, str]:
    """Name to version; what is not there is `missing`."""
    found = {"python": sys.version.split()[0]}
    for name in _LIBRARIES:
        found[name] = _library(name)
    for name in _TOOLS:
        found[name] = _tool(name)
    return found


def _library(name: str) -> str:
    if name == "tracekit":
        import tracekit

        return tracekit.__version__
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def _tool(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        return "missing"
    done = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    words = ((done.stdout or done.stderr).splitlines() or [""])[0].split()
    return next((word.strip("(),") for word in words if word[:1].isdigit()), "unknown")
