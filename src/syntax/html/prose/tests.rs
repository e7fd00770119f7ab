//! Tests of paragraphs and bullets from HTML.

use super::*;

/// The text, then each bullet, nested ones in brackets.
fn show(text: &str) -> String {
    fn list(highlights: &[Highlight]) -> String {
        let one = |h: &Highlight| match h.highlights.as_slice() {
            [] => h.text.get("en").to_owned(),
            below => format!("{}[{}]", h.text.get("en"), list(below)),
        };
        highlights.iter().map(one).collect::<Vec<_>>().join("; ")
    }
    let (summary, highlights) = Prose::of(text).split();
    let summary = summary.map(|text| text.get("en").to_owned()).unwrap_or_default();
    format!("{summary} | {}", list(&highlights)).replace('\n', "⏎")
}

fn text(text: &str) -> String {
    Prose::of(text).into_text().map(|text| text.get("en").to_owned()).unwrap_or_default()
}

#[test]
fn numbered_lists_are_lists() {
    for (lines, expected) in [
        ("a\n\n1. b\n   1) c\n   2) d\n2. e\n3. f", "a | b[c; d]; e; f"),
        ("1. January is far\n\n1999. That was it", "1. January is far⏎⏎1999. That was it | "),
        ("2. a\n3. b", "2. a⏎3. b | "),
        ("1.5 km\n2.5 km", "1.5 km⏎2.5 km | "),
    ] {
        assert_eq!(show(lines), expected, "{lines}");
    }
}

#[test]
fn paragraphs_and_lists_are_parted() {
    for (html, expected) in [
        ("", " | "),
        ("<p>One <strong>two</strong>.</p><p>Three</p>", "One **two**.⏎⏎Three | "),
        ("<ul><li><p>a</p></li><li><p>b</p><ul><li>c</li></ul></li></ul>", " | a; b[c]"),
        (
            "<ol><li data-list=\"bullet\"><span class=\"ql-ui\"></span>a</li><li data-list=\"bullet\" class=\"ql-indent-1\">b</li></ol>",
            " | a[b]",
        ),
        ("<p>Lead</p><ul><li>a</li></ul>", "Lead | a"),
        (
            "<p>x</p><p>Did:</p><ul><li>a</li></ul><p>Used:</p><ul><li>b</li></ul>",
            "x | Did:[a]; Used:[b]",
        ),
        ("<ul><li>a</li></ul><p>End.</p>", " | a; End."),
        ("<p>• a<br>• b<br/>•c</p>", " | a; b; c"),
        ("<div>a</div><div>b</div>", "a⏎⏎b | "),
        ("a<br>b<br><br>c", "a  ⏎b⏎⏎c | "),
        ("<li>a<li>b", " | a; b"),
        ("<ul><li>a<br>b</li><li><p>c</p><p>d</p></li></ul>", " | a  ⏎b; c  ⏎d"),
        ("<table><tr><th>Term</th><td>2 <sup>3</sup></td></tr></table>", "**Term** · 2 ³ | "),
        ("<script>alert(1)</script><style>p{}</style><p onclick=x>a</p>", "a | "),
        ("&lt;p&gt;twice&lt;/p&gt;", "twice | "),
        ("plain & simple < 5\n- a\n  - b", "plain & simple < 5 | a[b]"),
        ("Vec<T> &c; <https://a.example>", "Vec<T> &c; <https://a.example> | "),
    ] {
        assert_eq!(show(html), expected, "{html}");
    }
}

#[test]
fn inline_markup_becomes_ours() {
    for (html, expected) in [
        (
            "<p>a <a href=\"https://x.example\">b</a> <a href=\"javascript:x\">c</a> <a href=\"www.y.example\">d</a></p>",
            "a [b](https://x.example) c [d](https://www.y.example)",
        ),
        (
            "<span style=\"font-weight: 700\">a</span> <b style=\"font-weight:normal\">b</b>",
            "**a** b",
        ),
        ("<p>5 * 3 _x_ [y] &lt;b&gt;</p>", r"5 \* 3 \_x\_ \[y\] \<b>"),
        ("<p>a&nbsp;b  \n c&nbsp;: 1&nbsp;000</p>", "a b c\u{a0}: 1\u{a0}000"),
        ("<h3>Title</h3>text", "**Title**\n\ntext"),
        ("<p><strong>Lead: </strong>text</p>", "**Lead:** text"),
        ("<p>one</p><ul><li>a<ol><li>b</li></ol></li></ul>", "one\n\n- a\n  - b"),
    ] {
        assert_eq!(text(html), expected, "{html}");
    }
}
