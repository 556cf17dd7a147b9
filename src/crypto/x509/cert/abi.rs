//! The exported functions.
