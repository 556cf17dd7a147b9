//! Reason numbers of the BIO library (`bioerr.h`).

use std::ffi::c_int;

/// Accept error.
pub const BIO_R_ACCEPT_ERROR: c_int = 100;
/// Addrinfo addr is not af inet.
pub const BIO_R_ADDRINFO_ADDR_IS_NOT_AF_INET: c_int = 141;
/// Ambiguous host or service.
pub const BIO_R_AMBIGUOUS_HOST_OR_SERVICE: c_int = 129;
/// Bad fopen mode.
pub const BIO_R_BAD_FOPEN_MODE: c_int = 101;
/// Broken pipe.
pub const BIO_R_BROKEN_PIPE: c_int = 124;
/// Connect error.
pub const BIO_R_CONNECT_ERROR: c_int = 103;
/// Connect timeout.
pub const BIO_R_CONNECT_TIMEOUT: c_int = 147;
/// Gethostbyname addr is not af inet.
pub const BIO_R_GETHOSTBYNAME_ADDR_IS_NOT_AF_INET: c_int = 107;
/// Getsockname error.
pub const BIO_R_GETSOCKNAME_ERROR: c_int = 132;
/// Getsockname truncated address.
pub const BIO_R_GETSOCKNAME_TRUNCATED_ADDRESS: c_int = 133;
/// Getting socktype.
pub const BIO_R_GETTING_SOCKTYPE: c_int = 134;
/// Invalid argument.
pub const BIO_R_INVALID_ARGUMENT: c_int = 125;
/// Invalid socket.
pub const BIO_R_INVALID_SOCKET: c_int = 135;
/// In use.
pub const BIO_R_IN_USE: c_int = 123;
/// Length too long.
pub const BIO_R_LENGTH_TOO_LONG: c_int = 102;
/// Listen v6 only.
pub const BIO_R_LISTEN_V6_ONLY: c_int = 136;
/// Lookup returned nothing.
pub const BIO_R_LOOKUP_RETURNED_NOTHING: c_int = 142;
/// Malformed host or service.
pub const BIO_R_MALFORMED_HOST_OR_SERVICE: c_int = 130;
/// Nbio connect error.
pub const BIO_R_NBIO_CONNECT_ERROR: c_int = 110;
/// No accept addr or service specified.
pub const BIO_R_NO_ACCEPT_ADDR_OR_SERVICE_SPECIFIED: c_int = 143;
/// No hostname or service specified.
pub const BIO_R_NO_HOSTNAME_OR_SERVICE_SPECIFIED: c_int = 144;
/// No port defined.
pub const BIO_R_NO_PORT_DEFINED: c_int = 113;
/// No such file.
pub const BIO_R_NO_SUCH_FILE: c_int = 128;
/// Transfer error.
pub const BIO_R_TRANSFER_ERROR: c_int = 104;
/// Transfer timeout.
pub const BIO_R_TRANSFER_TIMEOUT: c_int = 105;
/// Unable to bind socket.
pub const BIO_R_UNABLE_TO_BIND_SOCKET: c_int = 117;
/// Unable to create socket.
pub const BIO_R_UNABLE_TO_CREATE_SOCKET: c_int = 118;
/// Unable to keepalive.
pub const BIO_R_UNABLE_TO_KEEPALIVE: c_int = 137;
/// Unable to listen socket.
pub const BIO_R_UNABLE_TO_LISTEN_SOCKET: c_int = 119;
/// Unable to nodelay.
pub const BIO_R_UNABLE_TO_NODELAY: c_int = 138;
/// Unable to reuseaddr.
pub const BIO_R_UNABLE_TO_REUSEADDR: c_int = 139;
/// Unavailable ip family.
pub const BIO_R_UNAVAILABLE_IP_FAMILY: c_int = 145;
/// Uninitialized.
pub const BIO_R_UNINITIALIZED: c_int = 120;
/// Unknown info type.
pub const BIO_R_UNKNOWN_INFO_TYPE: c_int = 140;
/// Unsupported ip family.
pub const BIO_R_UNSUPPORTED_IP_FAMILY: c_int = 146;
/// Unsupported method.
pub const BIO_R_UNSUPPORTED_METHOD: c_int = 121;
/// Unsupported protocol family.
pub const BIO_R_UNSUPPORTED_PROTOCOL_FAMILY: c_int = 131;
/// Write to read only bio.
pub const BIO_R_WRITE_TO_READ_ONLY_BIO: c_int = 126;
/// Wsastartup.
pub const BIO_R_WSASTARTUP: c_int = 122;
