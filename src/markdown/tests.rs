//! Tests of the step as a whole: text in, `Doc` and HTML out.

use std::fmt::Write;

use unicode_normalization::UnicodeNormalization;

use super::raw::Token;
use super::*;

struct Plain;

impl Fill for Plain {
    fn link(&self, destination: &str) -> Option<String> {
        destination.starts_with('/').then(|| format!("/vi{destination}"))
    }
    fn image(&self, destination: &str) -> ImageAttrs {
        ImageAttrs { src: format!("/assets/{destination}"), width: Some(40), height: Some(30) }
    }
    fn block(&self, block: &Block) -> String {
        format!("<section class=\"live\" id=\"live-{}\"><h2>{}</h2></section>", block.range.start, block.name)
    }
    fn fact(&self, path: &str) -> String {
        format!("<{path}>")
    }
    fn alert_label(&self, kind: AlertKind) -> String {
        format!("Nhãn {}", kind.name())
    }
    fn table_label(&self, number: usize, heading: Option<&str>) -> String {
        format!("Bảng {number} {}", heading.unwrap_or("-"))
    }
    fn footnotes_label(&self) -> String {
        "Chú thích".to_owned()
    }
    fn footnote_label(&self, number: usize) -> String {
        format!("Chú thích {number}")
    }
    fn footnote_back_label(&self, number: usize, nth: usize) -> String {
        format!("Về chỗ {nth} của chú thích {number}")
    }
}

fn doc(body: &str) -> Doc {
    let is_live = |name: &str| matches!(name, "schedule" | "progress" | "qr" | "deadlines");
    parse(body, &ParseOptions { offset: 0, is_live: &is_live, reserved_ids: &["main"] })
}

fn html(body: &str) -> String {
    doc(body).html(&Plain)
}

fn problems(body: &str) -> Vec<(ProblemKind, &str)> {
    doc(body).problems.into_iter().map(|problem| (problem.kind, &body[problem.range])).collect()
}

/// Names of tags in order; end tags with a slash.
fn tags(html: &str) -> Vec<String> {
    let mut tags = Vec::new();
    let mut at = 0;
    while at < html.len() {
        let (token, end) = raw::next_token(html, at);
        match token {
            Token::Open { name, .. } => tags.push(name),
            Token::Close { name } => tags.push(format!("/{name}")),
            Token::Text => {}
            other => panic!("{other:?} in {html}"),
        }
        at = end;
    }
    tags
}

fn assert_balanced(html: &str) {
    let mut stack = Vec::new();
    for tag in tags(html) {
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(stack.pop().as_deref(), Some(name), "in {html}");
        } else if !matches!(tag.as_str(), "br" | "hr" | "img" | "wbr" | "col") {
            stack.push(tag);
        }
    }
    assert!(stack.is_empty(), "{stack:?} open in {html}");
}

#[test]
fn front_matter_is_found_with_and_without_mark_and_carriage_returns() {
    for (text, yaml, body) in [
        ("---\na: 1\n---\nx", "a: 1\n", "x"),
        ("\u{feff}---\r\na: 1\r\n---\r\nx", "a: 1\r\n", "x"),
        ("--- \n---\t\n", "", ""),
        ("\n \r\n---\na: 1\n---\nx", "a: 1\n", "x"),
        ("---\na: 1\n---", "a: 1\n", ""),
    ] {
        let split = split_front_matter(text);
        let FrontMatter::Found(range) = split.front else { panic!("{text:?}") };
        assert_eq!((&text[range], &text[split.body]), (yaml, body));
    }
}

#[test]
fn front_matter_may_be_absent_or_unclosed() {
    for text in ["", "x\n---\n", "\nx\n---\n---\n", "----\na\n---", " ---\n---\n"] {
        assert_eq!(
            split_front_matter(text),
            Split { front: FrontMatter::None, body: 0..text.len() },
            "{text:?}"
        );
    }
    let text = "\u{feff}---\r\na: 1\r\nb";
    let split = split_front_matter(text);
    assert_eq!(split, Split { front: FrontMatter::Unclosed(3..6), body: 8..text.len() });
}

