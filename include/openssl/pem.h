/* Made by 'make headers' from abi/headers/pem.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_PEM_H
#define FERRODTLS_OPENSSL_PEM_H

#include <openssl/e_os2.h>
#include <openssl/bio.h>
#include <openssl/safestack.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/pemerr.h>

/* The words between the dashes. */
#define PEM_BUFSIZE              1024
#define PEM_STRING_X509_OLD      "X509 CERTIFICATE"
#define PEM_STRING_X509          "CERTIFICATE"
#define PEM_STRING_X509_TRUSTED  "TRUSTED CERTIFICATE"
#define PEM_STRING_X509_REQ_OLD  "NEW CERTIFICATE REQUEST"
#define PEM_STRING_X509_REQ      "CERTIFICATE REQUEST"
#define PEM_STRING_X509_CRL      "X509 CRL"
#define PEM_STRING_EVP_PKEY      "ANY PRIVATE KEY"
#define PEM_STRING_PUBLIC        "PUBLIC KEY"
#define PEM_STRING_RSA           "RSA PRIVATE KEY"
#define PEM_STRING_RSA_PUBLIC    "RSA PUBLIC KEY"
#define PEM_STRING_DSA           "DSA PRIVATE KEY"
#define PEM_STRING_DSA_PUBLIC    "DSA PUBLIC KEY"
#define PEM_STRING_PKCS7         "PKCS7"
#define PEM_STRING_PKCS7_SIGNED  "PKCS #7 SIGNED DATA"
#define PEM_STRING_PKCS8         "ENCRYPTED PRIVATE KEY"
#define PEM_STRING_PKCS8INF      "PRIVATE KEY"
#define PEM_STRING_DHPARAMS      "DH PARAMETERS"
#define PEM_STRING_DHXPARAMS     "X9.42 DH PARAMETERS"
#define PEM_STRING_SSL_SESSION   "SSL SESSION PARAMETERS"
#define PEM_STRING_DSAPARAMS     "DSA PARAMETERS"
#define PEM_STRING_ECDSA_PUBLIC  "ECDSA PUBLIC KEY"
#define PEM_STRING_ECPARAMETERS  "EC PARAMETERS"
#define PEM_STRING_ECPRIVATEKEY  "EC PRIVATE KEY"
#define PEM_STRING_PARAMETERS    "PARAMETERS"
#define PEM_STRING_CMS           "CMS"
#define PEM_STRING_SM2PRIVATEKEY "SM2 PRIVATE KEY"
#define PEM_STRING_SM2PARAMETERS "SM2 PARAMETERS"
#define PEM_TYPE_ENCRYPTED       10
#define PEM_TYPE_MIC_ONLY        20
#define PEM_TYPE_MIC_CLEAR       30
#define PEM_TYPE_CLEAR           40
#define PEM_FLAG_SECURE          0x1
#define PEM_FLAG_EAY_COMPATIBLE  0x2
#define PEM_FLAG_ONLY_B64        0x4



