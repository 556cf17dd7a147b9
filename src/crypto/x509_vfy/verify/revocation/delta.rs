//! Delta lists: what changed since a complete list (RFC 5280 sections 5.2.4 and 6.3.3 (c)).

use std::ffi::c_int;
use std::sync::Arc;

use crate::asn1::integer::order_key;
use crate::x509::X509;
use crate::x509::crl::{NID_ISSUING_DISTRIBUTION_POINT, X509_CRL};
use crate::x509_vfy::X509_STORE_CTX;
use crate::x509_vfy::param::flag as param_flag;
use crate::x509v3::facts::{flag, nid};

impl X509_STORE_CTX {
    /// The first list that adds to `base`, and whether it is in time.
    pub(super) fn delta_of(
        &self,
        base: &X509_CRL,
        certificate: &X509,
        lists: &[Arc<X509_CRL>],
    ) -> Option<(Arc<X509_CRL>, bool)> {
        let wanted = self.param().flags & param_flag::USE_DELTAS != 0;
        let named = certificate.facts().has(flag::FRESHEST) || base.facts.freshest;
        if !wanted || !named {
            return None;
        }
        let delta = lists.iter().find(|delta| adds_to(delta, base))?;
        Some((delta.clone(), self.list_in_time(delta)))
    }
}

/// Section 5.2.4: the same issuer, key and scope; the complete list is not older than the one the
/// delta is based on, and the delta is newer.
fn adds_to(delta: &X509_CRL, base: &X509_CRL) -> bool {
    let (Some(from), Some(number), Some(base_number)) = (
        &delta.facts.base_number,
        &delta.facts.number,
        &base.facts.number,
    ) else {
        return false;
    };
    let same =
        |number| matches!((value(delta, number), value(base, number)), (Ok(a), Ok(b)) if a == b);
    delta.issuer.get().canonical() == base.issuer.get().canonical()
        && same(nid::AUTHORITY_KEY_ID)
        && same(NID_ISSUING_DISTRIBUTION_POINT)
        && order_key(from) <= order_key(base_number)
        && order_key(number) > order_key(base_number)
}

/// The value of an extension; `Err` when it is there twice.
fn value(crl: &X509_CRL, number: c_int) -> Result<Option<&[u8]>, ()> {
    let found = crl.extensions.get().only(number).map_err(drop)?;
    Ok(found.map(|extension| extension.der_value()))
}
