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

#define X509_name_cmp(a, b) X509_NAME_cmp((a), (b))
#define X509_get_ex_new_index(l, p, newf, dupf, freef) \
    CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_X509, l, p, newf, dupf, freef)

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

/* X509_cmp_time with the current time. */
int X509_cmp_current_time(const ASN1_TIME *s);

/* Compares with *t, or the current time where t is NULL: -1 when s is not later, 1 when
 * it is later, 0 when it is not in RFC 5280's form.
 */
int X509_cmp_time(const ASN1_TIME *s, time_t *t);

/* Sets s to the current time moved by adj seconds. */
ASN1_TIME *X509_gmtime_adj(ASN1_TIME *s, long adj);

/* As X509_time_adj_ex, by seconds. */
ASN1_TIME *X509_time_adj(ASN1_TIME *s, long adj, time_t *t);

/* Sets s to the current time, or to *in_tm, moved by days and seconds; keeps a form that
 * s has and that can say the time.
 */
ASN1_TIME *X509_time_adj_ex(ASN1_TIME *s, int offset_day, long offset_sec, time_t *in_tm);

/* Reads a Name at *pp (d2i_X509(3)). NULL on failure. */
X509_NAME *d2i_X509_NAME(X509_NAME **a, const unsigned char **pp, long length);

/* Writes a name as DER (i2d_X509(3)): the length, or a negative number. */
int i2d_X509_NAME(const X509_NAME *a, unsigned char **out);

#ifdef __cplusplus
}
#endif

#endif
