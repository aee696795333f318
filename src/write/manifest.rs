//! The list of what loa has written, `OUTPUT/.loa/manifest`: its text form and the question whether given
//! bytes are loa's. Reading it from and writing it to disk is done by the writer.
//!
//! ```text
//! loa-manifest<TAB>1<TAB>number of lines that follow
//! path<TAB>SHA-256 in hex
//! ```
//!
//! Lines are sorted. During a commit a path may have several lines: the bytes that it had and those that it
//! gets. The count shows a cut-off file for what it is.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use sha2::{Digest, Sha256};

use super::out_path::OutPath;

const MAGIC: &str = "loa-manifest";
const VERSION: &str = "1";

/// SHA-256 of a file's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sum([u8; 32]);

impl Sum {
    pub(crate) fn of(bytes: &[u8]) -> Sum {
        Sum::finish(Sha256::new_with_prefix(bytes))
    }

    pub(crate) fn finish(hasher: Sha256) -> Sum {
        Sum(hasher.finalize().into())
    }

    fn parse(text: &str) -> Option<Sum> {
        let digits = text.as_bytes();
        if digits.len() != 64 {
            return None;
        }
        let mut sum = [0; 32];
        for (byte, pair) in sum.iter_mut().zip(digits.chunks_exact(2)) {
            for digit in pair {
                let value = match digit {
                    b'0'..=b'9' => digit - b'0',
                    b'a'..=b'f' => digit - b'a' + 10,
                    _ => return None,
                };
                *byte = *byte << 4 | value;
            }
        }
        Some(Sum(sum))
    }
}

impl Sum {
    fn digits(&self) -> impl Iterator<Item = char> {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digits = self.0.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        digits.map(|digit| char::from(DIGITS[usize::from(digit)]))
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.digits().try_for_each(|digit| f.write_char(digit))
    }
}

/// Paths that loa has written, each with the sums of the bytes that it wrote there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Manifest {
    sums: BTreeMap<OutPath, Vec<Sum>>,
}

/// What is wrong in a manifest's text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Damage {
    /// From 1.
    pub(crate) line: usize,
    pub(crate) reason: &'static str,
}

impl Manifest {
    /// The manifest of a site: paths, sorted, with one sum each.
    pub(crate) fn of(files: impl Iterator<Item = (OutPath, Sum)>) -> Manifest {
        Manifest { sums: files.map(|(path, sum)| (path, vec![sum])).collect() }
    }

    pub(crate) fn parse(text: &str) -> Result<Manifest, Damage> {
        let damage = |line, reason| Err(Damage { line, reason });
        let Some(body) = text.strip_suffix('\n') else {
            return damage(text.lines().count().max(1), "the last line is cut off");
        };
        let mut lines = body.split('\n');
        let head: Vec<_> = lines.next().unwrap_or_default().split('\t').collect();
        let [MAGIC, version, count] = head[..] else {
            return damage(1, "this is not the first line of a manifest");
        };
        if version != VERSION {
            return damage(1, "another version of loa wrote it");
        }
        let Ok(count) = count.parse::<usize>() else {
            return damage(1, "the number of lines is not a number");
        };

        let mut manifest = Manifest::default();
        let mut last = None;
        let mut found = 0;
        for line in lines {
            found += 1;
            let Some((path, sum)) = line.split_once('\t') else {
                return damage(found + 1, "there is no tab between path and hash");
            };
            let Ok(path) = OutPath::new(path) else {
                return damage(found + 1, "the path is not one that loa could have written");
            };
            let Some(sum) = Sum::parse(sum) else {
                return damage(found + 1, "the hash is not 64 hexadecimal digits");
            };
            let this = Some((path.clone(), sum));
            if last >= this {
                return damage(found + 1, "the lines are not sorted");
            }
            last = this;
            manifest.add(path, sum);
        }
        if found == count { Ok(manifest) } else { damage(found + 1, "lines are missing or were added") }
    }