#ifdef __cplusplus
extern "C" {
#endif

/* Reads the next block called name and decodes it with d2i. */
void *PEM_ASN1_read_bio(d2i_of_void *d2i, const char *name, BIO *bp, void **x, pem_password_cb *cb,
    void *u);

/* Reads the next block called name, decrypted: its content, for the caller to free, and its name if
 * pnm is not NULL. Other blocks are passed over.
 */
int PEM_bytes_read_bio(unsigned char **pdata, long *plen, char **pnm, const char *name, BIO *bp,
    pem_password_cb *cb, void *u);

/* The callback that is used when a program gives none: userdata is the password as a C string;
 * if it is NULL the terminal is asked. The length of the password, -1 on failure.
 */
int PEM_def_callback(char *buf, int num, int rwflag, void *userdata);

/* As PEM_read_bio, from a stream. */
int PEM_read(FILE *fp, char **name, char **header, unsigned char **data, long *len);

/* As PEM_read_bio_DHparams, from a stream. */
DH *PEM_read_DHparams(FILE *fp, DH **x, pem_password_cb *cb, void *u);

/* As PEM_read_bio_ECPrivateKey, from a stream. */
EC_KEY *PEM_read_ECPrivateKey(FILE *fp, EC_KEY **x, pem_password_cb *cb, void *u);

/* As PEM_read_bio_EC_PUBKEY, from a stream. */
EC_KEY *PEM_read_EC_PUBKEY(FILE *fp, EC_KEY **x, pem_password_cb *cb, void *u);

/* As PEM_read_bio_PUBKEY, from a stream. */
EVP_PKEY *PEM_read_PUBKEY(FILE *fp, EVP_PKEY **x, pem_password_cb *cb, void *u);

/* As PEM_read_bio_PrivateKey, from a stream. */
EVP_PKEY *PEM_read_PrivateKey(FILE *fp, EVP_PKEY **x, pem_password_cb *cb, void *u);

/* As PEM_read_bio_RSAPrivateKey, from a stream. */
RSA *PEM_read_RSAPrivateKey(FILE *fp, RSA **x, pem_password_cb *cb, void *u);

/* As PEM_read_bio_RSAPublicKey, from a stream. */
RSA *PEM_read_RSAPublicKey(FILE *fp, RSA **x, pem_password_cb *cb, void *u);

/* As PEM_read_bio_RSA_PUBKEY, from a stream. */
RSA *PEM_read_RSA_PUBKEY(FILE *fp, RSA **x, pem_password_cb *cb, void *u);

/* As PEM_read_bio_X509, from a stdio stream. */
X509 *PEM_read_X509(FILE *out, X509 **x, pem_password_cb *cb, void *u);

/* As PEM_read_bio_X509_AUX, from a stdio stream. */
X509 *PEM_read_X509_AUX(FILE *out, X509 **x, pem_password_cb *cb, void *u);

/* As PEM_read_bio_X509_CRL, from a stdio stream. */
X509_CRL *PEM_read_X509_CRL(FILE *out, X509_CRL **x, pem_password_cb *cb, void *u);

/* Reads the next block: its name, its header lines and its content, for the caller to free with
 * OPENSSL_free. 0 with PEM_R_NO_START_LINE at the end of the file.
 */
int PEM_read_bio(BIO *bp, char **name, char **header, unsigned char **data, long *len);

/* The next DH PARAMETERS, for the caller to free; *x, if there is one, is freed and replaced. */
DH *PEM_read_bio_DHparams(BIO *bp, DH **x, pem_password_cb *cb, void *u);

/* A private key on a curve in any form, for the caller to free; *x, if there is one, is filled and returned.
 */
EC_KEY *PEM_read_bio_ECPrivateKey(BIO *bp, EC_KEY **x, pem_password_cb *cb, void *u);

/* A public key on a curve (PUBLIC KEY), for the caller to free; *x, if there is one, is filled and returned.
 */
EC_KEY *PEM_read_bio_EC_PUBKEY(BIO *bp, EC_KEY **x, pem_password_cb *cb, void *u);

/* A public key (PUBLIC KEY), for the caller to free; *x, if there is one, is filled and returned.
 */
EVP_PKEY *PEM_read_bio_PUBKEY(BIO *bp, EVP_PKEY **x, pem_password_cb *cb, void *u);

/* The next parameters (DH PARAMETERS), for the caller to free; *x, if there is one, is freed and replaced. NULL with an
 * error for other types.
 */
EVP_PKEY *PEM_read_bio_Parameters(BIO *bp, EVP_PKEY **x);

/* A private key in any form, decrypted if need be, for the caller to free; *x, if there is one, is filled and returned.
 */
EVP_PKEY *PEM_read_bio_PrivateKey(BIO *bp, EVP_PKEY **x, pem_password_cb *cb, void *u);

/* As PEM_read_bio_PrivateKey. */
EVP_PKEY *PEM_read_bio_PrivateKey_ex(BIO *bp, EVP_PKEY **x, pem_password_cb *cb, void *u,
    OSSL_LIB_CTX *libctx, const char *propq);

/* An RSA private key in any form, for the caller to free; *x, if there is one, is filled and returned.
 */
RSA *PEM_read_bio_RSAPrivateKey(BIO *bp, RSA **x, pem_password_cb *cb, void *u);

/* An RSA public key (RSA PUBLIC KEY), for the caller to free; *x, if there is one, is filled and returned.
 */
RSA *PEM_read_bio_RSAPublicKey(BIO *bp, RSA **x, pem_password_cb *cb, void *u);

/* An RSA public key (PUBLIC KEY), for the caller to free; *x, if there is one, is filled and returned.
 */
RSA *PEM_read_bio_RSA_PUBKEY(BIO *bp, RSA **x, pem_password_cb *cb, void *u);

/* Reads the next certificate, from PEM. NULL on failure; at the end with PEM_R_NO_START_LINE. */
X509 *PEM_read_bio_X509(BIO *out, X509 **x, pem_password_cb *cb, void *u);

/* Reads the next certificate, with its trust settings where there are any, from PEM. NULL on failure; at the end with PEM_R_NO_START_LINE.
 */
X509 *PEM_read_bio_X509_AUX(BIO *out, X509 **x, pem_password_cb *cb, void *u);

/* Reads the next revocation list, from PEM. NULL on failure; at the end with PEM_R_NO_START_LINE.
 */
X509_CRL *PEM_read_bio_X509_CRL(BIO *out, X509_CRL **x, pem_password_cb *cb, void *u);

/* As PEM_write_bio, to a stream. */
int PEM_write(FILE *fp, const char *name, const char *hdr, const unsigned char *data, long len);

/* Writes a private key as EC PRIVATE KEY, encrypted in the older way with enc if not NULL. 1 on
 * success.
 */
int PEM_write_ECPrivateKey(FILE *fp, const EC_KEY *x, const EVP_CIPHER *enc,
    const unsigned char *kstr, int klen, pem_password_cb *cb, void *u);

/* Writes a public key as PUBLIC KEY. 1 on success. */
int PEM_write_EC_PUBKEY(FILE *fp, const EC_KEY *x);

/* Writes a private key in PKCS#8, encrypted with enc if not NULL under the password at kstr or
 * from cb. 1 on success.
 */
int PEM_write_PKCS8PrivateKey(FILE *fp, const EVP_PKEY *x, const EVP_CIPHER *enc, const char *kstr,
    int klen, pem_password_cb *cb, void *u);

/* Writes a public key as PUBLIC KEY. 1 on success. */
int PEM_write_PUBKEY(FILE *fp, const EVP_PKEY *x);

/* Writes a private key in PKCS#8, encrypted with enc if not NULL under the password at kstr or
 * from cb. 1 on success.
 */
int PEM_write_PrivateKey(FILE *fp, const EVP_PKEY *x, const EVP_CIPHER *enc,
    const unsigned char *kstr, int klen, pem_password_cb *cb, void *u);

/* Writes a private key as RSA PRIVATE KEY, encrypted in the older way with enc if not NULL. 1 on
 * success.
 */
int PEM_write_RSAPrivateKey(FILE *fp, const RSA *x, const EVP_CIPHER *enc,
    const unsigned char *kstr, int klen, pem_password_cb *cb, void *u);

/* Writes a public key as RSA PUBLIC KEY. 1 on success. */
int PEM_write_RSAPublicKey(FILE *fp, const RSA *x);

/* Writes a public key as PUBLIC KEY. 1 on success. */
int PEM_write_RSA_PUBKEY(FILE *fp, const RSA *x);

/* As PEM_write_bio_X509, to a stdio stream. */
int PEM_write_X509(FILE *out, const X509 *x);

/* As PEM_write_bio_X509_AUX, to a stdio stream. */
int PEM_write_X509_AUX(FILE *out, const X509 *x);

/* As PEM_write_bio_X509_CRL, to a stdio stream. */
int PEM_write_X509_CRL(FILE *out, const X509_CRL *x);

/* Writes a block with len bytes at data. The number of bytes in base64, 0 on failure. */
int PEM_write_bio(BIO *bp, const char *name, const char *header, const unsigned char *data,
    long len);

/* Writes DH PARAMETERS. 1 on success. */
int PEM_write_bio_DHparams(BIO *bp, const DH *x);

/* Writes a private key as EC PRIVATE KEY, encrypted in the older way with enc if not NULL. 1 on
 * success.
 */
int PEM_write_bio_ECPrivateKey(BIO *bp, const EC_KEY *x, const EVP_CIPHER *enc,
    const unsigned char *kstr, int klen, pem_password_cb *cb, void *u);

/* Writes a public key as PUBLIC KEY. 1 on success. */
int PEM_write_bio_EC_PUBKEY(BIO *bp, const EC_KEY *x);

/* Writes a private key in PKCS#8, encrypted with enc if not NULL under the password at kstr or
 * from cb. 1 on success.
 */
int PEM_write_bio_PKCS8PrivateKey(BIO *bp, const EVP_PKEY *x, const EVP_CIPHER *enc,
    const char *kstr, int klen, pem_password_cb *cb, void *u);

/* Writes a public key as PUBLIC KEY. 1 on success. */
int PEM_write_bio_PUBKEY(BIO *bp, const EVP_PKEY *x);

/* Writes a private key in PKCS#8, encrypted with enc if not NULL under the password at kstr or
 * from cb. 1 on success.
 */
int PEM_write_bio_PrivateKey(BIO *bp, const EVP_PKEY *x, const EVP_CIPHER *enc,
    const unsigned char *kstr, int klen, pem_password_cb *cb, void *u);

/* Writes a private key in its own older form, encrypted in the older way with enc if not NULL. 1 on
 * success.
 */
int PEM_write_bio_PrivateKey_traditional(BIO *bp, const EVP_PKEY *x, const EVP_CIPHER *enc,
    const unsigned char *kstr, int klen, pem_password_cb *cb, void *u);

/* Writes a private key as RSA PRIVATE KEY, encrypted in the older way with enc if not NULL. 1 on
 * success.
 */
int PEM_write_bio_RSAPrivateKey(BIO *bp, const RSA *x, const EVP_CIPHER *enc,
    const unsigned char *kstr, int klen, pem_password_cb *cb, void *u);

/* Writes a public key as RSA PUBLIC KEY. 1 on success. */
int PEM_write_bio_RSAPublicKey(BIO *bp, const RSA *x);

/* Writes a public key as PUBLIC KEY. 1 on success. */
int PEM_write_bio_RSA_PUBKEY(BIO *bp, const RSA *x);

/* Writes a certificate, as PEM. 1 or 0. */
int PEM_write_bio_X509(BIO *out, const X509 *x);

/* Writes a certificate, with its trust settings where there are any, as PEM. 1 or 0. */
int PEM_write_bio_X509_AUX(BIO *out, const X509 *x);

/* Writes a revocation list, as PEM. 1 or 0. */
int PEM_write_bio_X509_CRL(BIO *out, const X509_CRL *x);

/* Writes the private key in PKCS#8: encrypted with PBES2 when enc is not NULL, with the password of
 * klen bytes at kstr, or from cb. 1 on success.
 */
int i2d_PKCS8PrivateKey_bio(BIO *bp, const EVP_PKEY *x, const EVP_CIPHER *enc, const char *kstr,
    int klen, pem_password_cb *cb, void *u);

#ifdef __cplusplus
}
#endif

#endif
