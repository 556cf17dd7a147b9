//! The manifest needs a target; nothing is built of it.
