//! The program `loa`: starts [`loa::cli`].

use std::process::ExitCode;

/// Pages are made of very many short texts; this allocator makes a build a sixth shorter than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    loa::cli::run()
}
