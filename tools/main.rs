//! `ferrodtls-check [--json] [--partial] PROGRAM`: says whether a program built for OpenSSL 3 runs over FerroDTLS.
//!
//! It reads what the program and the libraries that it needs import from `libssl.so.3` and `libcrypto.so.3`, and compares it
//! with what FerroDTLS exports. Exit status: 0: it runs in some way, 1: in none, 2: it could not be read.

use std::io::Write;
use std::process::ExitCode;

mod elf;
mod exports;
mod report;
mod search;
mod verdict;

const USAGE: &str = "usage: ferrodtls-check [--json] [--partial] PROGRAM

Says whether a program (or a shared object) built for OpenSSL 3 runs over FerroDTLS's libraries.

  --json     the whole result as JSON
  --partial  lists also what is there in part, with what is missing

Exit status: 0: it runs in some way, 1: in none, 2: it could not be read.";

#[derive(Default)]
struct Options {
    json: bool,
    partial: bool,
    program: Option<String>,
}

fn options(words: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options::default();
    for word in words {
        match word.as_str() {
            "--json" => options.json = true,
            "--partial" => options.partial = true,
            "-h" | "--help" => return Err(USAGE.into()),
            _ if word.starts_with('-') || options.program.is_some() => {
                return Err(format!("{word}?\n{USAGE}"));
            }
            _ => options.program = Some(word),
        }
    }
    Ok(options)
}

fn run() -> Result<ExitCode, String> {
    let options = options(std::env::args().skip(1))?;
    let program = options.program.ok_or(USAGE)?;
    let objects = search::collect(&search::find_program(&program)?)?;
    let verdict = verdict::judge(&objects, &exports::Exports::own());
    let text = match options.json {
        true => report::json(&verdict)?,
        false => report::text(&verdict, options.partial),
    };
    // Whoever reads may have read enough.
    writeln!(std::io::stdout(), "{text}").ok();
    Ok(match verdict.runs() {
        true => ExitCode::SUCCESS,
        false => ExitCode::from(1),
    })
}

fn main() -> ExitCode {
    run().unwrap_or_else(|fault| {
        eprintln!("ferrodtls-check: {fault}");
        ExitCode::from(2)
    })
}
