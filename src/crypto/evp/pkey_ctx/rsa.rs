//! Paddings of RSA operations.

use std::ffi::c_int;

use primitives::signature::SaltLen;

/// PKCS#1 v1.5.
pub const RSA_PKCS1_PADDING: c_int = 1;
/// None.
pub const RSA_NO_PADDING: c_int = 3;
/// PKCS#1 v1.5 around a premaster secret: decryption only.
pub const RSA_PKCS1_WITH_TLS_PADDING: c_int = 7;
/// PSS.
pub const RSA_PKCS1_PSS_PADDING: c_int = 6;

/// A salt as long as the hash.
pub const RSA_PSS_SALTLEN_DIGEST: c_int = -1;
/// The longest salt to sign with; any to verify.
pub const RSA_PSS_SALTLEN_AUTO: c_int = -2;
/// The longest salt.
pub const RSA_PSS_SALTLEN_MAX: c_int = -3;

/// The salt that a setting means. For a key of `bits` bits and a hash of `hash_len` bytes.
pub fn salt_len(setting: c_int, bits: usize, hash_len: usize) -> SaltLen {
    match setting {
        RSA_PSS_SALTLEN_DIGEST => SaltLen::Digest,
        RSA_PSS_SALTLEN_MAX => {
            let most = bits
                .saturating_sub(1)
                .div_ceil(8)
                .saturating_sub(hash_len + 2);
            SaltLen::Bytes(most)
        }
        bytes => usize::try_from(bytes).map_or(SaltLen::Any, SaltLen::Bytes),
    }
}
