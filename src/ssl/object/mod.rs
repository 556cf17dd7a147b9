//! The objects behind libssl's opaque types: safe models, shared by counted references.

pub mod algorithms;
pub mod certs;
pub mod chain_check;
pub mod cipher;
pub mod conf;
pub mod connection;
pub mod context;
pub mod custom_ext;
pub mod dh;
pub mod groups;
pub mod inbox;
pub mod method;
pub mod security;
pub mod session;
pub mod settings;
pub mod sigalgs;
pub mod srtp;
pub mod status;
pub mod ticket_keys;
