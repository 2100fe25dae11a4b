"""What the compiler makes of a grammar: anchors, demands, types, items, and where order matters."""

import pytest

from tests.grammar.agreement import Said, said
from tests.grammar.conftest import Folder


def test_anchors_are_every_literal_beginning(folder: Folder) -> None:
    plan = folder.plan(
        'app_info: ("Digit analysis: " | "Digit Analysis: ") ("match(" | "found" | _ID) VALUE\n'
        "_ID: /x(?:yy|zz)=/\nVALUE: /\\d+/\n"
    )
    assert plan.anchors == (
        "Digit Analysis: found",
        "Digit Analysis: match(",
        "Digit Analysis: xyy=",
        "Digit Analysis: xzz=",
        "Digit analysis: found",
        "Digit analysis: match(",
        "Digit analysis: xyy=",
        "Digit analysis: xzz=",
    )
    assert set(plan.follow) == {"0123456789"}


def test_an_optional_beginning_gives_both_starts(folder: Folder) -> None:
    plan = folder.plan('app_info: "pre"? "main" VALUE\nVALUE: /[xy]/\n')
    assert list(zip(plan.anchors, plan.follow, strict=True)) == [("main", "xy"), ("premain", "xy")]


def test_a_start_that_can_end_the_record_may_be_followed_by_anything(folder: Folder) -> None:
    plan = folder.plan('app_info: "stop" (_DASH "go")*\n_DASH: /-/\n')
    assert (plan.anchors, plan.follow) == (("stop", "stop-go"), ("", ""))
    assert plan.claims(b"stop") and plan.claims(b"stopped") and not plan.claims(b"sto")


def test_follow_tells_names_apart_that_begin_alike(folder: Folder) -> None:
    plan = folder.plan('app_info: "DaReq" _BAR VALUE\n_BAR: /\\s*\\|/\nVALUE: /\\d+/\n')
    assert plan.claims(b"DaReq |1") and plan.claims(b"DaReq|") and not plan.claims(b"DaReqTimer |1")


def test_a_kind_that_can_start_with_anything_has_an_empty_anchor(folder: Folder) -> None:
    assert folder.plan("app_info: VALUE\nVALUE: /\\w+/\n").anchors == ("",)


def test_demands_are_the_texts_that_must_occur(folder: Folder) -> None:
    plan = folder.plan(
        'app_info: "start" _WS ("left" | "right" "hand") _WS VALUE ("maybe" VALUE_B)? _END\n'
        "_WS: /\\s+/\nVALUE: /\\d+/\nVALUE_B: /\\d+/\n_END: /(?:stop|halt)(?=\\s)/\n"
    )
    assert plan.demands == (("start",), ("left", "right"), ("halt", "stop"))
    assert plan.claims(b"start left halt") and plan.claims(b"start right stop")
    assert not plan.claims(b"start up halt") and not plan.claims(b"start left")
    assert plan.telling == (b"left", b"right") or plan.telling == (b"halt", b"stop")


def test_types_follow_from_what_a_terminal_can_hold(folder: Folder) -> None:
    plan = folder.plan(
        'app_info: "a" NUMBER _C HEX _C SIGNED\nNUMBER: /\\d{1,3}|[0-5]+/\nHEX: /[\\da-f]+/\n'
        'SIGNED: /-?\\d+/\n_C: ","\n'
    )
    assert plan.types == {"number": "int", "hex": "text", "signed": "text"}


def test_a_field_that_two_branches_fill_is_one_column(folder: Folder) -> None:
    plan, reference = folder.both(
        'app_info: "at" (" [" PORT "]" | " port " PORT) _END?\nPORT: /\\d+/\n_END: /\\s.*/\n'
    )
    for line in (b"at [5061]", b"at port 5061 and more"):
        assert said(plan.read(line)) == said(reference.read(line, "app_info")) == ({"port": b"5061"}, {})


def test_a_token_is_never_given_back(folder: Folder) -> None:
    """A plain regex would let WORD leave the last letter to TAIL; lark's lexer never does."""
    plan, reference = folder.both('app_info: "a" WORD TAIL\nWORD: /[xyz]+/\nTAIL: /z;/\n')
    assert plan.read(b"axyz;") is None and reference.read(b"axyz;", "app_info") is None


def test_the_order_of_terminals_decides_what_an_optional_part_takes(folder: Folder) -> None:
    plan, reference = folder.both(
        'app_info: "a" (_COMMA VALUE)? _REST?\n_COMMA.2: /,/\nVALUE: /\\d+/\n_REST: /.+/s\n'
    )
    readings = {line: said(plan.read(line)) for line in (b"a,5", b"a,x", b"a;5", b"a", b"a,5;")}
    assert readings == {
        b"a,5": ({"value": b"5"}, {}),
        b"a,x": None,  # the comma is taken for the optional part, and nothing is given back
        b"a;5": ({}, {}),
        b"a": ({}, {}),
        b"a,5;": ({"value": b"5"}, {}),
    }
    assert readings == {line: said(reference.read(line, "app_info")) for line in readings}


PAIRS = 'app_info: "x" (_SEP pair)*\npair: KEY "=" VALUE?\nKEY: /[a-z]+/\nVALUE: /\\w+/\n'


