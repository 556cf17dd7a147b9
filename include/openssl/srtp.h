/* Made by 'make headers' from abi/headers/srtp.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_SRTP_H
#define FERRODTLS_OPENSSL_SRTP_H

#include <openssl/ssl.h>

/* SRTP protection profiles (RFC 5764, RFC 7714). */
#define SRTP_AES128_CM_SHA1_80 0x0001
#define SRTP_AES128_CM_SHA1_32 0x0002
#define SRTP_AES128_F8_SHA1_80 0x0003
#define SRTP_AES128_F8_SHA1_32 0x0004
#define SRTP_NULL_SHA1_80      0x0005
#define SRTP_NULL_SHA1_32      0x0006
#define SRTP_AEAD_AES_128_GCM  0x0007
#define SRTP_AEAD_AES_256_GCM  0x0008

#ifdef __cplusplus
extern "C" {
#endif

/* The SRTP profiles offered or accepted (RFC 5764): names separated by colons. 0 on success, not 1.
 */
int SSL_CTX_set_tlsext_use_srtp(SSL_CTX *ctx, const char *profiles);

/* The SRTP profile that both chose; NULL: none. */
SRTP_PROTECTION_PROFILE *SSL_get_selected_srtp_profile(SSL *s);

/* The SRTP profiles offered or accepted, in order; the library keeps the stack. NULL: none. */
STACK_OF(SRTP_PROTECTION_PROFILE) *SSL_get_srtp_profiles(SSL *ssl);

/* The SRTP profiles offered or accepted (RFC 5764): names separated by colons. 0 on success, not 1.
 */
int SSL_set_tlsext_use_srtp(SSL *ssl, const char *profiles);

#ifdef __cplusplus
}
#endif

#endif
