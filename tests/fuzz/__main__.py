"""`python -m tests.fuzz --records 100000 --seed 7`: a long run; `--case N` shows one case again."""

import argparse
import secrets
import sys
import traceback
from pathlib import Path

from tests.fuzz.harness import Case, cases, check


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    options.add_argument(
        "--records", type=int, default=100_000, help="stop after this many damaged-file records"
    )
    options.add_argument(
        "--seed", type=int, default=secrets.randbelow(2**32), help="the same seed, the same cases"
    )
    options.add_argument("--case", type=int, help="run this case alone and keep its file")
    options.add_argument("--keep", type=Path, default=Path(), help="folder for the files of failing cases")
    asked = options.parse_args()
    print(f"seed {asked.seed}", flush=True)
    done = failed = 0
    for damaged in cases(asked.seed, asked.case or 0):
        failed += not passes(damaged, asked.keep, asked.case is not None)
        done += damaged.records
        if asked.case is not None or done >= asked.records:
            break
    print(f"{done:,} records, {failed} failing files")
    return 1 if failed else 0


def passes(damaged: Case, keep: Path, always_keep: bool) -> bool:
    path = keep / f"fuzz-{damaged.seed}-{damaged.number}.{damaged.kind}.txt"
    try:
        check(damaged)
    except Exception:
        print(f"case {damaged.number}: python -m tests.fuzz --seed {damaged.seed} --case {damaged.number}")
        traceback.print_exc()
        path.write_bytes(damaged.data)
        return False
    if always_keep:
        path.write_bytes(damaged.data)
    return True


if __name__ == "__main__":
    sys.exit(main())
