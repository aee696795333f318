//! The list of messages for people, made from the cases: what was typed, what loa says, what to type instead; and the odd
//! forms that are read without a question. One page for each language.

use std::collections::BTreeMap;
use std::fmt::Write;

use loa::diag::Code;
use loa::diag::Severity;
use loa::messages::Messages;
use loa::messages::Speech;

use crate::case::Case;
use crate::case::Change;
use crate::case::How;
use crate::case::marked;
use crate::run::Outcome;

/// The subjects: the heading in `src/diag/codes.rs`, and what people read.
const SUBJECTS: &[[&str; 3]] = &[
    ["tables", "Bảng dữ liệu", "Tables"],
    ["YAML", "Tệp YAML: `site.yaml` và phần đầu của văn bản", "YAML: `site.yaml` and front matter"],
    ["files", "Tệp và thư mục", "Files and folders"],
    ["site.yaml", "Chiến dịch: `site.yaml`", "The campaign: `site.yaml`"],
    [
        "sources that the nightly run fetches",
        "Nguồn số liệu tải hằng đêm",
        "Sources that the nightly run fetches",
    ],
    ["after the nightly run", "Sau lượt chạy đêm", "After the nightly run"],
    ["theme", "Giao diện", "Themes"],
    ["documents", "Văn bản chỉ đạo, hướng dẫn, trang", "Directives, guides and pages"],
    [
        "communes, points, sessions, progress",
        "Xã/phường, điểm đăng ký, lịch, tiến độ",
        "Communes, points, sessions, progress",
    ],
    ["taking in", "Nhận số liệu hằng đêm", "Taking in"],
    ["ledger and codes", "Sổ mã và mã QR", "The ledger and QR codes"],
];

