//! `X509_STORE_CTX`: one verification.
//!
//! The program's callbacks get the object while it is being worked on and call its functions, so
//! every field is a cell and no borrow of one lasts over a callback.

pub mod abi;
pub mod callbacks;
pub mod read;

use std::cell::{Cell, Ref, RefCell};
use std::ffi::c_int;
use std::sync::Arc;

use ffi::Part;

use self::abi::{BorrowedStack, ChainStack};
use self::callbacks::Functions;
use super::X509_VERIFY_PARAM;
use super::param::abi::ParamSlot;
use super::store::X509_STORE;
use super::verify::{Step, Stop, likely_issued};
use crate::asn1::time;
use crate::err::ERR_LIB_X509;
use crate::ex_data::CRYPTO_EX_DATA;
use crate::x509::{X509, X509_CRL, X509_NAME};

/// One verification of one certificate.
#[derive(Default)]
pub struct X509_STORE_CTX {
    pub(crate) store: RefCell<Option<Arc<X509_STORE>>>,
    certificate: RefCell<Option<Arc<X509>>>,
    /// What the peer sent, the program's.
    pub(crate) untrusted: BorrowedStack,
    /// Takes the place of the store (`X509_STORE_CTX_set0_trusted_stack`).
    pub(crate) trusted: BorrowedStack,
    /// Revocation lists of the program.
    pub(crate) lists: BorrowedStack,
    pub(crate) param: ParamSlot,
    pub(crate) functions: Cell<Functions>,
    chain: RefCell<Vec<Arc<X509>>>,
    pub(crate) chain_for_c: ChainStack,
    untrusted_count: Cell<usize>,
    error: Cell<c_int>,
    error_depth: Cell<c_int>,
    current: RefCell<Option<Arc<X509>>>,
    current_issuer: RefCell<Option<Arc<X509>>>,
    current_list: RefCell<Option<Arc<X509_CRL>>>,
    explicit_policy: Cell<bool>,
    pub(crate) for_crl: Cell<bool>,
    pub(crate) ex_data: Part<CRYPTO_EX_DATA>,
}

impl X509_STORE_CTX {
    /// Forgets the last verification, and begins one with these.
    pub(crate) fn begin(&self, store: Option<Arc<X509_STORE>>, certificate: Option<Arc<X509>>) {
        self.forget();
        self.functions.set(
            store
                .as_ref()
                .map(|store| store.callbacks.get())
                .unwrap_or_default(),
        );
        *self.store.borrow_mut() = store;
        *self.certificate.borrow_mut() = certificate;
    }

    /// Forgets everything but what belongs to the object for life.
    pub(crate) fn forget(&self) {
        self.chain_for_c.clear();
        self.untrusted.set_null();
        self.trusted.set_null();
        self.lists.set_null();
        self.set_chain(Vec::new());
        *self.certificate.borrow_mut() = None;
        *self.store.borrow_mut() = None;
        *self.current.borrow_mut() = None;
        *self.current_issuer.borrow_mut() = None;
        *self.current_list.borrow_mut() = None;
        self.functions.set(Functions::default());
        self.explicit_policy.set(false);
        self.untrusted_count.set(0);
        self.error.set(0);
        self.error_depth.set(0);
    }

    /// The certificate that is verified.
    pub fn certificate(&self) -> Option<Arc<X509>> {
        self.certificate.borrow().clone()
    }

    pub(crate) fn set_certificate(&self, certificate: Option<Arc<X509>>) {
        *self.certificate.borrow_mut() = certificate;
    }

