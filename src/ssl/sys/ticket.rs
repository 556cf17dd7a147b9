//! Session tickets, sealed and opened by libcrypto: key name, IV, encrypted session, MAC over all of it (the form that
//! RFC 5077, section 4, recommends). The application's callback sets up cipher and MAC
//! (SSL_CTX_set_tlsext_ticket_key_evp_cb(3)), or the context's own keys do.

use std::ffi::c_int;
use std::ptr::NonNull;

use primitives::hmac::constant_time_eq;
use primitives::random::{SecureRandom, SystemRandom};
use zeroize::Zeroizing;

use crate::callback::{SSL_ticket_key_cb, SSL_ticket_key_evp_cb};
use crate::object::connection::SSL;
use crate::object::ticket_keys::{NAME, TicketKeys};

use super::error;
use super::imports::*;
use super::types::*;

/// `EVP_MAX_IV_LENGTH`, `EVP_MAX_BLOCK_LENGTH`, `EVP_MAX_MD_SIZE`.
const MAX_IV: usize = 16;
const MAX_BLOCK: usize = 32;
const MAX_MAC: usize = 64;

/// Who sets up cipher and MAC.
pub enum Keying {
    Own(TicketKeys),
    /// `SSL_CTX_set_tlsext_ticket_key_cb`.
    Hmac(SSL_ticket_key_cb),
    /// `SSL_CTX_set_tlsext_ticket_key_evp_cb`.
    Mac(SSL_ticket_key_evp_cb),
}

/// No ticket, and the handshake cannot go on.
pub struct Failed;

/// What a ticket turned out to be.
pub enum Opened {
    /// None of ours.
    Unknown,
    Good {
        session: Zeroizing<Vec<u8>>,
        renew: bool,
    },
}

/// Seals a session. `None`: there is no key to do so.
pub fn seal(keying: &Keying, ssl: &SSL, session: &[u8]) -> Result<Option<Vec<u8>>, Failed> {
    let setup = Setup::new(keying)?;
    let (mut name, mut iv) = ([0; NAME], [0; MAX_IV]);
    match setup.run(keying, ssl, (&mut name, &mut iv), true)? {
        Answer::Unknown => return Ok(None),
        Answer::Good | Answer::Renew => {}
    }
    let mut ticket = name.to_vec();
    ticket.extend_from_slice(&iv[..setup.cipher.iv_length()?]);
    ticket.extend(setup.cipher.run(session, true).ok_or(Failed)?.iter());
    let mac = setup.mac.of(&ticket).ok_or(Failed)?;
    ticket.extend_from_slice(&mac);
    Ok(Some(ticket))
}

/// Opens a ticket.
pub fn open(keying: &Keying, ssl: &SSL, ticket: &[u8]) -> Result<Opened, Failed> {
    // The callback may look at an IV of any length.
    let Some((name, rest)) = ticket.split_at_checked(NAME) else {
        return Ok(Opened::Unknown);
    };
    let Some(mut iv) = rest.first_chunk::<MAX_IV>().copied() else {
        return Ok(Opened::Unknown);
    };
    let mut name = <[u8; NAME]>::try_from(name).map_err(|_| Failed)?;
    let setup = Setup::new(keying)?;
    let renew = match setup.run(keying, ssl, (&mut name, &mut iv), false)? {
        Answer::Unknown => return Ok(Opened::Unknown),
        Answer::Good => false,
        Answer::Renew => true,
    };
    let mac_length = setup.mac.length().ok_or(Failed)?;
    let front = NAME + setup.cipher.iv_length()?;
    let Some(end) = ticket
        .len()
        .checked_sub(mac_length)
        .filter(|&end| end > front)
    else {
        return Ok(Opened::Unknown);
    };
    let (sealed, mac) = ticket.split_at(end);
    let good = setup.mac.of(sealed).ok_or(Failed)?;
    if !constant_time_eq(&good, mac) {
        return Ok(Opened::Unknown);
    }
    // That it is none of ours is no error of anybody's.
    let opened = error::quietly(|| setup.cipher.run(&sealed[front..], false));
    Ok(match opened {
        Some(session) => Opened::Good { session, renew },
        None => Opened::Unknown,
    })
}

