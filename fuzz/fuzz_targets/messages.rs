//! Parsers of messages and extensions. The first byte chooses the parser.
#![no_main]

#[path = "../../src/dtls/tests/messages/parsers.rs"]
mod parsers;

use parsers::PARSERS;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((&choice, bytes)) = data.split_first() else {
        return;
    };
    let (_, parser) = PARSERS[usize::from(choice) % PARSERS.len()];
    parser(bytes);
});
