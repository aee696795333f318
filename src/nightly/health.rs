//! The health file: how the last run went and when the next is due, for monitors.

use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::ToSpan;
use jiff::Zoned;
use serde::Deserialize;
use serde::Serialize;

use super::state_folder;
use crate::model::config::Config;
use crate::write::atomic_write;

/// What the file holds. Times have the campaign's zone (RFC 3339); what is not known is `null`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    pub state: State,
    /// The exit status of the run; none while it runs.
    pub exit: Option<u8>,
    pub started: String,
    pub finished: Option<String>,
    /// The release that is live, by its hash of eight.
    pub release: Option<String>,
    /// The day that the site shows as the day of the check (YYYY-MM-DD).
    pub checked: Option<String>,
    /// Records that wait to be mended.
    pub set_aside: u64,
    /// When the next run starts. A file whose `next_due` has long gone by is one of a job that is dead.
    pub next_due: String,
    /// The step that failed, where one did: `fetch`, `take-in`, `check`, `build`, `publish`; `report` where the new site is
    /// live and only could not be told of.
    pub failed_step: Option<String>,
}

/// How a run went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It is at work, or was killed.
    Running,
    /// Published, and nothing was set aside.
    Ok,
    /// Published, and records, sources, or what keeps the report from being written, wait for somebody.
    SetAside,
    /// Not published; the old site stands.
    Failed,
}

impl State {
    /// The state that an exit status means (contract, section 7).
    pub fn of_exit(exit: u8) -> State {
        match exit {
            0 => State::Ok,
            3 => State::SetAside,
            _ => State::Failed,
        }
    }
}

impl Health {
    /// A run that starts now. Written at once, so that a killed run leaves `running` behind.
    pub fn started(now: &Zoned, config: &Config) -> Health {
        Health {
            state: State::Running,
            exit: None,
            started: written(now),
            finished: None,
            release: None,
            checked: None,
            set_aside: 0,
            next_due: written(&next_due(now.timestamp(), config)),
            failed_step: None,
        }
    }

    /// The same run when it has ended; what else is known of it is filled in by the caller.
    #[must_use]
    pub fn finished(mut self, now: &Zoned, exit: u8, config: &Config) -> Health {
        self.state = State::of_exit(exit);
        self.exit = Some(exit);
        self.finished = Some(written(now));
        self.next_due = written(&next_due(now.timestamp(), config));
        self
    }

    /// Writes the file in one step.
    ///
    /// # Errors
    ///
    /// Whatever the system says; the old file then stands as it was.
    pub fn write(&self, root: &Path, config: &Config) -> io::Result<()> {
        let path = path(root, config);
        if config.nightly.health.starts_with(".loa/") {
            state_folder(root)?;
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        atomic_write(&path, text.as_bytes())?;
        Ok(())
    }

    /// The file of the last run; none where there is none, or nothing that can be read.
    pub fn read(root: &Path, config: &Config) -> Option<Health> {
        serde_json::from_slice(&fs::read(path(root, config)).ok()?).ok()
    }
}

/// Where the file stands: `nightly.health`, relative to the root.
pub fn path(root: &Path, config: &Config) -> PathBuf {
    root.join(&config.nightly.health)
}

/// The next `nightly.at` in the campaign's zone after a moment. Where clocks leap over it, it is due that much later.
pub fn next_due(now: Timestamp, config: &Config) -> Zoned {
    let here = now.to_zoned(config.timezone.clone());
    let mut day = here.date();
    loop {
        match day.to_datetime(config.nightly.at).to_zoned(config.timezone.clone()) {
            Ok(due) if due.timestamp() > now => return due,
            // Only at the end of all calendars is there no such day.
            Err(_) => return here,
            Ok(_) => day = day.saturating_add(1.day()),
        }
    }
}

/// A moment as monitors read it: `2025-10-20T00:10:02+07:00`.
fn written(moment: &Zoned) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Diagnostics;
    use crate::model::config::Hook;
    use crate::source::Source;

    fn config(keys: &str) -> Config {
        let text = format!("name: A\nbase_url: https://a.example\nlanguages: [vi]\n{keys}");
        let mut diagnostics = Diagnostics::default();
        let config = crate::model::config::resolve(&Source::new("content/site.yaml", text), &mut diagnostics);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        config.unwrap()
    }