#[test]
fn heading_ids_are_toneless_in_both_normal_forms_and_unique() {
    let body = "# Đăng ký chữ ký số\n\n## ĐĂNG KÝ — chữ ký số!\n\n# Điểm {#diem .to}\n\n# Điểm\n\n# Điểm 2\n\n# ខ្មែរ\n\n# Main\n";
    let decomposed: String = body.nfd().collect();
    assert_ne!(decomposed, body);
    for text in [body, decomposed.as_str()] {
        let doc = doc(text);
        let ids: Vec<&str> = doc.headings.iter().map(|heading| heading.id.as_str()).collect();
        let expected = [
            "dang-ky-chu-ky-so",
            "dang-ky-chu-ky-so-2",
            "diem-diem-to",
            "diem",
            "diem-2",
            "section",
            "main-2",
        ];
        assert_eq!(ids, expected);
        assert_eq!(doc.headings[0].text.source(), "Đăng ký chữ ký số");
    }
}

#[test]
fn an_explicit_id_is_kept_and_one_given_twice_is_a_problem() {
    let body = "# Ngày {#a}\n\n# Ngày *x* {#a} ##\n\nA {#c}\n===\n\n# \\{#no}\n";
    let doc = doc(body);
    let seen: Vec<_> = doc.headings.iter().map(|h| (h.id.as_str(), h.text.source())).collect();
    let expected = [("a", "Ngày"), ("a-2", "Ngày x"), ("c", "A"), ("no", "{#no}")];
    assert_eq!(seen, expected.map(|(id, text)| (id, text.to_owned())));
    assert_eq!(problems(body), [(ProblemKind::DuplicateId("a".to_owned()), "# Ngày *x* {#a} ##")]);
    assert!(html(body).contains("<h2 id=\"a\">Ngày</h2>"));
}

#[test]
fn a_fact_at_the_end_of_a_heading_is_no_attribute() {
    let doc = doc("# Hạn {{ campaign.ends }}\n");
    assert_eq!(doc.headings[0].text.source(), "Hạn {{ campaign.ends }}");
    assert_eq!(doc.headings[0].text.fill(&|_| "31/10".to_owned()), "Hạn 31/10");
    assert_eq!(doc.facts.len(), 1);
}

#[test]
fn facts_are_found_wherever_text_is_read_and_are_escaped() {
    let body = "Đến **{{campaign.ends}}**, [hạn {{ a_b.c_d }}](/x).\n\n| a |\n|---|\n| {{ c }} |\n";
    let doc = doc(body);
    let found: Vec<_> = doc.facts.iter().map(|f| (f.path.as_str(), &body[f.range.clone()])).collect();
    let expected = [("campaign.ends", "{{campaign.ends}}"), ("a_b.c_d", "{{ a_b.c_d }}"), ("c", "{{ c }}")];
    assert_eq!(found, expected);
    let html = doc.html(&Plain);
    assert!(html.contains("<strong>&lt;campaign.ends&gt;</strong>"), "{html}");
    assert_eq!(doc.links[0].text.source(), "hạn {{ a_b.c_d }}");
}

#[test]
fn no_fact_is_found_in_code_or_after_a_backslash_or_in_references() {
    for body in [
        "`{{ x }}`",
        "    {{ x }}",
        "```\n{{ x }}\n```",
        "\\{{ x }}",
        "{\\{ x }}",
        "&#123;{ x }}",
        "<!-- {{ x }} -->",
    ] {
        let doc = doc(body);
        assert!(doc.facts.is_empty() && doc.problems.is_empty(), "{body}: {:?}", doc.problems);
    }
    assert!(html("a \\{{ x }}").contains("a {{ x }}"));
    assert_eq!(doc("\\\\{{ x }}").facts.len(), 1, "an escaped backslash escapes nothing");
    assert_eq!(doc("\\{{{ x }}").facts.len(), 1, "a literal brace before a fact");
}