/// The words of the page in one language.
struct Page {
    head: &'static str,
    list: &'static str,
    forms: &'static str,
    forms_head: &'static str,
    typed: &'static str,
    typed_anew: &'static str,
    says: &'static str,
    mend: &'static str,
    mend_in: &'static str,
    saved: &'static str,
    more: &'static str,
    empty: &'static str,
    as_typed: &'static str,
    no_file: &'static str,
    put_back: &'static str,
    delete: &'static str,
    delete_file: &'static str,
    save_right: &'static str,
    severities: [&'static str; 3],
    before: &'static str,
}

const VI: Page = Page {
    head: "\
# Các thông báo của loa

*[English](messages.md)*

Mỗi thông báo có một mã đặt trong ngoặc vuông, ví dụ `[date-swapped]`. Trang này liệt kê tất cả: lỗi hay gặp được gõ \
thế nào, loa nói gì, và nên gõ lại ra sao. Trong lúc làm việc, gõ `loa explain` kèm mã để xem giải thích.

- **Lỗi**: chưa ghi gì, trang tin cũ vẫn nguyên cho đến khi sửa xong.
- **Để riêng**: dòng hoặc tệp này chưa được dùng, mọi thứ khác vẫn được đăng; thông tin đúng gần nhất vẫn giữ nguyên.
- **Cảnh báo**: vẫn đăng, nhưng nên xem lại.
",
    list: "Danh sách",
    forms: "Những cách viết được nhận mà không hỏi lại",
    forms_head: "| | gõ | được hiểu là |",
    typed: "Đã gõ trong",
    typed_anew: "Đã tạo tệp",
    says: "loa nói:",
    mend: "Gõ lại:",
    mend_in: "Đặt vào tệp",
    saved: ", lưu theo kiểu",
    more: "| cũng báo khi gõ | gõ lại |",
    empty: "*(để trống)*",
    as_typed: "được nhận",
    no_file: "*(không có tệp này)*",
    put_back: "*(đặt lại tệp này)*",
    delete: "*(xóa phần này)*",
    delete_file: "*(xóa tệp này)*",
    save_right: "*(lưu lại bằng UTF-8)*",
    severities: ["Lỗi", "Để riêng", "Cảnh báo"],
    before: "Trước",
};

const EN: Page = Page {
    head: "\
# What loa says

*[Tiếng Việt](messages.vi.md)*

Each message has a code in square brackets, such as `[date-swapped]`. This page lists them all: how the mistake was \
typed, what loa says, and what to type instead. At work, `loa explain` with the code shows the explanation.

- **Error**: nothing is written, and the old site stands until it is mended.
- **Set aside**: this row or file is not used, everything else is published; what was last right stays.
- **Warning**: it is published, but somebody should look.
",
    list: "The list",
    forms: "Read without asking",
    forms_head: "| | typed | read as |",
    typed: "Typed in",
    typed_anew: "A new file",
    says: "loa says:",
    mend: "Type instead:",
    mend_in: "Put it in",
    saved: ", saved as",
    more: "| also told of | type instead |",
    empty: "*(nothing)*",
    as_typed: "as it stands",
    no_file: "*(there is no such file)*",
    put_back: "*(put the file back)*",
    delete: "*(delete it)*",
    delete_file: "*(delete the file)*",
    save_right: "*(save it again as UTF-8)*",
    severities: ["Error", "Set aside", "Warning"],
    before: "Before",
};

/// The whole page.
pub fn written(cases: &[Case], examples: &BTreeMap<&str, (&Case, Outcome)>, speech: Speech) -> String {
    let page = match speech {
        Speech::Vi => &VI,
        Speech::En => &EN,
    };
    let messages = Messages::new(speech);
    let mut text = format!(
        "<!-- tests/faults: SNAPSHOTS=overwrite cargo nextest run --test faults -->\n{}\n",
        page.head
    );
    let subjects = subjects();
    let _ = writeln!(text, "## {}\n", page.list);
    for (subject, codes) in &subjects {
        let links: Vec<String> = codes.iter().map(|code| format!("[`{0}`](#{0})", code.id())).collect();
        let _ = writeln!(text, "**{}**: {}\n", title(subject, speech), links.join(" · "));
    }
    let _ = writeln!(text, "## {}\n\n{}\n| --- | --- | --- |", page.forms, page.forms_head);
    for row in forms(cases, page, speech) {
        let _ = writeln!(text, "{row}");
    }
    for (subject, codes) in &subjects {
        let _ = writeln!(text, "\n## {}", title(subject, speech));
        for code in codes {
            let example = examples.get(code.id());
            entry(&mut text, *code, example, page, &messages, speech);
            let others = cases.iter().filter(|case| case.codes.iter().any(|told| told == code.id()));
            let others = others.filter(|case| example.is_none_or(|(example, _)| example.name != case.name));
            let rows: Vec<String> = others.filter_map(|case| row(case, page, speech)).collect();
            if !rows.is_empty() {
                let _ = writeln!(text, "\n{}\n| --- | --- |\n{}", page.more, rows.join("\n"));
            }
        }
    }
    text
}

/// Codes by subject, in the order of `src/diag/codes.rs`.
fn subjects() -> Vec<(String, Vec<Code>)> {
    let list = include_str!("../../src/diag/codes.rs");
    let mut subjects: Vec<(String, Vec<Code>)> = Vec::new();
    for line in list.lines() {
        if let Some(subject) =
            line.trim().strip_prefix("// ---- ").and_then(|rest| rest.strip_suffix(" ----"))
        {
            subjects.push((subject.to_owned(), Vec::new()));
        } else if let Some(code) = line.split('"').nth(1).and_then(Code::parse)
            && let Some((_, codes)) = subjects.last_mut()
        {
            codes.push(code);
        }
    }
    assert_eq!(
        subjects.iter().map(|(_, codes)| codes.len()).sum::<usize>(),
        Code::ALL.len(),
        "a code is not listed"
    );
    subjects
}

fn title(subject: &str, speech: Speech) -> &'static str {
    let [_, vi, en] = SUBJECTS.iter().find(|[name, ..]| *name == subject).unwrap_or_else(|| {
        panic!("give the subject `{subject}` of src/diag/codes.rs a name in SUBJECTS of tests/faults/docs.rs")
    });
    match speech {
        Speech::Vi => vi,
        Speech::En => en,
    }
}

