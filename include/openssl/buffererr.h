/* Made by 'make headers' from abi/headers/buffererr.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_BUFFERERR_H
#define FERRODTLS_OPENSSL_BUFFERERR_H

/* Reasons of ERR_LIB_BUF. */

#endif
