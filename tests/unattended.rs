//! What can happen to a machine that nobody watches, at the front door: `loa nightly` is killed at random moments, its
//! disk is full, its target may not be written to, another run is at work, its clock is set back, its source hangs or
//! talks nonsense. After each, the site that is live is whole, the next run completes, and no record that was taken in
//! is missing. What was counted is printed.
//!
//! The parts have harnesses of their own, which come by every single step: `tests/publish/`, `tests/intake/`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "what was counted is printed")]

mod support;

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::fs::File;
use std::io::Read;
use std::io::Write;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;
use std::thread;
use std::time::Duration;
use std::time::Instant;
use std::time::SystemTime;

use jiff::ToSpan;
use jiff::civil::Date;
use sha2::Digest;
use sha2::Sha256;
use support::Random;
use support::Site;

/// In each of three tests, which run side by side.
const KILLS: usize = 100;

/// Day by day, what was sent so far: the figure of one commune.
type Sent = BTreeMap<Date, u64>;

#[test]
fn a_night_survives_kills_at_random_moments() {
    survive(20_251_021);
}

#[test]
fn a_night_survives_kills_at_other_moments() {
    survive(20_251_022);
}

#[test]
fn a_night_survives_kills_at_yet_other_moments() {
    survive(20_251_023);
}

/// Kills a hundred nights, and completes each by the next run.
fn survive(seed: u64) {
    let site = site();
    let mut random = Random(seed);
    let mut sent = Sent::new();
    let mut last = Duration::ZERO;
    let mut kills = 0;
    let mut during: BTreeMap<&str, usize> = BTreeMap::new();
    let mut too_late = 0;
    for night in 0.. {
        let today = send(&site, &mut sent, night);
        // The run before tells how long a night takes.
        if night > 0 {
            let moment = Duration::from_nanos(random.below(last.as_nanos() as u64 * 11 / 10));
            match killed(&site, today, moment) {
                Some(step) => {
                    kills += 1;
                    *during.entry(step).or_default() += 1;
                }
                None => too_late += 1,
            }
            assert_live_is_whole(&site, today);
        }
        let since = Instant::now();
        let run = site.loa_at(&["nightly"], midnight(today));
        assert_eq!(run.status, 0, "{today}: {}", run.said());
        last = since.elapsed();
        assert_live_is_whole(&site, today);
        assert_eq!(accepted(&site), sent, "{today}");
        assert_nothing_is_left(&site);
        if kills == KILLS {
            break;
        }
    }
    println!(
        "{kills} kills during {during:?}; {too_late} runs ended before; {} records, none missing",
        sent.len()
    );
    assert!(during.len() >= 4, "hardly a step was hit: {during:?}");
}

