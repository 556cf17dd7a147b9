//! Strings of one type as DER, and what else is special to OCTET and BIT STRINGs, for C.

pub mod abi;
