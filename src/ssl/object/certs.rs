//! A context's or connection's own certificates: one slot for each kind of key.

use std::sync::Arc;

use dtls::msg::NamedGroup;
use dtls::{Credential, KeyKind};

use crate::reasons;
use crate::sys::cert::Certificate;
use crate::sys::error;
use crate::sys::key::{self, Key, Kind};
use crate::sys::stack::Stack;
use crate::sys::types::X509;
use crate::sys::verify::{self, Store};

use super::security::Policy;

const SLOTS: usize = 5;

/// The slots and which of them the certificate functions work on.
#[derive(Clone, Default)]
pub struct Certs {
    slots: [Slot; SLOTS],
    current: usize,
    /// `SSL_CTX_add_extra_chain_cert`: for slots without a chain of their own.
    pub extra_chain: Option<Arc<Stack<X509>>>,
    /// Where [`Certs::credentials`] looks for the rest of a chain before the context's store.
    pub chain_store: Option<Store>,
    /// The store for the peer's chain instead of the context's.
    pub verify_store: Option<Store>,
}

/// A certificate, its chain above and its key; each may come first.
#[derive(Clone, Default)]
pub struct Slot {
    pub certificate: Option<Certificate>,
    pub key: Option<Key>,
    pub chain: Option<Arc<Stack<X509>>>,
    /// Extensions that a server answers with: type and body.
    pub server_info: Vec<(u16, Vec<u8>)>,
}

fn index(kind: Kind) -> Option<usize> {
    match kind {
        Kind::Rsa => Some(0),
        Kind::RsaPss => Some(1),
        Kind::Ec => Some(2),
        Kind::Ed25519 => Some(3),
        Kind::Ed448 => Some(4),
        Kind::Dsa => None,
    }
}

impl Certs {
    pub fn current(&self) -> &Slot {
        &self.slots[self.current]
    }

    /// The number of the slot that the certificate functions work on.
    pub fn current_index(&self) -> usize {
        self.current
    }

    pub fn has_key(&self, index: usize) -> bool {
        self.slots.get(index).is_some_and(|slot| slot.key.is_some())
    }

    /// A server's answer to an extension: the current slot's, or that of the first slot with one.
    pub fn server_info(&self, kind: u16) -> Option<&[u8]> {
        let slots = std::iter::once(self.current()).chain(&self.slots);
        slots
            .flat_map(|slot| &slot.server_info)
            .find(|(known, _)| *known == kind)
            .map(|(_, body)| body.as_slice())
    }

    pub fn current_mut(&mut self) -> &mut Slot {
        &mut self.slots[self.current]
    }

    /// The slot that a signature or key exchange of this credential uses.
    pub fn slot(&self, id: u64) -> Option<&Slot> {
        self.slots.get(usize::try_from(id).ok()?)
    }

    /// The slot's number, as in a credential's `id`.
    pub fn index_of(&self, certificate: *mut X509) -> Option<usize> {
        self.slots.iter().position(|slot| {
            slot.certificate
                .as_ref()
                .is_some_and(|own| own.as_ptr() == certificate)
        })
    }

    /// Makes the certificate's slot the current one (`SSL_CTX_select_current_cert`).
    pub fn select(&mut self, certificate: *mut X509) -> bool {
        match self.index_of(certificate) {
            Some(index) if self.slots[index].key.is_some() => {
                self.current = index;
                true
            }
            _ => false,
        }
    }

    /// Makes the first (or the next after the current) complete slot current.
    pub fn advance(&mut self, first: bool) -> bool {
        let start = if first { 0 } else { self.current + 1 };
        let found = (start..SLOTS)
            .find(|i| self.slots[*i].certificate.is_some() && self.slots[*i].key.is_some());
        if let Some(found) = found {
            self.current = found;
        }
        found.is_some()
    }

    /// Puts a certificate into the slot of its key. A key there that does not belong to it goes.
    /// Queues the error and says false when the certificate cannot be used.
    pub fn set_certificate(&mut self, certificate: Certificate) -> bool {
        let Some(index) = key::of_certificate(&certificate).and_then(index) else {
            error::put(reasons::UNKNOWN_CERTIFICATE_TYPE);
            return false;
        };
        let slot = &mut self.slots[index];
        let fits = slot
            .key
            .as_ref()
            .is_none_or(|own| error::quietly(|| key::belongs(&certificate, own)));
        if !fits {
            slot.key = None;
        }
        slot.certificate = Some(certificate);
        self.current = index;
        true
    }

    /// Puts a key into its slot; it must belong to a certificate that is there.
    pub fn set_key(&mut self, own: Key) -> bool {
        let Some(index) = own.kind().and_then(index) else {
            error::put(reasons::UNKNOWN_CERTIFICATE_TYPE);
            return false;
        };
        let slot = &mut self.slots[index];
        if slot
            .certificate
            .as_ref()
            .is_some_and(|certificate| !key::belongs(certificate, &own))
        {
            return false;
        }
        slot.key = Some(own);
        self.current = index;
        true
    }

    /// `SSL_CTX_use_cert_and_key`: all three at once.
    pub fn set_all(
        &mut self,
        certificate: Certificate,
        own: Key,
        chain: Option<Stack<X509>>,
        replace: bool,
    ) -> bool {
        let Some(index) = key::of_certificate(&certificate).and_then(index) else {
            error::put(reasons::UNKNOWN_CERTIFICATE_TYPE);
            return false;
        };
        if !key::belongs(&certificate, &own) {
            return false;
        }
        let slot = &mut self.slots[index];
        let taken = slot.certificate.is_some() || slot.key.is_some() || slot.chain.is_some();
        if taken && !replace {
            error::put(reasons::NOT_REPLACING_CERTIFICATE);
            return false;
        }
        *slot = Slot {
            certificate: Some(certificate),
            key: Some(own),
            chain: chain.map(Arc::new),
            server_info: std::mem::take(&mut slot.server_info),
        };
        self.current = index;
        true
    }

