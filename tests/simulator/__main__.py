"""``python -m tests.simulator`` writes the samples anew; with ``--calls`` a busy cluster instead."""

import argparse
from pathlib import Path

from .busy import busy, write
from .samples import written

ROOT = Path(__file__).parents[2] / "sample_traces"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.simulator", description=__doc__)
    parser.add_argument("--calls", type=int, help="write so many overlapping calls, not the samples")
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="folder for the calls")
    parser.add_argument("--sip-only", action="store_true", help="SIP messages alone, no signals")
    parser.add_argument("--calllogs", action="store_true", help="calllogs beside the SDL files")
    asked = parser.parse_args()
    if asked.calls is None:
        samples()
    elif asked.out is None:
        parser.error("--calls needs --out")
    else:
        write(busy(asked.calls, asked.nodes, asked.seed, asked.sip_only), asked.out, asked.calllogs)


def samples() -> None:
    for name, content in written().items():
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        print(f"{len(content):8d}  {name}")


if __name__ == "__main__":
    main()
