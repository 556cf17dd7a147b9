//! What a context's or connection's settings and its security policy leave of versions, suites, groups
//! and signature schemes.

use std::ffi::c_int;

use dtls::ClientHelloInfo;
use dtls::msg::{CipherSuite, NamedGroup, ProtocolVersion, SignatureScheme};

use super::cipher::{SSL_CIPHER, SuiteB};
use super::method::{DTLS1_2_VERSION, DTLS1_VERSION, Protocol};
use super::security::{Policy, op as secop};
use super::settings::{Settings, VERIFY_PEER, op};
use super::{groups, sigalgs};

/// Whose signatures a list of schemes is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Signer {
    Server,
    /// `SSL_CTX_set1_client_sigalgs_list`.
    Client,
}

impl Settings {
    /// The range of versions; `None` when nothing is left of it.
    pub fn versions(&self, policy: &Policy<'_>) -> Option<(ProtocolVersion, ProtocolVersion)> {
        let fixed = self.method.fixed_version();
        let (low, high) = match (fixed, self.method.protocol) {
            (Some(version), _) => (version, version),
            (None, Protocol::Dtls) => (self.lowest(), self.highest()),
            (None, _) => return None,
        };
        // Newest first, as OpenSSL asks. Wire values of DTLS versions count down.
        let mut in_range = [DTLS1_2_VERSION, DTLS1_VERSION]
            .into_iter()
            .filter(|version| {
                let option = match *version {
                    DTLS1_VERSION => op::NO_DTLSV1,
                    _ => op::NO_DTLSV1_2,
                };
                // A method for one version is a program's explicit wish, which the level does not
                // contradict; a callback may.
                let secure =
                    fixed.is_some() && !policy.is_custom() || policy.allows_version(*version);
                secure && *version <= low && *version >= high && self.options & option == 0
            });
        let last = in_range.next()?;
        let first = in_range.next_back().unwrap_or(last);
        let wire = |version: c_int| u16::try_from(version).ok().map(ProtocolVersion);
        Some((wire(first)?, wire(last)?))
    }

    /// Whether the method's one version is used whatever the level says.
    fn is_fixed(&self, policy: &Policy<'_>) -> bool {
        self.method.fixed_version().is_some() && !policy.is_custom()
    }

    /// DTLS 1.0 is for those who ask for it: by version, method, or security level 0.
    fn lowest(&self) -> c_int {
        match (of_dtls(self.min_version), of_dtls(self.max_version)) {
            (0, DTLS1_VERSION) => DTLS1_VERSION,
            (0, _) if self.security.level > 0 && self.security.callback.is_none() => {
                DTLS1_2_VERSION
            }
            (0, _) => DTLS1_VERSION,
            (version, _) => version,
        }
    }

    /// Whether the signatures of DTLS 1.0, with MD5 and SHA-1 or SHA-1 alone, count.
    pub fn allows_dtls10_signatures(&self, policy: &Policy<'_>) -> bool {
        let weakest = SignatureScheme::ECDSA_SHA1;
        self.is_fixed(policy) || policy.allows_scheme(secop::SIGALG_SUPPORTED, weakest)
    }

    fn highest(&self) -> c_int {
        match of_dtls(self.max_version) {
            0 => DTLS1_2_VERSION,
            version => version.max(DTLS1_2_VERSION),
        }
    }

