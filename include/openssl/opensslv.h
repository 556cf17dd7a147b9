/* Made by 'make headers' from abi/headers/opensslv.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_OPENSSLV_H
#define FERRODTLS_OPENSSL_OPENSSLV_H

/* The release of OpenSSL whose interface this is. Programs compare it with OpenSSL_version_num(). */

#define OPENSSL_VERSION_MAJOR 3
#define OPENSSL_VERSION_MINOR 0
#define OPENSSL_VERSION_PATCH 19
#define OPENSSL_VERSION_PRE_RELEASE ""
#define OPENSSL_VERSION_BUILD_METADATA ""
#define OPENSSL_SHLIB_VERSION 3
#define OPENSSL_VERSION_PREREQ(maj, min) \
    (((OPENSSL_VERSION_MAJOR << 16) + OPENSSL_VERSION_MINOR) >= (((maj) << 16) + (min)))

#define OPENSSL_VERSION_STR "3.0.19"
#define OPENSSL_FULL_VERSION_STR "3.0.19"
#define OPENSSL_RELEASE_DATE "27 Jan 2026"
#define OPENSSL_VERSION_TEXT "OpenSSL 3.0.19 interface of FerroDTLS"
#define OPENSSL_VERSION_NUMBER 0x30000130L

#endif
