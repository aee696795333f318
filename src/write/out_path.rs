//! The path of one file inside the output folder, valid on every system by construction. What stands at
//! such a path is for `disk` to say.

use std::borrow::Borrow;
use std::error::Error;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file's path below the output folder, such as `en/26188/index.html`.
///
/// Components are divided by `/` on every system. None is empty, `.`, `..` or `.loa` (loa keeps its own
/// records there), and none holds a character that Windows or the manifest would read otherwise. The
/// order is that of the bytes. Clones share the text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutPath(Arc<str>);

impl OutPath {
    /// Checks `path` and takes it over.
    ///
    /// # Errors
    ///
    /// Names the first rule that `path` breaks.
    pub fn new(path: &str) -> Result<OutPath, BadOutPath> {
        match path.split('/').find_map(fault) {
            None => Ok(OutPath(path.into())),
            Some(reason) => Err(BadOutPath { path: path.to_owned(), reason }),
        }
    }

    /// The path as written, with `/` between components.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where the file stands on disk when the output folder is `root`.
    #[must_use]
    pub fn under(&self, root: &Path) -> PathBuf {
        let mut path = root.to_path_buf();
        path.extend(self.0.split('/'));
        path
    }

    /// The folders that hold the file, the outermost first; the output folder itself is not among them.
    pub(crate) fn folders(&self) -> impl DoubleEndedIterator<Item = OutPath> {
        self.folder_names().map(|folder| OutPath(folder.into()))
    }

    /// The same as text.
    pub(crate) fn folder_names(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.match_indices('/').filter_map(|(end, _)| self.0.get(..end))
    }

    /// The part that stands in the output folder itself: a folder, or the file.
    pub(crate) fn first(&self) -> OutPath {
        OutPath(self.0.split('/').next().unwrap_or_default().into())
    }

    /// Whether the path is `other`, or lies in it.
    pub(crate) fn is_within(&self, other: &OutPath) -> bool {
        self.0.strip_prefix(other.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// What a file system that ignores case takes the path for.
    pub(crate) fn folded(&self) -> OutPath {
        // Most paths are in small letters already.
        let is_folded = self.0.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
        if is_folded { self.clone() } else { OutPath(self.0.to_lowercase().into()) }
    }

    /// Whether this is a stylesheet, picture or script that pages refer to.
    pub(crate) fn is_asset(&self) -> bool {
        self.0.starts_with("assets/")
    }
}

impl Borrow<str> for OutPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OutPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a text is not an [`OutPath`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadOutPath {
    /// The text, as given.
    pub path: String,
    /// The rule that it breaks, in English.
    pub reason: &'static str,
}

impl fmt::Display for BadOutPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` cannot be a path of the output: {}", self.path.escape_debug(), self.reason)
    }
}

impl Error for BadOutPath {}

fn fault(component: &str) -> Option<&'static str> {
    if component.is_empty() {
        Some("it has an empty part, or starts or ends with `/`")
    } else if component == "." || component == ".." {
        Some("it holds `.` or `..`")
    } else if component.eq_ignore_ascii_case(".loa") {
        Some("`.loa` is kept for loa's own records")
    } else if component.contains(char::is_control) {
        Some("it holds a control character")
    } else if component.contains(['\\', ':', '*', '?', '"', '<', '>', '|']) {
        Some("it holds a character that Windows does not allow in names")
    } else if component.ends_with(['.', ' ']) {
        Some("a part ends with a dot or a space, which Windows drops")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_could_leave_the_output_or_change_on_windows_is_refused() {
        for bad in [
            "",
            "/",
            "/a",
            "a/",
            "a//b",
            ".",
            "..",
            "a/../b",
            "../a",
            "./a",
            "a/.",
            ".loa",
            ".loa/manifest",
            "a/.LOA/x",
            "a\tb",
            "a\nb",
            "a\0b",
            "a\\b",
            "C:/a",
            "a:b",
            "a?",
            "a.",
            "a /b",
        ] {
            assert!(OutPath::new(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn ordinary_paths_are_taken_as_they_are() {
        for good in
            ["index.html", "26188/index.html", "en/.well-known/x", "a..b", "tải về/mẫu đơn.pdf", ".loader"]
        {
            assert_eq!(OutPath::new(good).unwrap().as_str(), good);
        }
    }

    #[test]
    fn folders_go_from_the_outermost_in() {
        let path = OutPath::new("a/b/c.html").unwrap();
        let folders: Vec<_> = path.folders().map(|folder| folder.to_string()).collect();
        assert_eq!(folders, ["a", "a/b"]);
        assert_eq!(OutPath::new("c.html").unwrap().folders().count(), 0);
    }
}
