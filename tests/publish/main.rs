//! Publishing: through the front door, killed, read while it goes on, on disks that are full or may not be written to.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]
#![allow(clippy::print_stdout, reason = "the harnesses print what they counted")]
#![cfg(unix)]

#[path = "../support/mod.rs"]
mod support;

mod child;
mod commands;
mod disks;
mod kills;
mod made;
mod readers;
