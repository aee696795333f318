//! What starts the nightly run each night: units for systemd, a line for cron, a task for Windows, a workflow for GitHub,
//! made from the templates in `deploy/` for one site and its time zone.
//!
//! Making them is a function of the settings and the paths; where they go is a proposal, and writing them is
//! [`write()`]'s.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::ToSpan;
use jiff::civil::Time;

use super::health;
use super::health::next_due;
use crate::model::config::Config;
use crate::text::slug;
use crate::write::atomic_write;

/// What is to start the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Kind {
    /// A service, a timer, and a service that tells of failures.
    Systemd,
    /// A line of a crontab.
    Cron,
    /// A task of the Windows Task Scheduler, as XML.
    Windows,
    /// A workflow of GitHub Actions.
    Github,
}

impl Kind {
    pub const ALL: [Kind; 4] = [Kind::Systemd, Kind::Cron, Kind::Windows, Kind::Github];
}

/// What the machine has to say to it. Paths are absolute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    /// The program itself.
    pub program: PathBuf,
    /// The folder that holds `content/`.
    pub root: PathBuf,
    /// The user whom the site belongs to.
    pub user: String,
    /// The moment from which the first night is reckoned.
    pub now: Timestamp,
}

/// One file to install.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Installed {
    /// Where it goes; none where it is for a person to add (a line of a crontab).
    pub path: Option<PathBuf>,
    pub text: String,
    /// Whether the file is UTF-16 with CRLF, which `schtasks` wants, rather than UTF-8 with LF.
    pub is_utf16: bool,
}

/// Makes the files of one kind, in the order in which they are to be read.
pub fn install(kind: Kind, config: &Config, machine: &Machine) -> Vec<Installed> {
    let names = names(config, machine);
    let file = |path: PathBuf, template: &str| Installed {
        path: Some(path),
        text: filled(template, &names),
        is_utf16: false,
    };
    let name = name(&machine.root);
    match kind {
        Kind::Systemd => {
            let there = Path::new("/etc/systemd/system");
            vec![
                file(there.join(format!("{name}.service")), include_str!("../../deploy/loa.service.in")),
                file(there.join(format!("{name}.timer")), include_str!("../../deploy/loa.timer.in")),
                file(
                    there.join(format!("{name}-failed.service")),
                    include_str!("../../deploy/loa-failed.service.in"),
                ),
            ]
        }
        Kind::Cron => {
            let line = include_str!("../../deploy/loa.crontab.in");
            vec![Installed { path: None, text: filled(line, &names), is_utf16: false }]
        }
        Kind::Windows => {
            let task = file(
                machine.root.join(".loa").join(format!("{name}.xml")),
                include_str!("../../deploy/loa-task.xml.in"),
            );
            vec![Installed { is_utf16: true, ..task }]
        }
        Kind::Github => {
            let path = machine.root.join(".github/workflows/loa-nightly.yml");
            vec![file(path, include_str!("../../deploy/loa-nightly.yml.in"))]
        }
    }
}

/// The files as one text to look at, each under the path where it goes.
pub fn printed(files: &[Installed]) -> String {
    let mut text = String::new();
    for file in files {
        if let Some(path) = file.path.as_ref().filter(|_| files.len() > 1) {
            let blank = if text.is_empty() { "" } else { "\n" };
            text.push_str(&format!("{blank}# ---- {} ----\n", path.display()));
        }
        text.push_str(&file.text);
    }
    text
}

