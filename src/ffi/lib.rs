//! The border toolkit: what every exported C function of libcrypto and libssl is built from.
//!
//! * [`boundary`]: one call around each exported body; a panic becomes an error on the queue and
//!   the failure value of the return type, never an abort of the host program.
//! * [`pointer`]: NULL-safe reading of pointers that come from C, and writing of out-parameters.
//! * [`part`]: parts of an object whose addresses C holds and may write to.
//! * [`handle`]: who owns what a C pointer points to, said once per type.
//!
//! The unsafe code here is generic; what is specific to one C type stays in that type's `abi.rs`.

pub mod boundary;
pub mod handle;
pub mod part;
pub mod pointer;

pub use boundary::{Failure, guard};
pub use handle::{SharedHandle, UniqueHandle};
pub use part::Part;
pub use pointer::{cstr, mut_ref, put, shared_ref, slice, slice_mut};