    /// The path as far as it is built.
    pub fn chain(&self) -> Ref<'_, [Arc<X509>]> {
        Ref::map(self.chain.borrow(), Vec::as_slice)
    }

    pub(crate) fn set_chain(&self, chain: Vec<Arc<X509>>) {
        let old = self.chain.replace(chain);
        drop(old);
        self.chain_for_c.outdate();
    }

    pub(crate) fn push_chain(&self, certificate: Arc<X509>) {
        self.chain.borrow_mut().push(certificate);
        self.chain_for_c.outdate();
    }

    pub(crate) fn replace_in_chain(&self, depth: usize, certificate: Arc<X509>) {
        let old = std::mem::replace(&mut self.chain.borrow_mut()[depth], certificate);
        self.chain_for_c.outdate();
        drop(old);
    }

    /// How many certificates of the path are not from the store.
    pub fn untrusted_count(&self) -> usize {
        self.untrusted_count.get()
    }

    pub(crate) fn set_untrusted_count(&self, count: usize) {
        self.untrusted_count.set(count);
    }

    /// The result so far.
    pub fn error(&self) -> c_int {
        self.error.get()
    }

    pub(crate) fn set_error(&self, error: c_int) {
        self.error.set(error);
    }

    /// The depth the last finding is about.
    pub fn error_depth(&self) -> c_int {
        self.error_depth.get()
    }

    pub(crate) fn set_error_depth(&self, depth: usize) {
        self.error_depth
            .set(c_int::try_from(depth).unwrap_or(c_int::MAX));
    }

    pub(crate) fn set_error_depth_raw(&self, depth: c_int) {
        self.error_depth.set(depth);
    }

    pub(crate) fn set_current(&self, certificate: &Arc<X509>, depth: usize) {
        self.set_current_only(Some(certificate.clone()));
        self.set_error_depth(depth);
    }

    pub(crate) fn set_current_only(&self, certificate: Option<Arc<X509>>) {
        let old = self.current.replace(certificate);
        drop(old);
    }

    /// The certificate the last finding is about.
    pub fn current(&self) -> Option<Arc<X509>> {
        self.current.borrow().clone()
    }

    pub(crate) fn set_current_issuer(&self, issuer: &Arc<X509>) {
        let old = self.current_issuer.replace(Some(issuer.clone()));
        drop(old);
    }

    pub(crate) fn forget_current_issuer(&self) {
        let old = self.current_issuer.replace(None);
        drop(old);
    }

    /// Its issuer, while signatures and revocation lists are checked.
    pub fn current_issuer(&self) -> Option<Arc<X509>> {
        self.current_issuer.borrow().clone()
    }

    pub(crate) fn set_current_crl(&self, list: Option<Arc<X509_CRL>>) {
        let old = self.current_list.replace(list);
        drop(old);
    }

    /// The revocation list the last finding is about.
    pub fn current_list(&self) -> Option<Arc<X509_CRL>> {
        self.current_list.borrow().clone()
    }

    pub(crate) fn set_explicit_policy(&self, explicit: bool) {
        self.explicit_policy.set(explicit);
    }

    /// Whether the path has to have a policy.
    pub fn explicit_policy(&self) -> bool {
        self.explicit_policy.get()
    }

    /// What is demanded. Not to be kept over a callback.
    pub fn param(&self) -> &X509_VERIFY_PARAM {
        self.param.get()
    }

    /// True for the verification of who issued a revocation list.
    pub(crate) fn is_for_crl(&self) -> bool {
        self.for_crl.get()
    }

    /// Whether `issuer`, which signed a revocation list and is not in the path, has a path of its
    /// own that ends at the same trust anchor (RFC 5280 section 6.3.3 (f)).
    pub(crate) fn has_good_path(&self, issuer: &Arc<X509>) -> bool {
        // No list is checked for the sake of another one's.
        if self.is_for_crl() {
            return false;
        }
        let inner = self.for_list_issuer(issuer);
        if inner.verify() <= 0 {
            return false;
        }
        let same_anchor = matches!((self.chain().last(), inner.chain().last()),
            (Some(outer), Some(inner)) if outer.same_as(inner));
        same_anchor
    }

    pub(crate) fn stored_lists(&self, issuer: &X509_NAME) -> Vec<Arc<X509_CRL>> {
        let store = self.store.borrow().clone();
        store.map(|store| store.lists(issuer)).unwrap_or_default()
    }

    /// The certificate of the store or the trusted stack that issued `subject`: one that is valid
    /// now, else the one that is valid longest.
    pub(crate) fn trusted_issuer(&self, subject: &Arc<X509>) -> Step<Option<Arc<X509>>> {
        if let Some(trusted) = self.trusted_certificates() {
            return Ok(self.find_issuer(&trusted, subject));
        }
        if let Some(result) = self.own_get_issuer(subject) {
            return result.map_err(|()| {
                self.set_error(super::errors::STORE_LOOKUP);
                Stop::Broken
            });
        }
        Ok(self.stored_issuer(subject))
    }

    /// As [`X509_STORE_CTX::trusted_issuer`], from the store only.
    pub(crate) fn stored_issuer(&self, subject: &Arc<X509>) -> Option<Arc<X509>> {
        let store = self.store.borrow().clone()?;
        let mut best: Option<Arc<X509>> = None;
        for issuer in store.certificates(subject.issuer.get()) {
            if !self.check_issued(subject, &issuer) {
                continue;
            }
            if self.time_is_good(&issuer) {
                return Some(issuer);
            }
            if best
                .as_ref()
                .is_none_or(|best| end_of(&issuer) > end_of(best))
            {
                best = Some(issuer);
            }
        }
        best
    }

    /// The very certificate, as the store has it.
    pub(crate) fn same_in_store(&self, certificate: &Arc<X509>) -> Option<Arc<X509>> {
        let candidates = match self.trusted_certificates() {
            Some(trusted) => trusted,
            None => self
                .store
                .borrow()
                .clone()?
                .certificates(certificate.subject.get()),
        };
        candidates
            .into_iter()
            .find(|found| found.same_as(certificate))
    }

    pub(crate) fn check_issued(&self, subject: &Arc<X509>, issuer: &Arc<X509>) -> bool {
        match self.own_check_issued(subject, issuer) {
            Some(result) => result,
            None => likely_issued(issuer, subject) == super::errors::OK,
        }
    }
}

fn end_of(certificate: &X509) -> Option<i64> {
    Some(time::read(certificate.not_after.get())?.civil.to_unix())
}

/// Queues a reason of the X509 library.
pub(crate) fn raise(reason: c_int) {
    crate::err::raise(ERR_LIB_X509, reason);
}
