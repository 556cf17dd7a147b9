/* Made by 'make headers' from abi/headers/pem2.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_PEM2_H
#define FERRODTLS_OPENSSL_PEM2_H

#include <openssl/types.h>

#endif