#[test]
fn malformed_facts_are_problems_with_their_places() {
    for (body, kind, at) in [
        ("a {{ x", ProblemKind::UnclosedFact, "{{ x"),
        ("a {{ x\n}} b", ProblemKind::UnclosedFact, "{{ x"),
        ("a {{}} b", ProblemKind::EmptyFact, "{{}}"),
        ("a {{  }} b", ProblemKind::EmptyFact, "{{  }}"),
        ("a {{ hai từ }} b", ProblemKind::MalformedFact, "{{ hai từ }}"),
        ("a {{ b {{ c }} d", ProblemKind::MalformedFact, "{{ b {{ c }}"),
        ("a {{ *b* }}", ProblemKind::UnclosedFact, "{{ "),
    ] {
        assert_eq!(problems(body), [(kind, at)], "{body}");
    }
}

#[test]
fn ranges_are_moved_by_the_offset() {
    let file = "---\na: 1\n---\n# Á {{ x }}\n\n[b](c) ![d](e)\n\n```schedule commune=26188\n```\n{{\n";
    let start = split_front_matter(file).body.start;
    let options = ParseOptions { offset: start, is_live: &|_| true, reserved_ids: &[] };
    let doc = parse(&file[start..], &options);
    assert_eq!(&file[doc.headings[0].range.clone()], "# Á {{ x }}");
    assert_eq!(&file[doc.facts[0].range.clone()], "{{ x }}");
    assert_eq!(&file[doc.links[0].range.clone()], "[b](c)");
    assert_eq!(&file[doc.images[0].range.clone()], "![d](e)");
    assert_eq!(&file[doc.blocks[0].range.clone()], "```schedule commune=26188\n```");
    assert_eq!(&file[doc.blocks[0].name_range.clone()], "schedule");
    assert_eq!(&file[doc.blocks[0].args[0].range.clone()], "commune=26188");
    assert_eq!(&file[doc.problems[0].range.clone()], "{{");
    assert_eq!(&file[doc.prose[0].source(0..2)], "Á");
}

#[test]
fn a_live_block_gives_name_arguments_and_body() {
    let body = "> ~~~ schedule commune=26188 title=\"Lịch tuần\" limit=\n> a\n>\n> b\n> ~~~\n\n```schedul x=1\n```\n\n```\nz\n```\n";
    let doc = doc(&body.replace('\n', "\r\n"));
    let block = doc.live_blocks().next().unwrap();
    let args: Vec<_> = block.args.iter().map(|arg| (arg.key.as_str(), arg.value.as_str())).collect();
    assert_eq!(args, [("commune", "26188"), ("title", "Lịch tuần"), ("limit", "")]);
    assert_eq!(block.body, "a\n\nb\n");
    assert_eq!(doc.live_blocks().count(), 1);
    assert_eq!(doc.blocks.len(), 2, "a block without a name is not listed");
    assert_eq!((doc.blocks[1].name.as_str(), doc.blocks[1].live), ("schedul", false));
    assert!(doc.problems.is_empty());
}

#[test]
fn a_bad_argument_is_a_problem_of_live_blocks_only() {
    let body = "```qr 26188 size=\"1 =2\n```\n\n```rust ignore\n```\n";
    assert_eq!(
        problems(body),
        [(ProblemKind::BadArgument, "26188"), (ProblemKind::BadArgument, "size=\"1 =2"),]
    );
}

#[test]
fn prose_joins_marks_and_leaves_out_what_is_no_prose() {
    let body = "Từ *20* đến [3**1**/10](/x) `1` {{ f }}\nhết <https://a.vn/9>.\n\n```qr\nx\n```\n\n- một\n- ![hai](b) ba\n";
    let doc = doc(body);
    let texts: Vec<&str> = doc.prose.iter().map(|prose| prose.text.as_str()).collect();
    assert_eq!(texts, ["Từ 20 đến 31/10 hết .", "một", "ba"]);
    let prose = &doc.prose[0];
    let at = prose.text.find("31/10").unwrap();
    assert_eq!(&body[prose.source(at..at + 5)], "3**1**/10");
    assert_eq!(&body[prose.source(0.."Từ".len())], "Từ");
}

