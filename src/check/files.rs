//! Pictures that texts show and files that directives hand out: gathering them, and rules on them.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::Context;
use super::texts;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::model::Site;
use crate::picture::Measured;
use crate::picture::measure;
use crate::read::PICTURES;
use crate::read::Sources;
use crate::routes::hashed_name;
use crate::text::nearest;
use crate::text::path_beside;

/// A picture that weighs more, in bytes, takes seconds to come over a slow line.
pub const PICTURE_BYTES: usize = 300_000;
/// A picture that is wider, in pixels, is wider than any screen it is read on.
pub const PICTURE_WIDTH: u32 = 2_000;
/// A file that weighs more, in bytes, costs readers who pay by the megabyte.
pub const ATTACHMENT_BYTES: usize = 10_000_000;

/// Files that the site's documents publish.
#[derive(Debug, Default)]
pub struct Files {
    /// Content-hashed name by shown path.
    names: BTreeMap<String, String>,
    /// The bytes by hashed name.
    bytes: BTreeMap<String, Arc<[u8]>>,
    /// What the pictures' bytes say of their size, by shown path.
    measured: BTreeMap<String, Measured>,
    /// Public files that could not be opened, by shown path, and why.
    closed: BTreeMap<String, String>,
    /// All files beside the documents that could be handed out, to offer the nearest.
    beside: BTreeSet<String>,
}

impl Files {
    /// Opens the files that documents hand out, and measures the pictures that they show.
    pub(super) fn gather(site: &Site, sources: &Sources) -> Files {
        let mut files = Files::default();
        for (_, text) in texts::all(site) {
            for image in &text.body.images {
                let Some(path) = path_beside(&text.source.path, &image.destination) else { continue };
                let Some(bytes) = sources.pictures.get(&path) else { continue };
                files.measured.insert(path.clone(), measure(&path, bytes));
                files.add(path, bytes);
            }
        }
        files.beside = sources.pictures.keys().chain(sources.unopened.keys()).cloned().collect();
        for attachment in site.directives.values().flat_map(|directive| &directive.facts.attachments) {
            let path = &attachment.path.value;
            if let Some(bytes) = sources.pictures.get(path) {
                files.add(path.clone(), bytes);
            } else if let Some(unopened) = sources.unopened.get(path) {
                match unopened.open() {
                    Ok(bytes) => files.add(path.clone(), &bytes),
                    Err(error) => {
                        files.closed.insert(path.clone(), error.error.to_string());
                    }
                }
            }
        }
        files
    }

    fn add(&mut self, path: String, bytes: &Arc<[u8]>) {
        let name = path.rsplit('/').next().unwrap_or_default();
        let hashed = hashed_name(&crate::text::file_slug(name), bytes);
        self.bytes.insert(hashed.clone(), Arc::clone(bytes));
        self.names.insert(path, hashed);
    }

    /// Content-hashed names of all files.
    pub fn hashed(&self) -> impl Iterator<Item = &str> {
        self.bytes.keys().map(String::as_str)
    }

    /// The content-hashed name of a file, by its shown path.
    pub fn name(&self, path: &str) -> Option<&str> {
        self.names.get(path).map(String::as_str)
    }

    pub fn bytes(&self, hashed: &str) -> Option<&[u8]> {
        self.bytes.get(hashed).map(AsRef::as_ref)
    }

    /// What the bytes of a shown picture say of its size, by its shown path.
    pub fn measured(&self, path: &str) -> Option<Measured> {
        self.measured.get(path).copied()
    }

    fn size(&self, path: &str) -> usize {
        self.name(path).and_then(|name| self.bytes(name)).map_or(0, <[u8]>::len)
    }
}

