//! Message authentication codes (`EVP_MAC(3)`): HMAC.

pub mod abi;

use primitives::hmac::{Context, Key, Tag};

use super::md::EVP_MD;

/// A kind of code. There is one, and it lives for ever.
#[derive(Debug)]
pub struct EVP_MAC(());

/// HMAC.
pub static HMAC: EVP_MAC = EVP_MAC(());

/// A code in the making. One thread at a time.
#[derive(Default, Clone)]
pub struct EVP_MAC_CTX {
    /// The hash function.
    pub md: Option<&'static EVP_MD>,
    /// The key's bytes; kept because the function may be set after them.
    key: Option<zeroize::Zeroizing<Vec<u8>>>,
    context: Option<Context>,
}

impl EVP_MAC_CTX {
    /// Sets the key.
    pub fn set_key(&mut self, key: &[u8]) {
        self.key = Some(zeroize::Zeroizing::new(key.to_vec()));
    }

    /// Begins a code with the function and the key that were set. False without them.
    pub fn start(&mut self) -> bool {
        let ready = self.md.zip(self.key.as_ref());
        self.context = ready.map(|(md, key)| Context::new(&Key::new(md.algorithm, key)));
        self.context.is_some()
    }

    /// Adds `data`. False before [`Self::start`].
    pub fn update(&mut self, data: &[u8]) -> bool {
        match &mut self.context {
            Some(context) => {
                context.update(data);
                true
            }
            None => false,
        }
    }

    /// The code. `None` before [`Self::start`].
    pub fn finish(&mut self) -> Option<Tag> {
        self.context.take().map(Context::finish)
    }
}
