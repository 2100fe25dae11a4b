import re
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

from tests.golden.compare import same_as_golden
from tests.ladder.scenario import CALL, LEG_B, MEMBER, far_node, table
from tests.report.world import FIX, WHY, ReportWorld, report_world
from tracekit.ladder import build_ladder
from tracekit.report import (
    compose_calls,
    compose_findings,
    excerpts,
    render_call_html,
    render_report,
    shown_calls,
    write_report,
)


def report(made: ReportWorld) -> str:
    return render_report(made, title="Call over the trunk", tool_version="0.0.0")


def far() -> ReportWorld:
    """The trunk's other end is traced too."""
    made = report_world()
    far_node(made)
    return made


def words(html: str) -> str:
    """The text that a reader sees, blanks folded."""
    found: list[str] = []

    class Reader(HTMLParser):
        hidden = 0

        def handle_starttag(self, tag: str, attrs: object) -> None:
            self.hidden += tag in ("style", "script")

        def handle_endtag(self, tag: str) -> None:
            self.hidden -= tag in ("style", "script")

        def handle_data(self, data: str) -> None:
            if not self.hidden:
                found.append(data)

    Reader().feed(html)
    return re.sub(r"\s+", " ", " ".join(found))


def test_golden_page() -> None:
    same_as_golden("report.html", report(report_world()))


def test_page_tells_the_call_and_its_security() -> None:
    text = words(report(report_world()))
    for said in (
        "1018",
        "9898",
        "TLS 5061",
        "AES128-SHA",
        "CN CUCM10",
        "10.106.95.200:5061",
        LEG_B,
        "TLS on 1 of 2 legs",
    ):
        assert said in text, said
    assert "tls_security 3 (encrypted)" in text
    assert "1018 dialled 9898: matched pattern 9898 to TRUNK_TO_CUCM10" in text
    assert f"{MEMBER}:1220" in text


def test_page_tells_what_was_not_read_and_why() -> None:
    text = words(report(report_world()))
    assert "the compressed stream ends early" in text
    assert "not a trace" in text
    assert "no closing bracket" in text
    assert "0.04 %" in text


def test_page_tells_what_is_missing_in_the_input() -> None:
    text = words(report(report_world()))
    assert "missing files node 1 · cucm9-pub: file 14 missing between 13 and 15" in text
    assert "absent node node 2: its SDL is not in the input" in text
    assert "SDL in 1 file, 5,120 records" in text
    assert "a=rtpmap:9 PCMU/9" in text


def test_problems_of_one_kind_are_one_line() -> None:
    made = report_world()
    first = made.problems.head(1)
    made.problems = pd.concat([first.assign(reason=f"bad digit at {n}") for n in (3, 14)], ignore_index=True)
    text = words(report(made))
    assert "bad digit at 3 and 1 more" in text and "bad digit at 14" not in text


def test_message_text_is_there_without_its_secrets() -> None:
    html = report(report_world())
    assert "INVITE sip:9898@10.106.95.200:5061 SIP/2.0" in html
    for secret in ("WVNfX19zZW1jdGwg", "d41d8cd98f00b204", "c0ffee"):
        assert secret not in html, secret
    assert "inline:[removed]" in html
    assert "Authorization: Digest [removed]" in html


def test_long_message_is_cut_and_says_so() -> None:
    html = render_report(report_world(), title="t", tool_version="0", max_message_bytes=200)
    assert re.search(r"First 200 of \d+ bytes\.", html)
    assert "User-Agent: Cisco-CUCM9.1" not in html


def test_text_budget_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excerpts.Excerpts.__init__, "__defaults__", (10,))
    assert "Left out: the page holds as much trace text as it may." in report(report_world())


def test_row_ceiling_says_how_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose_calls, "MAX_ROWS", 5)
    assert "5 of 18 rows shown." in words(report(report_world()))


def test_call_ceiling_says_how_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shown_calls, "MAX_CALLS", 0)
    assert "0 of 1 calls shown." in words(report(report_world()))


def test_hop_with_two_ends_shows_both_proofs() -> None:
    html = report(far())
    assert html.count("by the other end at") == 7
    assert "node7/sdl/SDL001_100_000003.txt:122" in html


def test_analysis_without_a_call_has_its_section() -> None:
    made = report_world()
    made.digit_analyses = made.digit_analyses.assign(call=None)
    assert "Digit analyses outside of calls" in words(report(made))
    assert "Digit analyses outside of calls" not in words(report(report_world()))


def test_empty_input_is_a_page_too() -> None:
    made = report_world()
    names = (
        "members",
        "messages",
        "digit_analyses",
        "connections",
        "certificates",
        "legs",
        "calls",
        "problems",
        "findings",
        "trunks",
        "trunk_checks",
    )
    for name in names:
        setattr(made, name, table(name, []))
    assert "No call was found in what was read." in words(report(made))


def test_same_tables_same_bytes() -> None:
    assert report(report_world()) == report(report_world())


def test_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.html"
    write_report(report_world(), path, title="Call over the trunk", tool_version="0.0.0")
    assert path.read_text(encoding="utf-8") == report(report_world())

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_report(report_world(), path, title="other", tool_version="0.0.0")
    assert [item.name for item in tmp_path.iterdir()] == ["report.html"]
    assert "Call over the trunk" in path.read_text(encoding="utf-8")