pub(super) fn pictures_are_there_and_described(context: &Context<'_>, diagnostics: &mut Diagnostics) {
    for (_, text) in texts::all(context.site) {
        for image in &text.body.images {
            let place = text.source.place(image.range.clone().into());
            let path = path_beside(&text.source.path, &image.destination);
            if path.as_ref().is_none_or(|path| context.files.measured(path).is_none()) {
                let missing = Diagnostic::new(Code::MissingPicture, place.clone()).found(&image.destination);
                let (case, near) = meant_by(&image.destination, path.as_deref(), context.files);
                diagnostics.push(missing.word("case", case).nearest(near));
            }
            if image.alt.is_blank() {
                diagnostics.push(Diagnostic::new(Code::MissingAlt, place).found(&image.destination));
            }
        }
    }
}

/// What the address of a picture that is not there looks like, and the pictures beside the text that may be meant.
fn meant_by(destination: &str, path: Option<&str>, files: &Files) -> (&'static str, Vec<String>) {
    let lower = destination.to_ascii_lowercase();
    if lower.contains("://") || lower.starts_with("data:") {
        return ("elsewhere", Vec::new());
    }
    let extension = lower.rsplit_once('.').map(|(_, extension)| extension).unwrap_or_default();
    if !PICTURES.contains(&extension) {
        return ("format", Vec::new());
    }
    let Some((folder, name)) = path.and_then(|path| path.rsplit_once('/')) else {
        return ("beside", Vec::new());
    };
    let beside = files.beside.iter().filter_map(|file| file.rsplit_once('/').filter(|(at, _)| *at == folder));
    let is_picture = |name: &&str| {
        name.rsplit_once('.')
            .is_some_and(|(_, extension)| PICTURES.contains(&extension.to_ascii_lowercase().as_str()))
    };
    ("beside", nearest(name, beside.map(|(_, name)| name).filter(is_picture)))
}

/// Each picture can be shown and comes quickly; told where it is shown first.
pub(super) fn pictures_are_light(context: &Context<'_>, diagnostics: &mut Diagnostics) {
    let mut seen = BTreeSet::new();
    for (_, text) in texts::all(context.site) {
        for image in &text.body.images {
            let Some(path) = path_beside(&text.source.path, &image.destination) else { continue };
            let Some(measured) = context.files.measured(&path).filter(|_| seen.insert(path.clone())) else {
                continue;
            };
            let place = text.source.place(image.range.clone().into());
            let told = |code| Diagnostic::new(code, place).found(&image.destination);
            let size = context.files.size(&path);
            let width = if let Measured::Size(size) = measured { size.width } else { 0 };
            if measured == Measured::Broken {
                diagnostics.push(told(Code::BrokenPicture));
            } else if size > PICTURE_BYTES {
                let limit = kilobytes(PICTURE_BYTES);
                diagnostics.push(told(Code::HeavyPicture).arg("size", kilobytes(size)).arg("limit", limit));
            } else if width > PICTURE_WIDTH {
                let wide = told(Code::WidePicture).arg("width", width.to_string());
                diagnostics.push(wide.arg("limit", PICTURE_WIDTH.to_string()));
            }
        }
    }
}

/// Each file that a directive hands out is there, and can be opened.
pub(super) fn attachments_are_there(context: &Context<'_>, diagnostics: &mut Diagnostics) {
    let files = context.files;
    for attachment in context.site.directives.values().flat_map(|directive| &directive.facts.attachments) {
        let path = &attachment.path.value;
        let told = |code| Diagnostic::new(code, attachment.path.place.clone()).found(&attachment.written);
        if let Some(why) = files.closed.get(path) {
            diagnostics.push(told(Code::ClosedAttachment).arg("why", why));
        } else if files.name(path).is_none() {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let beside =
                files.beside.iter().filter_map(|other| other.strip_prefix(folder)?.strip_prefix('/'));
            diagnostics.push(told(Code::MissingAttachment).arg("path", path).one_of(beside));
        } else if files.size(path) > ATTACHMENT_BYTES {
            let (size, limit) = (kilobytes(files.size(path)), kilobytes(ATTACHMENT_BYTES));
            diagnostics.push(told(Code::HeavyAttachment).arg("size", size).arg("limit", limit));
        }
    }
}

/// Whole kilobytes, rounded up.
fn kilobytes(bytes: usize) -> String {
    bytes.div_ceil(1000).to_string()
}
