//! The cases as text: one file of `cases/` for each subject, made to be read and added to by hand.
//!
//! A file is a list of cases, each a sentence and a few lines `key: value`. A value goes on in lines that start with
//! `|`. `\t`, `\n`, `\r`, `\\`, `\xFF` and `\u{301}` stand for what cannot be typed. What happens to a case is left to
//! [`crate::run`]; what each key means is told in `cases/README.md`.

use std::path::Path;

/// A file of cases.
#[derive(Debug)]
pub struct File {
    /// The name without its ending, such as `points`.
    pub name: String,
    /// The lines above the first case.
    head: Vec<String>,
    pub cases: Vec<Case>,
}

/// One fault, or one odd but right form.
#[derive(Debug, Default, Clone)]
pub struct Case {
    /// `points.txt:12`, for messages of failed tests.
    pub at: String,
    /// The sentence that says what is odd.
    pub name: String,
    /// The same without the form, where it is one of several.
    pub group: String,
    /// The same in Vietnamese; forms that are read without a question need it, since the docs list them by it.
    pub name_vi: Option<String>,
    pub changes: Vec<Change>,
    pub today: Option<String>,
    /// What must be told, in the order in which it is told: one mistake, one code.
    pub codes: Vec<String>,
    /// What the mended site still says.
    pub still: Vec<String>,
    /// Whether the pages are made and the codes read back, too: slow, and seldom needed.
    pub pages: bool,
    /// What a file of the output must hold.
    pub reads: Vec<Read>,
    /// Whether its forms are ways to save the file rather than things to type.
    pub by_saving: bool,
    /// What was told when somebody last looked.
    pub told: Option<String>,
    /// The lines of the case as they are written, without what was told.
    lines: Vec<String>,
}

/// One file of the small site as it becomes.
#[derive(Debug, Clone)]
pub struct Change {
    pub path: String,
    pub how: How,
    /// Whether it is no fault but what the fault needs: it stands in the mended site, too.
    pub given: bool,
    pub saved: Option<String>,
    /// To how many bytes the file is filled up with zeros.
    pub size: Option<usize>,
    pub mend: Option<String>,
    /// Where the mended text goes, if not to the same path.
    pub mend_path: Option<String>,
}

/// What is typed where.
#[derive(Debug, Clone)]
pub enum How {
    /// In the place of something that the small site has.
    Instead {
        found: String,
        typed: String,
    },
    /// The whole file.
    Whole(String),
    /// Below what the file has.
    Added(String),
    Removed,
}

/// What must stand in a file of the output.
#[derive(Debug, Clone)]
pub struct Read {
    pub path: String,
    pub text: String,
}

impl Case {
    /// Whether it is a fault, rather than a form that is read without a question.
    pub fn is_fault(&self) -> bool {
        !self.codes.is_empty()
    }

    /// The changes that make the fault, without what it needs.
    pub fn own_changes(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| !change.given)
    }
}

impl Change {
    /// What somebody typed, marks and all.
    pub fn typed(&self) -> Option<&str> {
        match &self.how {
            How::Instead { typed, .. } | How::Whole(typed) | How::Added(typed) => Some(typed),
            How::Removed => None,
        }
    }

    /// The text that mends it, marks and all: a mending without marks goes between the marks of what was typed.
    pub fn mended(&self) -> Option<String> {
        let (mend, typed) = (self.mend.as_deref()?, self.typed().unwrap_or_default());
        let one_mark = typed.matches('«').count() == 1 && !mend.contains('«');
        Some(match typed.split_once('«').zip(typed.split_once('»')).filter(|_| one_mark) {
            Some(((before, _), (_, after))) => format!("{before}«{mend}»{after}"),
            None => mend.to_owned(),
        })
    }
}

/// The text without the marks of what matters in it.
pub fn plain(text: &str) -> String {
    text.replace(['«', '»'], "")
}

/// What the marks say matters; the whole text where there are none.
pub fn marked(text: &str) -> Vec<&str> {
    let parts: Vec<&str> =
        text.split('«').skip(1).filter_map(|rest| rest.split_once('»')).map(|(part, _)| part).collect();
    if parts.is_empty() { vec![text] } else { parts }
}