/// A code: what it means, and an example before and after.
fn entry(
    text: &mut String,
    code: Code,
    example: Option<&(&Case, Outcome)>,
    page: &Page,
    messages: &Messages,
    speech: Speech,
) {
    let severity = match example.and_then(|(_, outcome)| outcome.severity(code)).unwrap_or(code.severity()) {
        Severity::Error => page.severities[0],
        Severity::SetAside => page.severities[1],
        Severity::Warning => page.severities[2],
    };
    let explanation = messages.explanation(code);
    let _ = writeln!(text, "\n### `{}`\n", code.id());
    let Some((case, outcome)) = example else {
        let _ = writeln!(text, "**{severity}.** {}", indented_as_code(&explanation));
        return;
    };
    // Bytes say nothing to people: the example in words does.
    if case.own_changes().any(|change| change.typed().is_some_and(|typed| typed.contains("\\x"))) {
        let _ = writeln!(text, "**{severity}.** {}\n", indented_as_code(&explanation));
        let _ = writeln!(text, "{}\n\n{}", page.says, fenced(&outcome.shown(speech)));
        return;
    }
    let words: Vec<&str> = explanation.lines().take_while(|line| !line.starts_with(page.before)).collect();
    let _ = writeln!(text, "**{severity}.** {}\n", words.join("\n").trim());
    for change in case.own_changes() {
        let new = matches!(change.how, How::Whole(_)) && !is_in_small_site(&change.path);
        let typed = if new { page.typed_anew } else { page.typed };
        let saved = saved_as(change, page, speech);
        let _ = writeln!(text, "{typed} `{}`{saved}:\n\n{}\n", change.path, block(before(change), page));
    }
    let _ = writeln!(text, "{}\n\n{}\n", page.says, fenced(&outcome.shown(speech)));
    for change in case.own_changes() {
        match &change.mend_path {
            Some(path) => {
                let _ = writeln!(text, "{} `{path}`:\n", page.mend_in);
            }
            None => {
                let _ = writeln!(text, "{}\n", page.mend);
            }
        }
        let _ = writeln!(text, "{}", block(after(change, page), page));
    }
}

/// How the file was saved, where that matters.
fn saved_as(change: &Change, page: &Page, speech: Speech) -> String {
    let way = change.saved.as_deref().map(|saved| way_to_save(saved, speech));
    way.map(|way| format!("{} {way}", page.saved)).unwrap_or_default()
}

/// The name of a way to save in the reader's language.
fn way_to_save(way: &str, speech: Speech) -> &str {
    match (speech, way) {
        (Speech::Vi, "half of an .xlsx") => ".xlsx nhưng chỉ sao chép được một nửa",
        (Speech::Vi, ".xlsx with formulas that have no result") => ".xlsx có công thức chưa có kết quả",
        (Speech::Vi, ".xlsx set to month first") => ".xlsx bởi Excel đặt tháng trước ngày sau",
        (Speech::Vi, ".xlsx with the last row struck through") => ".xlsx, dòng cuối bị gạch ngang",
        (Speech::Vi, ".xlsx with the table twice") => ".xlsx có bảng ở hai trang tính",
        (Speech::Vi, ".xlsx with a hidden sheet") => ".xlsx có bảng ở trang tính ẩn",
        (Speech::Vi, "UTF-8 with BOM") => "UTF-8 có BOM",
        (Speech::Vi, "NFD") => "chữ và dấu tách rời (NFD)",
        (Speech::En, "NFD") => "letters and marks apart (NFD)",
        (Speech::Vi, "lines of Windows") => "xuống dòng kiểu Windows",
        (Speech::Vi, "lines of an old Mac") => "xuống dòng kiểu máy Mac cũ",
        (Speech::Vi, "UTF-8 read as Windows-1252") => "mở UTF-8 bằng bảng mã Windows-1252 rồi lưu lại",
        (_, way) => way,
    }
}

/// A further case in one row.
fn row(case: &Case, page: &Page, speech: Speech) -> Option<String> {
    let change = case.own_changes().next()?;
    let path_of = |path: &Option<String>| path.as_ref().map(|path| format!("`{path}`: ")).unwrap_or_default();
    let moved = change.mend_path.as_ref().map(|_| change.path.clone());
    let shown = |shown: Shown| match shown {
        Shown::Text(parts) => parts.iter().map(|part| inline(part, page)).collect::<Vec<_>>().join(" … "),
        Shown::Words(words) => words.to_owned(),
    };
    let saved = saved_as(change, page, speech);
    let (before, after) = (shown(before(change)), shown(after(change, page)));
    let after = format!("{}{after}", path_of(&change.mend_path));
    Some(format!("| {}{before}{saved} | {after} |", path_of(&moved)))
}