/// Writes the files that have a place of their own, and says where. One that stands there with other bytes is somebody's,
/// and is left: then nothing is written at all.
///
/// # Errors
///
/// The path, and what the system says of it; [`io::ErrorKind::AlreadyExists`] where another file stands there.
pub fn write(files: &[Installed]) -> Result<Vec<PathBuf>, (PathBuf, io::Error)> {
    let placed = || files.iter().filter_map(|file| Some((file.path.as_ref()?, file.bytes())));
    for (path, bytes) in placed() {
        match fs::read(path) {
            Ok(old) if old == bytes => {}
            Ok(_) => return Err((path.clone(), io::ErrorKind::AlreadyExists.into())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err((path.clone(), error)),
        }
    }
    let mut written = Vec::new();
    for (path, bytes) in placed() {
        let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
        folder.and_then(|()| atomic_write(path, &bytes)).map_err(|error| (path.clone(), error))?;
        written.push(path.clone());
    }
    Ok(written)
}

impl Installed {
    /// The bytes of the file.
    pub fn bytes(&self) -> Vec<u8> {
        if !self.is_utf16 {
            return self.text.clone().into_bytes();
        }
        let text = format!("\u{feff}{}", self.text.replace('\n', "\r\n"));
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }
}

/// What units, tasks and files are called: `loa-mysite`.
fn name(root: &Path) -> String {
    let name = root.file_name().map(|name| slug(&name.to_string_lossy())).unwrap_or_default();
    if name.is_empty() || name == "loa" { "loa-nightly".to_owned() } else { format!("loa-{name}") }
}

/// What stands in the templates between `@`, each in the spelling of the place it goes to.
fn names(config: &Config, machine: &Machine) -> BTreeMap<&'static str, String> {
    let text = |path: &Path| path.to_string_lossy().into_owned();
    let (program, root) = (text(&machine.program), text(&machine.root));
    let at = config.nightly.at;
    let due = next_due(machine.now, config);
    let utc = due.with_time_zone(jiff::tz::TimeZone::UTC);
    let clocks = clocks_change(config, machine.now);
    let mut writable = vec![unit_word(&root)];
    // A minus: what is not there (yet) is no reason not to start.
    let mut elsewhere: Vec<PathBuf> = Vec::new();
    elsewhere.extend(config.publish.as_ref().map(|publish| machine.root.join(&publish.to)));
    elsewhere.extend(health::path(&machine.root, config).parent().map(Path::to_path_buf));
    elsewhere.retain(|path| !path.starts_with(&machine.root));
    writable.extend(elsewhere.iter().map(|path| unit_word(&format!("-{}", text(path)))));
    let arguments = format!("--root {} nightly --log json", windows_word(&root));
    BTreeMap::from([
        ("VERSION", env!("CARGO_PKG_VERSION").to_owned()),
        ("NAME", name(&machine.root)),
        ("USER", machine.user.clone()),
        ("PLAIN_ROOT", one_line(&root)),
        ("UNIT_ROOT", one_line(&root).replace('%', "%%")),
        ("EXEC_ROOT", exec_word(&root)),
        ("EXEC_PROGRAM", exec_word(&program)),
        ("WRITABLE", writable.join(" ")),
        ("CRON_ROOT", cron_word(&root)),
        ("CRON_PROGRAM", cron_word(&program)),
        ("XML_ROOT", xml(&root)),
        ("XML_PROGRAM", xml(&program)),
        ("XML_ARGUMENTS", xml(&arguments)),
        ("ZONE", config.timezone_name.clone()),
        ("HOUR", format!("{:02}", at.hour())),
        ("MINUTE", format!("{:02}", at.minute())),
        ("CRON_HOUR", at.hour().to_string()),
        ("CRON_MINUTE", at.minute().to_string()),
        ("UTC_HOUR", utc.hour().to_string()),
        ("UTC_MINUTE", utc.minute().to_string()),
        ("START", due.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()),
        ("CLOCKS", clocks.map(|other| format!("\n# Clocks change there: in the other half of the year it is {} UTC.", clock(other))).unwrap_or_default()),
        ("CLOCKS_XML", clocks.map(|_| " Clocks change there, and the task does not follow: for half of the year it is an hour off.".to_owned()).unwrap_or_default()),
    ])
}

/// The time of the run in UTC at other times of the year, where clocks change.
fn clocks_change(config: &Config, now: Timestamp) -> Option<Time> {
    let in_utc = |now: Timestamp| next_due(now, config).with_time_zone(jiff::tz::TimeZone::UTC).time();
    let first = in_utc(now);
    (1..12).find_map(|month| {
        let later = now.checked_add((month * 30 * 24).hours()).ok()?;
        Some(in_utc(later)).filter(|other| *other != first)
    })
}

fn clock(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

/// A template with all names between `@` filled in. A name that nobody knows stays.
fn filled(template: &str, names: &BTreeMap<&'static str, String>) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('@') {
        text.push_str(before);
        match after.split_once('@').and_then(|(name, behind)| Some((names.get(name)?, behind))) {
            Some((value, behind)) => {
                text.push_str(value);
                rest = behind;
            }
            None => {
                text.push('@');
                rest = after;
            }
        }
    }
    text + rest
}

/// A path in a comment or a value that ends with its line.
fn one_line(text: &str) -> String {
    text.replace(|c: char| c.is_control(), "?")
}

/// A word of a list in a unit (systemd.syntax(7)).
fn unit_word(text: &str) -> String {
    let text = one_line(text).replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%");
    format!("\"{text}\"")
}

/// A word of a command line in a unit (systemd.service(5)), where `$` starts a variable.
fn exec_word(text: &str) -> String {
    unit_word(text).replace('$', "$$")
}

/// A word for the shell in a crontab (crontab(5)), where `%` ends the line.
fn cron_word(text: &str) -> String {
    let plain = !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || "/._-+,:".contains(c));
    if plain {
        return text.to_owned();
    }
    format!("'{}'", one_line(text).replace('\'', "'\\''").replace('%', "\\%"))
}

/// A word of a command line of Windows: a backslash before a quotation mark would guard it.
fn windows_word(path: &str) -> String {
    let path = path.trim_end_matches('\\');
    if path.ends_with(':') { format!("\"{path}\\\\\"") } else { format!("\"{path}\"") }
}

fn xml(text: &str) -> String {
    one_line(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