/// The bytes that a value stands for.
pub fn bytes(text: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        bytes.extend(before.as_bytes());
        let kind = after.chars().next().ok_or("a \\ at the end")?;
        rest = &after[kind.len_utf8()..];
        let mut take = |length: usize| {
            let (digits, behind) = rest.split_at_checked(length).ok_or("a \\x without two digits")?;
            rest = behind;
            Ok::<&str, String>(digits)
        };
        match kind {
            't' => bytes.push(b'\t'),
            'n' => bytes.push(b'\n'),
            'r' => bytes.push(b'\r'),
            '\\' => bytes.push(b'\\'),
            'x' => bytes.push(u8::from_str_radix(take(2)?, 16).map_err(|error| error.to_string())?),
            'u' => {
                let (digits, behind) = rest
                    .strip_prefix('{')
                    .and_then(|rest| rest.split_once('}'))
                    .ok_or("a \\u without {…}")?;
                let number = u32::from_str_radix(digits, 16).map_err(|error| error.to_string())?;
                let letter = char::from_u32(number).ok_or("no such letter")?;
                bytes.extend(letter.encode_utf8(&mut [0; 4]).as_bytes());
                rest = behind;
            }
            other => return Err(format!("\\{other} means nothing")),
        }
    }
    bytes.extend(rest.as_bytes());
    Ok(bytes)
}

impl File {
    /// Reads a file of cases.
    pub fn parse(path: &Path, text: &str) -> Result<File, String> {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let mut file = File { name, head: Vec::new(), cases: Vec::new() };
        let mut lines = text.lines().enumerate().peekable();
        while let Some((index, line)) = lines.next() {
            let at = format!("{}.txt:{}", file.name, index + 1);
            let wrong = |what: &str| format!("{at}: {what}: {line}");
            if let Some(sentence) = line.strip_prefix("== ") {
                file.cases.push(Case {
                    at,
                    name: sentence.to_owned(),
                    group: sentence.to_owned(),
                    lines: vec![line.to_owned()],
                    ..Case::default()
                });
                continue;
            }
            let Some(case) = file.cases.last_mut() else {
                file.head.push(line.to_owned());
                continue;
            };
            if line.is_empty() {
                continue;
            }
            let (key, first) =
                line.split_once(':').ok_or_else(|| wrong("neither `== case` nor `key: value`"))?;
            let mut value = first.strip_prefix(' ').unwrap_or(first).to_owned();
            let mut written = vec![line.to_owned()];
            let mut is_block = false;
            while let Some((_, more)) = lines.next_if(|(_, line)| line.starts_with('|')) {
                written.push(more.to_owned());
                if is_block || !value.is_empty() {
                    value.push('\n');
                }
                value.push_str(more.strip_prefix("| ").unwrap_or(&more[1..]));
                is_block = true;
            }
            if key == "told" {
                case.told = Some(value);
                continue;
            }
            case.lines.extend(written);
            case.set(key, value).map_err(|what| wrong(&what))?;
        }
        file.cases = file.cases.into_iter().flat_map(Case::forms).collect();
        Ok(file)
    }

    /// The file with what was told now.
    pub fn written(&self) -> String {
        let mut text = self.head.join("\n").trim_end().to_owned();
        text.push('\n');
        for case in self.cases.iter().filter(|case| !case.lines.is_empty()) {
            text.push('\n');
            text.push_str(&case.lines.join("\n"));
            text.push('\n');
            if let Some(told) = &case.told {
                text.push_str("told:\n");
                for line in told.lines() {
                    text.push_str(format!("| {line}").trim_end());
                    text.push('\n');
                }
            }
        }
        text
    }
}

impl Case {
    fn set(&mut self, key: &str, value: String) -> Result<(), String> {
        let list = |value: &str| value.split(',').map(|part| part.trim().to_owned()).collect();
        let change = |case: &mut Case, given| {
            let how = How::Removed;
            case.changes.push(Change {
                path: value.clone(),
                how,
                given,
                saved: None,
                size: None,
                mend: None,
                mend_path: None,
            });
        };
        match key {
            "in" => change(self, false),
            "given" => change(self, true),
            "vi" => self.name_vi = Some(value),
            "today" => self.today = Some(value),
            "code" => self.codes = list(&value),
            "still" => self.still = list(&value),
            "pages" => self.pages = value == "yes",
            "read" => {
                let (path, text) = value.split_once(": ").ok_or("a file of the output, and what it holds")?;
                self.reads.push(Read { path: path.to_owned(), text: text.to_owned() });
            }
            "saves" => {
                let saves =
                    value.lines().map(|way| Read { path: String::new(), text: format!("{way} → {way}") });
                self.reads.extend(saves);
                self.by_saving = true;
            }
            "each" => self
                .reads
                .extend(value.lines().map(|text| Read { path: String::new(), text: text.to_owned() })),
            _ => {
                let change = self.changes.last_mut().ok_or("a change starts with `in` or `given`")?;
                match (key, &mut change.how) {
                    // Replaced by what is typed, which follows.
                    ("find", how) => *how = How::Instead { found: value, typed: String::new() },
                    ("typed", How::Instead { typed, .. }) => *typed = value,
                    ("typed", how) => *how = How::Whole(value),
                    ("add", how) => *how = How::Added(value),
                    ("removed", how) => *how = How::Removed,
                    ("saved as", _) => change.saved = Some(value),
                    ("bytes", _) => change.size = Some(value.parse().map_err(|_| "not a number of bytes")?),
                    ("mend", _) => change.mend = Some(value),
                    ("mend in", _) => change.mend_path = Some(value),
                    _ => return Err("no such key".to_owned()),
                }
            }
        }
        Ok(())
    }

