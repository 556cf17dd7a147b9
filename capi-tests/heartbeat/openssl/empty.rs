//! Only for the sources among the dependencies.
