//! Words, sentences, numbers and days, as a page in its language writes them.

use jiff::civil::Date;

use super::Page;
use super::views::DateView;
use super::views::Phrase;
use super::views::Shared;
use super::views::Words;
use crate::catalogue::Values;
use crate::lang;
use crate::lang::Localized;

/// The words of an indicator's unit; counts such as households need none.
pub(super) type Unit<'a> = Option<&'a Localized<lang::Words>>;

impl Page<'_> {
    pub(super) fn words(&self, words: &Localized<lang::Words>) -> Words {
        self.words_of(words.get(self.lang))
    }

    /// Words, marked where they are in another language than the page.
    pub(super) fn words_of(&self, words: &lang::Words) -> Words {
        let borrowed = words.lang != self.lang;
        let tag = borrowed.then(|| self.site().config.languages.tag(words.lang).to_owned());
        Words { text: words.text.clone(), lang: tag }
    }

    /// A sentence in which some values are words that may be borrowed: those carry their language, the others do not.
    pub(super) fn phrase(&self, id: &str, words: &[(&'static str, Phrase)], values: Values) -> Phrase {
        let is_own = |(_, phrase): &(_, Phrase)| phrase.iter().all(|words| words.lang.is_none());
        if words.iter().all(is_own) {
            let text = |phrase: &Phrase| phrase.iter().map(|words| words.text.as_str()).collect::<String>();
            let values = words.iter().fold(values, |values, (name, phrase)| values.text(name, text(phrase)));
            return Some(self.own_words(self.say(id, &values)))
                .filter(|words| !words.text.is_empty())
                .into_iter()
                .collect();
        }
        // Each value is a character of the private use area, which is no part of any text, until the sentence is made.
        let marks = (0xe000..0xf8ff_u32).filter_map(char::from_u32);
        let marked: Vec<(char, &Phrase)> = marks.zip(words.iter().map(|(_, phrase)| phrase)).collect();
        let names = words.iter().map(|(name, _)| *name);
        let values =
            names.zip(&marked).fold(values, |values, (name, (mark, _))| values.text(name, mark.to_string()));
        let mut runs: Phrase = Vec::new();
        let mut push = |text: &str, lang: Option<&String>| match runs.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.lang.as_ref() == lang => last.text.push_str(text),
            _ => runs.push(Words { text: text.to_owned(), lang: lang.cloned() }),
        };
        for piece in self.say(id, &values).split_inclusive(|c| marked.iter().any(|(mark, _)| *mark == c)) {
            let found = marked.iter().find_map(|(mark, phrase)| Some((piece.strip_suffix(*mark)?, phrase)));
            let Some((before, phrase)) = found else {
                push(piece, None);
                continue;
            };
            push(before, None);
            for words in *phrase {
                push(&words.text, words.lang.as_ref());
            }
        }
        runs
    }

    /// A number with its unit, where it has one: `5.000 người`.
    pub(super) fn of_unit(&self, amount: String, unit: Unit<'_>) -> Phrase {
        match unit {
            Some(unit) => {
                let unit = ("unit", vec![self.words(unit)]);
                self.phrase("amount-of-unit", &[unit], Values::new().text("amount", amount))
            }
            None => vec![self.own_words(amount)],
        }
    }

    /// Words of a table that has them in the source language only.
    pub(super) fn source_words(&self, text: &str) -> Words {
        let lang = self.site().config.languages.source();
        self.words_of(&lang::Words { text: text.to_owned(), lang })
    }

    pub(super) fn own_words(&self, text: impl Into<String>) -> Words {
        Words { text: text.into(), lang: None }
    }

    pub(super) fn date(&self, date: Date) -> Shared<DateView> {
        self.common().dates.get(&date, || {
            let format = self.format();
            let view = DateView {
                iso: date.to_string(),
                text: format.date(date),
                long: format.long_date(date),
                weekday: format.weekday(date),
                day: date.day().to_string(),
                month_short: format.month(date),
            };
            view.into()
        })
    }

    /// `31/10/2025`
    pub(super) fn date_text(&self, date: Date) -> String {
        self.date(date).text.clone()
    }

    /// `Thứ Sáu, 31/10/2025`
    pub(super) fn long_date(&self, date: Date) -> String {
        self.date(date).long.clone()
    }

    pub(super) fn number(&self, number: u64) -> String {
        self.format().number(number)
    }

    /// `count` chooses the plural form, `amount` is read.
    pub(super) fn counted(&self, count: usize) -> Values {
        let count = count as u64;
        Values::new().number("count", count).text("amount", self.number(count))
    }

    /// A sentence that says how many there are, and nothing else.
    pub(super) fn say_count(&self, id: &'static str, count: usize) -> String {
        self.common().counts.get(&(id, count), || self.say(id, &self.counted(count)))
    }
}

/// With a capital at its beginning.
pub(super) fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
