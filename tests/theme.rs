//! Themes: files in `themes/NAME/` override the embedded default one by one; what is wrong in them is told with its
//! place, before anything is written.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use std::collections::BTreeSet;
use std::process::Command;

use loa::diag::Code;
use loa::diag::Diagnostics;
use loa::model::Options;
use loa::render::Renderer;
use loa::routes;
use loa::routes::PageKey;
use loa::routes::Route;
use loa::theme::Theme;
use support::Site;
use support::TODAY;
use support::visible_text;

const SITE: &str = "content/site.yaml";

/// The fixture with a theme of its own that has no files yet.
fn with_theme() -> Site {
    let site = Site::small();
    site.replace(SITE, "landing:", "theme: tinh\nlanding:");
    site
}

/// A file of the default theme.
fn default_file(path: &str) -> String {
    std::fs::read_to_string(format!("{}/themes/default/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn one_template_is_overridden_and_all_others_stay() {
    let site = with_theme();
    let plain = Site::small();
    plain.build().ends_with(0);
    site.write(
        "themes/tinh/templates/communes.html",
        "{% extends \"base.html\" %}{% block main %}<h1>{{ page.title.text }}</h1><p>Của tỉnh: {{ provinces[0].name.text }}</p>{% endblock main %}",
    );
    site.build().ends_with(0);
    let (own, default) = (site.tree(), plain.tree());
    let mut changed: Vec<&String> = own.keys().filter(|path| own.get(*path) != default.get(*path)).collect();
    changed.retain(|path| !path.contains("status"));
    assert_eq!(changed, ["communes/index.html", "en/communes/index.html"]);
    let text = visible_text(&site.output("communes/index.html"));
    assert!(text.contains("Của tỉnh: Tỉnh Đồng Nai"), "{text}");
    assert!(text.contains("Tình trạng cập nhật"), "the frame is the default's: {text}");
}

#[test]
fn a_component_is_overridden_wherever_it_is_used() {
    let site = with_theme();
    let sessions = default_file("templates/components/session.html");
    site.write(
        "themes/tinh/templates/components/session.html",
        &sessions.replace("<ol class=\"sessions\"", "<ol class=\"tinh\""),
    );
    site.build().ends_with(0);
    for page in ["index.html", "26188/index.html", "en/schedule/index.html"] {
        assert!(site.output(page).contains("<ol class=\"tinh\""), "{page}");
    }
}

#[test]
fn pages_are_the_same_before_and_after_words_are_put_into_templates() {
    let site = Site::small();
    let mut diagnostics = Diagnostics::default();
    let sources = loa::read::read(site.root(), &mut diagnostics).unwrap();
    let options = Options { as_of: Some(TODAY.parse().unwrap()), drafts: false, clock: |_| panic!("given") };
    let checked = loa::compile(&sources, &options, &mut diagnostics).unwrap();
    let theme = Theme::load(&checked.site().config, &sources, &mut diagnostics).unwrap();
    let routes = routes::all(checked.site(), checked.ledger(), checked.pages(), theme.assets());
    let renderer = Renderer::new(&checked, &theme);
    let all =
        || -> Vec<Vec<u8>> { routes.values().map(|route| renderer.render(route, "").unwrap()).collect() };
    let first = all();
    theme.put_words_in();
    assert!(all() == first);
}

/// How many pages a site has must not tell what a theme makes, nor whether it is right.
#[test]
fn words_are_put_only_where_a_template_would_have_them() {
    let site = with_theme();
    let page = |name: &str, body: &str| {
        let text = format!("{{% extends \"base.html\" %}}{{% block main %}}{body}{{% endblock main %}}");
        site.write(&format!("themes/tinh/templates/{name}.html"), &text);
    };
    page("status", "{%\traw\t%}{{ s.phone }}{%\tendraw\t%}");
    site.write(
        "themes/tinh/templates/components/card.html",
        "{%- component bare(text: string) -%}{{ s.phone }} {{ text }}{%- endcomponent bare -%}",
    );
    page("communes", "{{<bare text={\"a\"}/>}}");
    let mut diagnostics = Diagnostics::default();
    let sources = loa::read::read(site.root(), &mut diagnostics).unwrap();
    let options = Options { as_of: Some(TODAY.parse().unwrap()), drafts: false, clock: |_| panic!("given") };
    let checked = loa::compile(&sources, &options, &mut diagnostics).unwrap();
    let theme = Theme::load(&checked.site().config, &sources, &mut diagnostics).unwrap();
    let renderer = Renderer::new(&checked, &theme);
    let page =
        |key: PageKey| renderer.render(&Route::Page(key, checked.site().config.languages.source()), "");
    for round in ["as written", "with words"] {
        let status = String::from_utf8(page(PageKey::Status).unwrap()).unwrap();
        assert!(status.contains("{{ s.phone }}"), "{round}");
        let problems = page(PageKey::Communes).unwrap_err();
        assert!(problems.iter().all(|problem| problem.code == Code::BadTemplate), "{round}");
        theme.put_words_in();
    }
}

#[test]
fn a_theme_prints_words_phrases_and_days_by_filters_or_by_components() {
    let site = with_theme();
    site.write(
        "themes/tinh/templates/province.html",
        "{% extends \"base.html\" %}{% block main %}
<p>{{<words w={name}/>}} = {{ name | words }}</p>
{% if page.date %}<p>{{<day date={page.date}/>}} = {{ page.date | day }}</p>{% endif %}
{% for figure in figures %}{% if figure.target %}<p>{{<phrase runs={figure.target.sentence}/>}} = {{ figure.target.sentence | phrase }}</p>{% endif %}{% endfor %}
{% endblock main %}",
    );
    // The English page borrows the province's name.
    site.replace("content/communes.csv", "Đồng Nai Province", "");
    site.build().ends_with(0);
    let page = site.output("en/province/75/index.html");
    let pairs: Vec<(&str, &str)> = page.lines().filter_map(|line| line.split_once(" = ")).collect();
    assert!(pairs.iter().any(|(one, _)| one.contains("<span lang=\"vi\">")), "{page}");
    assert!(pairs.iter().any(|(one, _)| one.contains("<time datetime=")), "{page}");
    for (component, filter) in pairs {
        assert_eq!(component.strip_prefix("<p>"), filter.strip_suffix("</p>"));
    }
}

#[test]
fn one_string_is_overridden_and_all_others_stay() {
    let site = with_theme();
    site.write("themes/tinh/strings/vi.ftl", "full-schedule = Xem cả lịch\nnext-sessions = Sắp có\n");
    site.build().ends_with(0).is_silent_on("missing-strings");
    let text = visible_text(&site.output("index.html"));
    assert!(
        text.contains("Sắp có") && text.contains("Xem cả lịch") && !text.contains("Các buổi sắp tới"),
        "{text}"
    );
    assert!(text.contains("Kết quả"), "{text}");
    assert!(visible_text(&site.output("en/index.html")).contains("Coming sessions"));
}

#[test]
fn one_style_sheet_is_overridden_under_a_new_address() {
    let site = Site::small();
    site.build().ends_with(0);
    let style = |site: &Site| site.tree().into_keys().find(|path| path.ends_with(".css")).unwrap();
    let old = style(&site);
    site.write("themes/default/assets/site.css", "h1 { color: #123456 }\n");
    site.build().ends_with(0);
    let new = style(&site);
    assert_ne!(old, new, "browsers keep what stands at an address");
    assert!(site.output(&new).contains("#123456"));
    assert!(!site.exists(&format!("output/{old}")));
    assert!(site.output("index.html").contains(&format!("href=\"/{new}\"")));
    site.write("themes/default/assets/landing.css", "h1 { color: #654321 }\n");
    site.build().ends_with(0);
    assert!(site.output("26188/index.html").contains("#654321"));
}

#[test]
fn a_file_that_the_theme_adds_is_an_asset() {
    let site = with_theme();
    site.write("themes/tinh/assets/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    site.build().ends_with(0);
    let logo = site.tree().into_keys().find(|path| path.starts_with("assets/logo.")).unwrap();
    assert!(logo.len() == "assets/logo.12345678.svg".len() && logo.ends_with(".svg"), "{logo}");
}

#[test]
fn hidden_files_of_a_theme_are_not_published() {
    let site = with_theme();
    site.write("themes/tinh/assets/.DS_Store", "x");
    site.write("themes/tinh/assets/~$site.css", "x");
    site.write("themes/tinh/strings/vi.ftl", "next-sessions = Sắp có\n");
    site.build().ends_with(0);
    assert!(!site.tree().keys().any(|path| path.contains("DS_Store") || path.contains('~')));
}

#[test]
fn a_theme_that_does_not_exist_is_an_error_that_names_the_nearest() {
    let site = Site::small();
    site.write("themes/tinh/strings/vi.ftl", "next-sessions = Sắp có\n");
    site.replace(SITE, "landing:", "theme: tihn\nlanding:");
    for command in ["build", "check"] {
        let run = site.loa(&[command, "--as-of", TODAY]);
        run.ends_with(1).says(&["unknown-theme", "content/site.yaml", "`tihn`", "`tinh`"]);
    }
    assert!(site.tree().is_empty());
}

#[test]
fn the_line_that_names_a_theme_that_does_not_exist_is_shown() {
    let site = Site::small();
    site.replace(SITE, "landing:", "theme: tihn\nlanding:");
    let line = 1 + site.read(SITE).lines().position(|line| line == "theme: tihn").unwrap();
    site.build().ends_with(1).says(&[&format!("content/site.yaml:{line}:8")]);
}

#[test]
fn strings_that_a_language_lacks_are_told_of_and_stand_in_english() {
    let site = Site::small();
    site.replace(SITE, "languages: [vi, en]", "languages: [vi, en, fr]");
    let run = site.build();
    run.ends_with(0).says(&["missing-strings", "strings/fr.ftl"]);
    assert!(visible_text(&site.output("fr/index.html")).contains("Coming sessions"));
    site.write("themes/default/strings/fr.ftl", "next-sessions = Prochaines séances\n");
    site.build().ends_with(0).says(&["missing-strings"]);
    assert!(visible_text(&site.output("fr/index.html")).contains("Prochaines séances"));
    // A language with all strings is told of no more.
    site.write("themes/default/strings/fr.ftl", &default_file("strings/en.ftl"));
    site.build().ends_with(0).is_silent_on("missing-strings");
}

#[test]
fn strings_that_are_no_fluent_are_an_error_with_the_line() {
    let site = with_theme();
    site.write("themes/tinh/strings/vi.ftl", "next-sessions = Sắp có\nkhông phải Fluent\n");
    site.build().ends_with(1).says(&["bad-strings", "themes/tinh/strings/vi.ftl:2"]);
    assert!(site.tree().is_empty());
}

#[test]
fn a_template_that_cannot_be_read_is_an_error_with_the_line() {
    let site = with_theme();
    site.write(
        "themes/tinh/templates/day.html",
        "{% extends \"base.html\" %}\n{% block main %}\n{{ date.long\n{% endblock main %}\n",
    );
    for command in ["build", "check"] {
        let run = site.loa(&[command, "--as-of", TODAY]);
        run.ends_with(1).says(&["bad-template", "themes/tinh/templates/day.html:"]);
    }
    assert!(site.tree().is_empty());
}

#[test]
fn a_template_that_cannot_be_filled_is_an_error_with_the_line() {
    let site = with_theme();
    site.write(
        "themes/tinh/templates/day.html",
        "{% extends \"base.html\" %}\n{% block main %}\n{{ dat.long }}\n{% endblock main %}\n",
    );
    let run = site.build();
    run.ends_with(1).says(&["bad-template", "themes/tinh/templates/day.html:3", "dat"]);
    assert_eq!(run.stderr.matches("[bad-template]").count(), 1, "one mistake, one error: {}", run.stderr);
    assert!(site.tree().is_empty());
}

#[test]
fn a_part_that_cannot_be_filled_is_one_error_of_all_its_pages() {
    for part in ["menu", "stale", "footer", "prepare"] {
        let site = with_theme();
        let path = format!("themes/tinh/templates/parts/{part}.html");
        site.write(&path, "<p>\n{{ dat.long }}\n");
        let run = site.build();
        run.ends_with(1).says(&["bad-template", &format!("{path}:2"), "dat"]);
        assert_eq!(run.stderr.matches("[bad-template]").count(), 1, "one mistake, one error: {}", run.stderr);
        assert!(site.tree().is_empty());
    }
}

/// In one run, in whichever order the pages are made.
#[test]
fn all_mistakes_of_all_templates_and_parts_are_told() {
    let site = with_theme();
    let broken =
        ["parts/menu", "parts/stale", "parts/footer", "parts/prepare", "blocks/deadlines", "commune", "day"];
    for name in broken {
        site.write(&format!("themes/tinh/templates/{name}.html"), "<p>\n{{ dat.long }}\n");
    }
    let mut told = BTreeSet::new();
    for threads in ["1", "2", "8"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_loa"));
        command.arg("--root").arg(site.root()).args(["build", "--as-of", TODAY]);
        let run = command.env("RAYON_NUM_THREADS", threads).output().unwrap();
        assert_eq!(run.status.code(), Some(1));
        let text = String::from_utf8(run.stderr).unwrap();
        for name in broken {
            assert!(
                text.contains(&format!("themes/tinh/templates/{name}.html:2")),
                "{threads} {name}: {text}"
            );
        }
        assert_eq!(text.matches("[bad-template]").count(), broken.len(), "{text}");
        told.insert(text);
    }
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(site.tree().is_empty());
}

#[test]
fn a_part_of_a_theme_stands_on_every_page_that_has_it() {
    let site = with_theme();
    site.write(
        "themes/tinh/templates/parts/footer.html",
        "\n<footer>Chân trang {% if date %}{{ date.iso }}{% endif %}</footer>\n\n",
    );
    site.write("themes/tinh/templates/parts/prepare.html", "<p>Mang {{ bring | length }} thứ</p>");
    site.build().ends_with(0);
    let landing = site.output("26188/index.html");
    assert!(landing.contains("\n<p>Mang 2 thứ</p>\n<section aria-labelledby=\"p-genuine\">"), "{landing}");
    let pages: Vec<String> = site.tree().into_keys().filter(|path| path.ends_with(".html")).collect();
    assert!(pages.len() > 20);
    for page in &pages {
        let html = site.output(page);
        let date = html.split_once("data-date=\"").map(|(_, rest)| rest.split('"').next().unwrap());
        let footer = format!("\n<footer>Chân trang {}</footer>\n", date.unwrap_or_default());
        assert!(html.contains(&footer), "{page}");
    }
}

#[test]
fn a_template_that_extends_one_that_is_not_there_is_an_error() {
    let site = with_theme();
    site.write("themes/tinh/templates/day.html", "{% extends \"bse.html\" %}\n");
    site.build().ends_with(1).says(&["bad-template", "bse.html", "themes/tinh/templates/day.html:1:13"]);
}

#[test]
fn each_name_in_a_template_that_nothing_answers_to_is_an_error_with_its_place() {
    let site = with_theme();
    site.write(
        "themes/tinh/templates/day.html",
        "{% extends \"base.html\" %}\n{% block main %}\nNgày {{ date.long | wrods }}\n{% endblock main %}\n",
    );
    site.write(
        "themes/tinh/templates/page.html",
        "{% extends \"base.html\" %}{% block mian %}{% endblock mian %}\n",
    );
    let run = site.build();
    run.ends_with(1).says(&["themes/tinh/templates/day.html:3:21", "wrods"]);
    assert!(!run.stderr.contains("-->  ") && !run.stderr.contains("error: Unknown"), "{}", run.stderr);
    site.write("themes/tinh/templates/day.html", &default_file("templates/day.html"));
    site.build().ends_with(1).says(&["themes/tinh/templates/page.html:1:35", "mian"]);
}

#[test]
fn a_theme_has_templates_and_strings_of_its_own_for_its_own_templates() {
    let site = with_theme();
    site.write(
        "themes/tinh/templates/not_found.html",
        "{% extends \"base.html\" %}{% block main %}{% include \"parts/tinh.html\" %}{% endblock main %}\n",
    );
    site.write("themes/tinh/templates/parts/tinh.html", "<p>{{ s.loi_tinh }}</p>\n");
    site.write(
        "themes/tinh/strings/vi.ftl",
        "-ten = Đồng Nai\nnguoi-doc = bà con\nloi-tinh = { -ten } kính chào { nguoi-doc }\n",
    );
    site.write("themes/tinh/strings/en.ftl", "loi-tinh = Welcome\n");
    site.write("themes/tinh/README.md", "Giao diện của tỉnh\n");
    site.build().ends_with(0).is_silent_on("unknown-string").is_silent_on("unknown-theme-file");
    assert!(visible_text(&site.output("404.html")).contains("Đồng Nai kính chào bà con"));
    // A folder that no theme has is of no use to anybody.
    site.write("themes/tinh/css/site.css", "h1 { color: red }\n");
    site.build().ends_with(0).says(&["unknown-theme-file", "themes/tinh/css/site.css"]);
    site.replace(SITE, "  accept:\n", "  accept:\n    - {code: unknown-theme-file, reason: để sau}\n");
    site.build().ends_with(0).is_silent_on("unknown-theme-file");
}

#[test]
fn a_property_of_a_style_whose_value_is_nothing_stays_one() {
    let site = with_theme();
    site.write("themes/tinh/assets/site.css", ":root {\n  --mark: ;\n  --tone: red; --none: ;\n}\n");
    site.build().ends_with(0);
    let style = site.tree().into_keys().find(|path| path.ends_with(".css")).unwrap();
    let style = site.output(&style);
    assert!(style.ends_with(":root{--mark: ;--tone:red;--none: ;}"), "{style}");
}

#[test]
fn what_an_editor_writes_is_text_and_never_markup() {
    let site = Site::small();
    site.replace("content/points.csv", "Gửi xe ở cổng sau", "<b>Gửi</b> & <script>alert(1)</script>");
    site.build().ends_with(0);
    for page in ["26188/index.html", "commune/26188/index.html"] {
        let html = site.output(page);
        assert!(!html.contains("<script>alert") && html.contains("&lt;b&gt;Gửi"), "{page}");
    }
}
