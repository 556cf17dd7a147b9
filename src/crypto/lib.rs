//! libcrypto C ABI.
