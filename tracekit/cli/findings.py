"""``tracekit findings``: what is looked for in every input."""

import click

EPILOG = """\b
Example:
  tracekit findings
  tracekit findings call-failed
"""


@click.command(help="List the checks that run over every input, or tell all of one.", epilog=EPILOG)
@click.argument("slug", required=False)
def findings(slug: str | None) -> None:
    """Prints one line per check, or everything of one, from the checks themselves."""
    from tracekit.cli.terminal import say
    from tracekit.findings import checks

    known = checks()
    if slug is None:
        width = max(map(len, known))
        for name, check in known.items():
            say(
                f"{name:<{width}}  {check.severity:<7}  {check.sentence}\n{'':<{width}}  {'':<7}  "
                f"Fix: {check.fix}\n"
            )
        return
    if slug not in known:
        raise click.BadParameter(f"{slug!r} is no check; `tracekit findings` lists them", param_hint="SLUG")
    check = known[slug]
    say(
        f"{check.slug} ({check.severity}): {check.title}\n\n{check.help}\n\nWhy: {check.why}\nFix: "
        f"{check.fix}\n"
    )
