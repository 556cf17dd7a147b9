//! The older encryption of PEM blocks: `Proc-Type` and `DEK-Info` headers (RFC 1421 4.6), a key
//! from the password by `EVP_BytesToKey` with MD5, CBC.

use primitives::digest::HashAlgorithm;
use primitives::kdf::bytes_to_key;
use primitives::random::{SecureRandom, SystemRandom};
use zeroize::Zeroizing;

use std::ffi::c_int;

use super::block::Block;
use super::{
    PEM_R_BAD_DECRYPT, PEM_R_BAD_IV_CHARS, PEM_R_NOT_DEK_INFO, PEM_R_NOT_ENCRYPTED,
    PEM_R_NOT_PROC_TYPE, PEM_R_UNSUPPORTED_CIPHER, PEM_R_UNSUPPORTED_ENCRYPTION,
};
use crate::evp::cipher::{EVP_CIPHER, Mode, cbc};

/// How a block is encrypted.
#[derive(Debug)]
pub struct Dek {
    /// The cipher, in CBC mode.
    pub cipher: &'static EVP_CIPHER,
    /// The initialisation vector, whose first 8 bytes are the salt of the key.
    pub iv: Vec<u8>,
}

/// Reads the headers of a block; `None` when it is not encrypted. `Err` is a `PEM_R_*`.
pub fn parse(header: &str) -> Result<Option<Dek>, c_int> {
    if header.trim().is_empty() {
        return Ok(None);
    }
    let mut lines = header.lines();
    let kind = lines
        .next()
        .and_then(|line| line.strip_prefix("Proc-Type:"))
        .ok_or(PEM_R_NOT_PROC_TYPE)?;
    let kind = kind.trim().strip_prefix("4,").ok_or(PEM_R_NOT_PROC_TYPE)?;
    if kind.trim() != "ENCRYPTED" {
        return Err(PEM_R_NOT_ENCRYPTED);
    }
    let info = lines
        .next()
        .and_then(|line| line.strip_prefix("DEK-Info:"))
        .ok_or(PEM_R_NOT_DEK_INFO)?;
    let (name, iv) = info.trim().split_once(',').ok_or(PEM_R_NOT_DEK_INFO)?;
    let cipher = EVP_CIPHER::by_name(name.trim())
        .filter(|cipher| cipher.mode == Mode::Cbc)
        .ok_or(PEM_R_UNSUPPORTED_ENCRYPTION)?;
    let iv = from_hex(iv.trim()).ok_or(PEM_R_BAD_IV_CHARS)?;
    if iv.len() != cipher.iv_len() {
        return Err(PEM_R_BAD_IV_CHARS);
    }
    Ok(Some(Dek { cipher, iv }))
}

/// The content of a block that was encrypted with `password`. `Err` is a `PEM_R_*`.
pub fn decrypt(block: &Block, dek: &Dek, password: &[u8]) -> Result<Zeroizing<Vec<u8>>, c_int> {
    let key = key(dek, password);
    cbc::decrypt(dek.cipher.algorithm, &key, &dek.iv, &block.data).map_err(|_| PEM_R_BAD_DECRYPT)
}

/// The headers and the encrypted content of a block. `Err` is a `PEM_R_*`.
pub fn encrypt(
    cipher: &'static EVP_CIPHER,
    data: &[u8],
    password: &[u8],
) -> Result<(String, Vec<u8>), c_int> {
    if cipher.mode != Mode::Cbc {
        return Err(PEM_R_UNSUPPORTED_CIPHER);
    }
    let mut iv = vec![0; cipher.iv_len()];
    SystemRandom::new()
        .fill(&mut iv)
        .map_err(|_| PEM_R_UNSUPPORTED_CIPHER)?;
    let dek = Dek { cipher, iv };
    let sealed = cbc::encrypt(cipher.algorithm, &key(&dek, password), &dek.iv, data)
        .map_err(|_| PEM_R_UNSUPPORTED_CIPHER)?;
    let name = cipher.names[0].to_string_lossy();
    let iv: String = dek.iv.iter().map(|byte| format!("{byte:02X}")).collect();
    Ok((
        format!("Proc-Type: 4,ENCRYPTED\nDEK-Info: {name},{iv}\n"),
        sealed,
    ))
}

fn key(dek: &Dek, password: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut key = Zeroizing::new(vec![0; dek.cipher.algorithm.key_len()]);
    let salt = &dek.iv[..dek.iv.len().min(8)];
    bytes_to_key(HashAlgorithm::Md5, password, salt, 1, &mut key);
    key
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let bytes = text.as_bytes();
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16);
    bytes
        .chunks(2)
        .map(|pair| Some((digit(pair[0])? << 4 | digit(pair[1])?) as u8))
        .collect()
}
