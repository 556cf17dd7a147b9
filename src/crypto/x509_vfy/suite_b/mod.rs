//! The certificates that Suite B takes (RFC 5759, RFC 6460): keys on P-256 and P-384, each signed with the
//! hash that goes with the signer's curve.

use std::ffi::{c_int, c_ulong};
use std::sync::Arc;

use primitives::signature::{Curve, KeyKind};

use crate::x509::X509;
use crate::x509_vfy::errors as error;

pub mod abi;

/// `X509_V_FLAG_SUITEB_*`: level 128 has both bits, and is P-256 alone or P-384 too.
const LEVEL_128_ONLY: c_ulong = 0x1_0000;
const LEVEL_192: c_ulong = 0x2_0000;

const ECDSA_WITH_SHA256: c_int = 794;
const ECDSA_WITH_SHA384: c_int = 795;
/// The number in a version 3 certificate.
const VERSION_3: std::ffi::c_long = 2;

/// What of verification flags asks for Suite B; `None`: nothing.
pub fn asked(flags: c_ulong) -> Option<c_ulong> {
    Some(flags & (LEVEL_128_ONLY | LEVEL_192)).filter(|asked| *asked != 0)
}

/// Whether the key of a certificate without a chain fits.
pub fn judge_key(leaf: &X509, mut asked: c_ulong) -> Result<(), c_int> {
    check(leaf, None, &mut asked)
}

/// The depth and the fault of the first certificate that does not fit.
pub fn judge(chain: &[Arc<X509>], asked: c_ulong) -> Result<(), (usize, c_int)> {
    let mut allowed = asked;
    let mut signature = None;
    for (depth, certificate) in chain.iter().enumerate() {
        if *certificate.version.get() != VERSION_3 {
            return Err((depth, error::SUITE_B_INVALID_VERSION));
        }
        check(certificate, signature, &mut allowed)
            .map_err(|fault| placed(depth, fault, allowed != asked))?;
        signature = Some(certificate.signature_nid());
    }
    // The root signed itself.
    if let Some(root) = chain.last() {
        check(root, signature, &mut allowed)
            .map_err(|fault| placed(chain.len(), fault, allowed != asked))?;
    }
    Ok(())
}

/// A signature that does not fit is the fault of the certificate below the signer. Where P-384 was seen
/// before, a forbidden P-256 means that it signed P-384.
fn placed(depth: usize, fault: c_int, seen_p384: bool) -> (usize, c_int) {
    let below = matches!(
        fault,
        error::SUITE_B_INVALID_SIGNATURE_ALGORITHM | error::SUITE_B_LOS_NOT_ALLOWED
    );
    let depth = if below {
        depth.saturating_sub(1)
    } else {
        depth
    };
    match fault {
        error::SUITE_B_LOS_NOT_ALLOWED if seen_p384 => {
            (depth, error::SUITE_B_CANNOT_SIGN_P_384_WITH_P_256)
        }
        fault => (depth, fault),
    }
}

/// Checks a key and the signature that was made with it. Once P-384 was seen P-256 is not allowed above.
fn check(certificate: &X509, signature: Option<c_int>, allowed: &mut c_ulong) -> Result<(), c_int> {
    let curve = match certificate.key().map(|key| key.kind()) {
        Some(KeyKind::Ec(curve)) => curve,
        _ => return Err(error::SUITE_B_INVALID_ALGORITHM),
    };
    let (wanted, level) = match curve {
        Curve::P256 => (ECDSA_WITH_SHA256, LEVEL_128_ONLY),
        Curve::P384 => (ECDSA_WITH_SHA384, LEVEL_192),
        Curve::P521 => return Err(error::SUITE_B_INVALID_CURVE),
    };
    if signature.is_some_and(|signature| signature != wanted) {
        return Err(error::SUITE_B_INVALID_SIGNATURE_ALGORITHM);
    }
    if *allowed & level == 0 {
        return Err(error::SUITE_B_LOS_NOT_ALLOWED);
    }
    if curve == Curve::P384 {
        *allowed &= !LEVEL_128_ONLY;
    }
    Ok(())
}
