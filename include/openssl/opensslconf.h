/* Made by 'make headers' from abi/headers/opensslconf.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_OPENSSLCONF_H
#define FERRODTLS_OPENSSL_OPENSSLCONF_H

#include <openssl/configuration.h>
#include <openssl/macros.h>

#endif
