"""Documentation that lists code is written from the code."""

import os
import re
from pathlib import Path

from tracekit.tables.schema import TABLES

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "tables.md"
TYPES = {
    "text": "text",
    "int": "integer",
    "float": "number",
    "flag": "yes/no",
    "time": "instant, UTC",
    "list": "list of texts",
}


def tables_page() -> str:
    """Every table with every column, its type and its sentence."""
    parts = [
        "# The tables\n\nOne word has one meaning and one type everywhere: DataFrame column, Parquet field, "
        "JSONL key, CSV head. Unknown is null. Written from `tracekit/tables/schema.py`.\n"
    ]
    for name, table in TABLES.items():
        parts.append(f"\n## {name}\n\n{table.sentence}\n\n| column | type | what it says |\n|---|---|---|\n")
        parts += [
            f"| `{column}` | {TYPES[shape.type]} | {shape.sentence.replace('|', '&#124;')} |\n"
            for column, shape in table.columns.items()
        ]
    return "".join(parts)


def test_the_page_of_the_tables_says_what_the_schema_says() -> None:
    """Rewritten with TRACEKIT_ACCEPT_GOLDEN=1; read the difference before it is committed."""
    if os.environ.get("TRACEKIT_ACCEPT_GOLDEN"):
        PAGE.write_text(tables_page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == tables_page()


def test_every_link_of_the_readme_leads_somewhere() -> None:
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            if not target.startswith(("http:", "https:")):
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_readme_names_commands_that_exist() -> None:
    commands = {path.stem for path in (ROOT / "tracekit" / "cli").glob("*.py")}
    named = set(re.findall(r"^\$ tracekit (\w+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.M))
    assert named and named <= commands
