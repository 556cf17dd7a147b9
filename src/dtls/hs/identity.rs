//! What a side shows of itself in its Certificate: a chain, or only a public key (RFC 7250).

use alloc::sync::Arc;
use alloc::vec::Vec;

use super::certificate;
use super::negotiate::ClientOffer;
use super::signing::PeerKey;
use super::{Body, Transcript};
use crate::codec::Codec;
use crate::config::{ClientAuth, Config};
use crate::core::Core;
use crate::error::{Error, Reason};
use crate::msg::ext::{
    ClientCertificateTypes, SelectedClientCertificateType, SelectedServerCertificateType,
    ServerCertificateTypes,
};
use crate::msg::{Certificate, CertificateType, Extensions, HandshakeType, RawPublicKey};
use crate::question::{Credential, Question};

/// The forms in which both sides show their keys. Without an agreement both are certificates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CertificateTypes {
    pub(crate) own: CertificateType,
    pub(crate) peer: CertificateType,
}

impl CertificateTypes {
    /// A server's choice: the first of its own forms that the client bears, and the first form of the client's that it
    /// bears itself (RFC 7250, 4.2).
    pub(crate) fn choose(config: &Config, offer: &ClientOffer) -> Result<Self, Error> {
        let asks = config.client_auth != ClientAuth::None;
        Ok(Self {
            own: common(
                &config.own_certificate_types,
                &offer.server_certificate_types,
            )?,
            peer: match asks {
                true => common(
                    &config.peer_certificate_types,
                    &offer.client_certificate_types,
                )?,
                false => CertificateType::X509,
            },
        })
    }

    /// What a client finds in the ServerHello.
    pub(crate) fn accept(config: &Config, extensions: &Extensions) -> Result<Self, Error> {
        let own = extensions.get::<SelectedClientCertificateType>()?;
        let peer = extensions.get::<SelectedServerCertificateType>()?;
        let checked =
            |kind: CertificateType, offered: &[CertificateType]| match bears(offered, kind) {
                true => Ok(kind),
                false => Err(Error::new(Reason::NoCommonCertificateType)),
            };
        let peer = peer.map_or(CertificateType::X509, |selected| selected.0);
        Ok(Self {
            // Without an answer the server asks for nothing, or for a certificate.
            own: match own {
                Some(selected) => checked(selected.0, &config.own_certificate_types)?,
                None => CertificateType::X509,
            },
            peer: checked(peer, &config.peer_certificate_types)?,
        })
    }

    /// What a server answers to what its client sent. `asks`: it will request the client's certificate.
    pub(crate) fn answer(
        self,
        config: &Config,
        offer: &ClientOffer,
        asks: bool,
        extensions: &mut Extensions,
    ) -> Result<(), Error> {
        if !config.own_certificate_types.is_empty() && offer.server_certificate_types.is_some() {
            extensions.push(&SelectedServerCertificateType(self.own))?;
        }
        // RFC 7250, 4.2: left out when no certificate is requested.
        let configured = !config.peer_certificate_types.is_empty();
        if configured && asks && offer.client_certificate_types.is_some() {
            extensions.push(&SelectedClientCertificateType(self.peer))?;
        }
        Ok(())
    }

    /// The credentials that can be shown in our form: a raw public key needs no certificate, but may have one.
    pub(crate) fn usable(self, credentials: &[Credential]) -> Vec<Credential> {
        let raw = self.own == CertificateType::RAW_PUBLIC_KEY;
        let usable = |credential: &&Credential| raw || has_certificate(credential);
        credentials.iter().filter(usable).cloned().collect()
    }
}

/// What a client says of both forms.
pub(crate) fn offer(config: &Config, extensions: &mut Extensions) -> Result<(), Error> {
    if !config.own_certificate_types.is_empty() {
        extensions.push(&ClientCertificateTypes(
            config.own_certificate_types.clone(),
        ))?;
    }
    if !config.peer_certificate_types.is_empty() {
        extensions.push(&ServerCertificateTypes(
            config.peer_certificate_types.clone(),
        ))?;
    }
    Ok(())
}

/// Whether a list of forms, which is empty when nothing was configured, has one.
fn bears(list: &[CertificateType], kind: CertificateType) -> bool {
    list.contains(&kind) || list.is_empty() && kind == CertificateType::X509
}

/// The first of ours that the peer has, too. Who says nothing means certificates.
fn common(
    ours: &[CertificateType],
    theirs: &Option<Vec<CertificateType>>,
) -> Result<CertificateType, Error> {
    let found = match theirs {
        Some(theirs) if !ours.is_empty() => ours.iter().copied().find(|own| theirs.contains(own)),
        _ => Some(CertificateType::X509).filter(|&kind| bears(ours, kind)),
    };
    found.ok_or(Error::new(Reason::NoCommonCertificateType))
}

/// Whether the first part of a credential's chain is a certificate: otherwise it is a SubjectPublicKeyInfo.
fn has_certificate(credential: &Credential) -> bool {
    let leaf = credential.chain.first();
    leaf.is_some_and(|leaf| certificate::read(leaf).is_ok())
}

/// The key of a credential, from its certificate or by itself.
pub(crate) fn key_of(credential: &Credential) -> Result<PeerKey, Error> {
    let leaf = credential.chain.first();
    let leaf = leaf.ok_or(Error::new(Reason::BadCertificate))?;
    match has_certificate(credential) {
        true => PeerKey::from_certificate(leaf),
        false => PeerKey::from_public_key_info(leaf),
    }
}

/// Writes our Certificate, empty without a credential.
pub(crate) fn write(
    core: &mut Core,
    transcript: &mut Transcript,
    form: CertificateType,
    credential: Option<&Credential>,
) -> Result<(), Error> {
    let chain = credential.map_or(Vec::new(), |credential| credential.chain.to_vec());
    let key = chain.first().map(|leaf| {
        certificate::read(leaf)
            .map_or(&leaf[..], |parts| parts.key)
            .to_vec()
    });
    core.write_message(transcript, HandshakeType::CERTIFICATE, |writer| {
        match (form, key) {
            (CertificateType::RAW_PUBLIC_KEY, Some(public_key_info)) => {
                RawPublicKey { public_key_info }.encode(writer);
            }
            _ => Certificate { chain }.encode(writer),
        }
    })
}

/// Takes the peer's Certificate: its key and the question whether it is trusted. None: it is empty.
pub(crate) fn take(core: &mut Core, body: Body) -> Result<Option<(PeerKey, Question)>, Error> {
    match body {
        Body::Certificate(certificate) => {
            let Some(leaf) = certificate.chain.first() else {
                return Ok(None);
            };
            let key = PeerKey::from_certificate(leaf)?;
            let chain: Arc<[Vec<u8>]> = certificate.chain.into();
            core.facts.peer_chain = chain.clone();
            Ok(Some((key, Question::VerifyChain { chain })))
        }
        Body::RawPublicKey(raw) => {
            let key = PeerKey::from_public_key_info(&raw.public_key_info)?;
            let raw: Arc<[u8]> = raw.public_key_info.into();
            core.facts.peer_raw_key = Some(raw.clone());
            Ok(Some((key, Question::VerifyRawKey { key: raw })))
        }
        _ => Err(Reason::Bug.into()),
    }
}
