//! BIOs over descriptors (`BIO_s_fd(3)`) and stream sockets (`BIO_s_socket(3)`).

pub mod abi;
