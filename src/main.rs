//! `po`: starts the library and hands back its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    backlog::run::run()
}
