//! The program: everything is in the library, see [`loa::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    loa::cli::run()
}