def test_items_come_in_the_order_of_the_text(folder: Folder) -> None:
    plan, reference = folder.both(PAIRS + "_SEP: /;/\n")
    line = b"x;a=1;b=;a=2"
    expected = [{"key": b"a", "value": b"1"}, {"key": b"b"}, {"key": b"a", "value": b"2"}]
    assert said(plan.read(line)) == said(reference.read(line, "app_info")) == ({}, {"pair": expected})


def test_what_stands_between_items_is_not_taken_for_one(folder: Folder) -> None:
    """The separator can hold text that looks like a pair; lark does not read it as one."""
    plan, reference = folder.both(PAIRS + "_SEP: /(?: [^|]*)?\\|/\n")
    line = b"x b=2 c=3|a=1 d=4|e=5"
    expected: Said = ({}, {"pair": [{"key": b"a", "value": b"1"}, {"key": b"e", "value": b"5"}]})
    assert said(plan.read(line)) == said(reference.read(line, "app_info")) == expected


def test_a_lookahead_at_the_end_of_the_items_sees_the_rest_of_the_record(folder: Folder) -> None:
    plan, reference = folder.both(
        'app_info: "x" pair+ _END\npair: "," VALUE\nVALUE: /\\d+(?=[,;])/\n_END: /;/\n'
    )
    for line in (b"x,1,2;", b"x;", b"x,1,2", b"x,1 ;"):
        assert said(plan.read(line)) == said(reference.read(line, "app_info")), line
    assert plan.read(b"x,1,2;") is not None


def test_two_kinds_of_items_in_one_repetition(folder: Folder) -> None:
    plan, reference = folder.both(
        'app_info: "x" (_S (pair | flag))*\npair: KEY "=" VALUE\nflag: "!" KEY\n'
        "KEY: /[a-z]+/\nVALUE: /[a-z!]+/\n_S: / /\n"
    )
    line = b"x a=b !c d=!e !f"
    expected: Said = (
        {},
        {
            "pair": [{"key": b"a", "value": b"b"}, {"key": b"d", "value": b"!e"}],
            "flag": [{"key": b"c"}, {"key": b"f"}],
        },
    )
    assert said(plan.read(line)) == said(reference.read(line, "app_info")) == expected


@pytest.mark.parametrize(
    ("count", "lines"),
    [
        ("+", {b"x": False, b"xA": True, b"xAAA": True}),
        ("*", {b"x": True, b"xA": True, b"xAAA": True}),
        ("?", {b"x": True, b"xA": True, b"xAA": False}),
        ("~2", {b"xA": False, b"xAA": True, b"xAAA": False}),
        ("~1..3", {b"x": False, b"xA": True, b"xAAA": True, b"xAAAA": False}),
    ],
)
def test_counts(folder: Folder, count: str, lines: dict[bytes, bool]) -> None:
    plan, reference = folder.both(f'app_info: "x" _A{count}\n_A: /A/\n')
    for line, good in lines.items():
        assert (plan.read(line) is not None) is good, line
        assert (reference.read(line, "app_info") is not None) is good, line


def test_what_can_follow_differs_from_one_repetition_to_the_next(folder: Folder) -> None:
    """Until one _ANY is read, _END is no choice for lark, though it comes first in its order."""
    plan, reference = folder.both('app_info: "x" _ANY+ _END?\n_ANY: /[a-z]/\n_END.2: /end/\n')
    for line in (b"xend", b"xnend", b"xend end", b"xen", b"xendend"):
        assert said(plan.read(line)) == said(reference.read(line, "app_info")), line
    assert plan.read(b"xendend") is not None


def test_shared_rules_bring_their_terminals_along(folder: Folder) -> None:
    plan, reference = folder.both('app_info: "x" _pair "," OWN\nOWN: /\\d+/\n%import .terminals (_pair)\n')
    line = b"xport=5061,7"
    expected: Said = ({"key": b"port", "value": b"5061", "own": b"7"}, {})
    assert said(plan.read(line)) == said(reference.read(line, "app_info")) == expected


def test_bytes_stand_for_themselves(folder: Folder) -> None:
    plan, reference = folder.both('app_info: "x" NAME ";" _REST?\nNAME: /[^;]+/\n_REST: /.+/s\n')
    line = "xJürgen\u202e;".encode() + b"\xff\x00"
    expected: Said = ({"name": "Jürgen\u202e".encode()}, {})
    assert said(plan.read(line)) == said(reference.read(line, "app_info")) == expected


def test_case_is_ignored_where_the_grammar_says_so(folder: Folder) -> None:
    plan, reference = folder.both('app_info: "x" "port"i VALUE\nVALUE: /\\d+/\n')
    for line in (b"xPORT1", b"xpOrT1", b"XPORT1"):
        assert said(plan.read(line)) == said(reference.read(line, "app_info")), line
    assert plan.read(b"xPoRt1") is not None


def test_a_refusal_names_the_place(folder: Folder) -> None:
    _, reference = folder.both('app_info: "x" VALUE ";"\nVALUE: /\\d+/\n')
    assert reference.refusal(b"x12,", "app_info") == "stops at byte 3, before ','"
    assert reference.refusal(b"x12", "app_info") == "ends too early, at byte 3"
    assert reference.refusal(b"x12;", "app_info") == "reads"
