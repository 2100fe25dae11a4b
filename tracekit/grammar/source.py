"""Reads a grammar file through the grammar that lark ships for its own language."""

import ast
from collections.abc import Sequence as Seq
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from lark import Lark, Token, Tree
from lark.exceptions import LarkError, UnexpectedInput
from lark.lexer import PatternStr, TerminalDef

from tracekit.grammar import syntax
from tracekit.grammar.errors import GrammarError
from tracekit.grammar.reference import field_name, open_grammar


@dataclass
class _File:
    """One `.lark` file: its rules, its terminals, and where imported names come from."""

    path: Path
    prefix: str
    rules: dict[str, Tree[Token]] = field(default_factory=dict)
    imports: dict[str, "_File"] = field(default_factory=dict)


class Source:
    """One family's grammar: the record kinds it reads, and each as a tree.

    Raises GrammarError, naming the file, for anything that is not regular.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = _load(path, "")
        self.kinds = [name for name in self._file.rules if not name.startswith("_") and self._is_start(name)]
        if not self.kinds:
            raise GrammarError(f"{path.name}: no start rule; name one after the record kind it reads")
        lark = _open(path, self.kinds)
        self._terminals = {terminal.name: terminal for terminal in lark.terminals}
        self._literals = {
            (terminal.pattern.value, frozenset(terminal.pattern.flags)): terminal
            for terminal in lark.terminals
            if isinstance(terminal.pattern, PatternStr)
        }

    def tree(self, kind: str) -> syntax.Node:
        """The regular tree of one record kind."""
        return self._rule(kind, self._file, ())

    def _is_start(self, name: str) -> bool:
        """A rule that no other rule of the file uses is a start."""
        uses = {
            str(token)
            for other, body in self._file.rules.items()
            if other != name
            for token in body.scan_values(lambda value: isinstance(value, Token) and value.type == "RULE")
        }
        return name not in uses

    def _rule(self, name: str, file: _File, above: tuple[str, ...]) -> syntax.Node:
        if name in above:
            raise GrammarError(
                f"{self.path.name}: rule {name} contains itself; a trace line must be regular, so write it "
                "with * or + instead"
            )
        owner = file.imports.get(name, file)
        if name not in owner.rules:
            raise GrammarError(f"{self.path.name}: rule {name} is not defined")
        return self._expansions(owner.rules[name], owner, (*above, name))

    def _expansions(self, tree: Tree[Token], file: _File, above: tuple[str, ...]) -> syntax.Node:
        options = [self._node(child, file, above) for child in tree.children]
        return options[0] if len(options) == 1 else syntax.Choice(tuple(options))

    def _node(self, node: Tree[Token] | Token, file: _File, above: tuple[str, ...]) -> syntax.Node:
        if isinstance(node, Token):
            raise GrammarError(f"{self.path.name}: {node} cannot stand here")
        match node.data:
            case "expansions":
                return self._expansions(node, file, above)
            case "expansion":
                return syntax.Sequence(tuple(self._node(child, file, above) for child in node.children))
            case "maybe":
                return syntax.Repeat(self._node(node.children[0], file, above), 1)
            case "expr":
                return self._repeat(node, file, above)
            case "name":
                return self._name(str(node.children[0]), file, above)
            case "literal":
                return self._literal(str(node.children[0]))
        raise GrammarError(
            f"{self.path.name}: {node.data.replace('_', ' ')} is not for trace lines; use literals, "
            "terminals, |, (), [], ?, *, + and ~"
        )

    def _repeat(self, node: Tree[Token], file: _File, above: tuple[str, ...]) -> syntax.Node:
        inner = self._node(node.children[0], file, above)
        marks = [str(child) for child in node.children[1:]]
        if marks[0] in ("?", "*", "+"):
            return syntax.repeated(inner, 1 if marks[0] == "+" else 0, 1 if marks[0] == "?" else None)
        return syntax.repeated(inner, int(marks[0]), int(marks[-1]))

    def _name(self, name: str, file: _File, above: tuple[str, ...]) -> syntax.Node:
        if name.lstrip("_")[:1].isupper():
            return self._token(self._terminal(name, file))
        body = self._rule(name, file, above)
        return body if name.startswith("_") else syntax.Part(name, body)

    def _terminal(self, name: str, file: _File) -> TerminalDef:
        """lark names a shared file's terminal after the file, unless the family imports it by name too."""
        bare = name.removeprefix("_")
        own = "_" * name.startswith("_") + f"{file.prefix}__{bare}"
        for candidate in (own, f"{file.prefix}__{name}", f"_{file.prefix}__{name}", name):
            if candidate in self._terminals:
                return self._terminals[candidate]
        raise GrammarError(f"{self.path.name}: terminal {name} is not defined")

    def _token(self, terminal: TerminalDef) -> syntax.Token:
        pattern = terminal.pattern
        plain = isinstance(pattern, PatternStr) and not pattern.flags
        return syntax.Token(
            terminal.name,
            pattern.to_regexp(),
            field_name(terminal.name),
            pattern.value if plain else None,
            (-terminal.priority, -pattern.max_width, -len(pattern.value), terminal.name),
        )

    def _literal(self, written: str) -> syntax.Node:
        """A text or pattern written inside a rule; lark drops texts and names patterns itself."""
        if written.startswith("/"):
            raise GrammarError(f"{self.path.name}: give the pattern {written} a name, as a terminal")
        fold = written.endswith("i")
        text = ast.literal_eval(written[:-1] if fold else written)
        terminal = self._literals.get((text, frozenset("i" if fold else "")))
        if terminal is None:
            raise GrammarError(f"{self.path.name}: the text {written} was not found among lark's terminals")
        token = self._token(terminal)
        return syntax.Token(token.name, token.regexp, None, token.literal, token.order)


