//! The texts of libraries and reasons (`ERR_reason_error_string(3)`).
//!
//! The numbers and their texts are OpenSSL's, because programs log and compare them; they are data
//! in `texts/`. Tables that a program (or libssl) brings with `ERR_load_strings` are kept beside.

use std::collections::HashMap;
use std::ffi::{CStr, CString, c_int, c_ulong};
use std::sync::{LazyLock, PoisonError, RwLock};

use super::{codes::*, library_of, pack, reason_of};

/// The text of a library, `None` when nobody named it.
pub fn library_text(code: c_ulong) -> Option<&'static CStr> {
    lookup(pack_library(library_of(code)))
}

/// The text of a reason. System errors have none here: their text is the system's.
pub fn reason_text(code: c_ulong) -> Option<&'static CStr> {
    if code & SYSTEM_FLAG != 0 {
        return None;
    }
    let reason = reason_of(code);
    // The key without a reason is the library's own name, not a reason text.
    let own = (reason != 0)
        .then(|| lookup(pack(library_of(code), reason)))
        .flatten();
    own.or_else(|| lookup(c_ulong::from(reason.unsigned_abs())).filter(|_| reason != 0))
}

/// Adds or replaces one text; `code` is packed. The text must live as long as it is registered.
pub(crate) fn register(code: c_ulong, text: &'static CStr) {
    REGISTERED
        .write()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(code, text);
}

/// Forgets a registered text.
pub(crate) fn unregister(code: c_ulong) {
    REGISTERED
        .write()
        .unwrap_or_else(PoisonError::into_inner)
        .remove(&code);
}

/// `ERR_LIB_SYS` is packed like any other library where it names a text.
pub(crate) const fn pack_library(library: c_int) -> c_ulong {
    (library as c_ulong & 0xff) << 23
}

fn lookup(code: c_ulong) -> Option<&'static CStr> {
    let registered = REGISTERED.read().unwrap_or_else(PoisonError::into_inner);
    registered
        .get(&code)
        .copied()
        .or_else(|| BUILT_IN.get(&code).map(CString::as_c_str))
}

static REGISTERED: LazyLock<RwLock<HashMap<c_ulong, &'static CStr>>> =
    LazyLock::new(RwLock::default);

static BUILT_IN: LazyLock<HashMap<c_ulong, CString>> = LazyLock::new(|| {
    let mut texts = HashMap::new();
    for (library, table) in TABLES {
        texts.extend(rows(table).map(|(number, text)| (pack_library(*library) | number, text)));
    }
    texts.extend(rows(COMMON));
    texts.extend(rows(LIBRARIES).map(|(number, text)| (number << 23, text)));
    texts
});

fn rows(table: &'static str) -> impl Iterator<Item = (c_ulong, CString)> {
    table.lines().filter_map(|line| {
        let (number, text) = line.split_once('\t')?;
        Some((number.parse().ok()?, CString::new(text).ok()?))
    })
}

const LIBRARIES: &str = include_str!("texts/libraries.tsv");
const COMMON: &str = include_str!("texts/common.tsv");
const TABLES: &[(c_int, &str)] = &[
    (ERR_LIB_BN, include_str!("texts/bn.tsv")),
    (ERR_LIB_RSA, include_str!("texts/rsa.tsv")),
    (ERR_LIB_DH, include_str!("texts/dh.tsv")),
    (ERR_LIB_EVP, include_str!("texts/evp.tsv")),
    (ERR_LIB_OBJ, include_str!("texts/obj.tsv")),
    (ERR_LIB_PEM, include_str!("texts/pem.tsv")),
    (ERR_LIB_DSA, include_str!("texts/dsa.tsv")),
    (ERR_LIB_X509, include_str!("texts/x509.tsv")),
    (ERR_LIB_ASN1, include_str!("texts/asn1.tsv")),
    (ERR_LIB_CONF, include_str!("texts/conf.tsv")),
    (ERR_LIB_CRYPTO, include_str!("texts/crypto.tsv")),
    (ERR_LIB_EC, include_str!("texts/ec.tsv")),
    (ERR_LIB_BIO, include_str!("texts/bio.tsv")),
    (ERR_LIB_PKCS7, include_str!("texts/pkcs7.tsv")),
    (ERR_LIB_X509V3, include_str!("texts/x509v3.tsv")),
    (ERR_LIB_PKCS12, include_str!("texts/pkcs12.tsv")),
    (ERR_LIB_RAND, include_str!("texts/rand.tsv")),
    (ERR_LIB_DSO, include_str!("texts/dso.tsv")),
    (ERR_LIB_ENGINE, include_str!("texts/engine.tsv")),
    (ERR_LIB_OCSP, include_str!("texts/ocsp.tsv")),
    (ERR_LIB_UI, include_str!("texts/ui.tsv")),
    (ERR_LIB_OSSL_STORE, include_str!("texts/store.tsv")),
    (ERR_LIB_PROP, include_str!("texts/prop.tsv")),
    (ERR_LIB_PROV, include_str!("texts/prov.tsv")),
    (ERR_LIB_HTTP, include_str!("texts/http.tsv")),
];
