//! BIO: input and output objects (`bio(7)`).
//!
//! [`object`] is the object and its method table, `abi` its life, flags and chains, [`io`] reading,
//! writing and controls with their callbacks, [`meth`] method tables of programs. Each kind of BIO
//! has a folder of its own; what it needs beside the common fields it keeps behind the BIO's data
//! pointer.
//!
//! Programs' methods and callbacks get the same BIO that a call is working on. That is why all
//! fields are cells and no exclusive reference to a BIO exists while it is shared with C.

pub mod abi;
pub mod accept;
pub mod addr;
pub mod base64;
pub mod buf_mem;
pub mod connect;
pub mod dgram;
pub mod fd;
pub mod fields;
pub mod file;
pub mod io;
pub mod mem;
pub mod meth;
mod object;
pub mod pair;
pub mod print;
pub mod reasons;
pub mod sock;

pub use object::*;
