//! `loa translations`: what is missing or lags behind in each language, and the stamp that says a translation is
//! current again (contract, section 4).

use std::path::PathBuf;

use super::Exit;
use super::Reading;
use super::World;
use super::today;
use crate::catalogue::Values;
use crate::diag::Diagnostics;
use crate::diag::Severity;
use crate::markdown::FrontMatter;
use crate::markdown::split_front_matter;
use crate::model::Options;
use crate::model::Site;
use crate::model::document::Document;
use crate::model::document::Text;
use crate::model::document::TextStanding;
use crate::write::atomic_write;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Mark a translation as current with its source as it is now.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    stamp: Vec<PathBuf>,
}

pub(super) fn run(world: &World<'_>, args: &Args) -> Exit {
    let mut diagnostics = Diagnostics::default();
    let sources = match world.read(&mut diagnostics) {
        Ok(sources) => sources,
        Err(exit) => return exit,
    };
    let reading = Reading { drafts: true, ..Reading::default() };
    let options = Options { as_of: None, drafts: reading.drafts, clock: today };
    let Some(site) = Site::resolve(&sources, &options, &mut diagnostics) else {
        return world.report(&mut diagnostics);
    };
    if args.stamp.is_empty() {
        each(&site, &mut |line| world.reporter.result(&line.text()));
        // A text that cannot be understood is not in the list: a list that hides it would call the work done.
        diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
        return world.report(&mut diagnostics);
    }
    for file in &args.stamp {
        if let Err(exit) = stamp(world, &site, file) {
            return exit;
        }
    }
    Exit::Done
}

/// One document in one language.
struct Line<'a> {
    source: &'a Text,
    tag: &'a str,
    text: Option<&'a Text>,
}

impl Line<'_> {
    fn text(&self) -> String {
        let state = match self.text.map(|text| &text.standing) {
            None => "missing",
            Some(TextStanding::Source) => "source",
            Some(TextStanding::Current { .. }) => "current",
            Some(TextStanding::Lagging { stamped: true, .. }) => "lagging",
            Some(TextStanding::Lagging { stamped: false, .. }) => "unstamped",
        };
        let path = self.text.map_or(&self.source.source.path, |text| &text.source.path);
        format!("{state}\t{}\t{path}", self.tag)
    }
}

/// Calls `look` for every document and every language but its source's.
fn each<'a>(site: &'a Site, look: &mut impl FnMut(Line<'a>)) {
    fn of<'a, F>(
        site: &'a Site,
        documents: impl Iterator<Item = &'a Document<F>>,
        look: &mut impl FnMut(Line<'a>),
    ) where
        F: 'a,
    {
        for document in documents {
            for lang in site.config.languages.iter().filter(|lang| *lang != document.source_lang) {
                let text = document.texts().find(|(other, _)| *other == lang).map(|(_, text)| text);
                look(Line { source: document.source(), tag: site.config.languages.tag(lang), text });
            }
        }
    }
    of(site, site.directives.values(), look);
    of(site, site.guides.values(), look);
    of(site, site.pages.values(), look);
}

/// Writes the hash of the source into the translation, and keeps the source text as it was, so that later changes can
/// be shown.
fn stamp(world: &World<'_>, site: &Site, file: &std::path::Path) -> Result<(), Exit> {
    let wanted = file.canonicalize().ok();
    let mut found = None;
    each(site, &mut |line| {
        let path = line.text.map(|text| world.root.join(&text.source.path));
        if wanted.is_some() && path.and_then(|path| path.canonicalize().ok()) == wanted {
            found = Some(line);
        }
    });
    let Some((line, text)) = found.and_then(|line| line.text.map(|text| (line, text))) else {
        world.reporter.failure("stamp-none", &Values::new().text("path", file.display().to_string()));
        return Err(Exit::Usage);
    };
    let stamped = with_hash(&text.source.text, &line.source.hash);
    let inside = line.source.source.path.strip_prefix("content/").unwrap_or(&line.source.source.path);
    let kept = world.root.join("content/.translated").join(line.tag).join(inside);
    let failed = |path: &std::path::Path, error: &std::io::Error| {
        let values = Values::new().text("path", path.display().to_string()).text("error", error.to_string());
        world.reporter.failure("failed-write", &values);
        Exit::WorldFailed
    };
    if let Some(folder) = kept.parent() {
        std::fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    }
    atomic_write(&kept, line.source.source.text.as_bytes()).map_err(|error| failed(&kept, &error))?;
    let path = world.root.join(&text.source.path);
    atomic_write(&path, stamped.as_bytes()).map_err(|error| failed(&path, &error))?;
    world.reporter.say("stamped", &Values::new().text("path", text.source.path.clone()));
    Ok(())
}

/// The text with `source_hash` set: the line that is there is changed, else one is added at the end of the front
/// matter; nothing else is touched.
fn with_hash(text: &str, hash: &str) -> String {
    let FrontMatter::Found(range) = split_front_matter(text).front else { return text.to_owned() };
    let ending = if text[range.clone()].contains("\r\n") { "\r\n" } else { "\n" };
    let line = format!("source_hash: \"{hash}\"{ending}");
    let mut at = range.start;
    for old in text[range.clone()].split_inclusive('\n') {
        if old.starts_with("source_hash:") {
            return format!("{}{line}{}", &text[..at], &text[at + old.len()..]);
        }
        at += old.len();
    }
    format!("{}{line}{}", &text[..range.end], &text[range.end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_changes_its_own_line_and_nothing_else() {
        let before = "---\ntitle: A\nsource_hash: \"old\"\nsummary: B\n---\nsource_hash: text\n";
        let after = "---\ntitle: A\nsource_hash: \"0123456789abcdef\"\nsummary: B\n---\nsource_hash: text\n";
        assert_eq!(with_hash(before, "0123456789abcdef"), after);
        assert_eq!(
            with_hash("---\r\ntitle: A\r\n---\r\nx", "ab"),
            "---\r\ntitle: A\r\nsource_hash: \"ab\"\r\n---\r\nx"
        );
    }
}
