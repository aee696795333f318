//! Runs the commands of `nightly.on_success` and `nightly.on_failure` when all else is done, with the report on standard
//! input. How they end never changes how the run ends.
//!
//! Input and output of a hook are files in `ROOT/.loa/hooks/`, not pipes: a hook that does not read, or that leaves a
//! program behind, cannot hold the run up; and what it printed can be read afterwards.

use std::fs;
use std::fs::File;
use std::io;
use std::path::Path;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use super::state_folder;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::model::config::Hook;
use crate::source::Place;
use crate::write::atomic_write;

/// Which of the two hooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// The night was published: exit status 0 or 3.
    Success,
    /// It was not: any other exit status.
    Failure,
}

impl When {
    /// The hook that belongs to an exit status (contract, section 7).
    pub fn of_exit(exit: u8) -> When {
        if matches!(exit, 0 | 3) { When::Success } else { When::Failure }
    }

    /// The key in site.yaml.
    pub fn id(self) -> &'static str {
        match self {
            When::Success => "on_success",
            When::Failure => "on_failure",
        }
    }
}

/// How a hook ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// With 0.
    Well,
    /// With another status; none where the system ended it.
    Badly(Option<i32>),
    /// It took longer than it may, and was ended with all that it had started.
    TooLong,
    /// It could not be started, for this reason of the system's.
    NotStarted(String),
}

/// Runs a hook in the root with `report` on its standard input and `LOA_EXIT` and `LOA_HOOK` in its environment, and
/// waits for it, but not longer than `limit`.
///
/// What it prints goes to `ROOT/.loa/hooks/NAME.log`, the report to `ROOT/.loa/hooks/NAME.json`.
pub fn run(root: &Path, when: When, hook: &Hook, report: &[u8], exit: u8, limit: Duration) -> Ended {
    match start(root, when, hook, report, exit) {
        Ok(child) => wait(child, limit),
        Err(error) => Ended::NotStarted(error.to_string()),
    }
}

/// What is to be told of a hook that did not end well: a warning, since the night is done.
pub fn diagnostic(when: When, ended: &Ended, limit: Duration) -> Option<Diagnostic> {
    let (case, status, reason) = match ended {
        Ended::Well => return None,
        Ended::Badly(Some(status)) => ("status", status.to_string(), ""),
        Ended::Badly(None) => ("signal", String::new(), ""),
        Ended::TooLong => ("time", String::new(), ""),
        Ended::NotStarted(reason) => ("start", String::new(), reason.as_str()),
    };
    // The command itself may hold a password, so its key is named.
    let failed = Diagnostic::new(Code::HookFailed, Place::File("content/site.yaml".to_owned()))
        .found(format!("nightly.{}", when.id()))
        .arg("case", case)
        .arg("status", status)
        .arg("reason", reason)
        .arg("seconds", limit.as_secs().to_string())
        .arg("log", format!(".loa/hooks/{}.log", when.id()));
    Some(failed)
}

fn start(root: &Path, when: When, hook: &Hook, report: &[u8], exit: u8) -> io::Result<Child> {
    let (input, output, errors) = match files(root, when, report) {
        Ok((input, output, errors)) => (input.into(), output.into(), errors.into()),
        // On a disk that is full somebody must hear of it, even without the report.
        Err(_) => (Stdio::null(), Stdio::null(), Stdio::null()),
    };
    let mut command = match hook {
        Hook::Shell(line) => shell(line),
        Hook::Program(words) => {
            let (program, arguments) = words.split_first().ok_or(io::ErrorKind::InvalidInput)?;
            let mut command = Command::new(program);
            command.args(arguments);
            command
        }
    };
    own_group(&mut command);
    command
        .current_dir(root)
        .env("LOA_EXIT", exit.to_string())
        .env("LOA_HOOK", when.id())
        .stdin(input)
        .stdout(output)
        .stderr(errors)
        .spawn()
}

/// The files that a hook reads and writes.
fn files(root: &Path, when: When, report: &[u8]) -> io::Result<(File, File, File)> {
    let folder = state_folder(root)?.join("hooks");
    fs::create_dir_all(&folder)?;
    let input = folder.join(format!("{}.json", when.id()));
    atomic_write(&input, report)?;
    let output = File::create(folder.join(format!("{}.log", when.id())))?;
    Ok((File::open(input)?, output.try_clone()?, output))
}

fn wait(mut child: Child, limit: Duration) -> Ended {
    /// How often it is asked whether it is done.
    const PAUSE: Duration = Duration::from_millis(20);
    let end = Instant::now() + limit;
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ended::Well,
            Ok(Some(status)) => return Ended::Badly(status.code()),
            Ok(None) if Instant::now() < end => thread::sleep(PAUSE),
            Ok(None) => break,
            Err(error) => return Ended::NotStarted(error.to_string()),
        }
    }
    end_group(&child);
    let _ = child.kill();
    let _ = child.wait();
    Ended::TooLong
}

/// The system's shell with a line to run.
#[cfg(unix)]
fn shell(line: &str) -> Command {
    let mut command = Command::new("/bin/sh");
    command.args(["-c", line]);
    command
}

/// The system's shell with a line to run, which has its own rules for quotation marks.
#[cfg(windows)]
fn shell(line: &str) -> Command {
    use std::os::windows::process::CommandExt;
    let mut command = Command::new("cmd");
    command.args(["/D", "/S", "/C"]).raw_arg(format!("\"{line}\""));
    command
}