enum Shown {
    Text(Vec<String>),
    Words(&'static str),
}

fn before(change: &Change) -> Shown {
    match change.typed() {
        Some(typed) => texts(typed),
        None => Shown::Words("-"),
    }
}

fn after(change: &Change, page: &Page) -> Shown {
    match (change.mended(), &change.how) {
        (Some(mended), _) => texts(&mended),
        (None, How::Removed) => Shown::Words(page.put_back),
        (None, _) if change.saved.is_some() => Shown::Words(page.save_right),
        (None, How::Instead { found, .. }) => texts(found),
        (None, How::Added(_)) => Shown::Words(page.delete),
        (None, How::Whole(_)) if is_in_small_site(&change.path) => Shown::Words(page.put_back),
        (None, How::Whole(_)) => Shown::Words(page.delete_file),
    }
}

/// What matters in the text, as it looks; what cannot be shown stays escaped.
fn texts(text: &str) -> Shown {
    let look = |part: &str| part.replace("\\n", "\n").replace("\\t", "\t");
    Shown::Text(marked(text).into_iter().map(look).collect())
}

fn block(shown: Shown, page: &Page) -> String {
    match shown {
        Shown::Words("-") => page.no_file.to_owned(),
        Shown::Words(words) => words.to_owned(),
        Shown::Text(parts) if parts.iter().all(|part| part.trim_matches('\n').is_empty()) => {
            page.empty.to_owned()
        }
        Shown::Text(parts) => fenced(parts.join("\n…\n").trim_matches('\n')),
    }
}

/// A code block, whose fence is longer than any within.
fn fenced(text: &str) -> String {
    let fence = if text.contains("```") { "````" } else { "```" };
    format!("{fence}text\n{text}\n{fence}")
}

/// Code within a line or a cell of a table.
fn inline(text: &str, page: &Page) -> String {
    let text = text.trim_matches('\n');
    if text.is_empty() {
        return page.empty.to_owned();
    }
    let tick = if text.contains('`') { "``` " } else { "`" };
    let back: String = tick.chars().rev().collect();
    let line = |line: &str| {
        if line.is_empty() { String::new() } else { format!("{tick}{}{back}", line.replace('|', "\\|")) }
    };
    text.lines().map(line).collect::<Vec<_>>().join("<br>")
}

/// The explanation of a code without a case, with its examples as they are in the catalogue.
fn indented_as_code(explanation: &str) -> String {
    let (words, examples) = explanation.split_once("\n\n").unwrap_or((explanation, ""));
    if examples.is_empty() {
        words.to_owned()
    } else {
        format!("{words}\n\n{}", examples.replace('\n', "  \n"))
    }
}

/// The rows of odd but right forms: what it is, all forms that are read alike, and as what.
fn forms(cases: &[Case], page: &Page, speech: Speech) -> Vec<String> {
    let mut rows: Vec<(String, Vec<String>, String)> = Vec::new();
    for case in cases.iter().filter(|case| !case.is_fault()) {
        let name = match speech {
            Speech::Vi => case.name_vi.clone().unwrap_or_default(),
            Speech::En => case.group.clone(),
        };
        let Some(change) = case.own_changes().next() else { continue };
        let typed = match (&change.saved, before(change)) {
            (Some(saved), _) if case.by_saving => way_to_save(saved, speech).to_owned(),
            _ if change.path.contains('«') => {
                marked(&change.path).iter().map(|name| inline(name, page)).collect()
            }
            (_, Shown::Text(parts)) => {
                parts.iter().map(|part| inline(part, page)).collect::<Vec<_>>().join(" … ")
            }
            (_, Shown::Words(words)) => words.to_owned(),
        };
        let read = case
            .reads
            .first()
            .filter(|read| read.text.contains('«'))
            .map(|read| marked(&read.text).join(" … "));
        let read =
            read.map(|read| inline(&read, page)).filter(|read| *read != page.empty).unwrap_or_default();
        match rows.last_mut().filter(|(other, _, other_read)| *other == name && *other_read == read) {
            Some((_, forms, _)) => forms.push(typed),
            None => rows.push((name, vec![typed], read)),
        }
    }
    let as_typed = |(name, forms, read): (String, Vec<String>, String)| {
        let plain = read.is_empty() || forms.iter().all(|form| *form == read);
        (name, forms, if plain { page.as_typed.to_owned() } else { read })
    };
    let mut merged: Vec<(String, Vec<String>, String)> = Vec::new();
    for (name, forms, read) in rows.into_iter().map(as_typed) {
        match merged.last_mut().filter(|(other, _, other_read)| *other == name && *other_read == read) {
            Some((_, others, _)) => others.extend(forms),
            None => merged.push((name, forms, read)),
        }
    }
    let row = |(name, forms, read): (String, Vec<String>, String)| {
        // Forms of several lines stand below each other.
        let between = if forms.iter().any(|form| form.contains("<br>")) { "<br><br>" } else { " · " };
        format!("| {name} | {} | {read} |", forms.join(between))
    };
    merged.into_iter().map(row).collect()
}

fn is_in_small_site(path: &str) -> bool {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/small").join(path).exists()
}
