//! Extensions of certificates and CRLs and what follows from them (`x509v3.h`).

pub mod akid;
pub mod check;
pub mod facts;
pub mod general_name;
pub mod identity;
pub mod name_constraints;
pub mod names;
pub mod policies;
pub mod print;
pub mod purpose;
pub mod values;