/// Puts a command into a process group of its own, so that all it starts can be ended with it.
fn own_group(command: &mut Command) {
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        command.process_group(0);
    }
    #[cfg(windows)]
    let _ = command;
}

/// Ends a command and all that it started. The system's own program does it: there is no safe call for it.
fn end_group(child: &Child) {
    let mut ending = if cfg!(windows) {
        let mut command = Command::new("taskkill");
        command.args(["/T", "/F", "/PID", &child.id().to_string()]);
        command
    } else {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", &format!("kill -s KILL -- -{}", child.id())]);
        command
    };
    let _ = ending.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::messages::Messages;
    use crate::messages::Speech;

    const LONG: Duration = Duration::from_secs(60);

    fn shell_line(line: &str) -> Hook {
        Hook::Shell(line.to_owned())
    }

    #[test]
    fn a_hook_gets_the_report_and_what_it_prints_is_kept() {
        let root = tempfile::tempdir().unwrap();
        let hook = shell_line("cat; echo \"$LOA_HOOK $LOA_EXIT\" >&2; pwd > where");
        let report = b"{\"state\":\"ok\"}\n".repeat(20_000);
        assert_eq!(run(root.path(), When::Success, &hook, &report, 3, LONG), Ended::Well);
        let log = fs::read(root.path().join(".loa/hooks/on_success.log")).unwrap();
        assert!(log.starts_with(&report) && log.ends_with(b"on_success 3\n"));
        let there = fs::read_to_string(root.path().join("where")).unwrap();
        assert_eq!(fs::canonicalize(there.trim()).unwrap(), fs::canonicalize(root.path()).unwrap());
    }

    #[test]
    fn a_list_is_a_program_with_arguments_that_no_shell_touches() {
        let root = tempfile::tempdir().unwrap();
        let words = ["/bin/echo", "$HOME;", "a  b"].map(str::to_owned).to_vec();
        assert_eq!(run(root.path(), When::Failure, &Hook::Program(words), b"", 4, LONG), Ended::Well);
        let log = fs::read_to_string(root.path().join(".loa/hooks/on_failure.log")).unwrap();
        assert_eq!(log, "$HOME; a  b\n");
    }

    #[test]
    fn a_hook_is_run_where_its_report_cannot_be_written() {
        let root = tempfile::tempdir().unwrap();
        // As a full disk would, a file where the folder should be keeps anything from being written.
        fs::write(root.path().join(".loa"), "").unwrap();
        let hook = shell_line("cat > got; echo \"$LOA_EXIT\" >> got");
        assert_eq!(run(root.path(), When::Failure, &hook, b"{}", 4, LONG), Ended::Well);
        assert_eq!(fs::read_to_string(root.path().join("got")).unwrap(), "4\n");
    }

    #[test]
    fn a_hook_that_does_not_read_is_not_waited_for() {
        let root = tempfile::tempdir().unwrap();
        let report = vec![b'x'; 4 * 1024 * 1024];
        let ended = run(root.path(), When::Success, &shell_line("true"), &report, 0, LONG);
        assert_eq!(ended, Ended::Well);
    }

    #[test]
    fn a_hook_that_fails_says_how() {
        let root = tempfile::tempdir().unwrap();
        let mut sentences = Vec::new();
        for (hook, expected) in [
            (shell_line("exit 7"), Ended::Badly(Some(7))),
            (shell_line("kill -s KILL $$"), Ended::Badly(None)),
            (Hook::Program(vec!["/nowhere/at-all".to_owned()]), Ended::NotStarted(String::new())),
        ] {
            let mut ended = run(root.path(), When::Failure, &hook, b"", 1, LONG);
            let diagnostic = diagnostic(When::Failure, &ended, LONG).unwrap();
            if let Ended::NotStarted(reason) = &mut ended {
                assert!(!reason.is_empty());
                reason.clear();
            }
            assert_eq!(ended, expected);
            for speech in Speech::ALL {
                let sentence = Messages::new(speech).sentence(&diagnostic);
                assert!(sentence.contains("nightly.on_failure"), "{sentence}");
                assert!(!sentences.contains(&sentence), "{sentence}");
                sentences.push(sentence);
            }
        }
    }

    #[test]
    fn a_hook_that_hangs_is_ended_with_all_it_started() {
        let root = tempfile::tempdir().unwrap();
        let hook = shell_line("sleep 300 & echo $! > child; wait");
        let limit = Duration::from_millis(500);
        let ended = run(root.path(), When::Success, &hook, b"", 0, limit);
        assert_eq!(ended, Ended::TooLong);
        assert!(diagnostic(When::Success, &ended, limit).is_some());
        let child = fs::read_to_string(root.path().join("child")).unwrap();
        // A killed process stays listed until somebody takes note of it; that it is alive is what must not be.
        let gone = || {
            let state = fs::read_to_string(format!("/proc/{}/stat", child.trim()));
            state.map_or(true, |state| state.contains(") Z "))
        };
        let alive_for = (0..500).take_while(|_| {
            thread::sleep(Duration::from_millis(10));
            !gone()
        });
        assert!(alive_for.count() < 500, "the sleep is still there");
    }

    #[test]
    fn three_is_a_success_and_all_else_but_nought_a_failure() {
        let of = [0, 1, 2, 3, 4].map(When::of_exit);
        let (success, failure) = (When::Success, When::Failure);
        assert_eq!(of, [success, failure, failure, success, failure]);
    }
}
