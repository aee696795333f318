//! Promise 6: nothing between the resident and the answer. No third-party request, no tracking, no script needed, no
//! web font; a landing page is one file that fits in the first congestion window.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use std::io::Write;

use support::Site;
use support::visible_text;

/// What a landing page may weigh when compressed, in bytes.
const BUDGET: usize = 14 * 1024;

fn built() -> Site {
    let site = Site::small();
    site.append(
        "content/site.yaml",
        "notice: {text: {vi: Có mưa lớn, en: Heavy rain}, from: 2025-10-12, until: 2025-10-28}\n",
    );
    site.append(
        "content/pages/about.vi.md",
        "\n[Bản đồ](https://map.example/) <script src=\"https://cdn.example/x.js\"></script><style>p{background:url(https://cdn.example/y)}</style>\n\n<p style=\"background:url(https://cdn.example/z)\">Chữ</p>\n",
    );
    site.build().ends_with(0);
    site
}

/// Files of the output with one of these endings, as text.
fn texts(site: &Site, endings: &[&str]) -> Vec<(String, String)> {
    let texts: Vec<_> = site
        .tree()
        .into_iter()
        .filter(|(path, _)| endings.iter().any(|ending| path.ends_with(ending)))
        .map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap()))
        .collect();
    assert!(!texts.is_empty());
    texts
}

fn landing_pages(site: &Site) -> Vec<(String, String)> {
    let landing = ["26188/index.html", "26188-2/index.html", "en/26188/index.html", "en/26188-2/index.html"];
    landing.into_iter().map(|path| (path.to_owned(), site.output(path))).collect()
}

fn compressed(text: &str) -> usize {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap().len()
}

/// Each start tag: its name and its attributes, with entities as they are.
fn tags(html: &str) -> Vec<(String, String)> {
    let mut tags = Vec::new();
    for part in html.split('<').skip(1) {
        let name: String = part.chars().take_while(char::is_ascii_alphanumeric).collect();
        let attributes = part[name.len()..].split('>').next().unwrap();
        if !name.is_empty() {
            tags.push((name.to_lowercase(), attributes.to_owned()));
        }
    }
    tags
}

fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = attributes.split_once(&format!(" {name}=\""))?;
    value.split('"').next()
}

/// The addresses that a browser loads by itself to show a page: everything but links that a person follows.
fn loaded(html: &str) -> Vec<String> {
    let mut loaded = Vec::new();
    for (name, attributes) in tags(html) {
        for from in ["src", "srcset", "poster", "data", "background", "action", "formaction", "ping"] {
            loaded.extend(attribute(&attributes, from).map(str::to_owned));
        }
        let rel = attribute(&attributes, "rel").unwrap_or_default();
        let is_told_only = ["canonical", "alternate"].contains(&rel);
        if matches!(name.as_str(), "link" | "use" | "image" | "base") && !is_told_only {
            for from in ["href", "xlink:href"] {
                loaded.extend(attribute(&attributes, from).map(str::to_owned));
            }
        }
        loaded.extend(urls_of_css(attribute(&attributes, "style").unwrap_or_default()));
    }
    for block in html.split("<style").skip(1) {
        loaded.extend(urls_of_css(block.split("</style").next().unwrap()));
    }
    loaded
}

fn urls_of_css(css: &str) -> Vec<String> {
    let inside = |text: &str| text.split(')').next().unwrap().trim_matches(['"', '\'', ' ']).to_owned();
    let imports = css.split("@import").skip(1).map(|rest| rest.split(';').next().unwrap().trim().to_owned());
    css.split("url(").skip(1).map(inside).chain(imports).collect()
}

#[test]
fn no_page_loads_anything_from_elsewhere() {
    let site = built();
    let mut seen = 0;
    for (path, html) in texts(&site, &[".html"]) {
        for address in loaded(&html) {
            let own = address.starts_with('/') && !address.starts_with("//");
            assert!(own || address.starts_with("data:"), "{path} loads {address}");
            if own {
                assert!(
                    site.exists(&format!("output{address}")),
                    "{path} loads {address}, which is not there"
                );
                seen += 1;
            }
        }
    }
    assert!(seen > 20, "style sheets and scripts are loaded: {seen}");
    for (path, css) in texts(&site, &[".css", ".svg"]) {
        for address in
            urls_of_css(&css).into_iter().chain(if path.ends_with(".svg") { loaded(&css) } else { vec![] })
        {
            assert!(address.starts_with("data:") || address.starts_with('#'), "{path} loads {address}");
        }
    }
}