    #[test]
    fn the_next_run_is_due_at_the_next_time_of_the_sites_own_zone() {
        for (keys, now, due) in [
            ("", "2025-10-20T00:09:59+07:00", "2025-10-20T00:10:00+07:00"),
            ("", "2025-10-20T00:10:00+07:00", "2025-10-21T00:10:00+07:00"),
            ("", "2025-10-19T17:09:00Z", "2025-10-20T00:10:00+07:00"),
            ("nightly: {at: 23h30}", "2025-12-31T23:31:00+07:00", "2026-01-01T23:30:00+07:00"),
            // Clocks leap from 2:00 to 3:00, so that there is no 2:30 on that day.
            (
                "timezone: Europe/Berlin\nnightly: {at: \"2:30\"}",
                "2026-03-29T01:00:00+01:00",
                "2026-03-29T03:30:00+02:00",
            ),
        ] {
            let now: Timestamp = now.parse().unwrap();
            assert_eq!(written(&next_due(now, &config(keys))), due, "{keys} {now}");
        }
    }

    #[test]
    fn a_run_leaves_running_behind_until_it_has_ended() {
        let root = tempfile::tempdir().unwrap();
        let config = config("nightly: {health: var/health.json}");
        let start: Zoned = "2025-10-20T00:10:02+07:00[Asia/Ho_Chi_Minh]".parse().unwrap();
        let health = Health::started(&start, &config);
        health.write(root.path(), &config).unwrap();
        assert_eq!(Health::read(root.path(), &config).unwrap().state, State::Running);
        for (exit, state) in
            [(0, State::Ok), (1, State::Failed), (2, State::Failed), (3, State::SetAside), (4, State::Failed)]
        {
            let mut ended = health.clone().finished(&start, exit, &config);
            ended.release = Some("1a2b3c4d".to_owned());
            ended.checked = Some("2025-10-20".to_owned());
            ended.write(root.path(), &config).unwrap();
            let read = Health::read(root.path(), &config).unwrap();
            assert_eq!((read.exit, read.state), (Some(exit), state));
        }
        let text = fs::read_to_string(root.path().join("var/health.json")).unwrap();
        let expected = r#"{
  "state": "failed",
  "exit": 4,
  "started": "2025-10-20T00:10:02+07:00",
  "finished": "2025-10-20T00:10:02+07:00",
  "release": "1a2b3c4d",
  "checked": "2025-10-20",
  "set_aside": 0,
  "next_due": "2025-10-21T00:10:00+07:00",
  "failed_step": null
}
"#;
        assert_eq!(text, expected);
        let left = fs::read_dir(root.path().join("var")).unwrap().count();
        assert_eq!(left, 1, "no temporary is left");
    }

    #[test]
    fn without_a_key_it_stands_where_git_does_not_look() {
        let root = tempfile::tempdir().unwrap();
        let config = config("");
        let now: Zoned = "2025-10-20T00:10:02+07:00[Asia/Ho_Chi_Minh]".parse().unwrap();
        assert_eq!(Health::read(root.path(), &config), None);
        Health::started(&now, &config).write(root.path(), &config).unwrap();
        assert!(
            root.path().join(".loa/health.json").exists() && root.path().join(".loa/.gitignore").exists()
        );
    }

    #[test]
    fn the_keys_of_the_nightly_run_mean_what_they_say() {
        let nightly = config(
            "nightly: {at: \"01:05\", on_success: \"a | b\", on_failure: [mail, -s, \"\"], hook_timeout: 5, \
             fetch_timeout: 90}",
        )
        .nightly;
        assert_eq!(nightly.at.to_string(), "01:05:00");
        assert_eq!(nightly.on_success, Some(Hook::Shell("a | b".to_owned())));
        let words = ["mail", "-s", ""].map(str::to_owned).to_vec();
        assert_eq!(nightly.on_failure, Some(Hook::Program(words)));
        assert_eq!((nightly.hook_timeout, nightly.fetch_timeout), (5, 90));
        let unset = config("").nightly;
        assert_eq!(unset.at.to_string(), "00:10:00");
        assert_eq!((unset.on_success, unset.health.as_str()), (None, ".loa/health.json"));
    }
}