#[test]
fn prose_of_decomposed_text_is_composed_and_finds_its_way_back() {
    let body: String = "Hạn: **trước** ngày 5".nfd().collect();
    let doc = doc(&body);
    let prose = &doc.prose[0];
    assert_eq!(prose.text, "Hạn: trước ngày 5");
    for word in ["Hạn", "trước", "ngày", "5"] {
        let at = prose.text.find(word).unwrap();
        let source: String = body[prose.source(at..at + word.len())].nfc().collect();
        assert_eq!(source, word);
    }
}

#[test]
fn links_and_images_are_listed_and_filled() {
    let body = "[a ![b c](d.png \"t\")](/e \"f&g\") <https://x.vn> <a@b.vn> ![*x* {{ y }}](z) ![](q)\n";
    let doc = doc(body);
    let links: Vec<_> =
        doc.links.iter().map(|l| (l.destination.as_str(), l.text.source(), l.autolink)).collect();
    assert_eq!(
        links,
        [
            ("/e", "a b c".to_owned(), false),
            ("https://x.vn", "https://x.vn".to_owned(), true),
            ("mailto:a@b.vn", "a@b.vn".to_owned(), true),
        ]
    );
    let alts: Vec<String> = doc.images.iter().map(|image| image.alt.source()).collect();
    assert_eq!(alts, ["b c", "x {{ y }}", ""]);
    assert!(doc.images[2].alt.is_blank());
    assert_eq!(
        doc.html(&Plain),
        "<p><a href=\"/vi/e\" title=\"f&amp;g\">a <img src=\"/assets/d.png\" width=\"40\" height=\"30\" \
         loading=\"lazy\" alt=\"b c\" title=\"t\"></a> <a href=\"https://x.vn\">https://x.vn</a> <a href=\"mailto:a@b.vn\">a@b.vn</a> \
         <img src=\"/assets/z\" width=\"40\" height=\"30\" loading=\"lazy\" alt=\"x &lt;y&gt;\"> <img src=\"/assets/q\" width=\"40\" \
         height=\"30\" loading=\"lazy\" alt=\"\"></p>\n"
    );
}

#[test]
fn a_table_scrolls_in_a_named_region() {
    let html = html("# Lịch\n\n| Xã | | Số |\n|:--|---|--:|\n| Tân **Hưng** | | 5 |\n");
    assert!(
        html.contains(
            "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"Bảng 1 Lịch\"><table>"
        )
    );
    assert!(html.contains("<th scope=\"col\" class=\"align-left\">Xã</th>"), "{html}");
    assert!(html.contains("<td></td>\n<th scope"), "an empty header cell is no header: {html}");
    assert!(html.contains("<tbody><tr><td class=\"align-left\">Tân <strong>Hưng</strong></td>"), "{html}");
    assert!(!html.contains(" align="));
    assert_balanced(&html);
}

#[test]
fn alerts_have_a_class_and_a_label() {
    for kind in ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"] {
        let html = html(&format!("> [!{kind}]\n> Chữ\n"));
        let lower = kind.to_lowercase();
        assert!(html.contains(&format!("class=\"alert alert-{lower}\" role=\"note\"")), "{html}");
        assert!(html.contains(&format!("<p class=\"alert-label\">Nhãn {lower}</p>\n<p>Chữ</p>")), "{html}");
    }
}

