/* Made by 'make headers' from abi/headers/x509.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_X509_H
#define FERRODTLS_OPENSSL_X509_H

#include <time.h>

#include <openssl/e_os2.h>
#include <openssl/types.h>
#include <openssl/symhacks.h>
#include <openssl/buffer.h>
#include <openssl/evp.h>
#include <openssl/bio.h>
#include <openssl/asn1.h>
#include <openssl/safestack.h>
#include <openssl/ec.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>
#include <openssl/x509err.h>

/* Kinds of files, flags of key usage and of printing. */
#define X509_SIG_INFO_VALID         0x1
#define X509_SIG_INFO_TLS           0x2
#define X509_FILETYPE_PEM           1
#define X509_FILETYPE_ASN1          2
#define X509_FILETYPE_DEFAULT       3
#define X509v3_KU_DIGITAL_SIGNATURE 0x0080
#define X509v3_KU_NON_REPUDIATION   0x0040
#define X509v3_KU_KEY_ENCIPHERMENT  0x0020
#define X509v3_KU_DATA_ENCIPHERMENT 0x0010
#define X509v3_KU_KEY_AGREEMENT     0x0008
#define X509v3_KU_KEY_CERT_SIGN     0x0004
#define X509v3_KU_CRL_SIGN          0x0002
#define X509v3_KU_ENCIPHER_ONLY     0x0001
#define X509v3_KU_DECIPHER_ONLY     0x8000
#define X509v3_KU_UNDEF             0xffff
#define X509_EX_V_NETSCAPE_HACK     0x8000
#define X509_EX_V_INIT              0x0001
#define X509_FLAG_COMPAT            0
#define X509_FLAG_NO_HEADER         1L
#define XN_FLAG_COMPAT              0
#define XN_FLAG_FN_SN               0
#define XN_FLAG_SEP_MASK            (0xf << 16)
#define XN_FLAG_SEP_COMMA_PLUS      (1 << 16)
#define XN_FLAG_SEP_CPLUS_SPC       (2 << 16)
#define XN_FLAG_SEP_SPLUS_SPC       (3 << 16)
#define XN_FLAG_SEP_MULTILINE       (4 << 16)
#define XN_FLAG_DN_REV              (1 << 20)
#define XN_FLAG_FN_MASK             (0x3 << 21)
#define XN_FLAG_FN_LN               (1 << 21)
#define XN_FLAG_FN_OID              (2 << 21)
#define XN_FLAG_FN_NONE             (3 << 21)
#define XN_FLAG_SPC_EQ              (1 << 23)
#define XN_FLAG_DUMP_UNKNOWN_FIELDS (1 << 24)
#define XN_FLAG_FN_ALIGN            (1 << 25)
#define XN_FLAG_RFC2253             (ASN1_STRFLGS_RFC2253 | XN_FLAG_SEP_COMMA_PLUS | XN_FLAG_DN_REV | XN_FLAG_FN_SN | XN_FLAG_DUMP_UNKNOWN_FIELDS)
#define XN_FLAG_ONELINE             (ASN1_STRFLGS_RFC2253 | ASN1_STRFLGS_ESC_QUOTE | XN_FLAG_SEP_CPLUS_SPC | XN_FLAG_SPC_EQ | XN_FLAG_FN_SN)
#define XN_FLAG_MULTILINE           (ASN1_STRFLGS_ESC_CTRL | ASN1_STRFLGS_ESC_MSB | XN_FLAG_SEP_MULTILINE | XN_FLAG_SPC_EQ | XN_FLAG_FN_LN | XN_FLAG_FN_ALIGN)
#define X509_EXT_PACK_UNKNOWN       1
#define X509_EXT_PACK_STRING        2
#define X509_VERSION_1              0
#define X509_VERSION_2              1
#define X509_VERSION_3              2
#define X509_REQ_VERSION_1          0
#define X509_CRL_VERSION_1          0
#define X509_CRL_VERSION_2          1
#define X509_ADD_FLAG_DEFAULT       0
#define X509_ADD_FLAG_UP_REF        0x1
#define X509_ADD_FLAG_PREPEND       0x2
#define X509_ADD_FLAG_NO_DUP        0x4
#define X509_ADD_FLAG_NO_SS         0x8

