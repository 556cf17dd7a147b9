/* Made by 'make headers' from abi/headers/ssl2.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_SSL2_H
#define FERRODTLS_OPENSSL_SSL2_H

#define SSL2_VERSION 0x0002
#define SSL2_MT_CLIENT_HELLO 1

#endif