#[test]
fn footnotes_are_numbered_as_they_are_met_and_lead_back() {
    let body = "# Footnote 1\n\nA[^b] B[^a] C[^b]\n\n[^a]: một\n\n    hai[^c]\n\n[^b]: {{ x }}\n[^c]: ba\n[^d]: bốn\n\n[^thiếu] \\[^x]\n";
    let html = html(body);
    assert!(html.contains(
        "<sup id=\"footnote-1-ref-2\"><a href=\"#footnote-1\" aria-label=\"Chú thích 1\">1</a></sup>"
    ));
    assert!(html.contains(
        "<li id=\"footnote-1\"><p>&lt;x&gt; <a href=\"#footnote-1-ref-1\" class=\"footnote-back\""
    ));
    assert!(html.contains("Về chỗ 2 của chú thích 1"));
    assert!(html.contains("<li id=\"footnote-3\"><p>ba "), "{html}");
    assert!(html.contains("<h2 id=\"footnote-1-2\">"), "{html}");
    assert!(!html.contains("bốn"));
    assert_balanced(&html);
    assert_eq!(
        problems(body),
        [
            (ProblemKind::UnusedFootnote("d".to_owned()), "[^d]: bốn"),
            (ProblemKind::UndefinedFootnote("thiếu".to_owned()), "[^thiếu]"),
        ]
    );
}

#[test]
fn a_reference_without_definition_is_a_problem_and_brackets_are_not() {
    assert_eq!(
        problems("[a][b] [c] [d][]"),
        [
            (ProblemKind::UndefinedReference("b".to_owned()), "[a][b]"),
            (ProblemKind::UndefinedReference("d".to_owned()), "[d][]"),
        ]
    );
}

#[test]
fn the_first_paragraph_is_one_with_words_outside_of_boxes() {
    let doc = doc("# T\n\n> q\n\n- a\n\n  b\n\n![]()\n\nMột {{ f }}\n*hai*.\n\nBa\n");
    let first = doc.first_paragraph.unwrap();
    assert_eq!(first.source(), "Một {{ f }} hai.");
}

#[test]
fn plain_text_has_a_line_per_block() {
    let doc = doc(
        "# T\n\n- a *b*\n- {{ c }}\n\n| d | e |\n|---|---|\n| f | g |\n\n```qr\n```\n<p>h &amp; i</p>\n\nj[^1]\n\n[^1]: k\n",
    );
    assert_eq!(doc.plain_text(&|path| path.to_uppercase()), "T\na b\nC\nd\ne\nf\ng\nh & i\nj\nk");
}

#[test]
fn headings_are_shifted_and_never_beyond_six() {
    let html = html("# a\n\n###### b\n\n<h1>c</h1>\n");
    assert_eq!(tags(&html), ["h2", "/h2", "h6", "/h6", "h2", "/h2"]);
}

