"""The tools that people use on trace files today, each on the same files."""

import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path

ALTERNATIVES = (
    "Incoming SIP", "Outgoing SIP", "SIPCertificateInd", "ProcessConnCreated", "Digit analysis: match",
    "CcSetupReq",
)  # fmt: skip
"""Six texts that somebody who follows a call looks for."""
PATTERN = "|".join(ALTERNATIVES)
REFERENCE = "zcat | rg -c"


@dataclass(frozen=True)
class Row:
    """One competitor: its command, or why it cannot take part."""

    name: str
    command: tuple[str, ...] = ()
    missing: str = ""
    less: str = ""
    """What it does less than all tables, or how its figure came about."""
    good: frozenset[int] = frozenset({0})
    environment: dict[str, str] = field(default_factory=dict)
    group: str = "baseline"


def baselines(files: list[str], place: Path, text: str) -> list[Row]:
    """The rows; lists of files and formats are written into ``place``."""
    names = place / "files0"
    names.write_bytes(b"\0".join(name.encode() for name in files))
    all_ = f"xargs -0 -a {names}"
    count = "counts lines with one of six texts"
    rows = [
        _shell(REFERENCE, f"{all_} zcat -f | rg -c '{PATTERN}'", ("zcat", "rg"), count),
        _shell("zcat | grep -cE", f"{all_} zcat -f | LC_ALL=C grep -cE '{PATTERN}'", ("zcat", "grep"), count),
        _shell(
            "xargs -P2 (zcat | rg -c)",
            f'{all_} -n1 -P2 sh -c \'zcat -f "$1" | rg -c "{PATTERN}"; true\' _',
            ("xargs", "zcat", "rg"),
            count,
        ),
        _shell("rg -z -j2 -c", f"{all_} rg -z -j2 -c '{PATTERN}'", ("rg",), count),
        _shell("ugrep -z -c", f"{all_} ugrep -z -E -c '{PATTERN}'", ("ugrep",), count),
        _shell("pigz -dc | rg -c", f"{all_} pigz -dcf | rg -c '{PATTERN}'", ("pigz", "rg"), count),
        _shell(
            f"rg -z -j2 {text}", f"{all_} rg -z -j2 -F '{text}'", ("rg",), "prints lines, not whole records"
        ),
        _shell(
            f"ugrep -z {text}", f"{all_} ugrep -z -F '{text}'", ("ugrep",), "prints lines, not whole records"
        ),
        _lnav(all_, place),
    ]
    if files:
        return rows
    return [Row(row.name, missing="the set is an archive that it cannot look into") for row in rows]


def _shell(name: str, line: str, tools: tuple[str, ...], less: str) -> Row:
    absent = [tool for tool in tools if shutil.which(tool) is None]
    if absent:
        return Row(name, missing=f"{', '.join(absent)} not installed")
    return Row(name, ("sh", "-c", line), less=less, good=frozenset({0, 1}))


def _lnav(all_: str, place: Path) -> Row:
    formats = place / "lnav" / "formats" / "cucm"
    formats.mkdir(parents=True)
    (formats / "format.json").write_text(json.dumps(_LNAV_FORMAT), encoding="utf-8")
    query = ";select type, count(*) from cucm_sdl group by type"
    line = f"{all_} lnav -n -I {place / 'lnav'} -c '{query}' -c ':write-table-to -'"
    return _shell("lnav -n, SQL", line, ("lnav",), "counts records by type, header columns only")


_LNAV_FORMAT = {
    "cucm_sdl": {
        "title": "CUCM SDL",
        "description": "SDL trace of Cisco Unified Communications Manager",
        "regex": {
            "header": {
                "pattern": r"^(?<seq>\d{8,10})\.(?<sub>\d{3}) \|(?<timestamp>\d\d:\d\d:\d\d\.\d{3}) "
                r"\|(?<type>[A-Za-z-]{1,9}) *\|(?<body>.*)$"
            }
        },
        "timestamp-format": ["%H:%M:%S.%L"],
        "value": {
            "seq": {"kind": "string", "identifier": True},
            "sub": {"kind": "string"},
            "type": {"kind": "string", "identifier": True},
            "body": {"kind": "string"},
        },
        "sample": [{"line": "04000003.002 |08:00:00.078 |AppInfo  |text"}],
    }
}
