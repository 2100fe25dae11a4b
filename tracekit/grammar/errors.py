"""What is wrong with a grammar, said to its author."""


class GrammarError(Exception):
    """A grammar that cannot be compiled to a fast pattern; the text is a sentence that says why."""
