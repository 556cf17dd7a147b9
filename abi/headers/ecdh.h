#ifndef FERRODTLS_OPENSSL_ECDH_H
#define FERRODTLS_OPENSSL_ECDH_H

#include <openssl/ec.h>

#endif
