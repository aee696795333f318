//! The log of a run: one line for each step, for people or as JSON. Printing them is left to [`crate::report`].

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Zoned;
use serde_json::Map;
use serde_json::Value;

use crate::catalogue::Values;
use crate::messages::Messages;

/// How the lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Form {
    /// `00:10:02 fetch: sources 3, new 1, unchanged 1, failed 1 (0.8 s)`
    #[default]
    Human,
    /// `{"time":"2025-10-20T00:10:02+07:00","step":"fetch","ok":true,"seconds":0.8,"sources":3,…}`
    Json,
}

/// The steps, in the order in which they are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepName {
    /// Values: `sources`, `new`, `unchanged`, `failed`.
    Fetch,
    /// Values: `drops`, `accepted`, `unchanged`, `set_aside`.
    TakeIn,
    /// Values: `errors`, `set_aside`, `warnings`.
    Check,
    /// Values: `pages`, `files`, `written`, `removed`, `unchanged`.
    Build,
    /// Values: `release`.
    Publish,
    /// Values: `changes`.
    Report,
    /// Values: `name`.
    Hook,
}

impl StepName {
    pub const ALL: [StepName; 7] = [
        StepName::Fetch,
        StepName::TakeIn,
        StepName::Check,
        StepName::Build,
        StepName::Publish,
        StepName::Report,
        StepName::Hook,
    ];

    /// The name in JSON and in the health file; it does not depend on the language.
    pub fn id(self) -> &'static str {
        match self {
            StepName::Fetch => "fetch",
            StepName::TakeIn => "take-in",
            StepName::Check => "check",
            StepName::Build => "build",
            StepName::Publish => "publish",
            StepName::Report => "report",
            StepName::Hook => "hook",
        }
    }

    /// The values that its sentence needs.
    pub fn values(self) -> &'static [&'static str] {
        match self {
            StepName::Fetch => &["sources", "new", "unchanged", "failed"],
            StepName::TakeIn => &["drops", "accepted", "unchanged", "set_aside", "unreadable"],
            StepName::Check => &["errors", "set_aside", "warnings"],
            StepName::Build => &["pages", "files", "written", "removed", "unchanged"],
            StepName::Publish => &["release"],
            StepName::Report => &["changes"],
            StepName::Hook => &["name"],
        }
    }
}

/// A step that was made.
#[derive(Clone, Debug)]
pub struct Step {
    pub name: StepName,
    /// When it was done, in the campaign's zone.
    pub at: Zoned,
    pub took: Duration,
    /// Whether the run could go on.
    pub ok: bool,
    values: BTreeMap<&'static str, Value>,
}

impl Step {
    pub fn new(name: StepName, at: Zoned, took: Duration, ok: bool) -> Step {
        Step { name, at, took, ok, values: BTreeMap::new() }
    }

    /// A count; those of [`StepName::values`] are said to people, all others stand in JSON only.
    #[must_use]
    pub fn count(mut self, name: &'static str, count: usize) -> Step {
        self.values.insert(name, count.into());
        self
    }

    #[must_use]
    pub fn text(mut self, name: &'static str, text: impl Into<String>) -> Step {
        self.values.insert(name, text.into().into());
        self
    }

    /// The line, without its end.
    pub fn line(&self, form: Form, messages: &Messages) -> String {
        match form {
            Form::Human => self.for_people(messages),
            Form::Json => self.json(),
        }
    }

    fn for_people(&self, messages: &Messages) -> String {
        let none = Values::new();
        let say =
            |prefix: &str, values: &Values| messages.text(&format!("{prefix}-{}", self.name.id()), values);
        let name = say("step", &none).unwrap_or_else(|| self.name.id().to_owned());
        let values = self.values.iter().fold(Values::new(), |values, (name, value)| {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            values.text(name, text)
        });
        let failed = (!self.ok).then(|| messages.say("log-failed", &none));
        // A step that failed early lacks values, and then says only that it did.
        let parts: Vec<String> = failed.into_iter().chain(say("log", &values)).collect();
        let mark = messages.say("decimal-mark", &none);
        let seconds = Values::new().text("seconds", self.seconds().to_string().replace('.', &mark));
        let seconds = messages.say("log-seconds", &seconds);
        let colon = if parts.is_empty() { "" } else { ": " };
        format!("{} {name}{colon}{} ({seconds})", self.at.strftime("%H:%M:%S"), parts.join("; "))
    }

    fn json(&self) -> String {
        let mut object = Map::new();
        object.insert("time".to_owned(), self.at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string().into());
        object.insert("step".to_owned(), self.name.id().into());
        object.insert("ok".to_owned(), self.ok.into());
        object.insert("seconds".to_owned(), self.seconds().into());
        object.extend(self.values.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        Value::Object(object).to_string()
    }

    /// Seconds with one decimal.
    fn seconds(&self) -> f64 {
        (self.took.as_secs_f64() * 10.0).round() / 10.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Speech;

    fn step(name: StepName, ok: bool) -> Step {
        let at = "2025-10-20T00:10:02.123+07:00[Asia/Ho_Chi_Minh]".parse().unwrap();
        Step::new(name, at, Duration::from_millis(849), ok)
    }

    #[test]
    fn a_step_is_one_line_for_people_and_one_for_machines() {
        let fetch = step(StepName::Fetch, true).count("sources", 3).count("new", 1);
        let fetch = fetch.count("unchanged", 1).count("failed", 1);
        assert_eq!(
            fetch.line(Form::Human, &Messages::new(Speech::En)),
            "00:10:02 fetch: sources 3, new 1, unchanged 1, failed 1 (0.8 s)"
        );
        assert_eq!(
            fetch.line(Form::Human, &Messages::new(Speech::Vi)),
            "00:10:02 tải nguồn: nguồn 3, mới 1, không đổi 1, lỗi 1 (0,8 giây)"
        );
        assert_eq!(
            fetch.line(Form::Json, &Messages::new(Speech::Vi)),
            "{\"time\":\"2025-10-20T00:10:02+07:00\",\"step\":\"fetch\",\"ok\":true,\"seconds\":0.8,\
             \"failed\":1,\"new\":1,\"sources\":3,\"unchanged\":1}"
        );
    }

    #[test]
    fn a_step_that_failed_says_so_even_without_its_values() {
        let publish = step(StepName::Publish, false);
        let line = publish.line(Form::Human, &Messages::new(Speech::En));
        assert_eq!(line, "00:10:02 publish: failed (0.8 s)");
        assert!(publish.line(Form::Json, &Messages::new(Speech::En)).contains("\"ok\":false"));
        let line = step(StepName::Publish, true).line(Form::Human, &Messages::new(Speech::En));
        assert_eq!(line, "00:10:02 publish (0.8 s)");
    }

    #[test]
    fn each_step_has_its_name_and_its_sentence_in_each_language() {
        for messages in Speech::ALL.map(Messages::new) {
            for name in StepName::ALL {
                assert!(messages.text(&format!("step-{}", name.id()), &Values::new()).is_some(), "{name:?}");
                let values = name.values().iter().fold(Values::new(), |all, value| all.text(value, "7"));
                let line = messages.text(&format!("log-{}", name.id()), &values);
                assert!(line.is_some_and(|line| line.contains('7')), "{name:?}");
            }
        }
    }

    #[test]
    fn a_value_with_a_line_end_does_not_break_the_line_for_machines() {
        let step = step(StepName::Publish, true).text("release", "a\nb");
        assert_eq!(step.line(Form::Json, &Messages::new(Speech::En)).lines().count(), 1);
    }
}
