//! Taking in: every fault of a drop, made as real files, with what its sender reads, and what comes of it when it is
//! mended; and that nothing is lost, taken twice, or forgotten.
//!
//! `SNAPSHOTS=overwrite cargo nextest run --test intake` writes what is told into `cases.txt`; read the difference.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod cases;
mod files;
mod front_door;
mod nights;
#[path = "../support/mod.rs"]
mod support;

use std::path::Path;

use jiff::SignedDuration;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::civil::date;
use loa::diag::Diagnostics;
use loa::intake;
use loa::intake::Inbox;
use loa::intake::Taken;
use loa::model::Options;
use loa::model::amount::Amount;
use loa::read::Sources;
use support::Site;

const TODAY: Date = date(2025, 10, 20);

/// The small site with two communes more, one of whose codes begins with zeros, and room for groups.
fn site() -> Site {
    let site = Site::small();
    site.append(
        "content/communes.csv",
        "25345,Xã Tân Hưng,Tân Hưng Commune,xã,75,Tỉnh Đồng Nai,Đồng Nai Province,3000,,,\n\
         00004,Phường Ba Đình,Ba Đình Ward,phường,01,Thành phố Hà Nội,Hà Nội,90000,,,\n",
    );
    let kept = site.read("content/progress/tan-trieu.csv");
    let kept: Vec<String> = kept.lines().skip(1).map(|line| format!("{line},\n")).collect();
    site.write(
        "content/progress/tan-trieu.csv",
        &format!("date,commune,signatures,group\n{}", kept.concat()),
    );
    site
}

/// What a night works on.
struct Night {
    sources: Sources,
    model: loa::model::Site,
    inbox: Inbox,
}

fn read(root: &Path, day: Date) -> Night {
    let mut diagnostics = Diagnostics::default();
    let sources = loa::read::read(root, &mut diagnostics).unwrap();
    let options = Options { as_of: Some(day), drafts: false, clock: |_| TODAY };
    let model = loa::model::Site::resolve(&sources, &options, &mut diagnostics).unwrap();
    assert!(!diagnostics.has_errors(), "{diagnostics:#?}");
    // Drops of a moment ago are settled when the night comes.
    let inbox = intake::inbox(root, Timestamp::now() + SignedDuration::from_hours(6), &[]).unwrap();
    Night { sources, model, inbox }
}

fn decide(root: &Path, day: Date) -> Taken {
    let night = read(root, day);
    let taken = intake::take_in(&night.sources, &night.model, &night.inbox, day);
    for (table, balance) in &taken.balance {
        assert!(balance.holds(), "{table}: {balance:?}");
    }
    taken
}

/// Takes in what lies in the inbox.
fn night(site: &Site, day: Date) -> Taken {
    let taken = decide(site.root(), day);
    intake::store(site.root(), &taken).unwrap();
    assert!(
        decide(site.root(), day).steps.is_empty(),
        "the inbox is empty, and still something is to be done"
    );
    taken
}

/// The ids of the codes for which something was set aside, in the order of the rows.
fn codes(taken: &Taken) -> Vec<&str> {
    taken.set_aside.iter().flat_map(|aside| &aside.reasons).map(|reason| reason.code.id()).collect()
}

/// `2025-10-20 26188 430` of each figure that was taken.
fn figures(taken: &Taken) -> Vec<String> {
    let said = |figure: &intake::AcceptedFigure| {
        let record = &figure.record;
        let group = record.group.as_ref().map(|group| format!(" {group}")).unwrap_or_default();
        let Amount::Count(value) = record.value else { panic!("{record:?}") };
        format!("{} {}{group} {value}", record.date, record.scope)
    };
    taken.figures.iter().map(said).collect()
}
