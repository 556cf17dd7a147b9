//! Writes the seed corpus: `seeds DIRECTORY` makes `DIRECTORY/messages/` with one file a sample.

#[path = "../src/dtls/tests/messages/parsers.rs"]
mod parsers;
#[path = "../src/dtls/tests/messages/samples.rs"]
mod samples;

use std::error::Error;
use std::fs;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let directory = std::env::args_os().nth(1).ok_or("usage: seeds DIRECTORY")?;
    let directory = PathBuf::from(directory).join("messages");
    fs::create_dir_all(&directory)?;
    for (index, (name, bytes)) in samples::samples().into_iter().enumerate() {
        let parser = parsers::PARSERS
            .iter()
            .position(|&(known, _)| known == name);
        let choice = u8::try_from(parser.ok_or("sample without a parser")?)?;
        let file = directory.join(format!("{index:02}-{name}"));
        fs::write(file, [&[choice], bytes.as_slice()].concat())?;
    }
    Ok(())
}
