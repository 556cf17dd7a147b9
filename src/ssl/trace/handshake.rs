//! Messages of the handshake.

use dtls::suites::KeyExchange;

use super::names::{self, name};
use super::read::Reader;
use super::{Context, Out, Told, hello};
use crate::sys::cert::{self, Certificate};

/// Describes one message with its header. `None`: it is cut or malformed.
pub fn describe(out: &mut Out<'_>, context: Context, message: &[u8]) -> Told {
    let mut reader = Reader(message);
    let kind = reader.u8()?;
    let length = reader.u24()?;
    out.line(
        4,
        format_args!("{}, Length={length}", name(names::MESSAGES, kind.into())),
    );
    let sequence = reader.u16()?;
    let offset = reader.u24()?;
    let fragment = reader.u24()?;
    out.line(
        4,
        format_args!(
            "message_seq={sequence}, fragment_offset={offset}, fragment_length={fragment}"
        ),
    );
    let mut body = Reader(reader.take(length)?);
    match kind {
        1 => hello::client(out, &mut body),
        2 => hello::server(out, &mut body),
        3 => hello::verify_request(out, &mut body),
        4 => ticket(out, &mut body),
        11 => certificates(out, &mut body),
        12 => server_key_exchange(out, context, &mut body),
        13 => certificate_request(out, context, &mut body),
        0 | 14 => {
            if !body.is_empty() {
                out.bytes(6, "unexpected value", body.0);
            }
            Some(())
        }
        15 => signature(out, context, &mut body),
        16 => client_key_exchange(out, context, &mut body),
        20 => {
            out.bytes(6, "verify_data", body.0);
            Some(())
        }
        _ => {
            out.line(6, format_args!("Unsupported, hex dump follows:"));
            out.dump(8, body.0);
            Some(())
        }
    }
}

fn ticket(out: &mut Out<'_>, body: &mut Reader<'_>) -> Told {
    if body.is_empty() {
        out.line(8, format_args!("No Ticket"));
        return Some(());
    }
    let lifetime = body.u32()?;
    out.line(8, format_args!("ticket_lifetime_hint={lifetime}"));
    out.bytes(8, "ticket", body.long()?);
    Some(())
}

fn certificates(out: &mut Out<'_>, body: &mut Reader<'_>) -> Told {
    let length = body.u24()?;
    out.line(6, format_args!("certificate_list, length={length}"));
    let mut list = Reader(body.take(length)?);
    while !list.is_empty() {
        let length = list.u24()?;
        let der = list.take(length)?;
        out.line(8, format_args!("ASN.1Cert, length={length}"));
        match crate::sys::error::quietly(|| Certificate::from_der(der)) {
            Some(certificate) => {
                out.line(0, format_args!("------details-----"));
                out.certificate(&certificate);
                out.line(0, format_args!("------------------"));
            }
            None => {
                out.text.pop();
                out.text.push_str("<UNPARSABLE CERTIFICATE>\n");
            }
        }
    }
    Some(())
}

fn key_exchange(out: &mut Out<'_>, context: Context) -> Option<KeyExchange> {
    let exchange = context.cipher?.info?.key_exchange;
    let text = match exchange {
        KeyExchange::Rsa => "rsa",
        KeyExchange::Dhe => "DHE",
        KeyExchange::Ecdhe => "ECDHE",
        KeyExchange::Psk => "PSK",
        KeyExchange::DhePsk => "DHEPSK",
        KeyExchange::EcdhePsk => "ECDHEPSK",
        _ => "UNKNOWN",
    };
    out.line(6, format_args!("KeyExchangeAlgorithm={text}"));
    Some(exchange)
}

fn server_key_exchange(out: &mut Out<'_>, context: Context, body: &mut Reader<'_>) -> Told {
    let exchange = key_exchange(out, context)?;
    if exchange.uses_psk() {
        out.bytes(8, "psk_identity_hint", body.long()?);
    }
    match exchange {
        KeyExchange::Dhe | KeyExchange::DhePsk => {
            out.bytes(8, "dh_p", body.long()?);
            out.bytes(8, "dh_g", body.long()?);
            out.bytes(8, "dh_Ys", body.long()?);
        }
        KeyExchange::Ecdhe | KeyExchange::EcdhePsk => {
            const NAMED: u8 = 3;
            if body.u8()? != NAMED {
                return None;
            }
            let group = body.u16()?;
            let text = name(names::GROUPS, group);
            out.line(8, format_args!("named_curve: {text} ({group})"));
            out.bytes(8, "point", body.short()?);
        }
        _ => {}
    }
    if exchange.is_signed() {
        signature(out, context, body)?;
    }
    Some(())
}

fn client_key_exchange(out: &mut Out<'_>, context: Context, body: &mut Reader<'_>) -> Told {
    let exchange = key_exchange(out, context)?;
    if exchange.uses_psk() {
        out.bytes(8, "psk_identity", body.long()?);
    }
    match exchange {
        KeyExchange::Rsa => out.bytes(8, "EncryptedPreMasterSecret", body.long()?),
        KeyExchange::Dhe | KeyExchange::DhePsk => out.bytes(8, "dh_Yc", body.long()?),
        KeyExchange::Ecdhe | KeyExchange::EcdhePsk => out.bytes(8, "ecdh_Yc", body.short()?),
        _ => {}
    }
    Some(())
}

fn signature(out: &mut Out<'_>, context: Context, body: &mut Reader<'_>) -> Told {
    if context.signatures_have_schemes {
        let scheme = body.u16()?;
        let text = name(names::SCHEMES, scheme);
        out.line(
            6,
            format_args!("Signature Algorithm: {text} (0x{scheme:04x})"),
        );
    }
    out.bytes(6, "Signature", body.long()?);
    Some(())
}

fn certificate_request(out: &mut Out<'_>, context: Context, body: &mut Reader<'_>) -> Told {
    let types = body.short()?;
    out.line(6, format_args!("certificate_types (len={})", types.len()));
    for kind in types {
        let text = name(names::CERTIFICATE_TYPES, (*kind).into());
        out.line(8, format_args!("{text} ({kind})"));
    }
    if context.signatures_have_schemes {
        let schemes = body.long()?;
        out.line(
            6,
            format_args!("signature_algorithms (len={})", schemes.len()),
        );
        hello::schemes(out, 8, schemes);
    }
    let list = body.long()?;
    out.line(
        6,
        format_args!("certificate_authorities (len={})", list.len()),
    );
    let mut list = Reader(list);
    while !list.is_empty() {
        let der = list.long()?;
        let parsed = crate::sys::error::quietly(|| cert::Name::from_der(der));
        out.name(8, der.len(), parsed.as_ref());
    }
    Some(())
}
