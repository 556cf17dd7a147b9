//! `X509_STORE`: the certificates and lists that verifications trust in.

pub mod abi;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use ffi::{Part, SharedHandle};

use super::ctx::callbacks::Callbacks;
use super::lookup::Lookup;
use super::lookup::abi::HeldLookups;
use super::param::abi::ParamSlot;
use crate::ex_data::CRYPTO_EX_DATA;
use crate::x509::{X509, X509_CRL, X509_NAME};

/// A store. Many threads may verify with it and add to it; parameters and callbacks are set
/// before that.
#[derive(Default)]
pub struct X509_STORE {
    objects: RwLock<Objects>,
    pub(crate) lookups: Mutex<Vec<Arc<Lookup>>>,
    pub(crate) held_lookups: Mutex<HeldLookups>,
    pub(crate) param: ParamSlot,
    pub(crate) callbacks: Callbacks,
    pub(crate) ex_data: Part<CRYPTO_EX_DATA>,
    pub(crate) for_c: abi::ForC,
}

/// An element of a store.
#[derive(Clone)]
pub enum X509_OBJECT {
    /// `X509_LU_X509`.
    Certificate(Arc<X509>),
    /// `X509_LU_CRL`.
    List(Arc<X509_CRL>),
}

#[derive(Default)]
struct Objects {
    /// By subject, in the order of their coming.
    certificates: HashMap<Vec<u8>, Vec<Arc<X509>>>,
    /// By issuer.
    lists: HashMap<Vec<u8>, Vec<Arc<X509_CRL>>>,
    /// All, in the order of their coming.
    all: Vec<X509_OBJECT>,
}

impl SharedHandle for X509_STORE {}

impl X509_STORE {
    /// Adds a certificate, unless it is there already.
    pub fn add_certificate(&self, certificate: Arc<X509>) {
        let mut objects = self.objects.write().unwrap_or_else(PoisonError::into_inner);
        let key = certificate.subject.get().canonical().to_vec();
        let same_name = objects.certificates.entry(key).or_default();
        if !same_name.iter().any(|other| other.same_as(&certificate)) {
            same_name.push(certificate.clone());
            objects.all.push(X509_OBJECT::Certificate(certificate));
        }
    }

    /// Adds a list, unless it is there already.
    pub fn add_list(&self, list: Arc<X509_CRL>) {
        let mut objects = self.objects.write().unwrap_or_else(PoisonError::into_inner);
        let key = list.issuer.get().canonical().to_vec();
        let same_name = objects.lists.entry(key).or_default();
        if !same_name.iter().any(|other| other.der == list.der) {
            same_name.push(list.clone());
            objects.all.push(X509_OBJECT::List(list));
        }
    }

    /// Everything in it now.
    pub fn all(&self) -> Vec<X509_OBJECT> {
        self.objects
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .all
            .clone()
    }

    /// The certificates of this subject, looked up in directories where there is none.
    pub fn certificates(&self, subject: &X509_NAME) -> Vec<Arc<X509>> {
        let found = self.stored_certificates(subject);
        if !found.is_empty() {
            return found;
        }
        for lookup in self.lookups() {
            if lookup.load_certificates(self, subject) {
                break;
            }
        }
        self.stored_certificates(subject)
    }

    /// The lists of this issuer; directories are looked at each time, as new ones may have come.
    pub fn lists(&self, issuer: &X509_NAME) -> Vec<Arc<X509_CRL>> {
        for lookup in self.lookups() {
            lookup.load_lists(self, issuer);
        }
        let objects = self.objects.read().unwrap_or_else(PoisonError::into_inner);
        objects
            .lists
            .get(issuer.canonical())
            .cloned()
            .unwrap_or_default()
    }

    fn stored_certificates(&self, subject: &X509_NAME) -> Vec<Arc<X509>> {
        let objects = self.objects.read().unwrap_or_else(PoisonError::into_inner);
        objects
            .certificates
            .get(subject.canonical())
            .cloned()
            .unwrap_or_default()
    }

    fn lookups(&self) -> Vec<Arc<Lookup>> {
        self.lookups
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}