/// What a callback answers.
enum Answer {
    /// 0: not with this key, or with none.
    Unknown,
    /// 1
    Good,
    /// 2: good, and the client shall get a new ticket.
    Renew,
}

/// The contexts that are set up.
struct Setup {
    cipher: Cipher,
    mac: Mac,
}

impl Setup {
    fn new(keying: &Keying) -> Result<Self, Failed> {
        Ok(Setup {
            cipher: Cipher::new().ok_or(Failed)?,
            mac: match keying {
                Keying::Own(_) | Keying::Hmac(_) => Mac::hmac(),
                Keying::Mac(_) => Mac::evp(),
            }
            .ok_or(Failed)?,
        })
    }

    fn run(
        &self,
        keying: &Keying,
        ssl: &SSL,
        (name, iv): (&mut [u8; NAME], &mut [u8; MAX_IV]),
        seal: bool,
    ) -> Result<Answer, Failed> {
        let encrypt = c_int::from(seal);
        let cipher = self.cipher.0.as_ptr();
        let (name_at, iv_at) = (name.as_mut_ptr(), iv.as_mut_ptr());
        let said = match (keying, &self.mac) {
            (Keying::Own(keys), Mac::Hmac(mac)) => return self.own(keys, *mac, (name, iv), seal),
            // SAFETY: the buffers are as long as the manual page says; the contexts are valid, and
            // no borrow of the connection is alive.
            (Keying::Hmac(Some(callback)), Mac::Hmac(mac)) => unsafe {
                callback(ssl.as_c(), name_at, iv_at, cipher, mac.as_ptr(), encrypt)
            },
            // SAFETY: as above.
            (Keying::Mac(Some(callback)), Mac::Evp(mac)) => unsafe {
                callback(ssl.as_c(), name_at, iv_at, cipher, mac.as_ptr(), encrypt)
            },
            _ => return Err(Failed),
        };
        match said {
            0 => Ok(Answer::Unknown),
            2 => Ok(Answer::Renew),
            1.. => Ok(Answer::Good),
            _ => Err(Failed),
        }
    }

    /// What a callback with the context's own keys would do.
    fn own(
        &self,
        keys: &TicketKeys,
        mac: NonNull<HMAC_CTX>,
        (name, iv): (&mut [u8; NAME], &mut [u8; MAX_IV]),
        seal: bool,
    ) -> Result<Answer, Failed> {
        if seal {
            name.copy_from_slice(keys.name());
            SystemRandom::new().fill(iv).map_err(|_| Failed)?;
        } else if name != keys.name() {
            return Ok(Answer::Unknown);
        }
        let (key, mac_key) = (keys.cipher_key(), keys.mac_key());
        let length = c_int::try_from(mac_key.len()).map_err(|_| Failed)?;
        let none = std::ptr::null_mut();
        let init = if seal {
            EVP_EncryptInit_ex
        } else {
            EVP_DecryptInit_ex
        };
        // SAFETY: the contexts are valid; key and IV are as long as AES-256 in CBC mode needs.
        let done = unsafe {
            HMAC_Init_ex(
                mac.as_ptr(),
                mac_key.as_ptr().cast(),
                length,
                EVP_sha256(),
                none,
            ) == 1
                && init(
                    self.cipher.0.as_ptr(),
                    EVP_aes_256_cbc(),
                    none,
                    key.as_ptr(),
                    iv.as_ptr(),
                ) == 1
        };
        done.then_some(Answer::Good).ok_or(Failed)
    }
}

/// A cipher context of our own.
struct Cipher(NonNull<EVP_CIPHER_CTX>);

impl Cipher {
    fn new() -> Option<Self> {
        // SAFETY: a new object or NULL.
        NonNull::new(unsafe { EVP_CIPHER_CTX_new() }).map(Cipher)
    }

    /// The length of the IV with the cipher that was set.
    fn iv_length(&self) -> Result<usize, Failed> {
        // SAFETY: the context is valid.
        let length = unsafe { EVP_CIPHER_CTX_get_iv_length(self.0.as_ptr()) };
        usize::try_from(length)
            .ok()
            .filter(|&length| length <= MAX_IV)
            .ok_or(Failed)
    }