typedef struct X509_name_entry_st X509_NAME_ENTRY;
typedef struct X509_extension_st X509_EXTENSION;
typedef struct x509_attributes_st X509_ATTRIBUTE;
typedef struct X509_req_st X509_REQ;
typedef struct x509_cert_aux_st X509_CERT_AUX;
typedef struct x509_cinf_st X509_CINF;
typedef struct x509_trust_st X509_TRUST;
typedef struct X509_info_st X509_INFO;
typedef STACK_OF(X509_EXTENSION) X509_EXTENSIONS;

/* An algorithm and its parameters. */
struct X509_algor_st {
    ASN1_OBJECT *algorithm;
    ASN1_TYPE *parameter;
};

DEFINE_STACK_OF(X509)
DEFINE_STACK_OF(X509_ALGOR)
DEFINE_STACK_OF(X509_ATTRIBUTE)
DEFINE_STACK_OF(X509_CRL)
DEFINE_STACK_OF(X509_EXTENSION)
DEFINE_STACK_OF(X509_NAME)
DEFINE_STACK_OF(X509_NAME_ENTRY)
DEFINE_STACK_OF(X509_REVOKED)
DEFINE_STACK_OF(X509_INFO)

#define X509_extract_key(x) X509_get_pubkey(x)
#define X509_name_cmp(a, b) X509_NAME_cmp((a), (b))
#define X509_get_ex_new_index(l, p, newf, dupf, freef) \
    CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_X509, l, p, newf, dupf, freef)
#define X509_get_notBefore X509_getm_notBefore
#define X509_get_notAfter X509_getm_notAfter
#define X509_set_notBefore X509_set1_notBefore
#define X509_set_notAfter X509_set1_notAfter
#define X509_NAME_hash(x) X509_NAME_hash_ex(x, NULL, NULL, NULL)

#include <openssl/x509_vfy.h>
#include <openssl/pem2.h>

