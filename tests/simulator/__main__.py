"""``python -m tests.simulator`` writes the samples anew."""

from pathlib import Path

from .samples import written

ROOT = Path(__file__).parents[2] / "sample_traces"


def main() -> None:
    for name, content in written().items():
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        print(f"{len(content):8d}  {name}")


if __name__ == "__main__":
    main()
