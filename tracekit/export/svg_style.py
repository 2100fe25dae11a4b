"""Sizes and colours of the SVG ladder; colours follow the reader's light or dark scheme."""

WIDE_LANE, GUTTER, MARGIN = 230, 180, 20
LINE, ARROW_ROW, HEAD_GAP = 17, 46, 14
CELL = 7.3
"""Pixels that one column of text takes at 13 px, generously: no reader's font is known."""

SHEET = """
svg { color: #1c2024; background: #ffffff; font: 13px system-ui, "Segoe UI", sans-serif; }
text { fill: currentColor; }
.head, .name { font-weight: 600; }
.name { font-size: 16px; }
.soft, .delta { opacity: .72; }
.time { font-variant-numeric: tabular-nums; }
.life { stroke: currentColor; stroke-opacity: .3; stroke-dasharray: 2 4; }
.shaft { stroke: currentColor; stroke-width: 1.4; fill: none; }
.tls .shaft { stroke-width: 2.6; }
.tip { fill: currentColor; }
.lock { fill: currentColor; }
.tls { color: #0b6b3a; }
.failure { color: #b3261e; }
.note rect { fill: #f2efe2; stroke: currentColor; stroke-opacity: .25; }
.step rect { fill: #e6eef8; }
.certificate rect { fill: #e3f3e8; }
@media (prefers-color-scheme: dark) {
svg { color: #e6e8ea; background: #16181b; }
.tls { color: #6fd49a; }
.failure { color: #ff9a90; }
.note rect { fill: #2b2920; }
.step rect { fill: #1f2a38; }
.certificate rect { fill: #1d3025; }
}
"""