    /// Whether the current slot is complete and its parts belong together; queues the error.
    pub fn check_private_key(&self) -> bool {
        let slot = self.current();
        let Some(certificate) = &slot.certificate else {
            error::put(reasons::NO_CERTIFICATE_ASSIGNED);
            return false;
        };
        let Some(own) = &slot.key else {
            error::put(reasons::NO_PRIVATE_KEY_ASSIGNED);
            return false;
        };
        key::belongs(certificate, own)
    }

    /// Sets the current slot's chain.
    pub fn set_chain(&mut self, chain: Option<Stack<X509>>) {
        self.current_mut().chain = chain.map(Arc::new);
    }

    /// Adds a certificate to the end of the current slot's chain.
    pub fn add_chain_certificate(&mut self, certificate: Certificate) -> bool {
        add_to(&mut self.current_mut().chain, certificate)
    }

    /// Adds a certificate for all slots without a chain of their own.
    pub fn add_extra_certificate(&mut self, certificate: Certificate) -> bool {
        add_to(&mut self.extra_chain, certificate)
    }

    /// Forgets all certificates, keys and chains (`SSL_certs_clear`).
    pub fn clear(&mut self) {
        self.slots = Default::default();
        self.current = 0;
    }

    /// What the engine may choose from. A chain that was not given is built from the stores
    /// unless `auto_chain` forbids. Chains that the policy finds too weak are left out.
    /// `keys`: also keys without a certificate, which can be shown as raw public keys (RFC 7250).
    pub fn credentials(
        &self,
        store: &Store,
        auto_chain: bool,
        policy: &Policy<'_>,
        keys: bool,
    ) -> Vec<Credential> {
        // Elliptic curves first: where both fit, they are the faster choice.
        [2, 3, 0, 1]
            .into_iter()
            .filter_map(|id| {
                self.credential(id, store, auto_chain, policy)
                    .or_else(|| self.raw_credential(id, policy).filter(|_| keys))
            })
            .collect()
    }

    /// A slot's key by itself.
    fn raw_credential(&self, id: usize, policy: &Policy<'_>) -> Option<Credential> {
        let slot = &self.slots[id];
        let own = slot.key.as_ref().filter(|_| slot.certificate.is_none())?;
        if !policy.allows_raw_key(own) {
            return None;
        }
        let key = match own.kind()? {
            Kind::Rsa => KeyKind::Rsa,
            Kind::Ec => KeyKind::Ecdsa(super::groups::by_name(&own.curve()?)?.group),
            Kind::Ed25519 => KeyKind::Ed25519,
            Kind::RsaPss => KeyKind::RsaPss,
            Kind::Ed448 | Kind::Dsa => return None,
        };
        Some(Credential {
            id: id as u64,
            chain: [own.public_info()?].into(),
            key,
        })
    }

    /// Whether a slot may be used in the mode of Suite B that `X509_V_FLAG_SUITEB_*` tell.
    pub fn is_of_suite_b(&self, id: u64, flags: u32) -> bool {
        self.slot(id).is_some_and(|slot| {
            let chain = slot.chain.as_deref();
            let certificate = slot.certificate.as_ref();
            certificate.is_some_and(|certificate| certificate.is_of_suite_b(chain, flags))
        })
    }

    fn credential(
        &self,
        id: usize,
        store: &Store,
        auto_chain: bool,
        policy: &Policy<'_>,
    ) -> Option<Credential> {
        let slot = &self.slots[id];
        let certificate = slot.certificate.as_ref()?;
        slot.key.as_ref()?;
        let key = key_kind(certificate)?;
        let given = slot.chain.as_ref().or(self.extra_chain.as_ref());
        let mut chain = vec![certificate.clone()];
        match given {
            Some(given) => chain.extend(given.certificates()),
            None if auto_chain => {
                let store = self.chain_store.as_ref().unwrap_or(store);
                let built = verify::build_chain(store, certificate, None);
                let above = built.map_or(Vec::new(), |built| built.certificates());
                chain.extend(above.into_iter().skip(1));
            }
            None => {}
        }
        let strong = chain
            .iter()
            .enumerate()
            .all(|(depth, link)| policy.check_certificate(link, depth == 0).is_ok());
        if !strong {
            return None;
        }
        let chain: Option<Vec<_>> = chain.iter().map(Certificate::to_der).collect();
        Some(Credential {
            id: id as u64,
            chain: chain?.into(),
            key,
        })
    }
}

fn add_to(chain: &mut Option<Arc<Stack<X509>>>, certificate: Certificate) -> bool {
    // The stack may be shared with connections: a new one takes its place.
    let copy = match chain {
        Some(chain) => chain.share(),
        None => Stack::new(),
    };
    let Some(mut copy) = copy else { return false };
    let added = copy.push(certificate);
    if added {
        *chain = Some(Arc::new(copy));
    }
    added
}

fn key_kind(certificate: &Certificate) -> Option<KeyKind> {
    match key::of_certificate(certificate)? {
        Kind::Rsa => Some(KeyKind::Rsa),
        Kind::RsaPss => Some(KeyKind::RsaPss),
        Kind::Ec => {
            let curve = key::curve_of_certificate(certificate)?;
            let group: NamedGroup = super::groups::by_name(&curve)?.group;
            Some(KeyKind::Ecdsa(group))
        }
        Kind::Ed25519 => Some(KeyKind::Ed25519),
        Kind::Ed448 | Kind::Dsa => None,
    }
}
