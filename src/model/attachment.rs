//! Files that a directive hands out: what its front matter says of them (contract, sections 1 and 3).
//!
//! A file that is not marked as public is no part of the site: it is not opened, not named and not looked for. Whether
//! a public one is there is left to [`crate::check`].

use schemars::JsonSchema;
use serde::Deserialize;

use super::raw::Resolve;
use crate::diag::Code;
use crate::lang::Localized;
use crate::lang::Words;
use crate::read::DocumentKind;
use crate::read::is_staff;
use crate::source::Placed;
use crate::source::Span;
use crate::yaml::Located;
use crate::yaml::RawWords;

/// A public file.
#[derive(Debug)]
pub struct Attachment {
    pub title: Localized<Words>,
    /// The file's shown path: `content/directives/bieu-mau.xlsx`.
    pub path: Placed<String>,
    /// The path as the author wrote it.
    pub written: String,
}

/// Endings of files that may be handed out: what readers can open and what cannot run on their machine or, served from
/// the site's own address, in their browser.
pub const ATTACHMENT_TYPES: [&str; 18] = [
    "pdf", "doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "csv", "ppt", "pptx", "odp", "txt", "zip",
    "mp3", "png", "jpg", "jpeg",
];

/// A file to hand out.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RawAttachment {
    /// What the file is, in words.
    pub title: Option<RawWords>,
    pub file: Option<Located<RawFile>>,
}

/// Which file, and whether everyone may have it.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RawFile {
    /// From the text's own folder: `bieu-mau.xlsx`.
    pub path: Option<Located<String>>,
    /// Without `yes` the file stays out of the site.
    pub public: Option<Located<Public>>,
}

/// Whether everyone may have a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Public {
    #[serde(alias = "true")]
    Yes,
    #[serde(alias = "false")]
    No,
}

/// None for a file that is not public, and for one that cannot be.
pub(super) fn resolve(r: &mut Resolve<'_>, raw: Located<RawAttachment>) -> Option<Attachment> {
    let RawAttachment { title, file } = raw.value;
    let RawFile { path, public } = r.required_at(raw.span, "file", file)?.value;
    if public.is_none_or(|public| public.value == Public::No) {
        return None;
    }
    let title = r.required_at(raw.span, "title", title).and_then(|title| r.words(title));
    let path = r.required_at(raw.span, "path", path).and_then(|path| shown_path(r, path));
    let (path, written) = path?;
    Some(Attachment { title: title?, path, written })
}

/// Where the file lies, from the text that names it; reported where it may not be handed out.
fn shown_path(r: &mut Resolve<'_>, located: Located<String>) -> Option<(Placed<String>, String)> {
    let written = r.text(&located)?;
    let place = r.source.place(located.span);
    let Some(path) = crate::text::path_beside(&r.source.path, &written.replace('\\', "/")).filter(|path| {
        DocumentKind::ALL.iter().any(|kind| path.starts_with(&format!("content/{}/", kind.folder())))
    }) else {
        let name = written.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        r.push(Code::AttachmentOutside, located.span, |d| d.found(&written).expected([name]));
        return None;
    };
    if path.split('/').any(is_staff) {
        r.push(Code::AttachmentStaff, located.span, |d| d.found(&written));
        return None;
    }
    right_type(r, located.span, &path)?;
    Some((Placed::new(path, place), written))
}

fn right_type(r: &mut Resolve<'_>, span: Span, path: &str) -> Option<()> {
    let name = path.rsplit('/').next().unwrap_or_default();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    if ATTACHMENT_TYPES.contains(&extension.as_str()) {
        return Some(());
    }
    r.push(Code::AttachmentType, span, |d| d.found(name).arg("type", extension).expected(ATTACHMENT_TYPES));
    None
}
