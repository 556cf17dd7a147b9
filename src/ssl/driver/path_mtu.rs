//! The search for the size of datagrams that the path takes (RFC 8899), when the program asks for it.

use std::ffi::c_int;
use std::time::Duration;

use dtls::{PathMtuPhase, PathMtuSearch, PathMtuStep};

use crate::object::connection::SSL;
use crate::reasons;
use crate::sys::bio::Bio;
use crate::sys::{call, error};

use super::{Stop, failed, heartbeat, mtu};

/// `FERRODTLS_PATH_MTU_NONE`, and of a probe `_ANSWERED` and `_LOST`; see [`number`] for the phases.
pub const NONE: c_int = 0;
const ANSWERED: c_int = 16;
const LOST: c_int = 17;

/// Bytes of an IP packet on most links, and of the headers of IPv4 and UDP.
const ETHERNET: usize = 1500;
const OVERHEAD: usize = 28;

/// Begins a search between `least` and `most` bytes of UDP payload; 0: what always passes, and what the link takes.
/// `confirm_after`: zero for the usual time.
pub fn search(ssl: &SSL, least: usize, most: usize, confirm_after: Duration) -> Result<(), Stop> {
    let Some(bio) = ssl.wbio() else {
        error::put(reasons::BIO_NOT_SET);
        return Err(Stop::Failed);
    };
    let usual = PathMtuSearch::default();
    let search = PathMtuSearch {
        least: match least {
            0 => mtu::fallback(ssl).unwrap_or(usual.least),
            least => least,
        },
        most: match most {
            0 => link_mtu(&bio),
            most => most,
        },
        confirm_after: match confirm_after {
            Duration::ZERO => usual.confirm_after,
            after => after,
        },
        ..usual
    };
    let begun = match ssl.engine.borrow_mut().as_mut() {
        Some(engine) => engine.search_path_mtu(search),
        None => Err(dtls::error::Reason::HandshakeNotDone.into()),
    };
    begun.map_err(|fault| failed(ssl, &fault))?;
    bio.set_dont_fragment();
    heartbeat::send_now(ssl)
}

/// What the link takes: what the kernel says of the path is no more, and may be less because of what a router said.
fn link_mtu(bio: &Bio) -> usize {
    let overhead = match bio.mtu_overhead() {
        0 => OVERHEAD,
        overhead => overhead,
    };
    bio.query_mtu().max(ETHERNET - overhead)
}

/// Ends the search.
pub fn stop(ssl: &SSL) {
    if let Some(engine) = ssl.engine.borrow_mut().as_mut() {
        engine.stop_path_mtu_search();
    }
}

/// How far it is.
pub fn phase(ssl: &SSL) -> c_int {
    let phase = ssl.engine().and_then(|engine| engine.path_mtu_phase());
    phase.map_or(NONE, number)
}

fn number(phase: PathMtuPhase) -> c_int {
    match phase {
        PathMtuPhase::Base => 1,
        PathMtuPhase::Searching => 2,
        PathMtuPhase::Complete => 3,
        PathMtuPhase::Error => 4,
    }
}

/// Tells the BIO and the program. `mtu`: the size that holds.
pub fn tell(ssl: &SSL, step: PathMtuStep, mtu: usize) {
    if let Some(bio) = ssl.wbio() {
        bio.set_mtu(mtu);
    }
    let (what, size) = match step {
        PathMtuStep::Answered(size) => (ANSWERED, size),
        PathMtuStep::Lost(size) => (LOST, size),
        PathMtuStep::Entered(phase) => (number(phase), mtu),
    };
    let (callback, arg) = ssl.path_mtu_callback.get();
    call::path_mtu(callback, ssl, what, size, arg);
}
