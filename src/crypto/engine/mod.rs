//! Engines (`ENGINE_by_id(3)`): there are none.
//!
//! Programs ask for an engine by name before they use one; the answer is that it does not exist.
//! No engine can therefore be handed to the other functions, which only programs' unused branches
//! call.

pub mod abi;
