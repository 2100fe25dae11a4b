"""``tracekit families``: what kinds of trace lines are understood."""

import click

EPILOG = """\b
Example:
  tracekit families
"""


@click.command(help="List the families of trace lines that are understood, with what each is.", epilog=EPILOG)
def families() -> None:
    """Prints one line per family, from the grammars themselves."""
    from tracekit.cli.terminal import say
    from tracekit.family import families as known

    width = max(len(name) for name in known())
    for name, family in known().items():
        say(f"{name:<{width}}  {family.sentence}\n")
