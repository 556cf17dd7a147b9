/* Made by 'make headers' from abi/headers/e_os2.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_E_OS2_H
#define FERRODTLS_OPENSSL_E_OS2_H

#include <inttypes.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include <openssl/opensslconf.h>

#define OPENSSL_SYS_UNIX
#define OPENSSL_SYS_LINUX
#define OPENSSL_EXPORT extern
#define OPENSSL_EXTERN extern
#define OSSL_SSIZE_MAX SSIZE_MAX
#define ossl_ssize_t ssize_t
#define ossl_inline inline
#define ossl_noreturn __attribute__((noreturn))
#define ossl_unused __attribute__((unused))
#ifndef __owur
#define __owur
#endif

#endif
