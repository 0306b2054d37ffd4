//! The program `cairn`.

fn main() -> std::process::ExitCode {
    server::cli::run()
}
