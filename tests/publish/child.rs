//! What other processes do: this test program run again, with orders in its environment. Run as a test, without orders,
//! it only sees that none are there.

use std::io::Write;
use std::path::Path;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;

use jiff::Timestamp;
use loa::publish::Links;

use crate::disks;
use crate::made::Place;
use crate::readers;

const ORDER: &str = "LOA_TEST_ORDER";
const ROOT: &str = "LOA_TEST_ROOT";
const LINKS: &str = "LOA_TEST_LINKS";

/// Said just before the work begins.
pub const READY: &str = "the work begins";

#[test]
fn does_as_it_is_ordered() {
    let Ok(order) = std::env::var(ORDER) else { return };
    let root = std::env::var(ROOT).unwrap();
    let links = if std::env::var(LINKS).unwrap() == "never" { Links::Never } else { Links::Wanted };
    let place = Place::at(Path::new(&root), links);
    match order.as_str() {
        "publish" => {
            let built = place.built();
            ready();
            place.publish(&built, 3).unwrap();
        }
        "rollback" => {
            ready();
            place.open().unwrap().rollback(None, Timestamp::now()).unwrap();
        }
        "read" => readers::read(&place),
        "fill" => disks::fill(&place),
        "read only" => disks::read_only(&place),
        other => panic!("no such order: {other}"),
    }
}

/// This program with an order.
pub fn command(program: &mut Command, order: &str, place: &Place) {
    program.args(["--exact", "child::does_as_it_is_ordered", "--nocapture"]);
    program.env(ORDER, order).env(ROOT, &place.root);
    program.env(LINKS, if place.links == Links::Never { "never" } else { "wanted" });
}

pub fn spawn(order: &str, place: &Place) -> Child {
    let mut program = Command::new(std::env::current_exe().unwrap());
    command(&mut program, order, place);
    program.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
}

pub fn ready() {
    println!("\n{READY}");
    std::io::stdout().flush().unwrap();
}
