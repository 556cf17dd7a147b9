//! PEM files (RFC 7468, RFC 1421; `PEM_read(3)`).
//!
//! [`block`] is the text form, [`crypt`] encryption of blocks, [`io`] the way from and to a BIO
//! with the password callback; `abi` has the generic functions, [`keys`] those of keys. Other
//! families read theirs with [`io::abi::read`] and write with [`io::abi::write`].

pub mod abi;
pub mod block;
pub mod crypt;
pub mod io;
pub mod keys;
pub mod pkcs8;

use std::ffi::c_int;

macro_rules! reasons {
    ($($name:ident = $value:literal;)*) => {
        $(#[doc = concat!("`", stringify!($name), "`.")] pub const $name: c_int = $value;)*
    };
}

reasons! {
    PEM_R_BAD_BASE64_DECODE = 100;
    PEM_R_BAD_DECRYPT = 101;
    PEM_R_BAD_END_LINE = 102;
    PEM_R_BAD_IV_CHARS = 103;
    PEM_R_BAD_PASSWORD_READ = 104;
    PEM_R_NOT_DEK_INFO = 105;
    PEM_R_NOT_ENCRYPTED = 106;
    PEM_R_NOT_PROC_TYPE = 107;
    PEM_R_NO_START_LINE = 108;
    PEM_R_READ_KEY = 111;
    PEM_R_SHORT_HEADER = 112;
    PEM_R_UNSUPPORTED_CIPHER = 113;
    PEM_R_UNSUPPORTED_ENCRYPTION = 114;
    PEM_R_PROBLEMS_GETTING_PASSWORD = 109;
}

#[cfg(test)]
mod tests;
