"""Makes a realistic set of SDL traces: ``python -m benchmarks.generate OUT --size 200MB``.

What it holds is written beside it, into ``OUT.json``: the sizes, the records, the messages.
"""

import argparse
import json
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.collection import HEAVY_SIP_SHARE, MEGABYTE, Facts, Form, Size, make

_UNITS = {"": 1, "KB": 1000, "MB": MEGABYTE, "GB": 1000 * MEGABYTE}


def size_of(text: str) -> int:
    """``200MB`` as bytes; decimal units."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?) ?([KMG]?B?)", text.upper())
    if found is None or found[2] not in _UNITS:
        raise argparse.ArgumentTypeError(f"{text!r} is no size; 5MB or 1GB is")
    return int(float(found[1]) * _UNITS[found[2]])


def facts_path(out: Path) -> Path:
    """Where the facts of the set ``out`` stand."""
    return out.with_name(f"{out.name}.json")


def generate(out: Path, wanted: Size, form: Form = "gz") -> Facts:
    """Makes the set and writes its facts beside it."""
    facts = make(out, wanted, form)
    told = {**asdict(facts), "made": {**asdict(wanted), "form": form}}
    facts_path(out).write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    return facts


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    share = HEAVY_SIP_SHARE if asked.heavy_sip else asked.sip_share
    wanted = Size(asked.size, share, asked.nodes, asked.seed)
    if asked.out.exists():
        print(f"{asked.out} is there already", file=sys.stderr)
        return 2
    began = time.perf_counter()
    try:
        facts = generate(asked.out, wanted, asked.form)
    except ValueError as fault:
        print(fault, file=sys.stderr)
        return 2
    seconds = time.perf_counter() - began
    print(
        f"{asked.out}: {facts.files} files, {facts.bytes:,} bytes, "
        f"{facts.bytes / facts.packed_bytes:.1f}:1, {facts.records:,} records, "
        f"{facts.messages:,} SIP messages ({facts.message_bytes / facts.bytes:.1%}), "
        f"{facts.calls:,} calls; {seconds:.1f} s, {facts.bytes / seconds / MEGABYTE:.0f} MB/s"
    )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generate", description=__doc__)
    parser.add_argument("out", type=Path, help="the folder to make, or with --zip the file")
    parser.add_argument("--size", type=size_of, default=200 * MEGABYTE, help="of the text, as 200MB or 1GB")
    parser.add_argument(
        "--sip-share", type=float, default=0.14, help="share of the bytes that is SIP messages"
    )
    parser.add_argument("--heavy-sip", action="store_true", help=f"the same as --sip-share {HEAVY_SIP_SHARE}")
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument(
        "--gz", dest="form", action="store_const", const="gz", help="each file gzipped (default)"
    )
    forms.add_argument("--plain", dest="form", action="store_const", const="plain", help="not packed")
    forms.add_argument(
        "--zip", dest="form", action="store_const", const="zip", help="one zip of gzipped files"
    )
    parser.set_defaults(form="gz")
    return parser


if __name__ == "__main__":
    sys.exit(main())
