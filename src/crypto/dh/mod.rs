//! Parameters of Diffie-Hellman over finite fields (`DH_new(3)`), which programs read and hand to
//! `SSL_CTX_set_tmp_dh`.

pub mod abi;
pub mod pem;
pub mod pkey;

use std::sync::{PoisonError, RwLock};

use primitives::der::{Encoded, Reader, element_len, sequence, unsigned};

use crate::bn::BIGNUM;

/// Parameters, filled number by number or read from DER.
#[derive(Default)]
pub struct DH {
    numbers: RwLock<Numbers>,
}

impl ffi::SharedHandle for DH {}

/// The numbers. C holds pointers to them, so each has a place of its own.
#[derive(Default)]
pub struct Numbers {
    /// The prime.
    pub p: Option<Box<BIGNUM>>,
    /// The order of the generator, which is rarely known.
    pub q: Option<Box<BIGNUM>>,
    /// The generator.
    pub g: Option<Box<BIGNUM>>,
    /// Recommended length of a private value in bits, 0 for none.
    pub private_bits: u32,
    /// The public value.
    pub public: Option<Box<BIGNUM>>,
    /// The private value.
    pub private: Option<Box<BIGNUM>>,
}

impl DH {
    /// The parameters in a DHParameter (PKCS#3) at the start of `der`, and the bytes it takes.
    pub fn from_der(der: &[u8]) -> Option<(Self, usize)> {
        let length = element_len(der).ok()?;
        let mut parameters = Reader::new(&der[..length]).sequence().ok()?;
        let mut number = || {
            let number = parameters.unsigned().ok()?;
            Some(Box::new(BIGNUM::from_be(number)))
        };
        let (p, g) = (number()?, number()?);
        let private_bits = if parameters.is_empty() {
            0
        } else {
            parameters.small().ok()?
        };
        parameters.finish().ok()?;
        let numbers = Numbers {
            p: Some(p),
            q: None,
            g: Some(g),
            private_bits,
            ..Numbers::default()
        };
        let numbers = RwLock::new(numbers);
        Some((Self { numbers }, length))
    }

    /// The DHParameter. `None` while a number is missing.
    pub fn to_der(&self) -> Option<Encoded> {
        self.with(|numbers| {
            let p = unsigned(numbers.p.as_ref()?.to_be());
            let g = unsigned(numbers.g.as_ref()?.to_be());
            let private_bits = unsigned(&numbers.private_bits.to_be_bytes());
            let last: &[u8] = match numbers.private_bits {
                0 => &[],
                _ => &private_bits,
            };
            Some(sequence(&[&p, &g, last]))
        })
    }

    /// Reads the numbers.
    pub fn with<R>(&self, body: impl FnOnce(&Numbers) -> R) -> R {
        body(&self.numbers.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the numbers.
    pub fn change<R>(&self, body: impl FnOnce(&mut Numbers) -> R) -> R {
        body(&mut self.numbers.write().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests;
