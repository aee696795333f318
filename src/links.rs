//! Where a link in a text leads: to a page of the site, to one of its files, or out of it.
//!
//! Links are written as addresses of the source language (`/guides/dang-ky/`), whatever language the text is in, or as
//! paths to the file beside the text (`dang-ky.vi.md`); both lead to the reader's own language.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::lang::Languages;
use crate::name::Name;
use crate::read::DocumentKind;
use crate::routes::PageKey;
use crate::text::nearest;

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A page, with the anchor on it (without `#`), if any.
    Page(PageKey, Option<String>),
    /// A heading of the same page.
    Anchor(String),
    /// A file of the site that is no page, by its address.
    File(String),
    /// Another site, a phone number, a mail address.
    Outside,
    /// Nothing of the site; the addresses that look most like it.
    Nowhere(Vec<String>),
}

/// All addresses that links may name.
#[derive(Debug)]
pub struct Links {
    pages: BTreeMap<String, PageKey>,
    keys: BTreeSet<PageKey>,
    files: BTreeSet<String>,
}

impl Links {
    /// `pages` and `files` as the build will make them.
    pub fn new<'a>(
        languages: &Languages,
        pages: impl IntoIterator<Item = &'a PageKey>,
        files: impl IntoIterator<Item = String>,
    ) -> Links {
        let source = languages.source();
        let pages: BTreeMap<String, PageKey> = pages
            .into_iter()
            .map(|key| (key.url(languages, source).as_str().to_owned(), key.clone()))
            .collect();
        let keys = pages.values().cloned().collect();
        Links { pages, keys, files: files.into_iter().collect() }
    }

    /// Whether the site has this page, or would have it if its text could be understood.
    pub fn has_page(&self, key: &PageKey) -> bool {
        self.keys.contains(key)
    }

    /// Where `destination` leads from a document of this kind and name.
    pub fn resolve(&self, destination: &str, kind: DocumentKind) -> Target {
        if destination.starts_with("//") || has_scheme(destination) {
            return Target::Outside;
        }
        let (path, anchor) = match destination.split_once('#') {
            Some((path, anchor)) => (path, Some(anchor.to_owned()).filter(|anchor| !anchor.is_empty())),
            None => (destination, None),
        };
        if path.is_empty() {
            return anchor.map_or(Target::Nowhere(Vec::new()), Target::Anchor);
        }
        if let Some(key) = document(path, kind)
            && self.has_page(&key)
        {
            return Target::Page(key, anchor);
        }
        let slashed = if path.ends_with('/') { path.to_owned() } else { format!("{path}/") };
        for path in [path, slashed.as_str()] {
            if let Some(key) = self.pages.get(path) {
                return Target::Page(key.clone(), anchor);
            }
        }
        if self.files.contains(path) {
            return Target::File(path.to_owned());
        }
        Target::Nowhere(nearest(path, self.pages.keys().chain(&self.files).map(String::as_str)))
    }
}

/// Whether an address starts with a scheme such as `https:` or `tel:`.
fn has_scheme(destination: &str) -> bool {
    destination.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
    })
}

/// The document that a path to a markdown file names, seen from a document of `kind`.
fn document(path: &str, kind: DocumentKind) -> Option<PageKey> {
    let stem = path.strip_suffix(".md")?;
    let parts: Vec<&str> = stem.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
    let (kind, file) = match parts[..] {
        [file] => (kind, file),
        [folder, "index"] => (kind, folder),
        [folder, file] | [folder, file, "index"] => {
            (DocumentKind::ALL.into_iter().find(|kind| kind.folder() == folder).unwrap_or(kind), file)
        }
        _ => return None,
    };
    let name = file.split_once('.').map_or(file, |(name, _)| name);
    let name = Name::parse(name)?;
    Some(PageKey::of_document(kind, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_addresses_or_paths_to_files() {
        let languages = Languages::new(vec!["vi".into(), "en".into()]).unwrap();
        let guide = PageKey::Guide(Name::parse("dang-ky").unwrap());
        let links = Links::new(&languages, [&guide, &PageKey::Home], ["/data/points.csv".to_owned()]);
        let resolve = |destination| links.resolve(destination, DocumentKind::Guide);
        for destination in
            ["/guides/dang-ky/", "/guides/dang-ky", "dang-ky.md", "dang-ky.en.md", "../guides/dang-ky.vi.md"]
        {
            assert_eq!(resolve(destination), Target::Page(guide.clone(), None), "{destination}");
        }
        assert_eq!(resolve("/guides/dang-ky/#buoc-2"), Target::Page(guide, Some("buoc-2".into())));
        assert_eq!(resolve("#buoc-2"), Target::Anchor("buoc-2".into()));
        assert_eq!(resolve("/data/points.csv"), Target::File("/data/points.csv".into()));
        for outside in ["https://a.example/x", "tel:19001234", "mailto:a@b.example", "//cdn.example/x"] {
            assert_eq!(resolve(outside), Target::Outside, "{outside}");
        }
        assert_eq!(resolve("/guides/dang-ki/"), Target::Nowhere(vec!["/guides/dang-ky/".into()]));
    }
}
