//! The group of a server's Diffie-Hellman share: chosen by size, given, or asked from the application.

use dtls::msg::CipherSuite;
use dtls::suites::SuiteInfo;
use dtls::{Answer, Credential};

use crate::object::connection::SSL;
use crate::object::dh::{Auto, TmpDh};
use crate::sys::{call, error};

use super::Outcome;

/// The order is upstream's: the automatic choice before the parameters, and the callback where there are none.
pub fn choose(ssl: &SSL, suite: CipherSuite, credential: Option<&Credential>) -> Outcome {
    let settings = ssl.settings();
    let level = settings.security.level;
    let given = match settings.dh_auto {
        Auto::Off => settings.tmp_dh.clone(),
        auto => {
            let key = credential.and_then(|shown| settings.certs.slot(shown.id)?.key.as_ref());
            let key_bits = key.map(|key| key.security_bits());
            let suite = SuiteInfo::find(suite);
            suite.and_then(|suite| TmpDh::auto(auto, suite, key_bits, level))
        }
    };
    let callback = settings.inherited.tmp_dh;
    let group = match given {
        None if callback.is_some() => {
            let numbers = call::tmp_dh(callback, ssl);
            // The engine says what was wrong.
            error::quietly(|| TmpDh::new(numbers.as_ref(), 0))
        }
        given => given,
    };
    Outcome::Answer(match group {
        Some(group) if group.is_allowed(level) => Answer::DhGroup(Some(group.group)),
        Some(_) => Answer::DhGroupTooSmall,
        None => Answer::DhGroup(None),
    })
}
