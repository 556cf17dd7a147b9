//! CBC with PKCS#7 padding over a whole buffer, for encrypted keys.

use primitives::block::{BlockAlgorithm, BlockError, BlockKey, MAX_BLOCK_LEN};
use zeroize::Zeroizing;

/// Encrypts `data` with padding.
pub fn encrypt(
    algorithm: BlockAlgorithm,
    key: &[u8],
    iv: &[u8],
    data: &[u8],
) -> Result<Vec<u8>, BlockError> {
    let key = BlockKey::new(algorithm, key)?;
    let len = algorithm.block_len();
    let padding = len - data.len() % len;
    let mut out = Vec::with_capacity(data.len() + padding);
    out.extend_from_slice(data);
    out.resize(data.len() + padding, padding as u8);
    let mut previous = first(iv, len)?;
    for block in out.chunks_mut(len) {
        xor(block, &previous);
        key.encrypt(block)?;
        previous[..len].copy_from_slice(block);
    }
    Ok(out)
}

/// Decrypts `data` and takes the padding off.
pub fn decrypt(
    algorithm: BlockAlgorithm,
    key: &[u8],
    iv: &[u8],
    data: &[u8],
) -> Result<Zeroizing<Vec<u8>>, BlockError> {
    let key = BlockKey::new(algorithm, key)?;
    let len = algorithm.block_len();
    if data.is_empty() || !data.len().is_multiple_of(len) {
        return Err(BlockError);
    }
    let mut out = Zeroizing::new(data.to_vec());
    let mut previous = first(iv, len)?;
    for (block, sealed) in out.chunks_mut(len).zip(data.chunks(len)) {
        key.decrypt(block)?;
        xor(block, &previous);
        previous[..len].copy_from_slice(sealed);
    }
    let padding = usize::from(out[out.len() - 1]);
    let content = out.len().checked_sub(padding).ok_or(BlockError)?;
    if padding == 0 || padding > len || out[content..].iter().any(|b| usize::from(*b) != padding) {
        return Err(BlockError);
    }
    out.truncate(content);
    Ok(out)
}

fn first(iv: &[u8], len: usize) -> Result<[u8; MAX_BLOCK_LEN], BlockError> {
    let mut block = [0; MAX_BLOCK_LEN];
    block[..len].copy_from_slice(iv.get(..len).ok_or(BlockError)?);
    Ok(block)
}

fn xor(block: &mut [u8], other: &[u8]) {
    block
        .iter_mut()
        .zip(other)
        .for_each(|(byte, other)| *byte ^= other);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_comes_back_and_damage_shows() {
        for len in 0..50 {
            let data = vec![7; len];
            for algorithm in [BlockAlgorithm::Aes256, BlockAlgorithm::DesEde3] {
                let key: Vec<u8> = (0..algorithm.key_len() as u8).collect();
                let sealed = encrypt(algorithm, &key, &[9; 16], &data).unwrap();
                let opened = decrypt(algorithm, &key, &[9; 16], &sealed).unwrap();
                assert_eq!(*opened, data);
                assert!(decrypt(algorithm, &key, &[9; 16], &sealed[1..]).is_err());
                assert!(decrypt(algorithm, &key, &[9; 4], &sealed).is_err());
            }
        }
    }
}
