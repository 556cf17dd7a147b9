//! Private keys: they sign and decrypt where they live (memory, provider, HSM).

use std::ffi::{c_char, c_long, c_uint};
use std::ptr::NonNull;

use zeroize::Zeroizing;

use super::cert::{Certificate, encoded};
use super::imports::*;
use super::types::*;

/// `EVP_PKEY_*` base identifiers.
const PKEY_RSA: i32 = 6;
const PKEY_RSA_PSS: i32 = 912;
const PKEY_EC: i32 = 408;
const PKEY_ED25519: i32 = 1087;
const PKEY_ED448: i32 = 1088;
const PKEY_DSA: i32 = 116;

const RSA_PKCS1_PSS_PADDING: i32 = 6;
const RSA_PKCS1_WITH_TLS_PADDING: i32 = 7;
/// Length in bytes of what that padding holds.
const PREMASTER_LEN: usize = 48;
const RSA_PSS_SALTLEN_DIGEST: i32 = -1;

/// One reference to an `EVP_PKEY`.
pub struct Key(NonNull<EVP_PKEY>);

// SAFETY: EVP_PKEY objects are counted atomically and may be shared by threads.
unsafe impl Send for Key {}
// SAFETY: as above.
unsafe impl Sync for Key {}

/// What a key can do in a handshake.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Rsa,
    RsaPss,
    Dsa,
    Ec,
    Ed25519,
    Ed448,
}

/// The hash before a signature.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Digest {
    /// The key's scheme hashes on its own (Ed25519).
    None,
    Md5Sha1,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

impl Key {
    /// Adds a reference to an application's key. `None` for NULL.
    ///
    /// # Safety
    /// `pointer` is NULL or a valid `EVP_PKEY`.
    pub unsafe fn share(pointer: *mut EVP_PKEY) -> Option<Self> {
        let pointer = NonNull::new(pointer)?;
        // SAFETY: valid by contract.
        (unsafe { EVP_PKEY_up_ref(pointer.as_ptr()) } == 1).then_some(Key(pointer))
    }

    /// Takes over a reference.
    ///
    /// # Safety
    /// `pointer` is NULL or a valid `EVP_PKEY` of which the caller gives up one reference.
    pub unsafe fn from_raw(pointer: *mut EVP_PKEY) -> Option<Self> {
        NonNull::new(pointer).map(Key)
    }

    /// A key object around an RSA key, which gains a reference.
    ///
    /// # Safety
    /// `rsa` is a valid `RSA`.
    pub unsafe fn of_rsa(rsa: *mut RSA) -> Option<Self> {
        // SAFETY: a new key; `rsa` is valid by contract.
        unsafe {
            let key = Key(NonNull::new(EVP_PKEY_new())?);
            (EVP_PKEY_set1_RSA(key.as_ptr(), rsa) == 1).then_some(key)
        }
    }

    /// Gives the reference away.
    pub fn into_raw(self) -> *mut EVP_PKEY {
        std::mem::ManuallyDrop::new(self).as_ptr()
    }

    /// Parses a SubjectPublicKeyInfo (DER); `None` (with libcrypto's error queued) when it is none or has bytes left over.
    pub fn from_public_info(der: &[u8]) -> Option<Self> {
        let mut next = der.as_ptr();
        let length = c_long::try_from(der.len()).ok()?;
        // SAFETY: `next` and `length` describe `der`.
        let parsed = unsafe { d2i_PUBKEY(std::ptr::null_mut(), &mut next, length) };
        let parsed = NonNull::new(parsed).map(Key)?;
        std::ptr::eq(next, der.as_ptr_range().end).then_some(parsed)
    }

    /// The public half as SubjectPublicKeyInfo (DER); `None` when libcrypto cannot encode it.
    pub fn public_info(&self) -> Option<Vec<u8>> {
        // SAFETY: the key is valid.
        encoded(|out| unsafe { i2d_PUBKEY(self.as_ptr(), out) })
    }

    pub fn as_ptr(&self) -> *mut EVP_PKEY {
        self.0.as_ptr()
    }

    /// The kind of the key; `None` for one that no handshake uses.
    pub fn kind(&self) -> Option<Kind> {
        // SAFETY: the key is valid.
        unsafe { kind_of(self.as_ptr()) }
    }

    /// The strength of the key in bits.
    pub fn security_bits(&self) -> i32 {
        // SAFETY: the key is valid.
        unsafe { security_bits(self.as_ptr()) }
    }

    /// The name of an elliptic curve.
    pub fn curve(&self) -> Option<String> {
        // SAFETY: the key is valid.
        unsafe { curve_of(self.as_ptr()) }
    }

