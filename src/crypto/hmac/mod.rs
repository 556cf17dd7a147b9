//! HMAC (`HMAC(3)`).

pub mod abi;

use primitives::hmac::{Context, Key, Tag};

use crate::evp::md::EVP_MD;

/// A code in the making. One thread at a time.
#[derive(Default, Clone)]
pub struct HMAC_CTX {
    md: Option<&'static EVP_MD>,
    key: Option<Key>,
    context: Option<Context>,
}

impl HMAC_CTX {
    /// Begins a code: with `key` if there is one, else with the one before; with `md` if there is
    /// one, else with the one before. A new function needs a key. False when something is missing.
    pub fn init(&mut self, key: Option<&[u8]>, md: Option<&'static EVP_MD>) -> bool {
        let changed = md.is_some() && md != self.md;
        let Some(md) = md.or(self.md) else {
            return false;
        };
        match key {
            Some(key) => self.key = Some(Key::new(md.algorithm, key)),
            None if changed => return false,
            None => {}
        }
        self.md = Some(md);
        self.context = self.key.as_ref().map(Context::new);
        self.context.is_some()
    }

    /// Adds `data`. False before [`Self::init`].
    pub fn update(&mut self, data: &[u8]) -> bool {
        match &mut self.context {
            Some(context) => {
                context.update(data);
                true
            }
            None => false,
        }
    }

    /// The code. `None` before [`Self::init`].
    pub fn finish(&mut self) -> Option<Tag> {
        self.context.take().map(Context::finish)
    }

    /// The hash function.
    pub fn md(&self) -> Option<&'static EVP_MD> {
        self.md
    }
}

#[cfg(test)]
mod tests;
