//! Interop and ABI checks that need the built shared objects.