#[test]
fn hostile_markup_does_nothing() {
    let long = format!("<a href=\"{}javascript:alert(1)\">x</a>", " ".repeat(100));
    for body in [
        "<script>alert(1)</script>",
        "a <script>alert(1)</script> b",
        "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
        "<img src=x onerror=alert(1)>",
        "a <img src=x onerror=alert(1)> b",
        "<img src=\"javascript:alert(1)\">",
        "<img/src=x/onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
        "<iframe src=javascript:alert(1)></iframe>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
        "<a href=\"&#106;avascript:alert(1)\">x</a>",
        "<a href=\"java\nscript:alert(1)\">x</a>",
        "<a href=' &#1; javascript:alert(1)'>x</a>",
        "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
        "<a href=\"vbscript:msgbox(1)\">x</a>",
        long.as_str(),
        "<form action=javascript:alert(1)><input type=submit><button formaction=javascript:alert(1)>x</button></form>",
        "<div style=\"background:url(javascript:alert(1))\">x</div>",
        "<style>@import 'javascript:alert(1)';</style>",
        "<base href=\"javascript:alert(1)//\">",
        "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
        "<link rel=stylesheet href=javascript:alert(1)>",
        "<object data=javascript:alert(1)></object><embed src=javascript:alert(1)>",
        "<details open ontoggle=alert(1)>x</details>",
        "<body onload=alert(1)>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
        "<textarea><img src=x onerror=alert(1)></textarea>",
        "<title><img src=x onerror=alert(1)></title>",
        "<template><img src=x onerror=alert(1)></template>",
        "<div title=\"<img src=x onerror=alert(1)>\"",
        "<p title='\"><script>alert(1)</script>'>x</p>",
        "<p title='&quot;><img src=x onerror=alert(1)>'>x</p>",
        "<!--><img src=x onerror=alert(1)>-->",
        "<![CDATA[<img src=x onerror=alert(1)>]]>",
        "<a target=_blank href=/x onclick=alert(1)>x</a>",
        "<video src=x onerror=alert(1)><audio src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](<java\tscript:alert(1)>)",
        "[x](JaVaScRiPt&colon;alert(1))",
        "[x](&#1;javascript:alert(1))",
        "[x][y]\n\n[y]: javascript:alert(1)",
        "<javascript:alert(1)>",
        "![x](javascript:alert(1))",
        "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
        "[x](/a \"\\\" onmouseover=alert(1) x=\\\"\")",
        "![\" onerror=alert(1) x=\"](/a)",
        "```\" onclick=\"alert(1)\nx\n```",
        "# x {#\" onclick=\"alert(1)}",
    ] {
        for body in [body.to_owned(), format!("<b>x</b>\n\n{body}\n\nafter"), format!("- {body}\n\n<i>x</i>")]
        {
            let html = html(&body);
            assert_balanced(&html);
            let mut at = 0;
            while at < html.len() {
                let (token, end) = raw::next_token(&html, at);
                at = end;
                let Token::Open { name, attributes } = token else {
                    continue;
                };
                assert!(raw::tag(&name).is_some() || name == "section", "{name} from {body}: {html}");
                for (key, value) in attributes {
                    assert!(
                        !key.starts_with("on") && key != "style" && key != "target",
                        "{key} from {body}: {html}"
                    );
                    let address = key == "href" || key == "src";
                    assert!(!address || is_safe_destination(&raw::decode(&value)), "{value} from {body}");
                }
            }
            assert!(!body.ends_with("after") || html.contains("after"), "{body} swallows: {html}");
        }
    }
}

#[test]
fn unbalanced_raw_tags_stay_within_the_element_around_them() {
    for body in [
        "<div>\n\na\n\n</div>\n\nb",
        "</div></section></main>\n\nb",
        "> <div>\n\nb",
        "> a\n> </blockquote></div>\n> c\n\nb",
        "- <details><summary>x\n\n  c\n- d\n\nb",
        "<table><tr><td>\n\n```qr\n```\n\nb",
        "<b><i>\n\n# h\n\n</b>\n\nb",
        "a </p></div><b>\n\nb",
        "<p>\n\nb",
        "<a href=/x>\n\n[y](/z)\n\nb",
        "<ul><li>\n\n| x |\n|---|\n| <b>y |\n\nb",
        "<plaintext>\n\nb",
        "a <plaintext> <select> <xmp>\n\nb",
        "<div title=\"\n\nb",
        "<div title='\n\nb'",
        "x[^1] <b>\n\n[^1]: <div>\n\n    </li></ol>\n\nb",
    ] {
        let html = html(body);
        assert_balanced(&html);
        assert!(html.contains("b</p>") || html.contains(">b"), "{body}: {html}");
        assert_eq!(html.contains("class=\"live\""), body.contains("qr"), "{html}");
        assert!(!html.contains("data-k"), "{html}");
    }
    assert_eq!(html("<div lang=en>\n\na\n\n</div>\n\nb"), "<div lang=\"en\">\n<p>a</p>\n</div>\n<p>b</p>\n");
}

#[test]
fn a_mark_cannot_be_smuggled_in() {
    for body in [
        "<div data-k=\"0\"></div>",
        "<div DATA-K=0></div>",
        "&lt;div data-k=\"0\"&gt;",
        "<p title='<div data-k=\"0\"></div>'>x</p>",
        "<p title='x data-k='>x</p>",
        "<div data-&#107;=\"0\"></div>",
        "<p lang=\"<div data-k=&quot;0&quot;>\">x</p>",
        "`<div data-k=\"0\">`",
        "[x](/y 'data-k=\"0\"')",
    ] {
        let body = format!("```qr\n```\n\n{body}\n\n<b>x</b>\n");
        let html = html(&body);
        assert_eq!(html.matches("class=\"live\"").count(), 1, "{body}: {html}");
        assert_balanced(&html);
    }
}

