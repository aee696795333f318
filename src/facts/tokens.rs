//! Cuts a text into words, digits, marks and links, and answers questions about a token without ever panicking.
//! What the tokens mean is left to the grammars.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::is_nfc;

use super::TextLang;

/// A text as tokens. Every question about a token that does not exist has a harmless answer.
pub struct Reader<'t> {
    pub lang: TextLang,
    text: &'t str,
    tokens: Vec<Token<'t>>,
}

struct Token<'t> {
    kind: Kind<'t>,
    start: usize,
    end: usize,
    /// What stands between the token before and this one.
    gap: Gap,
}

enum Kind<'t> {
    /// NFC and lower case.
    Word(Cow<'t, str>),
    Digits(&'t str),
    Mark(char),
    Link,
}

/// The white space before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    None,
    /// One no-break or thin space, which binds the groups of a number.
    Binding,
    Space,
    /// An empty line, which ends every phrase; a single line break is a space.
    Break,
}

impl<'t> Reader<'t> {
    pub fn new(text: &'t str, lang: TextLang) -> Self {
        let mut reader = Self { lang, text, tokens: Vec::new() };
        let mut gap = Gap::Break;
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let blank = rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
            if blank > 0 {
                gap = gap_of(rest.get(..blank).unwrap_or_default());
                at += blank;
                continue;
            }
            let run = rest.find(char::is_whitespace).unwrap_or(rest.len());
            reader.cut_run(at, rest.get(..run).unwrap_or_default(), gap);
            gap = Gap::None;
            at += run;
        }
        reader
    }

    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The bytes from the first token to before the token `end`.
    pub fn bytes(&self, start: usize, end: usize) -> Range<usize> {
        let from = self.tokens.get(start).map_or(0, |token| token.start);
        let to = end.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(from, |token| token.end);
        from..to.max(from)
    }

    pub fn slice(&self, range: Range<usize>) -> &'t str {
        self.text.get(range).unwrap_or_default()
    }

    /// The token as written.
    pub fn raw(&self, at: usize) -> &'t str {
        self.slice(self.bytes(at, at + 1))
    }

    /// The word in lower case and NFC; empty for anything else.
    pub fn word(&self, at: usize) -> &str {
        match self.tokens.get(at).map(|token| &token.kind) {
            Some(Kind::Word(word)) => word,
            _ => "",
        }
    }

    /// The word before the token `at`; empty if there is none.
    pub fn word_before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |before| self.word(before))
    }

    pub fn digits(&self, at: usize) -> Option<&'t str> {
        match self.tokens.get(at)?.kind {
            Kind::Digits(digits) => Some(digits),
            _ => None,
        }
    }

    /// The value of at most `places` digits.
    pub fn small(&self, at: usize, places: usize) -> Option<u16> {
        self.digits(at).filter(|digits| digits.len() <= places)?.parse().ok()
    }

    pub fn mark(&self, at: usize) -> Option<char> {
        match self.tokens.get(at)?.kind {
            Kind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    pub fn is_mark(&self, at: usize, marks: &[char]) -> bool {
        self.mark(at).is_some_and(|mark| marks.contains(&mark))
    }

    pub fn is_link(&self, at: usize) -> bool {
        matches!(self.tokens.get(at).map(|token| &token.kind), Some(Kind::Link))
    }

    pub fn gap(&self, at: usize) -> Gap {
        self.tokens.get(at).map_or(Gap::Break, |token| token.gap)
    }

    /// Nothing stands between this token and the one before.
    pub fn glued(&self, at: usize) -> bool {
        self.gap(at) == Gap::None
    }

    /// One of the marks, glued on both sides between digits: returns the mark.
    pub fn joint(&self, at: usize) -> Option<char> {
        let mark = self.mark(at)?;
        (self.glued(at) && self.glued(at + 1) && self.digits(at + 1).is_some()).then_some(mark)
    }

    /// The word starts with a capital.
    pub fn capital(&self, at: usize) -> bool {
        self.raw(at).chars().next().is_some_and(char::is_uppercase)
    }

    /// How many capitals the word has.
    pub fn capitals(&self, at: usize) -> usize {
        self.raw(at).chars().filter(|c| c.is_uppercase()).count()
    }

    fn cut_run(&mut self, start: usize, run: &'t str, gap: Gap) {
        let Some(link) = link_in(run) else {
            self.cut_plain(start, run, gap);
            return;
        };
        self.cut_plain(start, run.get(..link.start).unwrap_or_default(), gap);
        let gap = if link.start == 0 { gap } else { Gap::None };
        self.tokens.push(Token { kind: Kind::Link, start: start + link.start, end: start + link.end, gap });
        self.cut_plain(start + link.end, run.get(link.end..).unwrap_or_default(), Gap::None);
    }

    fn cut_plain(&mut self, start: usize, run: &'t str, mut gap: Gap) {
        let mut at = 0;
        while let Some(rest) = run.get(at..) {
            let Some(first) = rest.chars().next() else { break };
            let is_letter = |c: char| c.is_alphabetic() || is_combining_mark(c);
            let length = if first.is_ascii_digit() {
                rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len())
            } else if is_letter(first) {
                rest.find(|c: char| !is_letter(c)).unwrap_or(rest.len())
            } else {
                first.len_utf8()
            };
            let piece = rest.get(..length).unwrap_or_default();
            let kind = if first.is_ascii_digit() {
                Some(Kind::Digits(piece))
            } else if is_letter(first) {
                Some(Kind::Word(fold(piece)))
            } else if matches!(
                first,
                '*' | '_' | '\u{200b}' | '\u{200d}'
                    ..='\u{200f}' | '\u{61c}' | '\u{ad}' | '\u{feff}' | '\u{2060}'
            ) {
                // Emphasis and invisible characters, such as the marks of direction in Arabic dates, are no part of what is said.
                None
            } else {
                Some(Kind::Mark(first))
            };
            if let Some(kind) = kind {
                self.tokens.push(Token { kind, start: start + at, end: start + at + length, gap });
                gap = Gap::None;
            }
            at += length;
        }
    }
}

fn gap_of(blank: &str) -> Gap {
    if matches!(blank, "\u{a0}" | "\u{202f}" | "\u{2009}") {
        Gap::Binding
    } else if blank.matches('\n').count() > 1 {
        Gap::Break
    } else {
        Gap::Space
    }
}

fn fold(word: &str) -> Cow<'_, str> {
    if is_nfc(word) && !word.chars().any(char::is_uppercase) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.nfc().flat_map(char::to_lowercase).collect())
    }
}

/// The address or mail address in a run without blanks, without the punctuation that closes a sentence.
fn link_in(run: &str) -> Option<Range<usize>> {
    let start = if let Some(colon) = run.find("://") {
        let scheme = run.get(..colon)?.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
        if scheme == 0 {
            return None;
        }
        colon - scheme
    } else if run.starts_with("www.") {
        0
    } else {
        let at = run.find('@')?;
        let name = run
            .get(..at)?
            .bytes()
            .rev()
            .take_while(|b| b.is_ascii_alphanumeric() || b"._%+-".contains(b))
            .count();
        if name == 0 || !run.get(at..)?.contains('.') {
            return None;
        }
        at - name
    };
    let address = run.get(start..)?;
    let address = address.split(['<', '>', '"', '”', '»']).next().unwrap_or_default();
    let address = address.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '’', '*', '_']);
    (!address.is_empty()).then(|| start..start + address.len())
}