#[test]
fn a_full_disk_leaves_the_site_whole_and_loses_no_record() {
    let site = site();
    let mut sent = Sent::new();
    let today = send(&site, &mut sent, 0);
    assert_eq!(site.loa_at(&["nightly"], midnight(today)).status, 0);
    let small = tempfile::tempdir().unwrap();
    let results = tempfile::tempdir().unwrap();
    // The site as it is, then once more with a drop, on disks with less and less room.
    let today = send(&site, &mut sent, 1);
    let script = r#"set -e
mount -t tmpfs -o size=24m tmpfs "$DISK"
for room in 0 8 40 120 400 900 1600; do
    rm -rf "$DISK"/* "$DISK"/.[!.]*
    cp -a "$SITE"/. "$DISK"/
    free=$(df --output=avail -k "$DISK" | tail -1)
    head -c $(( (free - room) * 1024 )) /dev/zero > "$DISK"/filler || true
    status=0; "$LOA" --root "$DISK" --lang en nightly 2> "$RESULTS/$room.said" || status=$?
    mkdir -p "$RESULTS/$room/first" "$RESULTS/$room/second"
    echo $status > "$RESULTS/$room/first/status"
    cp -a "$DISK"/live "$RESULTS/$room/first/"
    rm "$DISK"/filler
    status=0; "$LOA" --root "$DISK" --lang en nightly 2>> "$RESULTS/$room.said" || status=$?
    echo $status > "$RESULTS/$room/second/status"
    cp -a "$DISK"/live "$DISK"/content "$RESULTS/$room/second/"
done
echo done
"#;
    let mut said = String::new();
    let mut is_done = false;
    // As root; else as one who is root among mounts of his own.
    for own_mounts in ["-m", "-Urm"] {
        let mut program = Command::new("unshare");
        program.args([own_mounts, "sh", "-c", script]).env("DISK", small.path()).env("SITE", site.root());
        program.env("RESULTS", results.path()).env("LOA", env!("CARGO_BIN_EXE_loa"));
        program.env("SOURCE_DATE_EPOCH", midnight(today).to_string());
        let output =
            program.output().unwrap_or_else(|error| panic!("`unshare` (util-linux) is needed: {error}"));
        said =
            format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        if output.status.success() && said.contains("done") {
            is_done = true;
            break;
        }
    }
    assert!(
        is_done,
        "this test needs a disk of its own, and could not mount one: run it as root, or allow users mounts of their own \
         (Ubuntu: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0)\n{said}"
    );
    let mut failed = 0;
    for room in [0, 8, 40, 120, 400, 900, 1600] {
        let of = |run: &str| results.path().join(format!("{room}/{run}"));
        let status = |run: &str| fs::read_to_string(of(run).join("status")).unwrap().trim().to_owned();
        let said = fs::read_to_string(results.path().join(format!("{room}.said"))).unwrap();
        assert!(["0", "4"].contains(&status("first").as_str()), "{room} KB: {} {said}", status("first"));
        failed += usize::from(status("first") == "4");
        assert_release_is_whole(&of("first").join("live"));
        assert_eq!(status("second"), "0", "{room} KB: {said}");
        assert_release_is_whole(&of("second").join("live"));
        assert_eq!(accepted_in(&of("second")), sent, "{room} KB");
    }
    println!("disk full: {failed} of 7 runs failed, each was completed by the next");
    assert!(failed >= 3, "there was room enough for all but {failed}");
}

#[test]
fn a_second_run_and_a_clock_that_was_set_back_change_nothing_for_the_worse() {
    let site = site();
    let mut sent = Sent::new();
    for night in 0..3 {
        let today = send(&site, &mut sent, night);
        site.loa_at(&["nightly"], midnight(today)).ends_with(0);
    }
    let before = fs::read_link(site.path("live/current")).unwrap();
    let today = send(&site, &mut sent, 3);
    let other = File::options().write(true).open(site.path(".loa/nightly.lock")).unwrap();
    other.lock().unwrap();
    site.loa_at(&["nightly"], midnight(today)).ends_with(4);
    assert_eq!(fs::read_link(site.path("live/current")).unwrap(), before);
    drop(other);
    // The clock is a month back: the figure of the drop is of a day to come, and waits for the right clock.
    let month_ago = midnight(today) - 30 * 86_400;
    let run = site.loa_at(&["nightly"], month_ago);
    assert!([0, 3].contains(&run.status), "{}", run.said());
    assert_release_is_whole(&site.path("live"));
    resend(&site, &sent);
    site.loa_at(&["nightly"], midnight(today)).ends_with(0);
    assert_live_is_whole(&site, today);
    assert_eq!(accepted(&site), sent);
}

#[test]
fn a_target_that_may_not_be_written_to_leaves_what_is_live_and_the_record_is_kept() {
    let site = site();
    let mut sent = Sent::new();
    let today = send(&site, &mut sent, 0);
    site.loa_at(&["nightly"], midnight(today)).ends_with(0);
    let before = fs::read_link(site.path("live/current")).unwrap();
    let today = send(&site, &mut sent, 1);
    // Rights do not hold root back; a file where a folder has to be does.
    let staging = site.path("live/.loa/staging");
    fs::write(&staging, "").unwrap();
    let _ = fs::set_permissions(site.path("live/.loa"), readonly());
    let run = site.loa_at(&["nightly"], midnight(today));
    let _ = fs::set_permissions(site.path("live/.loa"), writable());
    if run.status == 0 {
        // The obstacle was loa's own name, and was cleared away: then the site is the new one.
        assert_live_is_whole(&site, today);
    } else {
        run.ends_with(4);
        assert_eq!(fs::read_link(site.path("live/current")).unwrap(), before);
    }
    assert_eq!(accepted(&site), sent, "what was taken in stays");
    let _ = fs::remove_file(&staging);
    site.loa_at(&["nightly"], midnight(today)).ends_with(0);
    assert_live_is_whole(&site, today);
}

#[test]
fn a_source_that_hangs_talks_nonsense_or_is_out_of_order_holds_up_nobody_else() {
    let site = site();
    let mut sent = Sent::new();
    let source = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = source.local_addr().unwrap().port();
    thread::spawn(move || {
        for (number, stream) in source.incoming().enumerate() {
            let mut stream = stream.unwrap();
            let mut request = [0; 2048];
            let _ = stream.read(&mut request);
            match number % 3 {
                0 => thread::sleep(Duration::from_secs(600)),
                1 => drop(stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n\x89PNG")),
                _ => drop(stream.write_all(b"HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n")),
            }
        }
    });
    site.append(
        "content/site.yaml",
        &format!("sources: [{{table: progress, url: \"http://127.0.0.1:{port}/a.csv\"}}]\nnightly: {{fetch_timeout: 5}}\n"),
    );
    for night in 0..3 {
        let today = send(&site, &mut sent, night);
        let since = Instant::now();
        let run = site.loa_at(&["nightly"], midnight(today));
        assert_eq!(run.status, 3, "{}", run.said());
        assert!(since.elapsed() < Duration::from_secs(120), "a source held it up");
        assert_live_is_whole(&site, today);
        assert_eq!(accepted(&site), sent);
        let news: serde_json::Value =
            serde_json::from_str(&site.read(&format!("staff/nightly/{today}.json"))).unwrap();
        assert_eq!(news["sources"].as_array().unwrap().len(), 1, "{news:#}");
    }
}

/// The small site, without figures of its own, for a long campaign, published beside its content.
fn site() -> Site {
    let site = Site::small();
    site.remove("content/progress");
    site.replace("content/site.yaml", "ends: 2025-10-31", "ends: 2027-12-31");
    site.replace("content/site.yaml", "{by: 2025-10-31, count: 1000,", "{by: 2027-12-31, count: 1000,");
    site.append("content/site.yaml", "publish: {to: live, keep: 3}\n");
    site
}

/// Drops the figure of a night; gives the day on which it is taken in.
fn send(site: &Site, sent: &mut Sent, night: i64) -> Date {
    let first: Date = "2025-10-02".parse().unwrap();
    let date = first + night.days();
    sent.insert(date, 100 + 2 * u64::try_from(night).unwrap());
    resend(site, sent);
    date + 1.day()
}

/// Drops the newest figure.
fn resend(site: &Site, sent: &Sent) {
    let (date, value) = sent.last_key_value().unwrap();
    let path = format!("content/inbox/progress/tan-trieu-{date}.csv");
    site.write(&path, &format!("Ngày;Mã xã;Chữ ký số cá nhân\r\n{date};26188;{value}\r\n"));
    let file = File::options().write(true).open(site.path(&path)).unwrap();
    // One that was changed within the last minute would wait.
    file.set_modified(SystemTime::now() - Duration::from_secs(120)).unwrap();
}

/// Ten past midnight of the campaign's zone.
fn midnight(today: Date) -> i64 {
    today.at(0, 10, 0, 0).in_tz("Asia/Ho_Chi_Minh").unwrap().timestamp().as_second()
}

/// Kills a night after a while. Gives the step that it was at; None where it had ended before.
fn killed(site: &Site, today: Date, moment: Duration) -> Option<&'static str> {
    const STEPS: [&str; 6] = ["take-in", "check", "build", "publish", "report", "end"];
    let log = tempfile::NamedTempFile::new().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_loa"))
        .arg("--root")
        .arg(site.root())
        .args(["nightly", "--log", "json"])
        .env("SOURCE_DATE_EPOCH", midnight(today).to_string())
        .stdout(Stdio::null())
        .stderr(log.reopen().unwrap())
        .spawn()
        .unwrap();
    thread::sleep(moment);
    // SIGKILL on Unix.
    child.kill().unwrap();
    let ended = child.wait().unwrap();
    if ended.code().is_some() {
        return None;
    }
    let said = fs::read_to_string(log.path()).unwrap();
    let done = STEPS.iter().rposition(|step| said.contains(&format!("\"step\":\"{step}\"")));
    Some(STEPS[done.map_or(0, |done| done + 1)])
}

fn assert_live_is_whole(site: &Site, today: Date) {
    assert_release_is_whole(&site.path("live"));
    let status: serde_json::Value =
        serde_json::from_slice(&fs::read(site.path("live/current/status.json")).unwrap()).unwrap();
    let checked: Date = status["checked"].as_str().unwrap().parse().unwrap();
    assert!(checked == today || checked == today.yesterday().unwrap(), "{status} on {today}");
}

/// Every file of what is live is of one release: by that release's record, and by its bytes.
fn assert_release_is_whole(live: &Path) {
    let current = fs::read_link(live.join("current")).unwrap();
    let name = current.file_name().unwrap().to_string_lossy().into_owned();
    let folder = live.join("current");
    let record = fs::read_to_string(live.join(".loa/releases").join(&name).join("manifest")).unwrap();
    let mut recorded: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for line in record.lines().skip(1) {
        let (path, sum) = line.split_once('\t').unwrap();
        recorded.entry(path).or_default().insert(sum);
    }
    let files = walkdir::WalkDir::new(fs::canonicalize(&folder).unwrap()).into_iter().map(Result::unwrap);
    let root = fs::canonicalize(&folder).unwrap();
    let mut seen = 0;
    for entry in files.filter(|entry| entry.file_type().is_file()) {
        let path = entry.path().strip_prefix(&root).unwrap().to_string_lossy().into_owned();
        if path == "status.json" || path.ends_with("status/index.html") {
            seen += 1;
            continue;
        }
        let sum: String = Sha256::digest(fs::read(entry.path()).unwrap())
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let Some(sums) = recorded.get(path.as_str()) else {
            // Carried for pages of the releases before.
            assert!(path.starts_with("assets/"), "{path} is not of release {name}");
            continue;
        };
        assert!(sums.contains(sum.as_str()), "{path} is not that of release {name}");
        seen += 1;
    }
    assert!(seen >= recorded.len(), "{name}: {seen} of {} files", recorded.len());
    assert!(recorded.len() > 40, "{name}");
}

/// The drop was dealt with, and no temporary is left.
fn assert_nothing_is_left(site: &Site) {
    let all = walkdir::WalkDir::new(site.root()).into_iter().map(Result::unwrap);
    for entry in all.filter(|entry| entry.file_type().is_file()) {
        let path = entry.path().to_string_lossy().into_owned();
        assert!(!path.contains("/inbox/") && !path.ends_with(".tmp"), "{path} is left");
    }
}

fn accepted(site: &Site) -> Sent {
    accepted_in(site.root())
}

/// All that was taken in, by the files of accepted records alone.
fn accepted_in(root: &Path) -> Sent {
    let mut accepted = Sent::new();
    for entry in fs::read_dir(root.join("content/accepted/progress")).unwrap() {
        let mut reader = csv::Reader::from_path(entry.unwrap().path()).unwrap();
        for row in reader.records().map(Result::unwrap) {
            let told = accepted.insert(row[0].parse().unwrap(), row[3].parse().unwrap());
            assert_eq!(told, None, "a record stands twice: {row:?}");
        }
    }
    accepted
}

#[cfg(unix)]
fn readonly() -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    fs::Permissions::from_mode(0o555)
}

#[cfg(unix)]
fn writable() -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    fs::Permissions::from_mode(0o755)
}
