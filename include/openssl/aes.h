/* Made by 'make headers' from abi/headers/aes.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_AES_H
#define FERRODTLS_OPENSSL_AES_H

#include <stddef.h>

#include <openssl/e_os2.h>

#define AES_ENCRYPT    1
#define AES_DECRYPT    0
#define AES_MAXNR      14
#define AES_BLOCK_SIZE 16

/* An expanded key: plain memory of the program. */
struct aes_key_st {
    unsigned int rd_key[4 * (AES_MAXNR + 1)];
    int rounds;
};
typedef struct aes_key_st AES_KEY;

#ifdef __cplusplus
extern "C" {
#endif

/* Cipher block chaining; ivec moves on. A last block that is not full is filled with zeros when encrypting, and
 * out has room for it.
 */
void AES_cbc_encrypt(const unsigned char *in, unsigned char *out, size_t length, const AES_KEY *key,
    unsigned char *ivec, int enc);

/* Decrypts one block of 16 bytes; out may be in. */
void AES_decrypt(const unsigned char *in, unsigned char *out, const AES_KEY *key);

/* One block of 16 bytes in the direction of enc. */
void AES_ecb_encrypt(const unsigned char *in, unsigned char *out, const AES_KEY *key, int enc);

/* Encrypts one block of 16 bytes; out may be in. */
void AES_encrypt(const unsigned char *in, unsigned char *out, const AES_KEY *key);

/* Infinite garble extension, in whole blocks; ivec has two of them and moves on. */
void AES_ige_encrypt(const unsigned char *in, unsigned char *out, size_t length, const AES_KEY *key,
    unsigned char *ivec, int enc);

/* The same for decryption. */
int AES_set_decrypt_key(const unsigned char *userKey, int bits, AES_KEY *key);

/* Expands a key of 128, 192 or 256 bits for encryption. Returns 0, -1 when a pointer is NULL, -2 for another length.
 */
int AES_set_encrypt_key(const unsigned char *userKey, int bits, AES_KEY *key);

#ifdef __cplusplus
}
#endif

#endif