def _open(path: Path, kinds: Seq[str]) -> Lark:
    try:
        return open_grammar(path, kinds)
    except LarkError as refusal:
        why = str(refusal).strip().partition("\n")[0]
        raise GrammarError(f"{path.name}: lark refuses it: {why}") from refusal


@cache
def _lark_language() -> Lark:
    return Lark.open_from_package("lark", "lark.lark", ["grammars"], parser="lalr", maybe_placeholders=False)


def _load(path: Path, prefix: str) -> _File:
    file = _File(path, prefix)
    try:
        written = _lark_language().parse(path.read_text(encoding="utf-8") + "\n")
    except UnexpectedInput as stop:
        raise GrammarError(f"{path.name}: line {stop.line} is not in lark's language") from stop
    for statement in written.children:
        if not isinstance(statement, Tree):
            continue
        if statement.data == "rule":
            _add_rule(file, statement)
        elif statement.data in ("import", "multi_import"):
            _add_imports(file, statement)
        elif statement.data != "token":
            what = f"%{statement.data}"
            raise GrammarError(f"{path.name}: {what} is not for trace lines, where every byte counts")
    return file


def _add_rule(file: _File, statement: Tree[Token]) -> None:
    name = str(statement.children[0])
    if name[0] in "?!":
        raise GrammarError(f"{file.path.name}: rule {name} may not start with {name[0]}")
    file.rules[name] = _last_tree(statement)


def _last_tree(statement: Tree[Token]) -> Tree[Token]:
    """The body of a rule; lark's own grammar inlines a body of one option, so it is wrapped again."""
    body = statement.children[-1]
    assert isinstance(body, Tree)
    return body if body.data == "expansions" else Tree("expansions", [body])


def _add_imports(file: _File, statement: Tree[Token]) -> None:
    path, *names = statement.children
    steps = [str(token) for token in _names(path)]
    renamed = any(isinstance(name, Tree) and name.data == "name" for name in names)
    if not isinstance(path, Tree) or str(path.children[0]) != "." or renamed:
        raise GrammarError(f"{file.path.name}: import shared terminals as %import .terminals (A, B)")
    single = statement.data == "import"
    wanted = [steps.pop()] if single else [str(token) for token in _names(names[0])]
    target = file.path.parent.joinpath(*steps).with_suffix(".lark")
    if not target.exists():
        raise GrammarError(f"{file.path.name}: there is no {target.name} beside it to import from")
    shared = _load(target, "__".join(steps))
    for name in wanted:
        if name.lstrip("_")[:1].isupper():
            continue
        if name not in shared.rules:
            raise GrammarError(f"{file.path.name}: {target.name} has no rule {name} to import")
        file.imports[name] = shared


def _names(tree: Tree[Token] | Token) -> Seq[Token]:
    assert isinstance(tree, Tree)
    return list(tree.scan_values(lambda value: isinstance(value, Token) and value.type in ("RULE", "TOKEN")))