#[test]
fn a_live_block_and_own_attributes_pass_the_sanitizer_unchanged() {
    let own = "# a\n\n```qr\n```\n\n| b |\n|--:|\n| c |\n\n> [!TIP]\n> d[^1]\n\n[^1]: e\n\n[f](tel:0900)\n";
    let plain = html(own);
    let with_raw = html(&format!("{own}\n<!-- x -->\n"));
    assert_eq!(plain, with_raw);
}

#[test]
fn raw_links_and_images_are_listed_filled_and_keep_their_size() {
    let body = "<a href=\"/x?a=1&amp;b\">y</a> <img src='p.png' width=7>\n";
    let doc = doc(body);
    assert_eq!(doc.links[0].destination, "/x?a=1&b");
    assert_eq!(&body[doc.links[0].range.clone()], "<a href=\"/x?a=1&amp;b\">");
    assert_eq!(doc.images[0].destination, "p.png");
    let html = doc.html(&Plain);
    assert!(html.contains("<a href=\"/vi/x?a=1&amp;b\">y</a>"), "{html}");
    assert!(html.contains("src=\"/assets/p.png\"") && html.contains("width=\"7\""), "{html}");
    assert!(html.contains("alt=\"\"") && !html.contains("height"), "{html}");
}

#[test]
fn a_raw_image_without_a_safe_address_leaves_its_alt_text() {
    assert_eq!(html("a <img src=\"javascript:1\" alt=\"b &lt; c\"> d"), "<p>a b &lt; c d</p>\n");
}

#[test]
fn removed_elements_and_open_comments_are_reported() {
    let body = "<iframe src=x></iframe><center>\n\nb\n\n<!-- c\n\nd";
    let doc = doc(body);
    assert_eq!(doc.raw[0].removed, ["center", "iframe"]);
    assert_eq!(&body[doc.raw[0].range.clone()], "<iframe src=x></iframe><center>");
    assert_eq!(problems(body), [(ProblemKind::UnclosedComment, "<!--")]);
    assert_eq!(
        problems("<textarea>\n\nb"),
        [(ProblemKind::UnclosedElement("textarea".to_owned()), "<textarea")]
    );
}

#[test]
fn safe_destinations_are_told_from_others() {
    for safe in ["", "/a", "a.md", "#x", "?a:b", "./a:b", "HTTPS://x", "mailto:a@b", "tel:1900", "//x.vn/a:b"]
    {
        assert!(is_safe_destination(safe), "{safe}");
    }
    for unsafe_one in
        ["javascript:1", "JAVA\tSCRIPT:1", "\u{1} data:x", "vbscript:x", "file:///x", "a:b", ":"]
    {
        assert!(!is_safe_destination(unsafe_one), "{unsafe_one}");
    }
}