    /// Signs `message`. `pss`: RSASSA-PSS with a salt as long as the hash. `None`: the error is
    /// queued.
    pub fn sign(&self, digest: Digest, pss: bool, message: &[u8]) -> Option<Vec<u8>> {
        let context = MdContext::new()?;
        let mut pkey_context = std::ptr::null_mut();
        // SAFETY: all objects are valid; the digest is a static; out-parameters are ours.
        unsafe {
            let started = EVP_DigestSignInit(
                context.0.as_ptr(),
                &mut pkey_context,
                digest.evp(),
                std::ptr::null_mut(),
                self.as_ptr(),
            );
            if started <= 0 {
                return None;
            }
            if pss
                && (EVP_PKEY_CTX_set_rsa_padding(pkey_context, RSA_PKCS1_PSS_PADDING) <= 0
                    || EVP_PKEY_CTX_set_rsa_pss_saltlen(pkey_context, RSA_PSS_SALTLEN_DIGEST) <= 0)
            {
                return None;
            }
            let mut length = usize::try_from(EVP_PKEY_get_size(self.as_ptr())).ok()?;
            let mut signature = vec![0; length];
            let signed = EVP_DigestSign(
                context.0.as_ptr(),
                signature.as_mut_ptr(),
                &mut length,
                message.as_ptr(),
                message.len(),
            );
            signature.truncate(length);
            (signed > 0).then_some(signature)
        }
    }

    /// The premaster secret that a client encrypted, with `offered` (or `rollback`) in front, and random bytes when it is
    /// wrong in any way: libcrypto checks the padding in constant time and does not tell (RFC 5246, 7.4.7.1;
    /// `RSA_PKCS1_WITH_TLS_PADDING`). `None`: the error is queued.
    pub fn decrypt_premaster(
        &self,
        ciphertext: &[u8],
        offered: u16,
        rollback: Option<u16>,
    ) -> Option<Zeroizing<[u8; PREMASTER_LEN]>> {
        let mut versions = [offered, rollback.unwrap_or(0)].map(c_uint::from);
        let mut plain = Zeroizing::new([0; PREMASTER_LEN]);
        let mut length = plain.len();
        // SAFETY: all objects are valid; lengths describe the buffers; the parameters live through the call, and the
        // array has its end.
        unsafe {
            let context = PkeyContext(NonNull::new(EVP_PKEY_CTX_new(
                self.as_ptr(),
                std::ptr::null_mut(),
            ))?);
            let [offered, negotiated] = &mut versions;
            let mut parameters = [
                OSSL_PARAM_construct_uint(c"tls-client-version".as_ptr(), offered),
                OSSL_PARAM_construct_end(),
                OSSL_PARAM_construct_end(),
            ];
            if rollback.is_some() {
                let name = c"tls-negotiated-version".as_ptr();
                parameters[1] = OSSL_PARAM_construct_uint(name, negotiated);
            }
            let done = EVP_PKEY_decrypt_init(context.0.as_ptr()) > 0
                && EVP_PKEY_CTX_set_rsa_padding(context.0.as_ptr(), RSA_PKCS1_WITH_TLS_PADDING) > 0
                && EVP_PKEY_CTX_set_params(context.0.as_ptr(), parameters.as_ptr()) > 0
                && EVP_PKEY_decrypt(
                    context.0.as_ptr(),
                    plain.as_mut_ptr(),
                    &mut length,
                    ciphertext.as_ptr(),
                    ciphertext.len(),
                ) > 0;
            (done && length == plain.len()).then_some(plain)
        }
    }
}

impl Clone for Key {
    fn clone(&self) -> Self {
        // SAFETY: the key is valid; counting up a live object does not fail.
        unsafe { EVP_PKEY_up_ref(self.as_ptr()) };
        Key(self.0)
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        // SAFETY: gives back our reference.
        unsafe { EVP_PKEY_free(self.as_ptr()) }
    }
}

impl Digest {
    fn evp(self) -> *const EVP_MD {
        // SAFETY: these return static objects.
        unsafe {
            match self {
                Digest::None => std::ptr::null(),
                Digest::Md5Sha1 => EVP_md5_sha1(),
                Digest::Sha1 => EVP_sha1(),
                Digest::Sha224 => EVP_sha224(),
                Digest::Sha256 => EVP_sha256(),
                Digest::Sha384 => EVP_sha384(),
                Digest::Sha512 => EVP_sha512(),
            }
        }
    }

    /// The digest object, as `SSL_CIPHER_get_handshake_digest` gives it out.
    pub fn as_ptr(self) -> *const EVP_MD {
        self.evp()
    }
}