def test_notebook_frame_holds_the_whole_ladder() -> None:
    frame = render_call_html(build_ladder(CALL, report_world()))
    assert frame.startswith("<iframe ")
    assert frame.count("<") == 2
    assert 'sandbox=""' in frame
    assert "AES128-SHA" in frame
    assert "User-Agent" not in frame
    assert "User-Agent: Cisco-CUCM9.1" in render_call_html(build_ladder(CALL, report_world()), report_world())


def test_findings_stand_first_the_worst_on_top() -> None:
    html = report(report_world())
    text = words(html)
    assert html.index('id="findings"') < html.index('id="calls"')
    assert text.index("SRTP keys were readable") < text.index("Cipher is weak: AES128-SHA")
    for said in ("1 offer over TCP", "media can be decrypted", "put TLS on the phone", "inferred"):
        assert said in text, said
    assert "TRUNK_TO_CUCM10, 10.106.95.200:5061" in text


def test_finding_quotes_its_evidence_without_secrets() -> None:
    html = report(report_world())
    finding = html[html.index('id="finding-1"') : html.index('id="finding-2"')]
    assert "INVITE sip:9898@10.106.95.200:5061 SIP/2.0" in finding
    assert "inline:[removed]" in finding
    assert f"{MEMBER}:9999" in finding, "a place without a record is still named"


def test_finding_and_call_lead_to_each_other() -> None:
    html = report(report_world())
    assert re.search(r'id="finding-1".*?href="#call-1"', html, re.DOTALL)
    call = html[html.index('id="call-1"') :]
    assert 'href="#finding-1"' in call
    assert "put TLS on the phone" in call


def test_same_finding_of_several_calls_is_told_once() -> None:
    made = report_world()
    made.findings = pd.concat([made.findings, made.findings.assign(call="elsewhere")], ignore_index=True)
    html = report(made)
    assert 'id="finding-2"' in html and 'id="finding-3"' not in html
    assert "(1 of 2 shown)" in words(html)


def test_finding_ceiling_says_how_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose_findings, "MAX_FINDINGS", 1)
    assert "1 of 2 findings shown." in words(report(report_world()))


def test_call_tells_each_secure_connection() -> None:
    html = report(report_world())
    panel = words(html[html.index('class="wire"') : html.index("</article>")])
    for said in ("secure with weaknesses", "seen", WHY, FIX, "weak", "CUCM10", "(match)", "after 101 ms"):
        assert said in panel, said
    assert "static RSA key exchange" in panel
    assert f"{MEMBER}:1220" in panel
    assert "Without TLS: SEP0011AABB0001 (TCP 5060)" in words(html)


def test_trunk_has_inventory_and_checklist() -> None:
    html = report(report_world())
    trunk = words(html[html.index('class="card trunk"') : html.index("All connections")])
    for said in (
        "TRUNK_TO_CUCM10",
        "10.106.95.200:5061",
        "10.106.95.200: /CN=OLD → /CN=CUCM10",
        "2015-03-14 19:59:21.222 UTC+05:30",
        "1018 → 9898 at 19:59:21.102",
        "1 TCP connection seen trace: connection 12 opened by CUCM",
        "trace: presented OLD; capture: certificates of OLD",
    ):
        assert said in trunk, said


def test_connections_without_tls_are_told_plainly() -> None:
    assert "1 connection uses TLS; without it: 1 over TCP." in words(report(report_world()))
    made = report_world()
    made.connections = made.connections.assign(transport="TCP")
    assert "No connection uses TLS, and no certificate was exchanged: 2 over TCP." in words(report(made))


def test_certificate_told_twice_is_one_line() -> None:
    html = report(report_world())
    assert (
        words(html[html.index('id="certificates"') :]).count("10.106.95.200:5061, connection 12, node 1") == 1
    )


def test_failed_call_is_unfolded_and_kept_when_room_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    made = report_world()
    calls = [made.calls.assign(call=f"c{n}", calling=f"100{n}") for n in range(3)]
    calls[2] = calls[2].assign(call=CALL, outcome="failed")
    made.calls = pd.concat(calls, ignore_index=True)
    monkeypatch.setattr(shown_calls, "MAX_CALLS", 2)
    html = report(made)
    assert "2 of 3 calls shown." in words(html)
    assert re.search(r'<details class="call" open>\s*<summary>.*?<b>1002</b>', html)


def test_call_without_room_says_how_to_see_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose_calls, "MAX_ROWS", 0)
    assert f"tracekit ladder {CALL} draws them" in words(report(report_world()))


def test_related_call_is_linked() -> None:
    made = report_world()
    music = made.calls.assign(call="music", related=pd.Series([[CALL, "elsewhere"]]))
    made.calls = pd.concat([made.calls, music], ignore_index=True)
    html = report(made)
    assert re.search(r'Related: <a href="#call-1">1018 → 9898 at 19:59:21.102</a>, elsewhere', html)


def test_connection_that_cucm_opened_goes_by_the_port_of_its_peer() -> None:
    made = report_world()
    made.connections = made.connections.assign(opened_by="CUCM", local_port=5099)
    text = words(report(made))
    assert "opened by CUCM" in text and "TLS 5061" in text
    assert "accepted on port" not in text
