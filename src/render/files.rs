//! Everything that is no page: feeds, sitemap, robots, status, and the open data.

use std::borrow::Cow;
use std::fmt::Write;

use jiff::civil::Date;
use rayon::prelude::*;
use serde_json::json;

use super::Page;
use super::Renderer;
use super::pages::newest_directives;
use crate::lang::Lang;
use crate::lang::Localized;
use crate::lang::Words;
use crate::model::Scope;
use crate::model::amount::Amount;
use crate::model::amount::Share;
use crate::model::progress::Observation;
use crate::model::progress::SeriesKey;
use crate::model::register::CommuneKind;
use crate::model::session::MovedTo;
use crate::model::session::Status;
use crate::routes::DataFile;
use crate::routes::PageKey;
use crate::routes::Route;
use crate::tables::value::hours::Hours;

/// The Atom feed of directives (RFC 4287).
pub(super) fn feed(r: &Renderer<'_>, lang: Lang) -> String {
    let site = r.site();
    let key = PageKey::Directives;
    let page = Page::new(r, &key, lang);
    let directives = newest_directives(&page);
    let newest = directives.first().and_then(|(_, directive)| directive.published).or(site.config.starts);
    let stamp = |date: Option<Date>| {
        let date = date.unwrap_or(jiff::civil::date(1970, 1, 1));
        let zoned = date.to_zoned(site.config.timezone.clone());
        zoned.map_or_else(
            |_| format!("{date}T00:00:00Z"),
            |zoned| zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        )
    };
    let own = page.absolute(&page.route_path(&Route::Feed(lang)));
    let html = page.absolute(&page.path(&key));
    let author =
        site.config.publisher.as_ref().map_or(&site.config.name, |publisher| &publisher.name).text(lang);
    let tag = page.tag();
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let _ = writeln!(xml, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{tag}\">");
    let _ = writeln!(xml, "<title>{}</title>", escape(&page.feed_title()));
    if site.config.sample {
        let _ = writeln!(xml, "<subtitle>{}</subtitle>", escape(&page.word("sample-note")));
    }
    let _ = writeln!(xml, "<id>{}</id>", escape(&html));
    let _ = writeln!(xml, "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>", escape(&own));
    let _ = writeln!(xml, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", escape(&html));
    let _ = writeln!(xml, "<updated>{}</updated>", stamp(newest));
    let _ = writeln!(xml, "<author><name>{}</name></author>", escape(author));
    for (name, directive) in directives {
        let url = page.absolute(&page.path(&PageKey::Directive(name.clone())));
        let shown = directive.shown(lang);
        let text_tag = site.config.languages.tag(shown.lang);
        xml.push_str("<entry>\n");
        let _ = writeln!(xml, "<title xml:lang=\"{text_tag}\">{}</title>", escape(&shown.text.title));
        let _ = writeln!(xml, "<id>{}</id>", escape(&url));
        let _ = writeln!(xml, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", escape(&url));
        let _ =
            writeln!(xml, "<published>{0}</published>\n<updated>{0}</updated>", stamp(directive.published));
        if let Some(summary) = &shown.text.summary {
            let _ = writeln!(xml, "<summary xml:lang=\"{text_tag}\">{}</summary>", escape(summary));
        }
        xml.push_str("</entry>\n");
    }
    xml.push_str("</feed>\n");
    xml
}

/// The sitemap (sitemaps.org): each page in each language in which it is real; a page without a date has no `lastmod`.
pub(super) fn sitemap(r: &Renderer<'_>) -> String {
    let site = r.site();
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    if site.config.sample {
        let _ = writeln!(xml, "<!-- {} -->", comment(&r.source_page().word("sample-note")));
    }
    xml.push_str("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    let listed =
        r.checked.pages().par_iter().filter(|key| !matches!(key, PageKey::Status | PageKey::NotFound));
    let entries = listed.map(|key| {
        let date = r.page_date(key);
        let lastmod = date.map(|date| format!("<lastmod>{date}</lastmod>")).unwrap_or_default();
        let mut entries = String::new();
        for lang in site.config.languages.iter().filter(|lang| is_real(r, key, *lang)) {
            let page = Page::new(r, key, lang);
            let loc = escape(&page.absolute(&page.path(key)));
            let _ = writeln!(entries, "<url><loc>{loc}</loc>{lastmod}</url>");
        }
        entries
    });
    let entries: Vec<String> = entries.collect();
    xml.reserve(entries.iter().map(String::len).sum());
    entries.iter().for_each(|entry| xml.push_str(entry));
    xml.push_str("</urlset>\n");
    xml
}

fn is_real(r: &Renderer<'_>, key: &PageKey, lang: Lang) -> bool {
    let site = r.site();
    match key {
        PageKey::Directive(name) => {
            site.directives.get(name).is_some_and(|document| document.is_real_in(lang))
        }
        PageKey::Guide(name) => site.guides.get(name).is_some_and(|document| document.is_real_in(lang)),
        PageKey::Page(name) => site.pages.get(name).is_some_and(|document| document.is_real_in(lang)),
        PageKey::Commune(code) => site.register.get(code).is_some_and(|commune| commune.successor.is_empty()),
        _ => true,
    }
}

/// Robots may read everything (RFC 9309).
pub(super) fn robots(r: &Renderer<'_>) -> String {
    let page = r.source_page();
    let sitemap = page.absolute(&page.route_path(&Route::Sitemap));
    let sample =
        if r.site().config.sample { format!("# {}\n", page.word("sample-note")) } else { String::new() };
    format!("{sample}User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n")
}

/// What scripts and monitors read: the day of the build and the release. With the status page the only place that
/// names them.
pub(super) fn status_json(r: &Renderer<'_>, release: &str) -> String {
    let site = r.site();
    let status = json!({
        "checked": site.today.to_string(),
        "release": release,
        "stale_after": site.config.stale_after,
        "sample": site.config.sample,
        "set_aside": r.checked.set_aside(),
    });
    format!("{status:#}\n")
}

/// A table of open data: UTF-8 with a byte order mark, without which Excel loses the Vietnamese.
pub(super) fn data(r: &Renderer<'_>, file: &DataFile) -> String {
    let mut table = Table::new(r.site().config.sample);
    match file {
        DataFile::Communes => communes(r, &mut table),
        DataFile::Points => points(r, &mut table),
        DataFile::Schedule => schedule(r, &mut table),
        DataFile::Progress => newest_figures(r, &mut table),
        DataFile::ScopeProgress(scope) => scope_progress(r, scope, &mut table),
    }
    table.into_text()
}

fn communes(r: &Renderer<'_>, table: &mut Table) {
    let site = r.site();
    let languages = &site.config.languages;
    let mut header = vec!["code".to_owned()];
    header.extend(word_columns(languages, "name"));
    header.extend(["kind", "province_code"].map(str::to_owned));
    header.extend(word_columns(languages, "province"));
    header.extend(site.config.denominators.iter().map(|(id, _)| id.clone()));
    header.extend(["lat", "lon"].map(str::to_owned));
    table.row(&header);
    for commune in site.register.in_force() {
        let mut row = vec![commune.code.to_string()];
        row.extend(words(&commune.name));
        row.push(kind(commune.kind).to_owned());
        row.push(commune.province.to_string());
        match site.register.province(&commune.province) {
            Some(province) => row.extend(words(&province.name)),
            None => row.extend(languages.iter().map(|_| String::new())),
        }
        row.extend(
            site.config
                .denominators
                .iter()
                .map(|(id, _)| commune.denominators.get(id).map(u64::to_string).unwrap_or_default()),
        );
        row.extend(position(commune.position));
        table.row(&row);
    }
}

fn points(r: &Renderer<'_>, table: &mut Table) {
    let site = r.site();
    let languages = &site.config.languages;
    let page = r.source_page();
    let mut header = vec!["id".to_owned(), "commune".to_owned()];
    header.extend(word_columns(languages, "name"));
    header.extend(word_columns(languages, "address"));
    header.extend(["phone", "lat", "lon", "hours", "main", "from", "until", "url"].map(str::to_owned));
    table.row(&header);
    for point in site.points.iter() {
        let id = point.page_id();
        let mut row = vec![id.to_string(), point.commune.to_string()];
        row.extend(words(&point.name));
        match &point.address {
            Some(address) => row.extend(words(address)),
            None => row.extend(languages.iter().map(|_| String::new())),
        }
        row.push(point.phone.clone().unwrap_or_default());
        row.extend(position(point.position));
        row.push(point.hours.as_ref().map(hours).unwrap_or_default());
        row.push(if point.main { "true" } else { "false" }.to_owned());
        row.extend([point.from, point.until].map(date));
        row.push(page.absolute(&page.path(&PageKey::Landing(id))));
        table.row(&row);
    }
}

fn schedule(r: &Renderer<'_>, table: &mut Table) {
    let site = r.site();
    let languages = &site.config.languages;
    let mut header: Vec<String> =
        ["id", "date", "until", "weekdays", "start", "end", "commune", "point"].map(str::to_owned).to_vec();
    for column in ["place", "audience", "reason"] {
        header.extend(word_columns(languages, column));
    }
    header.push("status".to_owned());
    header.extend(word_columns(languages, "moved_to"));
    table.row(&header);
    for session in site.sessions.iter() {
        let time = |time: jiff::civil::Time| format!("{:02}:{:02}", time.hour(), time.minute());
        let weekdays = session.weekdays.map(|weekdays| {
            weekdays.iter().map(|day| day.to_monday_one_offset().to_string()).collect::<Vec<_>>().join(" ")
        });
        let mut row = vec![session.id.clone(), session.date.to_string(), date(session.until)];
        row.extend([
            weekdays.unwrap_or_default(),
            time(session.start),
            session.end.map(time).unwrap_or_default(),
        ]);
        row.push(session.commune.to_string());
        row.push(session.point.as_ref().map(ToString::to_string).unwrap_or_default());
        for column in [&session.at, &session.audience, &session.reason] {
            match column {
                Some(column) => row.extend(words(column)),
                None => row.extend(languages.iter().map(|_| String::new())),
            }
        }
        let status = match session.status {
            Status::Planned => "planned",
            Status::Cancelled => "cancelled",
            Status::Moved => "moved",
        };
        row.push(status.to_owned());
        match &session.moved_to {
            Some(MovedTo::Words(to)) => row.extend(words(to)),
            other => {
                // Ids and days are the same in every language.
                row.push(match other {
                    Some(MovedTo::Point(id)) => id.to_string(),
                    Some(MovedTo::Day(day)) => day.to_string(),
                    Some(MovedTo::Words(_)) | None => String::new(),
                });
                row.extend(languages.iter().skip(1).map(|_| String::new()));
            }
        }
        table.row(&row);
    }
}

/// `reported` and `units` are filled for sums: so many communes had reported by that day, of so many.
const PROGRESS_COLUMNS: [&str; 11] = [
    "date",
    "scope",
    "group",
    "indicator",
    "value",
    "missing",
    "approx",
    "source",
    "as_unit",
    "reported",
    "units",
];

/// All that is known of a scope: its own reports with those of its groups, the sums where it shows sums, and the
/// figures of former units.
fn scope_progress(r: &Renderer<'_>, scope: &Scope, table: &mut Table) {
    let site = r.site();
    table.row(&PROGRESS_COLUMNS);
    for (key, list) in site.progress.of_scope(scope) {
        progress_rows(table, key, list);
    }
    for indicator in &site.config.indicators {
        let figure = site.figure(indicator, scope);
        let Some((_, units)) = figure.and_then(|figure| figure.reported) else { continue };
        for point in site.course(indicator, scope) {
            let (date, value) = (point.date.to_string(), point.value.to_string());
            let (scope, units) = (scope.to_string(), units.to_string());
            let reported = point.reported.map(|reported| reported.to_string()).unwrap_or_default();
            let row = [&date, &scope, "", &indicator.id, &value, "", "", "", "", &reported, &units];
            table.row(&row);
        }
    }
    for (key, list) in site.progress.history(scope) {
        progress_rows(table, key, list);
    }
}

/// The newest figure of each series.
fn newest_figures(r: &Renderer<'_>, table: &mut Table) {
    table.row(&PROGRESS_COLUMNS);
    for (key, list) in r.site().progress.series() {
        if let Some(last) = list.last() {
            progress_rows(table, key, std::slice::from_ref(last));
        }
    }
}

/// A row for each figure of a series. What they have in common is written once: a year of the whole country is a
/// million rows.
fn progress_rows(table: &mut Table, key: &SeriesKey, list: &[Observation]) {
    let scope = key.scope.to_string();
    let (mut date, mut value, mut missing) = (String::new(), String::new(), String::new());
    for observation in list {
        for text in [&mut date, &mut value, &mut missing] {
            text.clear();
        }
        // Writing to a text cannot fail.
        let _ = write!(date, "{}", observation.date);
        let _ = match observation.value {
            Amount::Count(count) => write!(value, "{count}"),
            Amount::Share(Share(parts)) => write!(value, "{}.{:02}%", parts / 100, parts % 100),
        };
        if let Some(stated) = observation.missing() {
            let _ = write!(missing, "{stated}");
        }
        table.row(&[
            date.as_str(),
            &scope,
            key.group.as_deref().unwrap_or_default(),
            &key.indicator,
            &value,
            &missing,
            if observation.approx() { "true" } else { "false" },
            observation.source().unwrap_or_default(),
            observation.as_unit().unwrap_or_default(),
            "",
            "",
        ]);
    }
}

/// CSV (RFC 4180); on a sample site each record says so.
struct Table {
    writer: csv::Writer<Vec<u8>>,
    sample: bool,
    is_header: bool,
}

impl Table {
    /// Begins with the byte order mark without which Excel loses the Vietnamese.
    fn new(sample: bool) -> Table {
        let begun = "\u{feff}".as_bytes().to_vec();
        let writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .buffer_capacity(1024)
            .from_writer(begun);
        Table { writer, sample, is_header: true }
    }

    fn row<T: AsRef<str>>(&mut self, cells: &[T]) {
        let sample = self.sample.then_some(if self.is_header { "sample" } else { "true" });
        let cells = cells.iter().map(|cell| guarded(cell.as_ref())).chain(sample.map(Cow::Borrowed));
        #[expect(
            clippy::expect_used,
            reason = "memory takes all that is written, and each table makes its rows by one function"
        )]
        {
            for cell in cells {
                self.writer.write_field(cell.as_bytes()).expect("a cell goes into memory");
            }
            self.writer.write_record(None::<&[u8]>).expect("a row is as long as the others");
        }
        self.is_header = false;
    }

    #[expect(clippy::expect_used, reason = "memory takes all that is written, and what was put in was text")]
    fn into_text(self) -> String {
        let bytes = self.writer.into_inner().expect("what is left to write goes into memory");
        String::from_utf8(bytes).expect("a table of texts is text")
    }
}

/// A spreadsheet would run a cell that starts like a formula
/// ([CSV injection](https://owasp.org/www-community/attacks/CSV_Injection)). Phone numbers and numbers below 0 start so,
/// too, and programs are to read them as they are.
fn guarded(cell: &str) -> Cow<'_, str> {
    let is_number = || {
        let rest = cell.get(1..).unwrap_or_default();
        rest.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b' ' | b'.' | b',' | b'(' | b')'))
    };
    match cell.bytes().next() {
        Some(b'=' | b'@' | b'\t' | b'\r') => Cow::Owned(format!("'{cell}")),
        Some(b'+' | b'-') if !is_number() => Cow::Owned(format!("'{cell}")),
        _ => Cow::Borrowed(cell),
    }
}

