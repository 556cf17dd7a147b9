/* Made by 'make headers' from abi/headers/symhacks.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_SYMHACKS_H
#define FERRODTLS_OPENSSL_SYMHACKS_H

/* No symbol has another name here. */
#include <openssl/e_os2.h>

#endif