    /// The suites that a client with these settings offers.
    pub fn supported_suites(&self, policy: &Policy<'_>) -> Vec<&'static SSL_CIPHER> {
        let signatures = self.signatures(policy, Signer::Server);
        let Some(versions) = self.versions(policy) else {
            return Vec::new();
        };
        let psk = self.inherited.psk_client.is_some();
        self.ciphers
            .suites
            .iter()
            .copied()
            .filter(|suite| suite.fits(versions) && (psk || !suite.is_psk()))
            .filter(|suite| signatures.can_sign(suite))
            .filter(|suite| policy.allows_cipher(secop::CIPHER_SUPPORTED, suite))
            .collect()
    }

    /// The groups as they are set, best first.
    pub fn wanted_groups(&self) -> Vec<NamedGroup> {
        const P256: NamedGroup = NamedGroup::SECP256R1;
        const P384: NamedGroup = NamedGroup::SECP384R1;
        match (self.suite_b(), &self.groups) {
            (Some(SuiteB::Level128), _) => vec![P256, P384],
            (Some(SuiteB::Level128Only), _) => vec![P256],
            (Some(SuiteB::Level192), _) => vec![P384],
            (None, Some(groups)) => groups.clone(),
            (None, None) => groups::DEFAULTS.to_vec(),
        }
    }

    /// The groups that the policy allows.
    pub fn allowed_groups(&self, policy: &Policy<'_>, op: c_int) -> Vec<NamedGroup> {
        let mut groups = self.wanted_groups();
        groups.retain(|group| policy.allows_group(op, *group));
        groups
    }

    /// The signature schemes as they are set, best first.
    pub fn wanted_schemes(&self, signer: Signer) -> Vec<SignatureScheme> {
        const P256: SignatureScheme = SignatureScheme::ECDSA_SECP256R1_SHA256;
        const P384: SignatureScheme = SignatureScheme::ECDSA_SECP384R1_SHA384;
        let of_client = match signer {
            Signer::Client => self.client_sigalgs.as_ref(),
            Signer::Server => None,
        };
        match (self.suite_b(), of_client.or(self.sigalgs.as_ref())) {
            (Some(SuiteB::Level128), _) => vec![P256, P384],
            (Some(SuiteB::Level128Only), _) => vec![P256],
            (Some(SuiteB::Level192), _) => vec![P384],
            (None, Some(schemes)) => schemes.clone(),
            (None, None) => sigalgs::defaults(),
        }
    }

    /// The signature schemes that the policy allows.
    pub fn allowed_schemes(
        &self,
        policy: &Policy<'_>,
        op: c_int,
        signer: Signer,
    ) -> Vec<SignatureScheme> {
        let mut schemes = self.wanted_schemes(signer);
        schemes.retain(|scheme| policy.allows_scheme(op, *scheme));
        schemes
    }

    /// The schemes that both sides have for signatures of our own, in the order that decides: the
    /// peer's, unless ours is to (`SSL_OP_CIPHER_SERVER_PREFERENCE`).
    pub fn shared_schemes(
        &self,
        policy: &Policy<'_>,
        signer: Signer,
        peer: &[SignatureScheme],
    ) -> Vec<SignatureScheme> {
        let own = self.wanted_schemes(signer);
        let own_decides =
            self.options & op::CIPHER_SERVER_PREFERENCE != 0 || self.suite_b().is_some();
        let (first, second) = match own_decides {
            true => (&own[..], peer),
            false => (peer, &own[..]),
        };
        let mut shared = first.to_vec();
        shared.retain(|scheme| {
            second.contains(scheme) && policy.allows_scheme(secop::SIGALG_SHARED, *scheme)
        });
        shared
    }

    /// Whose keys may sign: the policy is asked about the first scheme of each kind that it allows.
    pub fn signatures(&self, policy: &Policy<'_>, signer: Signer) -> Signatures {
        let mut found = Signatures::default();
        for scheme in self.wanted_schemes(signer) {
            let kind = match sigalgs::find(scheme).map(|alg| alg.sign) {
                Some(sigalgs::NID_RSA | sigalgs::NID_RSA_PSS) => &mut found.rsa,
                Some(_) => &mut found.ecdsa,
                None => continue,
            };
            *kind = *kind || policy.allows_scheme(secop::SIGALG_MASK, scheme);
        }
        found
    }
}

/// The lists of the engine's configuration.
pub struct Algorithms {
    pub suites: Vec<CipherSuite>,
    pub groups: Vec<NamedGroup>,
    pub schemes: Vec<SignatureScheme>,
    pub client_schemes: Vec<SignatureScheme>,
    pub certificate_types: Vec<u8>,
}

impl Settings {
    /// What a client offers and may use itself.
    pub fn client_algorithms(&self, policy: &Policy<'_>) -> Algorithms {
        let suites = self.supported_suites(policy);
        Algorithms {
            suites: suites.iter().map(|suite| CipherSuite(suite.code)).collect(),
            groups: self.allowed_groups(policy, secop::CURVE_SUPPORTED),
            schemes: self.allowed_schemes(policy, secop::SIGALG_SUPPORTED, Signer::Server),
            // A callback is asked when the CertificateRequest is there.
            client_schemes: match policy.is_custom() {
                true => self.wanted_schemes(Signer::Client),
                false => self.allowed_schemes(policy, secop::SIGALG_SHARED, Signer::Client),
            },
            certificate_types: Vec::new(),
        }
    }