    /// Encrypts or decrypts `input`; `None`: it does not decrypt.
    fn run(&self, input: &[u8], seal: bool) -> Option<Zeroizing<Vec<u8>>> {
        let context = self.0.as_ptr();
        let length = c_int::try_from(input.len()).ok()?;
        let mut out = Zeroizing::new(vec![0; input.len() + 2 * MAX_BLOCK]);
        let (mut first, mut last): (c_int, c_int) = (0, 0);
        // SAFETY: the context is set up; the output has room for the input and two blocks more.
        unsafe {
            let (to, from) = (out.as_mut_ptr(), input.as_ptr());
            let updated = match seal {
                true => EVP_EncryptUpdate(context, to, &mut first, from, length),
                false => EVP_DecryptUpdate(context, to, &mut first, from, length),
            };
            let written = usize::try_from(first).ok().filter(|_| updated == 1)?;
            let to = out.get_mut(written..)?.as_mut_ptr();
            let finished = match seal {
                true => EVP_EncryptFinal_ex(context, to, &mut last),
                false => EVP_DecryptFinal_ex(context, to, &mut last),
            };
            if finished != 1 {
                return None;
            }
        }
        out.truncate(usize::try_from(first.checked_add(last)?).ok()?);
        Some(out)
    }
}

impl Drop for Cipher {
    fn drop(&mut self) {
        // SAFETY: the context is ours.
        unsafe { EVP_CIPHER_CTX_free(self.0.as_ptr()) }
    }
}

/// A MAC context of our own, of the kind that the callback takes.
enum Mac {
    Hmac(NonNull<HMAC_CTX>),
    Evp(NonNull<EVP_MAC_CTX>),
}

impl Mac {
    fn hmac() -> Option<Self> {
        // SAFETY: a new object or NULL.
        NonNull::new(unsafe { HMAC_CTX_new() }).map(Mac::Hmac)
    }

    fn evp() -> Option<Self> {
        // SAFETY: new objects or NULL; the context keeps a reference of its own.
        unsafe {
            let mac = EVP_MAC_fetch(std::ptr::null_mut(), c"HMAC".as_ptr(), std::ptr::null());
            let context = NonNull::new(EVP_MAC_CTX_new(mac));
            EVP_MAC_free(mac);
            context.map(Mac::Evp)
        }
    }

    /// The length of a code; `None`: the callback has set up nothing.
    fn length(&self) -> Option<usize> {
        // SAFETY: the contexts are valid.
        let length = unsafe {
            match self {
                Mac::Hmac(context) => HMAC_size(context.as_ptr()),
                Mac::Evp(context) => EVP_MAC_CTX_get_mac_size(context.as_ptr()),
            }
        };
        (1..=MAX_MAC).contains(&length).then_some(length)
    }

    fn of(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let mut code = vec![0; MAX_MAC];
        // SAFETY: the contexts are set up; the buffer is as long as any code.
        let length = unsafe {
            match self {
                Mac::Hmac(context) => {
                    let mut length = 0;
                    let done = HMAC_Update(context.as_ptr(), bytes.as_ptr(), bytes.len()) == 1
                        && HMAC_Final(context.as_ptr(), code.as_mut_ptr(), &mut length) == 1;
                    done.then_some(usize::try_from(length).ok()?)?
                }
                Mac::Evp(context) => {
                    let (context, mut length) = (context.as_ptr(), 0);
                    let done = EVP_MAC_update(context, bytes.as_ptr(), bytes.len()) == 1
                        && EVP_MAC_final(context, code.as_mut_ptr(), &mut length, MAX_MAC) == 1;
                    done.then_some(length)?
                }
            }
        };
        code.truncate(length);
        Some(code)
    }
}

impl Drop for Mac {
    fn drop(&mut self) {
        // SAFETY: the contexts are ours.
        unsafe {
            match self {
                Mac::Hmac(context) => HMAC_CTX_free(context.as_ptr()),
                Mac::Evp(context) => EVP_MAC_CTX_free(context.as_ptr()),
            }
        }
    }
}
