//! Generation of keys.

use primitives::signature::PrivateKey;

use super::EVP_PKEY_CTX;
use crate::err::{ERR_LIB_EVP, raise};
use crate::evp::pkey::{EVP_PKEY_EC, EVP_PKEY_ED25519, EVP_PKEY_RSA, EVP_PKEY_RSA_PSS, Key};
use crate::evp::reasons::{
    EVP_R_KEYGEN_FAILURE, EVP_R_MISSING_PARAMETERS, EVP_R_OPERATION_NOT_SUPPORTED_FOR_THIS_KEYTYPE,
};

/// Makes the key that the settings describe. Queues the error when it cannot.
pub fn generate(ctx: &EVP_PKEY_CTX) -> Option<Key> {
    let settings = ctx.settings.borrow();
    let made = match ctx.id {
        EVP_PKEY_RSA => PrivateKey::generate_rsa(settings.bits, &settings.exponent),
        EVP_PKEY_RSA_PSS => PrivateKey::generate_rsa_pss(settings.bits, &settings.exponent),
        EVP_PKEY_EC => {
            let Some(curve) = settings.curve else {
                raise(ERR_LIB_EVP, EVP_R_MISSING_PARAMETERS);
                return None;
            };
            PrivateKey::generate_ec(curve)
        }
        EVP_PKEY_ED25519 => PrivateKey::generate_ed25519(),
        _ => {
            raise(ERR_LIB_EVP, EVP_R_OPERATION_NOT_SUPPORTED_FOR_THIS_KEYTYPE);
            return None;
        }
    };
    match made {
        Ok(key) => Some(Key::from_private(key)),
        Err(_) => {
            raise(ERR_LIB_EVP, EVP_R_KEYGEN_FAILURE);
            None
        }
    }
}
