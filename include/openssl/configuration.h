/* Made by 'make headers' from abi/headers/configuration.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_CONFIGURATION_H
#define FERRODTLS_OPENSSL_CONFIGURATION_H

/* What this library leaves out, by the names that programs ask for. */

#define OPENSSL_THREADS
#define OPENSSL_CONFIGURED_API 30000
#define OPENSSL_RAND_SEED_OS
#define OPENSSL_FILE __FILE__
#define OPENSSL_LINE __LINE__
#define OPENSSL_FUNC __func__

#define OPENSSL_NO_ASYNC
#define OPENSSL_NO_CMP
#define OPENSSL_NO_CMS
#define OPENSSL_NO_COMP
#define OPENSSL_NO_CT
#define OPENSSL_NO_ENGINE
#define OPENSSL_NO_IDEA
#define OPENSSL_NO_KTLS
#define OPENSSL_NO_MD2
#define OPENSSL_NO_MDC2
#define OPENSSL_NO_NEXTPROTONEG
#define OPENSSL_NO_RC5
#define OPENSSL_NO_SRP
#define OPENSSL_NO_SSL3
#define OPENSSL_NO_SSL3_METHOD
#define OPENSSL_NO_SSL_TRACE
#define OPENSSL_NO_TS
#define OPENSSL_NO_UNIT_TEST

#endif