    pub(crate) fn to_text(&self) -> String {
        let count: usize = self.sums.values().map(Vec::len).sum();
        let mut text = format!("{MAGIC}\t{VERSION}\t{count}\n");
        text.reserve(self.lines().map(|(path, _)| path.as_str().len() + 66).sum());
        for (path, sums) in &self.sums {
            for sum in sums {
                push_line(&mut text, path, *sum);
            }
        }
        text
    }

    pub(crate) fn add(&mut self, path: OutPath, sum: Sum) {
        let sums = self.sums.entry(path).or_default();
        if let Err(place) = sums.binary_search(&sum) {
            sums.insert(place, sum);
        }
    }

    pub(crate) fn paths(&self) -> impl Iterator<Item = &OutPath> {
        self.sums.keys()
    }

    /// Each path with each of its sums.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (&OutPath, Sum)> {
        self.sums.iter().flat_map(|(path, sums)| sums.iter().map(move |sum| (path, *sum)))
    }

    pub(crate) fn has_path(&self, path: &OutPath) -> bool {
        self.sums.contains_key(path)
    }

    /// Whether loa wrote these bytes at `path`, and no others.
    pub(crate) fn has_only(&self, path: &OutPath, sum: Sum) -> bool {
        self.sums.get(path).is_some_and(|sums| sums[..] == [sum])
    }

    /// Whether loa wrote these bytes at `path`.
    pub(crate) fn has(&self, path: &OutPath, sum: Sum) -> bool {
        self.sums.get(path).is_some_and(|sums| sums.contains(&sum))
    }
}

/// Adds the line of one file, as the manifest has it and as the release's hash is taken over.
pub(crate) fn push_line(text: &mut String, path: &OutPath, sum: Sum) {
    text.push_str(path.as_str());
    text.push('\t');
    text.extend(sum.digits());
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Manifest {
        let mut manifest = Manifest::default();
        for (path, bytes) in
            [("b.html", "b"), ("a.html", "2"), ("a.html", "1"), ("a.html", "1"), ("mẫu đơn.pdf", "")]
        {
            manifest.add(OutPath::new(path).unwrap(), Sum::of(bytes.as_bytes()));
        }
        manifest
    }

    #[test]
    fn a_manifest_survives_the_way_to_text_and_back() {
        for manifest in [Manifest::default(), sample()] {
            assert_eq!(Manifest::parse(&manifest.to_text()), Ok(manifest));
        }
        assert!(sample().to_text().starts_with("loa-manifest\t1\t4\na.html\t"));
    }

    #[test]
    fn a_sum_is_the_known_sha_256() {
        assert_eq!(
            Sum::of(b"abc").to_string(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn a_manifest_cut_off_anywhere_is_damaged() {
        let text = sample().to_text();
        for (end, _) in text.char_indices() {
            assert!(Manifest::parse(&text[..end]).is_err(), "cut at {end}");
        }
    }

    #[test]
    fn each_kind_of_damage_is_told_with_its_line() {
        let sum = Sum::of(b"");
        for (text, line) in [
            ("\n".to_owned(), 1),
            ("loa-manifest\t2\t0\n".to_owned(), 1),
            ("loa-manifest\t1\tmany\n".to_owned(), 1),
            (format!("loa-manifest\t1\t1\na {sum}\n"), 2),
            (format!("loa-manifest\t1\t1\n../a\t{sum}\n"), 2),
            (format!("loa-manifest\t1\t1\na\t{sum}0\n"), 2),
            (format!("loa-manifest\t1\t1\na\t{}\n", sum.to_string().to_uppercase()), 2),
            (format!("loa-manifest\t1\t2\na\t{sum}\na\t{sum}\n"), 3),
            (format!("loa-manifest\t1\t2\nb\t{sum}\na\t{sum}\n"), 3),
            (format!("loa-manifest\t1\t1\na\t{sum}\nb\t{sum}\n"), 3),
            (format!("loa-manifest\t1\t1\r\na\t{sum}\r\n"), 1),
        ] {
            assert_eq!(Manifest::parse(&text).unwrap_err().line, line, "{text:?}");
        }
    }
}
