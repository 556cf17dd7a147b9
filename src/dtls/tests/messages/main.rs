//! Mutated messages never panic a parser, and what still parses survives a second round.
//!
//! The mutations are pseudorandom from a fixed seed. `MUTATION_SEED` gives another one, and
//! `MUTATION_ROUNDS` another number of mutations a sample.

mod parsers;
mod samples;

use parsers::PARSERS;
use samples::samples;

/// xorshift64*: enough to choose mutations by.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below `end`, which is not 0.
    fn below(&mut self, end: usize) -> usize {
        (self.next() >> 33) as usize % end
    }
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(default)
}

/// Values at the edges of length fields.
const EDGES: [u8; 8] = [0, 1, 2, 0x7f, 0x80, 0xfe, 0xff, 16];

fn mutate(bytes: &mut Vec<u8>, other: &[u8], chance: &mut Chance) {
    let at = chance.below(bytes.len() + 1);
    match (chance.below(7), bytes.get_mut(at)) {
        (0, Some(byte)) => *byte ^= 1 << chance.below(8),
        (1, Some(byte)) => *byte = EDGES[chance.below(EDGES.len())],
        (2, Some(byte)) => *byte = byte.wrapping_add(1),
        (3, Some(_)) => drop(bytes.remove(at)),
        (4, _) => bytes.insert(at, EDGES[chance.below(EDGES.len())]),
        (5, _) => bytes.truncate(at),
        _ => {
            let from = chance.below(other.len() + 1);
            let count = chance.below(other.len() - from + 1);
            bytes.splice(at..at, other[from..from + count].iter().copied());
        }
    }
}

#[test]
fn samples_parse_and_every_parser_has_one() {
    let samples = samples();
    for (name, bytes) in &samples {
        let (_, parser) = PARSERS
            .iter()
            .find(|(known, _)| known == name)
            .expect("a known name");
        assert!(parser(bytes), "{name}: {bytes:02x?}");
    }
    for (name, _) in PARSERS {
        assert!(
            samples.iter().any(|(known, _)| known == name),
            "no sample for {name}"
        );
    }
}

#[test]
fn no_mutation_panics_any_parser() {
    let seed = setting("MUTATION_SEED", 0x5eed_0001).max(1);
    let rounds = setting("MUTATION_ROUNDS", 400);
    println!("MUTATION_SEED={seed}");
    let mut chance = Chance(seed);
    let samples = samples();
    let (mut parsed, mut refused) = (0u32, 0u32);
    for (name, original) in &samples {
        for _ in 0..rounds {
            let mut bytes = original.clone();
            for _ in 0..=chance.below(4) {
                let (_, other) = &samples[chance.below(samples.len())];
                mutate(&mut bytes, other, &mut chance);
            }
            for (known, parser) in PARSERS {
                let good = parser(&bytes);
                if known == name {
                    *(if good { &mut parsed } else { &mut refused }) += 1;
                }
            }
        }
    }
    println!("{parsed} mutated messages parsed, {refused} were refused");
    // Mutations that all fail, or all pass, would test nothing.
    assert!(
        parsed > 500 && refused > 500,
        "parsed {parsed}, refused {refused}"
    );
}