#[test]
fn scripts_ask_for_the_status_of_their_own_site_and_nothing_else() {
    let site = built();
    let asks =
        ["fetch(", "XMLHttpRequest", "sendBeacon", "WebSocket", "EventSource", "importScripts", "import("];
    let scripts = texts(&site, &[".js"]);
    for (path, script) in &scripts {
        let asked: usize = asks.iter().map(|ask| script.matches(ask).count()).sum();
        assert_eq!(asked, 1, "{path}: {script}");
        assert!(script.contains("fetch(notice.dataset.status"), "{path}");
        assert!(!script.contains("http"), "{path} names another site");
    }
    for (path, html) in landing_pages(&site) {
        let script = html.rsplit_once("<script>").unwrap().1.split("</script>").next().unwrap();
        assert!(asks.iter().all(|ask| !script.contains(ask)), "{path}");
    }
}

#[test]
fn nobody_is_counted_followed_or_remembered() {
    let site = built();
    let traces = [
        "cookie",
        "localStorage",
        "sessionStorage",
        "indexedDB",
        "serviceWorker",
        "userAgent",
        "<iframe",
        "<embed",
        "<object",
        "http-equiv",
        "preconnect",
        "dns-prefetch",
        "ping=",
    ];
    for (path, text) in texts(&site, &[".html", ".js", ".css"]) {
        // The page of a dead code leads on within the site.
        let text = text.replace("http-equiv=\"refresh\" content=\"0; url=/", "");
        for trace in traces {
            assert!(!text.contains(trace), "{path} has `{trace}`");
        }
    }
}

#[test]
fn there_is_no_web_font() {
    let site = built();
    for (path, text) in texts(&site, &[".html", ".css"]) {
        assert!(!text.contains("@font-face") && !text.contains(".woff"), "{path}");
    }
    assert!(!site.tree().keys().any(|path| path.contains(".woff") || path.ends_with(".ttf")));
}

#[test]
fn a_landing_page_is_one_file() {
    let site = built();
    for (path, html) in landing_pages(&site) {
        let loaded: Vec<String> =
            loaded(&html).into_iter().filter(|address| !address.starts_with("data:")).collect();
        assert_eq!(loaded, Vec::<String>::new(), "{path}");
        assert!(html.contains("<style>") && html.contains("<svg"), "style and code are in the page: {path}");
    }
}

#[test]
fn a_landing_page_comes_in_one_round_trip() {
    for (path, html) in landing_pages(&built()) {
        let size = compressed(&html);
        assert!(size <= BUDGET, "{path} has {size} bytes");
        // A page that is nearly empty would pass, too.
        assert!(size > 2 * 1024, "{path} has {size} bytes");
    }
}

#[test]
fn a_landing_page_that_grows_too_large_is_told_of() {
    let site = Site::small();
    // Words that do not compress: each is a number of its own.
    let words: Vec<String> = (0..6000_u32).map(|n| format!("{:x}", n.wrapping_mul(2_654_435_761))).collect();
    site.replace("content/points.csv", "Park at the back gate", &words.join(" "));
    site.build()
        .ends_with(0)
        .says(&["landing-too-big", "en/26188/index.html"])
        .is_silent_on("`26188/index.html`");
    site.loa(&["build", "--as-of", "2025-10-20", "--strict"]).ends_with(1).says(&["landing-too-big"]);
}

#[test]
fn the_answers_stand_in_the_page_without_any_script() {
    let site = built();
    let vi = [
        "Trung tâm Phục vụ hành chính công",
        "1 đường Mẫu",
        "0251 000 0002",
        "Thứ Hai – thứ Sáu 07:30–11:30, 13:30–17:00",
        "Từ ngày 01/10/2025 đến hết ngày 30/10/2025",
        "Thứ Bảy 25 Tháng 10",
        "Thẻ căn cước còn hạn",
        "Điện thoại có lắp SIM của bạn",
        "Miễn phí",
        "Khoảng 15 phút",
        "400 người Số liệu đến ngày 19/10/2025",
        "Có mưa lớn",
        "Cán bộ không bao giờ hỏi mã OTP",
    ];
    let en = [
        "Public Service Centre",
        "1 Mau Street",
        "0251 000 0002",
        "A valid identity card",
        "Free of charge",
        "About 15 minutes",
        "Heavy rain",
    ];
    for (path, words) in [("26188/index.html", &vi[..]), ("en/26188/index.html", &en[..])] {
        let text = visible_text(&site.output(path));
        for words in words {
            assert!(text.contains(words), "{path} lacks `{words}`: {text}");
        }
    }
    assert!(site.output("26188/index.html").contains("href=\"tel:02510000002\""));
}

#[test]
fn what_a_script_would_show_is_hidden_without_it_and_nothing_else_is() {
    let site = built();
    for (path, html) in texts(&site, &[".html"]) {
        assert!(!html.contains("<noscript"), "{path}");
        for (name, attributes) in tags(&html) {
            let hidden = format!("{attributes} ").contains(" hidden ");
            let by_script =
                ["data-mark", "data-open-now", "data-after", "data-stale-notice", "data-stale-checked"];
            if hidden {
                assert!(
                    by_script.iter().any(|mark| attributes.contains(mark)),
                    "{path} hides <{name}{attributes}>"
                );
            }
        }
    }
}
