//! Two states of a text side by side, line by line.

use serde::Serialize;

/// Beyond so many lines, what lies between the first and the last difference counts as changed: comparing takes the
/// product of both.
const MOST_LINES: usize = 2_000;
/// How many lines that are alike are shown before and after a change.
const LINES_AROUND: usize = 3;

/// A line of one side; a line that only the other side has is empty here.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Line {
    pub text: String,
    #[serde(rename = "changed")]
    pub is_changed: bool,
}

/// Both sides with the same number of lines, so that what is alike stands side by side.
pub(super) fn side_by_side(old: &str, new: &str) -> (Vec<Line>, Vec<Line>) {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let mut sides = Sides::default();
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - start;
    let end = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    sides.same(&old[..start]);
    let (a, b) = (&old[start..old.len() - end], &new[start..new.len() - end]);
    let (mut at_old, mut at_new) = (0, 0);
    for (in_old, in_new) in common(a, b) {
        sides.changed(&a[at_old..in_old], &b[at_new..in_new]);
        sides.same(&a[in_old..=in_old]);
        (at_old, at_new) = (in_old + 1, in_new + 1);
    }
    sides.changed(&a[at_old..], &b[at_new..]);
    sides.same(&old[old.len() - end..]);
    (sides.old, sides.new)
}

/// Both sides without the lines that are far from any change; an ellipsis stands for them.
pub(super) fn near(old: Vec<Line>, new: Vec<Line>) -> (Vec<Line>, Vec<Line>) {
    let changed: Vec<usize> = old
        .iter()
        .zip(&new)
        .enumerate()
        .filter(|(_, (old, new))| old.is_changed || new.is_changed)
        .map(|(at, _)| at)
        .collect();
    let is_near = |at: usize| {
        let next = changed.partition_point(|other| other + LINES_AROUND < at);
        changed.get(next).is_some_and(|other| *other <= at + LINES_AROUND)
    };
    let side = |lines: Vec<Line>| {
        let mut kept: Vec<Line> = Vec::new();
        let mut was_near = true;
        for (at, line) in lines.into_iter().enumerate() {
            let is_near = is_near(at);
            if is_near {
                kept.push(line);
            } else if was_near {
                kept.push(Line { text: "…".to_owned(), is_changed: false });
            }
            was_near = is_near;
        }
        kept
    };
    (side(old), side(new))
}

#[derive(Default)]
struct Sides {
    old: Vec<Line>,
    new: Vec<Line>,
}

impl Sides {
    fn same(&mut self, lines: &[&str]) {
        for line in lines {
            for side in [&mut self.old, &mut self.new] {
                side.push(Line { text: (*line).to_owned(), is_changed: false });
            }
        }
    }

    fn changed(&mut self, old: &[&str], new: &[&str]) {
        for at in 0..old.len().max(new.len()) {
            for (side, lines) in [(&mut self.old, old), (&mut self.new, new)] {
                let line = lines.get(at);
                let text = line.map(|line| (*line).to_owned()).unwrap_or_default();
                side.push(Line { text, is_changed: line.is_some() });
            }
        }
    }
}

/// The longest common subsequence, as pairs of places.
fn common(a: &[&str], b: &[&str]) -> Vec<(usize, usize)> {
    if a.len() > MOST_LINES || b.len() > MOST_LINES {
        return Vec::new();
    }
    // The length of the longest one from each pair of places on.
    let width = b.len() + 1;
    let mut lengths = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            lengths[i * width + j] = if a[i] == b[j] {
                lengths[(i + 1) * width + j + 1] + 1
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    let mut pairs = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `text` for a line that is alike, `-text` and `+text` for others, nothing for a gap.
    fn shown(old: &str, new: &str) -> (Vec<String>, Vec<String>) {
        let (old, new) = side_by_side(old, new);
        let show = |sign: &'static str| {
            move |line: Line| if line.is_changed { format!("{sign}{}", line.text) } else { line.text }
        };
        (old.into_iter().map(show("-")).collect(), new.into_iter().map(show("+")).collect())
    }

    #[test]
    fn what_is_alike_stands_side_by_side() {
        assert_eq!(
            shown("a\nb\nc\nd\ne", "a\nx\ny\nc\ne"),
            (
                vec!["a".into(), "-b".into(), String::new(), "c".into(), "-d".into(), "e".into()],
                vec!["a".into(), "+x".into(), "+y".into(), "c".into(), String::new(), "e".into()],
            )
        );
        assert_eq!(shown("", "a"), (vec![String::new()], vec!["+a".into()]));
        assert_eq!(shown("a\na", "a"), (vec!["a".into(), "-a".into()], vec!["a".into(), String::new()]));
        assert_eq!(shown("", ""), (vec![], vec![]));
    }

    #[test]
    fn what_is_far_from_any_change_is_cut() {
        let text = |changed: &str| format!("1\n2\n3\n4\n5\n{changed}\n7\n8\n9\n10\n11");
        let (old, new) = side_by_side(&text("old"), &text("new"));
        let (old, new) = near(old, new);
        let lines = |side: Vec<Line>| side.into_iter().map(|line| line.text).collect::<Vec<_>>();
        assert_eq!(lines(old), ["…", "3", "4", "5", "old", "7", "8", "9", "…"]);
        assert_eq!(lines(new), ["…", "3", "4", "5", "new", "7", "8", "9", "…"]);
    }
}
