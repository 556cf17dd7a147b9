//! Keying material for the application (RFC 5705).

use super::{MasterSecret, Prf};
use crate::error::{Error, Reason};
use crate::msg::Random;

/// Labels of the protocol's own derivations, which an exporter must not repeat (RFC 5705 section
/// 4).
const RESERVED: [&[u8]; 5] = [
    b"client finished",
    b"server finished",
    b"master secret",
    b"extended master secret",
    b"key expansion",
];

/// Fills `out` from the secret of a connection of DTLS 1.0 or 1.2. No context and an empty context
/// give different material.
///
/// [`Reason::IllegalExporterLabel`] for a label that begins like one of the protocol's own,
/// [`Reason::BadArgument`] for a context of more than 2^16 - 1 bytes.
pub fn export(
    prf: Prf,
    master: &MasterSecret,
    (client, server): (&Random, &Random),
    label: &[u8],
    context: Option<&[u8]>,
    out: &mut [u8],
) -> Result<(), Error> {
    if RESERVED.iter().any(|reserved| label.starts_with(reserved)) {
        return Err(Reason::IllegalExporterLabel.into());
    }
    let randoms = [client.as_ref(), server.as_ref()];
    match context {
        None => prf.derive(master.as_bytes(), label, &randoms, out),
        Some(context) => {
            let length = u16::try_from(context.len()).map_err(|_| Reason::BadArgument)?;
            let [client, server] = randoms;
            let seed = [client, server, &length.to_be_bytes(), context];
            prf.derive(master.as_bytes(), label, &seed, out);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_contexts_out_of_range() {
        let master = MasterSecret::from_bytes(&[1; 48]).unwrap();
        let randoms = (&Random([2; 32]), &Random([3; 32]));
        let mut out = [0; 8];
        let mut reason = |label: &[u8], context: Option<&[u8]>| {
            export(Prf::DTLS1_0, &master, randoms, label, context, &mut out).map_err(|e| e.reason)
        };
        for label in RESERVED {
            assert_eq!(reason(label, None), Err(Reason::IllegalExporterLabel));
        }
        let long = alloc::vec![0; 65536];
        assert_eq!(reason(b"EXPORTER", Some(&long)), Err(Reason::BadArgument));
        assert_eq!(reason(b"EXPORTER", Some(&long[1..])), Ok(()));
    }
}
