//! How much plaintext the records of both directions may carry, as the hellos agree.

use crate::config::Config;
use crate::error::{Error, Reason};
use crate::msg::Extensions;
use crate::msg::MaxFragmentLength;
use crate::msg::ext::{MaxFragment, RecordSizeLimit};
use crate::record::MAX_PLAINTEXT_LEN;

/// What was agreed. Of the two extensions a server takes one (RFC 8449, 5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum RecordLimits {
    /// Nothing: 2^14 bytes in both directions.
    #[default]
    None,
    /// The client's wish, for both directions (RFC 6066, 4).
    Fragment(MaxFragmentLength),
    /// What each side takes in protected records (RFC 8449, 4).
    Records { ours: u16, theirs: u16 },
}

/// The least that may be said in record_size_limit (RFC 8449, 4).
pub const MIN_RECORD_SIZE_LIMIT: u16 = 64;

impl RecordLimits {
    /// A server's answer to what its client offers.
    pub(crate) fn choose(
        config: &Config,
        fragment: Option<MaxFragmentLength>,
        theirs: Option<u16>,
    ) -> Result<Self, Error> {
        let theirs = theirs.map(check).transpose()?;
        Ok(match (config.own_record_size_limit(), theirs, fragment) {
            // A server that knows both leaves max_fragment_length alone (RFC 8449, 5).
            (Some(ours), Some(theirs), _) => Self::Records { ours, theirs },
            (_, _, Some(length)) => Self::Fragment(length),
            _ => Self::None,
        })
    }

    /// What a server's hello says to ours. `resumed`: the length that a session which goes on has.
    pub(crate) fn accept(
        config: &Config,
        extensions: &Extensions,
        resumed: Option<MaxFragmentLength>,
    ) -> Result<Self, Error> {
        let fragment = extensions.get::<MaxFragment>()?.map(|fragment| fragment.0);
        let theirs = extensions.get::<RecordSizeLimit>()?.map(|limit| limit.0);
        let theirs = theirs.map(check).transpose()?;
        match (config.own_record_size_limit(), theirs, fragment) {
            // Both at once are an illegal_parameter (RFC 8449, 5).
            (_, Some(_), Some(_)) => Err(Reason::BadExtension.into()),
            (Some(ours), Some(theirs), None) => Ok(Self::Records { ours, theirs }),
            // Another length than the one requested is an illegal_parameter (RFC 6066, 4).
            (_, _, Some(length)) if config.max_fragment_length != Some(length) => {
                Err(Reason::BadExtension.into())
            }
            (_, _, Some(length)) => Ok(Self::Fragment(length)),
            _ => Ok(resumed.map_or(Self::None, Self::Fragment)),
        }
    }

    /// The length that a session takes along.
    pub(crate) fn fragment(self) -> Option<MaxFragmentLength> {
        match self {
            Self::Fragment(length) => Some(length),
            _ => None,
        }
    }

    /// Bytes of plaintext in a record of the peer's.
    pub(crate) fn read(self) -> usize {
        match self {
            Self::Records { ours, .. } => ours.into(),
            _ => self.fragment_bytes(),
        }
    }

    /// Bytes of plaintext in a record of ours.
    pub(crate) fn write(self) -> usize {
        match self {
            Self::Records { theirs, .. } => theirs.into(),
            _ => self.fragment_bytes(),
        }
    }

    fn fragment_bytes(self) -> usize {
        self.fragment()
            .and_then(MaxFragmentLength::bytes)
            .unwrap_or(MAX_PLAINTEXT_LEN)
    }
}

/// Less than 64 is an illegal_parameter (RFC 8449, 4).
fn check(limit: u16) -> Result<u16, Error> {
    match limit {
        MIN_RECORD_SIZE_LIMIT.. => Ok(limit),
        _ => Err(Reason::BadExtension.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(fragment: Option<MaxFragmentLength>, limit: Option<u16>) -> Config {
        Config {
            max_fragment_length: fragment,
            record_size_limit: limit,
            ..Config::default()
        }
    }

    fn hello(fragment: Option<MaxFragmentLength>, limit: Option<u16>) -> Extensions {
        let mut extensions = Extensions::new();
        if let Some(length) = fragment {
            extensions.push(&MaxFragment(length)).unwrap();
        }
        if let Some(limit) = limit {
            extensions.push(&RecordSizeLimit(limit)).unwrap();
        }
        extensions
    }

    const LENGTH: MaxFragmentLength = MaxFragmentLength::LENGTH_1024;

    #[test]
    fn a_server_prefers_the_newer_extension() {
        let (knows, knows_not) = (config(None, Some(700)), config(None, None));
        let both = RecordLimits::choose(&knows, Some(LENGTH), Some(800)).unwrap();
        assert_eq!((both.read(), both.write()), (700, 800));
        let old = RecordLimits::choose(&knows_not, Some(LENGTH), Some(800)).unwrap();
        assert_eq!((old.read(), old.write()), (1024, 1024));
        let none = RecordLimits::choose(&knows, None, None).unwrap();
        assert_eq!((none.read(), none.write()), (16384, 16384));
    }

    #[test]
    fn small_limits_are_refused() {
        let knows = config(None, Some(700));
        let small = RecordLimits::choose(&knows, None, Some(63));
        assert_eq!(small, Err(Reason::BadExtension.into()));
        let small = RecordLimits::accept(&knows, &hello(None, Some(63)), None);
        assert_eq!(small, Err(Reason::BadExtension.into()));
    }

    #[test]
    fn a_client_takes_what_it_asked_for() {
        let asks = config(Some(LENGTH), Some(64));
        let bad = |extensions| RecordLimits::accept(&asks, &extensions, None).is_err();
        assert!(bad(hello(Some(LENGTH), Some(100))));
        assert!(bad(hello(Some(MaxFragmentLength::LENGTH_512), None)));
        let one = RecordLimits::accept(&asks, &hello(Some(LENGTH), None), None);
        assert_eq!(one, Ok(RecordLimits::Fragment(LENGTH)));
        let other = RecordLimits::accept(&asks, &hello(None, Some(100)), None).unwrap();
        assert_eq!((other.read(), other.write()), (64, 100));
        let resumed = RecordLimits::accept(&asks, &hello(None, None), Some(LENGTH));
        assert_eq!(resumed, Ok(RecordLimits::Fragment(LENGTH)));
    }
}