    /// A case with `each` is one case for each form; the first keeps the lines, so that they are written once.
    fn forms(self) -> Vec<Case> {
        let (forms, reads): (Vec<Read>, Vec<Read>) =
            self.reads.iter().cloned().partition(|read| read.path.is_empty());
        if forms.is_empty() {
            return vec![self];
        }
        let one = |(index, form): (usize, Read)| {
            let (typed, read) = form.text.split_once(" → ").unwrap_or((&form.text, &form.text));
            let mut case = Case { reads: reads.clone(), ..self.clone() };
            case.name = format!("{}: {typed}", self.name);
            for read_text in &mut case.reads {
                read_text.text = read_text.text.replace("«»", &format!("«{read}»"));
            }
            for change in &mut case.changes {
                if self.by_saving && !change.given {
                    change.saved = Some(typed.to_owned());
                }
                change.path = change.path.replace("«»", &format!("«{typed}»"));
                if let How::Instead { typed: text, .. } | How::Whole(text) | How::Added(text) =
                    &mut change.how
                {
                    *text = text.replace("«»", &format!("«{typed}»"));
                }
            }
            if index > 0 {
                case.lines = Vec::new();
            }
            case
        };
        forms.into_iter().enumerate().map(one).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# A subject.

== a date has its month first
in: content/a.csv
add: x,«10/25/2025»,y
mend: 25/10/2025
code: date-swapped
told:
| error
|
| vi: câu

== times
vi: giờ
in: content/a.csv
typed:
| date
| «»
read: data/a.csv: «»,
each:
| 7h30 → 07:30
| 19h → 19:00
";

    fn file() -> File {
        File::parse(Path::new("cases/subject.txt"), TEXT).unwrap()
    }

    #[test]
    fn a_file_of_cases_is_written_as_it_was_read() {
        assert_eq!(file().written(), TEXT);
    }

    #[test]
    fn a_mending_without_marks_goes_between_the_marks() {
        let file = file();
        let change = &file.cases[0].changes[0];
        assert_eq!(change.mended().as_deref(), Some("x,«25/10/2025»,y"));
        assert_eq!(marked(change.typed().unwrap()), ["10/25/2025"]);
        assert_eq!(file.cases[0].told.as_deref(), Some("error\n\nvi: câu"));
    }

    #[test]
    fn each_form_is_a_case_of_its_own() {
        let file = file();
        let forms: Vec<(&str, Option<&str>, &str)> = file.cases[1..]
            .iter()
            .map(|case| (case.name.as_str(), case.changes[0].typed(), case.reads[0].text.as_str()))
            .collect();
        let expected = [
            ("times: 7h30", Some("date\n«7h30»"), "«07:30»,"),
            ("times: 19h", Some("date\n«19h»"), "«19:00»,"),
        ];
        assert_eq!(forms, expected);
    }

    #[test]
    fn what_cannot_be_typed_is_escaped() {
        assert_eq!(bytes(r"a\t\xff\u{301}\\b"), Ok(b"a\t\xff\xcc\x81\\b".to_vec()));
        for wrong in [r"\q", r"\xf", r"\u301", r"\u{d800}", r"a\"] {
            assert!(bytes(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_line_that_means_nothing_is_told_with_its_place() {
        for (text, told) in [
            ("== a\nnonsense\n", "subject.txt:2: neither"),
            ("== a\nwhat: x\n", "subject.txt:2: a change starts"),
            ("== a\nin: f\nwhat: x\n", "subject.txt:3: no such key"),
            ("== a\nread: nothing\n", "subject.txt:2: a file of the output"),
        ] {
            let problem = File::parse(Path::new("subject.txt"), text).unwrap_err();
            assert!(problem.starts_with(told), "{problem}");
        }
    }
}
