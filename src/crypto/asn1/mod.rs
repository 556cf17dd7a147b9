//! ASN.1: DER, and the C objects that hold single ASN.1 values.

pub mod any;
pub mod der;
pub mod input;
pub mod integer;
pub mod object;
pub mod output;
pub mod string;
pub mod time;

pub use string::ASN1_STRING;