    /// What a server may choose from, and what it takes from clients. A callback is asked when the
    /// hello is there.
    pub fn server_algorithms(
        &self,
        policy: &Policy<'_>,
        hello: Option<&ClientHelloInfo>,
    ) -> Algorithms {
        let level = Policy::of_level(self.security.level);
        let ask = policy.is_custom().then_some(hello).flatten();
        let suite = |suite: &&'static SSL_CIPHER| match ask {
            Some(hello) => {
                hello.suites.contains(&CipherSuite(suite.code))
                    && policy.allows_cipher(secop::CIPHER_SHARED, suite)
            }
            None => policy.is_custom() || level.allows_cipher(secop::CIPHER_SHARED, suite),
        };
        let group = |group: &NamedGroup| match ask {
            Some(hello) => {
                (hello.groups.is_empty() || hello.groups.contains(group))
                    && policy.allows_group(secop::CURVE_SHARED, *group)
            }
            None => policy.is_custom() || level.allows_group(secop::CURVE_SHARED, *group),
        };
        let scheme = |scheme: &SignatureScheme| match ask {
            Some(hello) => {
                (hello.signature_schemes.is_empty() || hello.signature_schemes.contains(scheme))
                    && policy.allows_scheme(secop::SIGALG_SHARED, *scheme)
            }
            None => policy.is_custom() || level.allows_scheme(secop::SIGALG_SHARED, *scheme),
        };
        let asks_client =
            self.verify_mode & VERIFY_PEER != 0 && !(policy.is_custom() && ask.is_none());
        let suites = self.ciphers.suites.iter().copied().filter(suite);
        let mut lists = Algorithms {
            schemes: self.wanted_schemes(Signer::Server),
            groups: self.wanted_groups(),
            suites: suites.map(|suite| CipherSuite(suite.code)).collect(),
            client_schemes: Vec::new(),
            certificate_types: Vec::new(),
        };
        lists.schemes.retain(scheme);
        lists.groups.retain(group);
        if asks_client {
            lists.certificate_types = self.requested_types(policy);
            lists.client_schemes =
                self.allowed_schemes(policy, secop::SIGALG_SUPPORTED, Signer::Client);
        }
        lists
    }

    /// The kinds of certificate that a CertificateRequest names.
    fn requested_types(&self, policy: &Policy<'_>) -> Vec<u8> {
        const RSA_SIGN: u8 = 1;
        const ECDSA_SIGN: u8 = 64;
        if !self.certificate_types.is_empty() {
            return self.certificate_types.clone();
        }
        let signatures = self.signatures(policy, Signer::Client);
        let mut types = Vec::new();
        types.extend(signatures.rsa.then_some(RSA_SIGN));
        types.extend(signatures.ecdsa.then_some(ECDSA_SIGN));
        types
    }
}

/// The kinds of keys that have a signature scheme.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Signatures {
    pub rsa: bool,
    pub ecdsa: bool,
}

impl Signatures {
    /// Whether a suite's certificate is of a kind that may sign.
    fn can_sign(self, suite: &SSL_CIPHER) -> bool {
        use dtls::suites::Authentication;
        match suite.info.map(|info| info.authentication) {
            Some(Authentication::Rsa) => self.rsa,
            Some(Authentication::Ecdsa) => self.ecdsa,
            _ => true,
        }
    }
}

/// A bound of TLS is none for DTLS: it was set for a method of TLS.
fn of_dtls(version: c_int) -> c_int {
    match version {
        DTLS1_VERSION | DTLS1_2_VERSION => version,
        _ => 0,
    }
}
