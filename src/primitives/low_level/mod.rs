//! Block ciphers and hash functions whose state is plain memory of the caller's, as C programs of the time before `EVP` keep
//! it: no destructor, may be copied. Everything else uses `block` and `digest`.

mod abi;
mod des;

pub use abi::{AesKey, Sha1State, Sha256State, Sha512State};
pub use des::{DesKey, DesKeyError};