/// `name`, `name_en`: the first language without a tag, as the tables are read.
fn word_columns(languages: &crate::lang::Languages, column: &str) -> Vec<String> {
    let source = languages.source();
    let name =
        |lang| if lang == source { column.to_owned() } else { format!("{column}_{}", languages.tag(lang)) };
    languages.iter().map(name).collect()
}

/// A cell for each language; borrowed words leave theirs empty.
fn words(words: &Localized<Words>) -> Vec<String> {
    words
        .iter()
        .map(|(lang, words)| if words.lang == lang { words.text.clone() } else { String::new() })
        .collect()
}

fn position<T: ToString>(position: Option<(T, T)>) -> [String; 2] {
    position.map(|(lat, lon)| [lat.to_string(), lon.to_string()]).unwrap_or_default()
}

fn date(date: Option<Date>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

fn kind(kind: CommuneKind) -> &'static str {
    match kind {
        CommuneKind::Xa => "xã",
        CommuneKind::Phuong => "phường",
        CommuneKind::DacKhu => "đặc khu",
        CommuneKind::ThiTran => "thị trấn",
    }
}

/// As the points table takes it: `mon,tue 07:30-11:30; sat 07:30-11:30`.
fn hours(hours: &Hours) -> String {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let time = |time: jiff::civil::Time| format!("{:02}:{:02}", time.hour(), time.minute());
    let groups = hours.groups().iter().map(|group| {
        let days = group.days.iter().map(|day| {
            let index = usize::try_from(day.to_monday_zero_offset()).unwrap_or(0);
            DAYS.get(index).copied().unwrap_or_default()
        });
        let ranges = group.ranges.iter().map(|range| format!("{}-{}", time(range.start), time(range.end)));
        format!("{} {}", days.collect::<Vec<_>>().join(","), ranges.collect::<Vec<_>>().join(", "))
    });
    groups.collect::<Vec<_>>().join("; ")
}

/// Escapes text for XML content and attributes in double quotes. Characters that XML does not have (XML 1.0, 2.2) are
/// left out: there is no way to write them.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}' => {}
            _ => escaped.push(c),
        }
    }
    escaped
}

/// Text for an XML comment, which ends at the first `-->` and may not hold `--`.
fn comment(text: &str) -> String {
    escape(text).replace("--", "–")
}
