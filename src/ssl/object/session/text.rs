//! A session for people to read (SSL_SESSION_print(3)) and for tools that decrypt captures.

use std::fmt::Write;

use crate::sys::bio::Bio;
use crate::sys::verify;

use super::Parts;

/// The name of a protocol version.
fn protocol(version: std::ffi::c_int) -> &'static str {
    match version {
        0x0300 => "SSLv3",
        0x0301 => "TLSv1",
        0x0302 => "TLSv1.1",
        0x0303 => "TLSv1.2",
        0x0304 => "TLSv1.3",
        0x0100 => "DTLSv0.9",
        0xFEFF => "DTLSv1",
        0xFEFD => "DTLSv1.2",
        _ => "unknown",
    }
}

fn hex(out: &mut String, bytes: &[u8]) {
    for byte in bytes {
        // Writing to a String does not fail.
        let _ = write!(out, "{byte:02X}");
    }
}

/// Writes all that is known, the master secret included. False when the BIO does not take it.
pub fn print(bio: &Bio, parts: &Parts) -> bool {
    let stored = &parts.stored;
    let mut out = zeroize::Zeroizing::new(String::with_capacity(512));
    let _ = write!(
        out,
        "SSL-Session:\n    Protocol  : {}\n",
        protocol(parts.version)
    );
    let cipher = match parts.cipher {
        Some(cipher) => cipher.name.to_string_lossy(),
        None => "0000".into(),
    };
    let _ = write!(out, "    Cipher    : {cipher}\n    Session-ID: ");
    hex(&mut out, &parts.id);
    out.push_str("\n    Session-ID-ctx: ");
    hex(&mut out, &parts.id_context.0);
    out.push_str("\n    Master-Key: ");
    hex(&mut out, &parts.secret);
    for (label, name) in [
        ("PSK identity", &parts.psk.identity),
        ("PSK identity hint", &parts.psk.hint),
        ("SRP username", &None),
    ] {
        let name = name
            .as_ref()
            .map_or("None".into(), |name| name.to_string_lossy());
        let _ = write!(out, "\n    {label}: {name}");
    }
    if stored.ticket_lifetime_hint != 0 {
        let hint = stored.ticket_lifetime_hint;
        let _ = write!(
            out,
            "\n    TLS session ticket lifetime hint: {hint} (seconds)"
        );
    }
    if !stored.ticket.is_empty() {
        out.push_str("\n    TLS session ticket:\n");
        if !bio.write_all(out.as_bytes()) || !bio.dump(&stored.ticket, 4) {
            return false;
        }
        out.clear();
    }
    if parts.time != 0 {
        let _ = write!(out, "\n    Start Time: {}", parts.time);
    }
    if parts.timeout != 0 {
        let _ = write!(out, "\n    Timeout   : {} (sec)", parts.timeout);
    }
    let result = parts.verify_result;
    let text = verify::error_text(result);
    let _ = write!(out, "\n    Verify return code: {result} ({text})\n");
    let extended = match parts.extended_master_secret {
        true => "yes",
        false => "no",
    };
    let _ = writeln!(out, "    Extended master secret: {extended}");
    bio.write_all(out.as_bytes())
}

/// One line with session ID and master secret. False without either, or when the BIO does not take it.
pub fn print_keylog(bio: &Bio, parts: &Parts) -> bool {
    if parts.id.is_empty() || parts.secret.is_empty() {
        return false;
    }
    let mut out = zeroize::Zeroizing::new(String::from("RSA Session-ID:"));
    hex(&mut out, &parts.id);
    out.push_str(" Master-Key:");
    hex(&mut out, &parts.secret);
    out.push('\n');
    bio.write_all(out.as_bytes())
}
