//! The check of a chain when the flags ask for Suite B.

use super::Step;
use crate::x509_vfy::{X509_STORE_CTX, suite_b};

impl X509_STORE_CTX {
    pub(super) fn check_suite_b(&self) -> Step {
        let Some(asked) = suite_b::asked(self.param().flags) else {
            return Ok(());
        };
        let chain = self.chain().to_vec();
        match suite_b::judge(&chain, asked) {
            Ok(()) => Ok(()),
            Err((depth, result)) => {
                self.set_error_depth(depth);
                // The chain was built and has its leaf at least.
                self.report(&chain[depth.min(chain.len() - 1)], depth, result)
            }
        }
    }
}