struct MdContext(NonNull<EVP_MD_CTX>);

impl MdContext {
    fn new() -> Option<Self> {
        // SAFETY: no arguments.
        NonNull::new(unsafe { EVP_MD_CTX_new() }).map(MdContext)
    }
}

impl Drop for MdContext {
    fn drop(&mut self) {
        // SAFETY: ours.
        unsafe { EVP_MD_CTX_free(self.0.as_ptr()) }
    }
}

struct PkeyContext(NonNull<EVP_PKEY_CTX>);

impl Drop for PkeyContext {
    fn drop(&mut self) {
        // SAFETY: ours.
        unsafe { EVP_PKEY_CTX_free(self.0.as_ptr()) }
    }
}

/// The kind of any key object.
///
/// # Safety
/// `key` is NULL or a valid `EVP_PKEY`.
unsafe fn kind_of(key: *const EVP_PKEY) -> Option<Kind> {
    if key.is_null() {
        return None;
    }
    // SAFETY: valid by contract. Provider keys without a legacy number answer -1 and are asked by
    // name.
    unsafe {
        match EVP_PKEY_get_base_id(key) {
            PKEY_RSA => Some(Kind::Rsa),
            PKEY_RSA_PSS => Some(Kind::RsaPss),
            PKEY_EC => Some(Kind::Ec),
            PKEY_ED25519 => Some(Kind::Ed25519),
            PKEY_ED448 => Some(Kind::Ed448),
            PKEY_DSA => Some(Kind::Dsa),
            _ => [
                (c"RSA", Kind::Rsa),
                (c"RSA-PSS", Kind::RsaPss),
                (c"EC", Kind::Ec),
                (c"ED25519", Kind::Ed25519),
                (c"ED448", Kind::Ed448),
            ]
            .into_iter()
            .find(|(name, _)| EVP_PKEY_is_a(key, name.as_ptr()) == 1)
            .map(|(_, kind)| kind),
        }
    }
}

/// The name of an EC key's curve as libcrypto spells it.
///
/// # Safety
/// `key` is NULL or a valid `EVP_PKEY`.
unsafe fn curve_of(key: *const EVP_PKEY) -> Option<String> {
    if key.is_null() {
        return None;
    }
    let mut name = [0u8; 80];
    let mut length = 0;
    // SAFETY: valid by contract; the buffer has the size said.
    let found = unsafe {
        EVP_PKEY_get_group_name(
            key,
            name.as_mut_ptr().cast::<c_char>(),
            name.len(),
            &mut length,
        )
    };
    (found == 1).then(|| String::from_utf8_lossy(&name[..length.min(name.len())]).into_owned())
}

/// The strength of a key in bits; 0 for NULL.
///
/// # Safety
/// `key` is NULL or a valid `EVP_PKEY`.
unsafe fn security_bits(key: *const EVP_PKEY) -> i32 {
    if key.is_null() {
        return 0;
    }
    // SAFETY: valid by contract.
    unsafe { EVP_PKEY_get_security_bits(key) }
}

/// The kind of a certificate's key.
pub fn of_certificate(certificate: &Certificate) -> Option<Kind> {
    // SAFETY: NULL, or valid as long as the certificate.
    unsafe { kind_of(certificate.public_key()) }
}

/// The strength in bits of a certificate's key; -1: it has none that can be read.
pub fn bits_of_certificate(certificate: &Certificate) -> i32 {
    let key = certificate.public_key();
    if key.is_null() {
        return -1;
    }
    // SAFETY: valid as long as the certificate.
    unsafe { security_bits(key) }
}

/// The curve of a certificate's key.
pub fn curve_of_certificate(certificate: &Certificate) -> Option<String> {
    // SAFETY: as above.
    unsafe { curve_of(certificate.public_key()) }
}

/// Whether the key is the certificate's; queues the error otherwise.
pub fn belongs(certificate: &Certificate, key: &Key) -> bool {
    // SAFETY: both are valid.
    unsafe { X509_check_private_key(certificate.as_ptr(), key.as_ptr()) == 1 }
}

/// The NID of the curve of an `EC_KEY`.
///
/// # Safety
/// `key` is NULL or a valid `EC_KEY`.
pub unsafe fn curve_of_ec_key(key: *const EC_KEY) -> Option<i32> {
    if key.is_null() {
        return None;
    }
    // SAFETY: the caller's contract.
    unsafe {
        let group = EC_KEY_get0_group(key);
        (!group.is_null()).then(|| EC_GROUP_get_curve_name(group))
    }
}
