"""What the compiler refuses, each with its sentence: when a grammar is written, not when it runs."""

import pytest

from tests.grammar.conftest import Folder
from tracekit.grammar import GrammarError
from tracekit.grammar.loader import compile_file

REFUSED = {
    "recursion": (
        'app_info: "a" B _rest\n_rest: "," B _rest | ";"\nB: /b+/\n',
        "rule _rest contains itself; a trace line must be regular, so write it with * or + instead",
    ),
    "ignore": (
        'app_info: "a" B\nB: /b+/\n%ignore /\\s+/\n',
        "%ignore is not for trace lines, where every byte counts",
    ),
    "template": (
        'app_info: "a" _list{B}\n_list{x}: x ("," x)*\nB: /b+/\n',
        "template usage is not for trace lines; use literals, terminals, |, (), [], ?, *, + and ~",
    ),
    "alias": (
        'app_info: "a" B -> other\nB: /b+/\n',
        "alias is not for trace lines; use literals, terminals, |, (), [], ?, *, + and ~",
    ),
    "inlined rule": ('app_info: "a" one\n?one: B\nB: /b+/\n', "rule ?one may not start with ?"),
    "field twice": (
        'app_info: B "," B\nB: /b+/\n',
        "B can occur twice in one record; put it in a rule of its own",
    ),
    "field repeated": (
        'app_info: "a" ("," B)*\nB: /b+/\n',
        "B can occur twice in one record; put it in a rule of its own",
    ),
    "field twice in a part": (
        'app_info: "a" pair*\npair: "," B "=" B\nB: /b+/\n',
        "B can occur twice in one record; put it in a rule of its own",
    ),
    "nested parts": (
        'app_info: "a" pair*\npair: "," B value*\nvalue: "=" C\nB: /b+/\nC: /c+/\n',
        "rule pair holds another captured rule; one level is all a table can show",
    ),
    "part twice in one repetition": (
        'app_info: "a" (pair "-" pair)*\npair: "," B\nB: /b+/\n',
        "rule pair can occur twice in one repetition; repeat it alone",
    ),
    "pattern inside a rule": (
        'app_info: "a" /b+/\n',
        "give the pattern /b+/ a name, as a terminal",
    ),
    "text against a wide terminal": (
        'app_info: ("none" | WORD) ";"\nWORD: /[a-z]+/\n',
        "the text 'none' and terminal WORD can stand at the same place; give one of them a priority",
    ),
    "order that differs": (
        "app_info: (ONE | TWO)? THREE\nONE.3: /a[a-z]/\nTWO.1: /a\\d/\nTHREE.2: /a./\n",
        "THREE comes before some and behind other terminals that can stand at the same place; give it a "
        "priority",
    ),
    "two ways to go on": (
        'app_info: B "," C | B ";" D\nB: /b+/\nC: /c+/\nD: /d+/\n',
        "B can be the start of two different things at the same place; write once what they share",
    ),
    "number and text": (
        'app_info: "n" _pair | "t" VALUE\nVALUE: /[a-z]+/\n%import .terminals (_pair)\n',
        "VALUE is a number in one place and a text in another",
    ),
    "missing rule": (
        'app_info: "a" _nothing\n%import .terminals (_nothing)\n',
        "terminals.lark has no rule _nothing to import",
    ),
    "missing terminal": (
        'app_info: "a" NOTHING\n%import .terminals (NOTHING)\n',
        "lark refuses it: ",
    ),
    "missing file": (
        'app_info: "a" B\n%import .nowhere (B)\n',
        "there is no nowhere.lark beside it to import from",
    ),
    "absolute import": (
        'app_info: "a" INT\n%import common.INT\n',
        "import shared terminals as %import .terminals (A, B)",
    ),
    "no start": ('_app_info: "a" B\nB: /b+/\n', "no start rule; name one after the record kind it reads"),
    "empty terminal": ('app_info: "a" B\nB: /b*/\n', "lark refuses it: "),
    "not lark at all": ('app_info: "a" B B: : /b+/\n', "line 1 is not in lark's language"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_a_sentence(folder: Folder, case: str) -> None:
    text, sentence = REFUSED[case]
    with pytest.raises(GrammarError) as refusal:
        compile_file(folder.write("made_up", text))
    assert str(refusal.value).startswith("made_up")
    assert sentence in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ('app_info: ("none" | WORD) ";"\nWORD.2: /[a-z]+/\n', b"none;", b"none"),
        ('app_info: (NONE | WORD) ";"\nNONE.2: "none"\nWORD: /[a-z]+/\n', b"word;", b"word"),
    ],
)
def test_a_priority_settles_it(folder: Folder, text: str, line: bytes, field: bytes) -> None:
    plan, reference = folder.both(text)
    fast, slow = plan.read(line), reference.read(line, "app_info")
    assert fast is not None and slow is not None
    assert fast.fields["word"] == slow.fields["word"] == field
