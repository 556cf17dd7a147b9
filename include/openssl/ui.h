/* Made by 'make headers' from abi/headers/ui.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_UI_H
#define FERRODTLS_OPENSSL_UI_H

#include <openssl/types.h>
#include <openssl/pem.h>
#include <openssl/uierr.h>


#endif
