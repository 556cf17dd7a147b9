//! Reading, writing and controls (`BIO_read(3)`, `BIO_ctrl(3)`), with the callbacks around them.

pub mod abi;

use super::{BIO, reasons::*};
use crate::err::{ERR_LIB_BIO, raise};

/// -1 with `BIO_R_UNINITIALIZED` on the queue when the BIO is not ready.
fn ready(bio: &BIO) -> Result<(), i32> {
    if bio.init.get() == 0 {
        raise(ERR_LIB_BIO, BIO_R_UNINITIALIZED);
        return Err(-1);
    }
    Ok(())
}

/// -2 with `BIO_R_UNSUPPORTED_METHOD` on the queue when the kind of BIO has no such function.
fn supported<F>(function: Option<F>) -> Result<F, i32> {
    function.ok_or_else(|| {
        raise(ERR_LIB_BIO, BIO_R_UNSUPPORTED_METHOD);
        -2
    })
}
