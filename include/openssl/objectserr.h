/* Made by 'make headers' from abi/headers/objectserr.h and the Rust sources. */
/* Reasons of errors about object identifiers. */
#ifndef OPENSSL_OBJECTSERR_H
#define OPENSSL_OBJECTSERR_H

#define OBJ_R_UNKNOWN_NID 101
#define OBJ_R_OID_EXISTS 102
#define OBJ_R_UNKNOWN_OBJECT_NAME 103

#endif
