//! Keys in PEM (`PEM_read_bio_PrivateKey(3)`).

pub mod abi;
pub mod read;

/// Which keys will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// A private key in any form.
    Private,
    /// A SubjectPublicKeyInfo.
    Public,
    /// An RSAPublicKey.
    RsaPublic,
}

impl Wanted {
    /// Whether a block with this name may hold one.
    pub fn accepts(self, name: &str) -> bool {
        match self {
            Self::Private => matches!(
                name,
                "PRIVATE KEY" | "ENCRYPTED PRIVATE KEY" | "RSA PRIVATE KEY" | "EC PRIVATE KEY"
            ),
            Self::Public => name == "PUBLIC KEY",
            Self::RsaPublic => name == "RSA PUBLIC KEY",
        }
    }
}

#[cfg(test)]
mod tests;
