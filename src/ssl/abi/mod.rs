//! The exported functions, one file a group of manual pages.
