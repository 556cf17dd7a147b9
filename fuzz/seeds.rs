//! Writes the seed corpus: `seeds DIRECTORY` makes `DIRECTORY/messages/` with one file a sample, and
//! `DIRECTORY/records/` and `DIRECTORY/connections/` with the steps of some flights.

#[path = "../src/dtls/tests/messages/parsers.rs"]
mod parsers;
#[path = "../src/dtls/tests/messages/samples.rs"]
mod samples;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let directory = std::env::args_os().nth(1).ok_or("usage: seeds DIRECTORY")?;
    let directory = PathBuf::from(directory);
    write_records(&directory.join("records"))?;
    write_connections(&directory.join("connections"))?;
    let directory = directory.join("messages");
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

/// The steps of the target `records`: a message in two fragments, swapped; a record of the next epoch
/// before its ChangeCipherSpec; a flight of our own that is lost.
fn write_records(directory: &Path) -> Result<(), Box<dyn Error>> {
    let fragment = |epoch: u8, sequence: u8, offset: u8| {
        let header = [22, 0xfe, 0xfd, 0, epoch, 0, 0, 0, 0, 0, sequence, 0, 16];
        let message = [11, 0, 0, 8, 0, 0, 0, 0, offset, 0, 0, 4, 1, 2, 3, 4];
        [&[0, 0, 29][..], &header, &message].concat()
    };
    let flight = [&[195][..], &[230, 250], &fragment(0, 0, 0)].concat();
    let swapped = [fragment(0, 1, 4), fragment(0, 0, 0)].concat();
    let early = [fragment(1, 0, 0), vec![160, 170, 210], fragment(1, 1, 4)].concat();
    fs::create_dir_all(directory)?;
    for (name, steps) in [("flight", flight), ("swapped", swapped), ("early", early)] {
        fs::write(directory.join(name), steps)?;
    }
    Ok(())
}

/// The steps of the target `connections`: for each kind of pair a handshake, data, heartbeats, and a renegotiation.
fn write_connections(directory: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(directory)?;
    // Each side takes what there is, in turns.
    let handshake: Vec<u8> = (0..8).flat_map(|_| [1, 1, 1, 0, 0, 0, 0]).collect();
    let heartbeats = [200, 201, 0, 1, 0, 1, 202, 145, 0];
    for kind in 0..64 {
        let data = [150, 151, 0, 1];
        let again = [130];
        let steps = [
            &[kind][..],
            &handshake,
            &data,
            &heartbeats,
            &again,
            &handshake,
        ]
        .concat();
        fs::write(directory.join(format!("{kind:02}")), steps)?;
    }
    Ok(())
}