#ifdef __cplusplus
extern "C" {
#endif

/* 0 when both are the same algorithm with the same parameters, else another number. */
int X509_ALGOR_cmp(const X509_ALGOR *a, const X509_ALGOR *b);

/* A copy that the caller owns. NULL on failure. */
X509_ALGOR *X509_ALGOR_dup(const X509_ALGOR *a);

/* Frees an algorithm. NULL is nothing to do. */
void X509_ALGOR_free(X509_ALGOR *a);

/* The parts of an algorithm; they stay its own. *pptype is -1 without parameters; *ppval is
 * the value inside the parameters, as its type demands.
 */
void X509_ALGOR_get0(const ASN1_OBJECT **paobj, int *pptype, const void **ppval,
    const X509_ALGOR *algor);

/* A new, empty algorithm. NULL on failure. */
X509_ALGOR *X509_ALGOR_new(void);

/* Makes alg the algorithm aobj with parameters of type ptype (-1: none), both of which it
 * owns from then on. 1, or 0 on failure.
 */
int X509_ALGOR_set0(X509_ALGOR *alg, ASN1_OBJECT *aobj, int ptype, void *pval);

/* A digest of the list's DER, as X509_digest. */
int X509_CRL_digest(const X509_CRL *data, const EVP_MD *type, unsigned char *md, unsigned int *len);

/* A copy with one reference. NULL on failure or for NULL. */
X509_CRL *X509_CRL_dup(const X509_CRL *a);

/* Drops one reference. NULL is nothing to do. */
void X509_CRL_free(X509_CRL *a);

/* As X509_CRL_get0_by_serial, for a certificate: its serial number and its issuer. */
int X509_CRL_get0_by_cert(X509_CRL *crl, X509_REVOKED **ret, X509 *x);

/* Looks for a serial number: 1 and the entry in *ret when it is on the list, 2 when the entry
 * says that it was taken off, else 0.
 */
int X509_CRL_get0_by_serial(X509_CRL *crl, X509_REVOKED **ret, const ASN1_INTEGER *serial);

/* When the list was made; it stays the list's. */
const ASN1_TIME *X509_CRL_get0_lastUpdate(const X509_CRL *crl);

/* When the next list comes; NULL when the list does not say. */
const ASN1_TIME *X509_CRL_get0_nextUpdate(const X509_CRL *crl);

/* The issuer's name, which stays the list's. */
X509_NAME *X509_CRL_get_issuer(const X509_CRL *crl);

/* The number of the signature algorithm. */
int X509_CRL_get_signature_nid(const X509_CRL *crl);

/* The version: 1 for version 2. */
long X509_CRL_get_version(const X509_CRL *crl);

/* Adds a reference. 1, or 0 for NULL. */
int X509_CRL_up_ref(X509_CRL *crl);

/* 1 when the signature of a revocation list was made with the key r, 0 when not, negative on
 * failure.
 */
int X509_CRL_verify(X509_CRL *a, EVP_PKEY *r);

/* As X509_EXTENSION_create_by_OBJ, by number. */
X509_EXTENSION *X509_EXTENSION_create_by_NID(X509_EXTENSION **ex, int nid, int crit,
    ASN1_OCTET_STRING *data);

/* Puts an extension together, in *ex where there is one, else a new one that the caller owns;
 * data holds the DER of the value. NULL on failure.
 */
X509_EXTENSION *X509_EXTENSION_create_by_OBJ(X509_EXTENSION **ex, const ASN1_OBJECT *obj, int crit,
    ASN1_OCTET_STRING *data);

/* A copy that the caller owns. NULL on failure or for NULL. */
X509_EXTENSION *X509_EXTENSION_dup(const X509_EXTENSION *a);

/* Frees an extension. NULL is nothing to do. */
void X509_EXTENSION_free(X509_EXTENSION *a);

/* 1 for a critical extension, else 0. */
int X509_EXTENSION_get_critical(const X509_EXTENSION *ex);

/* The DER of the value, in a string that stays the extension's. */
ASN1_OCTET_STRING *X509_EXTENSION_get_data(X509_EXTENSION *ne);

/* Which extension it is; the object stays the extension's. */
ASN1_OBJECT *X509_EXTENSION_get_object(X509_EXTENSION *ex);

/* A new extension without type and value. NULL on failure. */
X509_EXTENSION *X509_EXTENSION_new(void);

/* Sets whether it is critical. 1 or 0. */
int X509_EXTENSION_set_critical(X509_EXTENSION *ex, int crit);

/* Sets the DER of the value to a copy of what data holds. 1 or 0. */
int X509_EXTENSION_set_data(X509_EXTENSION *ex, ASN1_OCTET_STRING *data);

/* Sets which extension it is. 1 or 0. */
int X509_EXTENSION_set_object(X509_EXTENSION *ex, const ASN1_OBJECT *obj);

/* As X509_NAME_ENTRY_create_by_txt, by number. */
X509_NAME_ENTRY *X509_NAME_ENTRY_create_by_NID(X509_NAME_ENTRY **ne, int nid, int type,
    const unsigned char *bytes, int len);

/* As X509_NAME_ENTRY_create_by_txt, by object, of which a copy is taken. */
X509_NAME_ENTRY *X509_NAME_ENTRY_create_by_OBJ(X509_NAME_ENTRY **ne, const ASN1_OBJECT *obj,
    int type, const unsigned char *bytes, int len);

/* An entry, in *ne where there is one, else a new one that the caller owns. Arguments as for
 * X509_NAME_add_entry_by_txt. NULL on failure.
 */
X509_NAME_ENTRY *X509_NAME_ENTRY_create_by_txt(X509_NAME_ENTRY **ne, const char *field, int type,
    const unsigned char *bytes, int len);

/* A copy that the caller owns. NULL on failure or for NULL. */
X509_NAME_ENTRY *X509_NAME_ENTRY_dup(const X509_NAME_ENTRY *ne);

/* Frees an entry that is in no name. NULL is nothing to do. */
void X509_NAME_ENTRY_free(X509_NAME_ENTRY *a);

/* The attribute's value, which stays the entry's; NULL for NULL. */
ASN1_STRING *X509_NAME_ENTRY_get_data(const X509_NAME_ENTRY *ne);

/* The attribute's type, which stays the entry's; NULL for NULL. */
ASN1_OBJECT *X509_NAME_ENTRY_get_object(const X509_NAME_ENTRY *ne);

/* A new, empty entry. NULL on failure. */
X509_NAME_ENTRY *X509_NAME_ENTRY_new(void);

/* The number of the RelativeDistinguishedName the entry belongs to. */
int X509_NAME_ENTRY_set(const X509_NAME_ENTRY *ne);

/* Sets the attribute's value; arguments as for X509_NAME_add_entry_by_txt. 1, or 0. */
int X509_NAME_ENTRY_set_data(X509_NAME_ENTRY *ne, int type, const unsigned char *bytes, int len);

/* Sets the attribute's type to a copy of obj. 1, or 0. */
int X509_NAME_ENTRY_set_object(X509_NAME_ENTRY *ne, const ASN1_OBJECT *obj);

/* Puts a copy of ne at loc (-1: the end). set 0 begins a RelativeDistinguishedName, -1 joins
 * the one before, 1 the one at loc. 1, or 0 on failure.
 */
int X509_NAME_add_entry(X509_NAME *name, const X509_NAME_ENTRY *ne, int loc, int set);

/* As X509_NAME_add_entry_by_txt, by number. */
int X509_NAME_add_entry_by_NID(X509_NAME *name, int nid, int type, const unsigned char *bytes,
    int len, int loc, int set);

/* As X509_NAME_add_entry_by_txt, by object, of which a copy is taken. */
int X509_NAME_add_entry_by_OBJ(X509_NAME *name, const ASN1_OBJECT *obj, int type,
    const unsigned char *bytes, int len, int loc, int set);

/* Puts an attribute at loc (-1: the end): field is a short or long name or numbers with dots;
 * type is MBSTRING_* for text, or V_ASN1_*; len -1 means up to the NUL; set as for
 * X509_NAME_add_entry. 1, or 0 on failure.
 */
int X509_NAME_add_entry_by_txt(X509_NAME *name, const char *field, int type,
    const unsigned char *bytes, int len, int loc, int set);

/* Compares two names as RFC 5280 section 7.1 says, by length first: 0 when equal. NULL is less
 * than every name; -2 on failure.
 */
int X509_NAME_cmp(const X509_NAME *a, const X509_NAME *b);

/* Takes the entry at loc out of the name; the caller owns it. NULL when there is none. */
X509_NAME_ENTRY *X509_NAME_delete_entry(X509_NAME *name, int loc);

/* A digest of the name's DER, as X509_digest. */
int X509_NAME_digest(const X509_NAME *data, const EVP_MD *type, unsigned char *md,
    unsigned int *len);

/* A copy that the caller owns. NULL on failure or for NULL. */
X509_NAME *X509_NAME_dup(const X509_NAME *xn);

/* The number of entries; 0 for NULL. */
int X509_NAME_entry_count(const X509_NAME *name);

/* Frees a name. NULL is nothing to do. */
void X509_NAME_free(X509_NAME *a);

/* The name's DER, which stays its own. 1, or 0. */
int X509_NAME_get0_der(const X509_NAME *nm, const unsigned char **pder, size_t *pderlen);

/* The entry at loc, which stays the name's; NULL when there is none. */
X509_NAME_ENTRY *X509_NAME_get_entry(const X509_NAME *name, int loc);

/* The position of the next attribute nid after lastpos (-1: from the start): -1 when there is
 * none, -2 for an unknown number.
 */
int X509_NAME_get_index_by_NID(const X509_NAME *name, int nid, int lastpos);

/* As X509_NAME_get_index_by_NID, by object. */
int X509_NAME_get_index_by_OBJ(const X509_NAME *name, const ASN1_OBJECT *obj, int lastpos);

/* The value of the first attribute nid, raw and cut to fit, with a NUL, in buf of len
 * bytes; its length, or -1 without such an attribute. With buf NULL only the length.
 */
int X509_NAME_get_text_by_NID(const X509_NAME *name, int nid, char *buf, int len);

/* As X509_NAME_get_text_by_NID, by object. */
int X509_NAME_get_text_by_OBJ(const X509_NAME *name, const ASN1_OBJECT *obj, char *buf, int len);

/* The number directories of certificates name their files by; *ok tells whether it worked. */
unsigned long X509_NAME_hash_ex(const X509_NAME *x, OSSL_LIB_CTX *libctx, const char *propq,
    int *ok);

/* The number of OpenSSL before 1.0.0. */
unsigned long X509_NAME_hash_old(const X509_NAME *x);

/* A new, empty name. NULL on failure. */
X509_NAME *X509_NAME_new(void);

/* The old one-line form, in buf of size bytes or, where buf is NULL, in memory that the
 * caller frees with OPENSSL_free. NULL on failure.
 */
char *X509_NAME_oneline(const X509_NAME *a, char *buf, int size);

/* Writes the form of XN_FLAG_COMPAT. 1 or 0. */
int X509_NAME_print(BIO *bp, const X509_NAME *name, int obase);

/* Writes the name as flags (XN_FLAG_*) ask for it, with indent spaces before each line.
 * Returns the number of bytes (1 for XN_FLAG_COMPAT), or -1 (0 for XN_FLAG_COMPAT).
 */
int X509_NAME_print_ex(BIO *out, const X509_NAME *nm, int indent, unsigned long flags);

/* As X509_NAME_print_ex, to a stdio stream. */
int X509_NAME_print_ex_fp(FILE *fp, const X509_NAME *nm, int indent, unsigned long flags);

/* Replaces *xn by a copy of name, freeing what was there. 1, or 0 on failure. */
int X509_NAME_set(X509_NAME **xn, const X509_NAME *name);

/* Frees a key. NULL is nothing to do. */
void X509_PUBKEY_free(X509_PUBKEY *a);

/* A reference to the key as an object; NULL when it is of no known kind. */
EVP_PKEY *X509_PUBKEY_get(const X509_PUBKEY *key);

/* The key as an object that stays its own; NULL when it is of no known kind. */
EVP_PKEY *X509_PUBKEY_get0(const X509_PUBKEY *key);

/* The parts of a key, which stay its own: the algorithm's object, the key's bytes, the algorithm.
 * 1 or 0.
 */
int X509_PUBKEY_get0_param(ASN1_OBJECT **ppkalg, const unsigned char **pk, int *ppklen,
    X509_ALGOR **pa, const X509_PUBKEY *pub);

/* A new object without a key. NULL on failure. */
X509_PUBKEY *X509_PUBKEY_new(void);

/* Replaces *x by the public half of pkey. 1 or 0. */
int X509_PUBKEY_set(X509_PUBKEY **x, EVP_PKEY *pkey);

/* The date of revocation of an entry, which stays its own. */
const ASN1_TIME *X509_REVOKED_get0_revocationDate(const X509_REVOKED *x);

/* The serial number of an entry, which stays its own. */
const ASN1_INTEGER *X509_REVOKED_get0_serialNumber(const X509_REVOKED *x);

/* Puts a copy of ex at loc (-1: the end). 1 or 0. */
int X509_add_ext(X509 *x, X509_EXTENSION *ex, int loc);

/* Whether a chain is one of Suite B, as flags (X509_V_FLAG_SUITEB_*) have it: X509_V_OK or the fault,
 * whose place goes to perror_depth unless that is NULL. The leaf is x, or without one the first of
 * chain; without a chain its key alone is judged.
 */
int X509_chain_check_suiteb(int *perror_depth, X509 *x, STACK_OF(X509) *chain, unsigned long flags);

/* A new stack with a reference to each certificate of chain. NULL on failure or for NULL. */
STACK_OF(X509) *X509_chain_up_ref(STACK_OF(X509) *chain);

/* 1 when pkey is the private (or public) half of the certificate's key, else 0 with an error. */
int X509_check_private_key(const X509 *x509, const EVP_PKEY *pkey);

/* 0 when both certificates are the same, byte for byte; else less or greater than 0. */
int X509_cmp(const X509 *a, const X509 *b);

/* X509_cmp_time with the current time. */
int X509_cmp_current_time(const ASN1_TIME *s);

/* Compares with *t, or the current time where t is NULL: -1 when s is not later, 1 when
 * it is later, 0 when it is not in RFC 5280's form.
 */
int X509_cmp_time(const ASN1_TIME *s, time_t *t);

/* Takes the extension at loc out; the caller owns it. NULL when there is none. */
X509_EXTENSION *X509_delete_ext(X509 *x, int loc);

/* A digest of the certificate's DER (its fingerprint) in md, which has room for
 * EVP_MAX_MD_SIZE bytes. 1 or 0.
 */
int X509_digest(const X509 *data, const EVP_MD *type, unsigned char *md, unsigned int *len);

/* A copy with one reference, which shares nothing with a. NULL on failure or for NULL. */
X509 *X509_dup(const X509 *a);

/* Drops one reference. NULL is nothing to do. */
void X509_free(X509 *a);

/* The extensions; NULL without any. */
const STACK_OF(X509_EXTENSION) *X509_get0_extensions(const X509 *x);

/* The end of the validity. NULL for NULL. */
const ASN1_TIME *X509_get0_notAfter(const X509 *x);

/* The begin of the validity. NULL for NULL. */
const ASN1_TIME *X509_get0_notBefore(const X509 *x);

/* The key in a certificate, which stays its own; NULL when it is of no known kind. */
EVP_PKEY *X509_get0_pubkey(const X509 *x);

/* The bits of the key. NULL for NULL. */
ASN1_BIT_STRING *X509_get0_pubkey_bitstr(const X509 *x);

/* The serial number. NULL for NULL. */
const ASN1_INTEGER *X509_get0_serialNumber(const X509 *x);

/* The signature and its algorithm. */
void X509_get0_signature(const ASN1_BIT_STRING **psig, const X509_ALGOR **palg, const X509 *x);

/* The signature algorithm in the signed part. NULL for NULL. */
const X509_ALGOR *X509_get0_tbs_sigalg(const X509 *x);

/* The unique identifiers of issuer and holder; NULL where there is none. */
void X509_get0_uids(const X509 *x, const ASN1_BIT_STRING **piuid, const ASN1_BIT_STRING **psuid);

/* The key with its algorithm. NULL for NULL. */
X509_PUBKEY *X509_get_X509_PUBKEY(const X509 *x);

/* The directory of OpenSSL's files. Static. */
const char *X509_get_default_cert_area(void);

/* The directory of certificates. Static. */
const char *X509_get_default_cert_dir(void);

/* The environment variable that names the directory. Static. */
const char *X509_get_default_cert_dir_env(void);

/* The file of certificates. Static. */
const char *X509_get_default_cert_file(void);

/* The environment variable that names the file. Static. */
const char *X509_get_default_cert_file_env(void);

/* The directory of private keys. Static. */
const char *X509_get_default_private_dir(void);

/* What X509_set_ex_data stored; NULL without. */
void *X509_get_ex_data(const X509 *r, int idx);

/* The extension at loc; NULL when there is none. */
X509_EXTENSION *X509_get_ext(const X509 *x, int loc);

/* The position of the next extension nid after lastpos (-1: from the start); -1 when there is
 * none, -2 for an unknown number.
 */
int X509_get_ext_by_NID(const X509 *x, int nid, int lastpos);

/* As X509_get_ext_by_NID, by object. */
int X509_get_ext_by_OBJ(const X509 *x, const ASN1_OBJECT *obj, int lastpos);

/* As X509_get_ext_by_NID, for the extensions that are critical, or with crit 0 those that
 * are not.
 */
int X509_get_ext_by_critical(const X509 *x, int crit, int lastpos);

/* The number of extensions. */
int X509_get_ext_count(const X509 *x);

/* X509V3_get_d2i of a certificate's extensions. */
void *X509_get_ext_d2i(const X509 *x, int nid, int *crit, int *idx);

/* The name of the issuer, which may be changed. NULL for NULL. */
X509_NAME *X509_get_issuer_name(const X509 *a);

/* The path length of a CA certificate; -1 without one, or when the extensions are broken. */
long X509_get_pathlen(X509 *x);

/* A reference to the key in a certificate; NULL when it is of no known kind. */
EVP_PKEY *X509_get_pubkey(X509 *x);

/* The serial number, which may be changed. NULL for NULL. */
ASN1_INTEGER *X509_get_serialNumber(X509 *x);

/* What is known of the signature: the number of its hash (0 where the algorithm has its own), the
 * kind of key, its bits of security, and flags (X509_SIG_INFO_*). Each pointer may be NULL. 0 when
 * the algorithm is not known.
 */
int X509_get_signature_info(X509 *x, int *mdnid, int *pknid, int *secbits, uint32_t *flags);

/* The number of the signature algorithm; 0 when it has none. */
int X509_get_signature_nid(const X509 *x);

/* The name of the certificate's holder, which may be changed. NULL for NULL. */
X509_NAME *X509_get_subject_name(const X509 *a);

/* The version: 0 for version 1, 2 for version 3. */
long X509_get_version(const X509 *x);

/* The end of the validity, which may be changed. NULL for NULL. */
ASN1_TIME *X509_getm_notAfter(const X509 *x);

/* The begin of the validity, which may be changed. NULL for NULL. */
ASN1_TIME *X509_getm_notBefore(const X509 *x);

/* Sets s to the current time moved by adj seconds. */
ASN1_TIME *X509_gmtime_adj(ASN1_TIME *s, long adj);

/* Compares serial numbers, then issuers: 0 when both are equal. */
int X509_issuer_and_serial_cmp(const X509 *a, const X509 *b);

/* X509_NAME_cmp of the issuers. */
int X509_issuer_name_cmp(const X509 *a, const X509 *b);

/* X509_NAME_hash_ex of the issuer. */
unsigned long X509_issuer_name_hash(X509 *a);

/* X509_NAME_hash_old of the issuer. */
unsigned long X509_issuer_name_hash_old(X509 *a);

/* A new, empty certificate with one reference. NULL on failure. */
X509 *X509_new(void);

/* X509_print_ex of everything, with names in the old form. */
int X509_print(BIO *bp, X509 *x);

/* Writes a certificate as text, with names as nmflag (XN_FLAG_*) says and without what cflag
 * (X509_FLAG_*) says. 1 or 0.
 */
int X509_print_ex(BIO *bp, X509 *x, unsigned long nmflag, unsigned long cflag);

/* As X509_print_ex, to a stdio stream. */
int X509_print_ex_fp(FILE *bp, X509 *x, unsigned long nmflag, unsigned long cflag);

/* X509_print, to a stdio stream. */
int X509_print_fp(FILE *bp, X509 *x);

/* A digest of the bits of the certificate's key, as X509_digest. */
int X509_pubkey_digest(const X509 *data, const EVP_MD *type, unsigned char *md, unsigned int *len);

/* 1 when a certificate is signed with its own key as far as names say, and with
 * verify_signature as the signature says; 0 when not, negative on failure.
 */
int X509_self_signed(X509 *cert, int verify_signature);

/* Sets the end of the validity to a copy of tm. 1 or 0. */
int X509_set1_notAfter(X509 *x, const ASN1_TIME *tm);

/* Sets the begin of the validity to a copy of tm. 1 or 0. */
int X509_set1_notBefore(X509 *x, const ASN1_TIME *tm);

/* Program data under an index of X509_get_ex_new_index. 1 or 0. */
int X509_set_ex_data(X509 *r, int idx, void *arg);

/* Sets the issuer to a copy of name. 1 or 0. */
int X509_set_issuer_name(X509 *x, const X509_NAME *name);

/* Puts the public half of pkey into a certificate. 1 or 0. */
int X509_set_pubkey(X509 *x, EVP_PKEY *pkey);

/* Sets the serial number to a copy of serial. 1 or 0. */
int X509_set_serialNumber(X509 *x, ASN1_INTEGER *serial);

/* Sets the holder to a copy of name. 1 or 0. */
int X509_set_subject_name(X509 *x, const X509_NAME *name);

/* Sets the version: 0 for version 1, 2 for version 3. 1 or 0. */
int X509_set_version(X509 *x, long version);

/* Signs a certificate: the length of the signature, or 0 with an error. md is NULL for Ed25519. */
int X509_sign(X509 *x, EVP_PKEY *pkey, const EVP_MD *md);

/* Writes the bytes of a signature, 18 a line, each line after indent spaces. 1 or 0. */
int X509_signature_dump(BIO *bp, const ASN1_STRING *sig, int indent);

/* Writes a signature with its algorithm. 1 or 0. */
int X509_signature_print(BIO *bp, const X509_ALGOR *alg, const ASN1_STRING *sig);

/* X509_NAME_cmp of the subjects. */
int X509_subject_name_cmp(const X509 *a, const X509 *b);

/* X509_NAME_hash_ex of the subject. */
unsigned long X509_subject_name_hash(X509 *x);

/* X509_NAME_hash_old of the subject. */
unsigned long X509_subject_name_hash_old(X509 *x);

/* As X509_time_adj_ex, by seconds. */
ASN1_TIME *X509_time_adj(ASN1_TIME *s, long adj, time_t *t);

/* Sets s to the current time, or to *in_tm, moved by days and seconds; keeps a form that
 * s has and that can say the time.
 */
ASN1_TIME *X509_time_adj_ex(ASN1_TIME *s, int offset_day, long offset_sec, time_t *in_tm);

/* Adds a reference. 1, or 0 for NULL. */
int X509_up_ref(X509 *x);

/* 1 when the signature of a was made with the key r, 0 when not, negative on failure. */
int X509_verify(X509 *a, EVP_PKEY *r);

/* The text of a result. Static. */
const char *X509_verify_cert_error_string(long n);

/* A public key on a curve from a SubjectPublicKeyInfo, for the caller to free. */
EC_KEY *d2i_EC_PUBKEY(EC_KEY **a, const unsigned char **pp, long length);

/* A public key from a SubjectPublicKeyInfo, for the caller to free. */
EVP_PKEY *d2i_PUBKEY(EVP_PKEY **a, const unsigned char **pp, long length);

/* A public key from a SubjectPublicKeyInfo, for the caller to free. */
EVP_PKEY *d2i_PUBKEY_bio(BIO *bp, EVP_PKEY **a);

/* As d2i_PUBKEY_bio, from a stream. */
EVP_PKEY *d2i_PUBKEY_fp(FILE *fp, EVP_PKEY **a);

/* A private key in any encoding, for the caller to free. */
EVP_PKEY *d2i_PrivateKey_bio(BIO *bp, EVP_PKEY **a);

/* As d2i_PrivateKey_bio, from a stream. */
EVP_PKEY *d2i_PrivateKey_fp(FILE *fp, EVP_PKEY **a);

/* An RSA public key from a SubjectPublicKeyInfo, for the caller to free. */
RSA *d2i_RSA_PUBKEY(RSA **a, const unsigned char **pp, long length);

/* Reads a certificate at *pp (d2i_X509(3)). NULL on failure. */
X509 *d2i_X509(X509 **a, const unsigned char **pp, long length);

/* Reads a certificate, and its trust settings where there are any, at *pp (d2i_X509(3)). */
X509 *d2i_X509_AUX(X509 **a, const unsigned char **pp, long length);

/* Reads a list at *pp (d2i_X509(3)). NULL on failure. */
X509_CRL *d2i_X509_CRL(X509_CRL **a, const unsigned char **pp, long length);

/* Reads one DER list from a BIO. NULL on failure. */
X509_CRL *d2i_X509_CRL_bio(BIO *bp, X509_CRL **crl);

/* Reads a Name at *pp (d2i_X509(3)). NULL on failure. */
X509_NAME *d2i_X509_NAME(X509_NAME **a, const unsigned char **pp, long length);

/* Reads a SubjectPublicKeyInfo at *pp (d2i_X509(3)). NULL on failure. */
X509_PUBKEY *d2i_X509_PUBKEY(X509_PUBKEY **a, const unsigned char **pp, long length);

/* Reads one DER certificate from a BIO. NULL on failure. */
X509 *d2i_X509_bio(BIO *bp, X509 **x509);

/* Reads one DER certificate from a stdio stream. NULL on failure. */
X509 *d2i_X509_fp(FILE *fp, X509 **x509);

/* The EC key as SubjectPublicKeyInfo encoding. The length, 0 or below on failure. */
int i2d_EC_PUBKEY(const EC_KEY *a, unsigned char **pp);

/* The SubjectPublicKeyInfo of a key. The length, 0 for NULL, -1 on failure. */
int i2d_PUBKEY(const EVP_PKEY *a, unsigned char **pp);

/* Writes the SubjectPublicKeyInfo. 1 on success. */
int i2d_PUBKEY_bio(BIO *bp, const EVP_PKEY *pkey);

/* As i2d_PUBKEY_bio, to a stream. */
int i2d_PUBKEY_fp(FILE *fp, const EVP_PKEY *pkey);

/* Writes the private key in its own encoding. 1 on success. */
int i2d_PrivateKey_bio(BIO *bp, const EVP_PKEY *pkey);

/* As i2d_PrivateKey_bio, to a stream. */
int i2d_PrivateKey_fp(FILE *fp, const EVP_PKEY *pkey);

/* The RSA key as SubjectPublicKeyInfo encoding. The length, 0 or below on failure. */
int i2d_RSA_PUBKEY(const RSA *a, unsigned char **pp);

/* Writes a certificate as DER (i2d_X509(3)): the length, or a negative number. */
int i2d_X509(const X509 *a, unsigned char **out);

/* Writes a certificate with its trust settings as DER: the length, or a negative number. */
int i2d_X509_AUX(const X509 *a, unsigned char **pp);

/* Writes a list as DER (i2d_X509(3)): the length, or a negative number. */
int i2d_X509_CRL(const X509_CRL *a, unsigned char **out);

/* Writes a list as DER to a BIO. 1 or 0. */
int i2d_X509_CRL_bio(BIO *bp, const X509_CRL *crl);

/* Writes a name as DER (i2d_X509(3)): the length, or a negative number. */
int i2d_X509_NAME(const X509_NAME *a, unsigned char **out);

/* Writes a SubjectPublicKeyInfo as DER (i2d_X509(3)): the length, or a negative number. */
int i2d_X509_PUBKEY(const X509_PUBKEY *a, unsigned char **out);

/* Writes a certificate as DER to a BIO. 1 or 0. */
int i2d_X509_bio(BIO *bp, const X509 *x509);

/* Writes a certificate as DER to a stdio stream. 1 or 0. */
int i2d_X509_fp(FILE *fp, const X509 *x509);

/* Writes the TBSCertificate as DER, made from the parts: the length, or a negative number. */
int i2d_re_X509_tbs(X509 *x, unsigned char **pp);

#ifdef __cplusplus
}
#endif

#endif
