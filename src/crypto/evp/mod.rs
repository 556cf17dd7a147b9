//! The high-level cryptography interface (`evp(7)`).

pub mod cipher;
pub mod digest;
pub mod mac;
pub mod md;
pub mod password;
pub mod pkey;
pub mod pkey_ctx;
pub mod reasons;
pub mod sign;

pub use crate::init::abi::OSSL_LIB_CTX;
pub use md::EVP_MD;
pub use pkey::EVP_PKEY;

/// An engine (`ENGINE_init(3)`), of which there are none: functions take only NULL.
pub enum ENGINE {}