#[test]
fn deep_or_long_input_takes_little_time() {
    let n = 10_000;
    for (name, body) in [
        (">", ">".repeat(n)),
        ("> ", format!("{}x", "> ".repeat(n))),
        ("[", "[".repeat(n)),
        ("![", "![".repeat(n)),
        ("images", format!("{}x{}", "![".repeat(n), "](a)".repeat(n))),
        ("links", format!("{}x{}", "[".repeat(n), "](a)".repeat(n))),
        ("*a _b ", "*a _b ".repeat(n)),
        ("**a", format!("{}{}", "**a ".repeat(n), " b**".repeat(n))),
        ("lists", (0..300).fold(String::new(), |text, depth| text + &"  ".repeat(depth) + "- a\n")),
        ("- - -", format!("{}x", "- ".repeat(n))),
        ("{{", "{{".repeat(n)),
        ("{{}}", "{{a}}".repeat(n)),
        ("\\{{", "\\{{".repeat(n)),
        ("[^", "[^".repeat(n)),
        ("[^a]", "[^a]".repeat(n)),
        ("`", (1..140).fold(String::new(), |text, ticks| text + &"`".repeat(ticks) + " ")),
        ("<div>", "<div>\n\n".repeat(n)),
        ("<b>", "<b>".repeat(n)),
        ("<b></i>", "<b>".repeat(n) + &"</i>".repeat(n)),
        ("<a <", "<a ".repeat(n)),
        ("<script>", "a <script> ".repeat(n)),
        ("<!--", "<!--".repeat(n)),
        ("<table>", "<table><tr><td>".repeat(n)),
        ("raw quotes", format!("{}<b>x</b>", "> ".repeat(n))),
        ("headings", "# a\n\n".repeat(n)),
        (
            "notes",
            (0..n).fold(String::new(), |mut text, note| {
                writeln!(text, "[^{note}]\n\n[^{note}]: x\n").unwrap();
                text
            }),
        ),
        ("&", "&".repeat(n)),
        ("|", format!("{}\n{}\n{}", "|a".repeat(n), "|-".repeat(n), "|b".repeat(n))),
    ] {
        let html = doc(&body).html(&Plain);
        assert_balanced(&html);
        assert!(html.len() < 100 * (body.len() + 1_000), "{name} grew to {} bytes", html.len());
    }
}

#[test]
fn random_text_never_panics_and_always_gives_balanced_html() {
    let pieces = [
        "{{",
        "}}",
        " a.b ",
        "\\",
        "[",
        "](",
        ")",
        "![",
        "[^1]",
        "\n[^1]: ",
        "<div>",
        "</div>",
        "<b>",
        "</b>",
        "<a href=",
        "\"",
        "'",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "# ",
        "{#x}",
        "```qr a=1\n",
        "\n```\n",
        "`",
        "*",
        "**",
        "_",
        "~~",
        "|",
        "\n|---|\n",
        "\t",
        "    ",
        "\r\n",
        "ệ",
        "e\u{323}\u{302}",
        "\u{feff}",
        "\0",
        "&amp;",
        "&#x7b;",
        "<table>",
        "<td>",
        "<p>",
        "<select>",
        "<svg>",
        "[!NOTE]\n",
        "1. ",
        "<https://x>",
        "😀",
        " data-k=\"0\"",
    ];
    let mut state = 7_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    for round in 0..6000 {
        let mut body = String::new();
        for _ in 0..next(40) {
            if round % 3 == 0 {
                let bytes: Vec<u8> = (0..6).map(|_| u8::try_from(next(256)).unwrap()).collect();
                body.push_str(&String::from_utf8_lossy(&bytes));
            }
            body.push_str(pieces[next(pieces.len())]);
        }
        let doc = doc(&body);
        let html = doc.html(&Plain);
        assert_balanced(&html);
        let _ = doc.plain_text(&str::to_owned);
        let ranges = doc.links.iter().map(|x| &x.range).chain(doc.images.iter().map(|x| &x.range));
        let ranges =
            ranges.chain(doc.problems.iter().map(|x| &x.range)).chain(doc.facts.iter().map(|x| &x.range));
        let ranges =
            ranges.chain(doc.blocks.iter().map(|x| &x.range)).chain(doc.raw.iter().map(|x| &x.range));
        let ranges = ranges.chain(doc.blocks.iter().flat_map(|x| &x.args).map(|x| &x.range));
        for range in ranges.chain(doc.headings.iter().map(|x| &x.range)) {
            assert!(body.get(range.clone()).is_some(), "{range:?} in {body:?}");
        }
        for prose in &doc.prose {
            for (at, character) in prose.text.char_indices() {
                let source = prose.source(at..at + character.len_utf8());
                assert!(body.get(source.clone()).is_some(), "{source:?} in {body:?}");
            }
        }
        let _ = split_front_matter(&body);
    }
}
