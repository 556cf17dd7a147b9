//! Keys from passwords (`PKCS5_PBKDF2_HMAC(3)`, `EVP_PBE_scrypt(3)`).

pub mod abi;
