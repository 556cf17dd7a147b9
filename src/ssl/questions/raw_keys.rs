//! Is a peer's raw public key trusted (RFC 7250)? As OpenSSL 3.2 has it: it is one of those that the application named, or
//! a verification callback says so.

use std::ffi::c_int;

use dtls::Answer;
use dtls::msg::AlertDescription;

use super::{Outcome, alert_of};
use crate::object::connection::{SSL, Want};
use crate::object::settings::VERIFY_PEER;
use crate::sys::error;
use crate::sys::key::Key;
use crate::sys::verify::{self, RawRequest};

pub fn verify(ssl: &SSL, der: &[u8]) -> Outcome {
    let Some(key) = Key::from_public_info(der) else {
        error::put_lib(error::LIB_SSL, error::ASN1_LIB, None);
        return Outcome::Answer(Answer::ChainBad(AlertDescription::BAD_CERTIFICATE));
    };
    let strong = ssl.policy().allows_raw_key(&key);
    let canonical = key.public_info();
    // The callbacks may ask for it.
    ssl.peer.borrow_mut().raw_key = Some(key);
    let expected = canonical.is_some_and(|key| ssl.expected_keys.borrow().contains(&key));
    let settings = ssl.settings();
    let context = ssl.context();
    let of_context = context.settings().of_context;
    let verdict = verify::verify_raw_key(&RawRequest {
        store: &context.store(),
        error: match (strong, expected) {
            (false, _) => verify::X509_V_ERR_EE_KEY_TOO_SMALL,
            (true, false) => verify::X509_V_ERR_RPK_UNTRUSTED,
            (true, true) => verify::X509_V_OK as c_int,
        },
        verify_callback: settings.inherited.verify,
        whole: of_context.whole_verify,
        whole_argument: of_context.whole_verify_arg.0,
        ssl: ssl.as_c().cast(),
    });
    let Some(verdict) = verdict else {
        return Outcome::Fail;
    };
    if ssl.retry_verify.take() && verdict.result > 0 {
        return Outcome::NotYet(Want::RetryVerify);
    }
    ssl.verify_result.set(verdict.error.into());
    let trusted = verdict.result > 0 || settings.verify_mode & VERIFY_PEER == 0;
    Outcome::Answer(if trusted {
        Answer::ChainGood
    } else {
        Answer::ChainBad(alert_of(verdict.error))
    })
}
