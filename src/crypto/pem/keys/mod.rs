//! Keys in PEM.
