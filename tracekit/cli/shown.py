"""Trace text made fit for standard output."""


def shown(text: str) -> str:
    """Secrets out, line ends made one kind, everything that is not printable made visible."""
    from tracekit.secrets import without_secrets

    return made_visible(without_secrets(text.replace("\r\n", "\n")))


def made_visible(text: str) -> str:
    """Lines and tabs stay; what a terminal would obey or could not show becomes an escape."""
    from tracekit.cli.terminal import can_show_unicode
    from tracekit.visible import visible

    return visible(text, keep="\n\t", ascii_only=not can_show_unicode())
