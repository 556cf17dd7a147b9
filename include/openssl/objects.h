/* Made by 'make headers' from abi/headers/objects.h and the Rust sources. */
/* Object identifiers: OBJ_nid2obj(3). */
#ifndef OPENSSL_OBJECTS_H
#define OPENSSL_OBJECTS_H

#include <stddef.h>
#include <openssl/types.h>
#include <openssl/obj_mac.h>
#include <openssl/bio.h>
#include <openssl/asn1.h>
#include <openssl/objectserr.h>

#define OBJ_NAME_TYPE_UNDEF 0x00
#define OBJ_NAME_TYPE_MD_METH 0x01
#define OBJ_NAME_TYPE_CIPHER_METH 0x02
#define OBJ_NAME_TYPE_PKEY_METH 0x03
#define OBJ_NAME_TYPE_COMP_METH 0x04
#define OBJ_NAME_TYPE_MAC_METH 0x05
#define OBJ_NAME_TYPE_KDF_METH 0x06
#define OBJ_NAME_TYPE_NUM 0x07
#define OBJ_NAME_ALIAS 0x8000

/* The library frees its tables by itself. */
#define OBJ_cleanup() while (0) continue

#ifdef __cplusplus
extern "C" {
#endif

/* 0 when a and b are the same identifier; else orders them by length, then bytes. */
int OBJ_cmp(const ASN1_OBJECT *a, const ASN1_OBJECT *b);

/* Adds an object to the table for the rest of the process: its dotted numbers oid (or NULL),
 * short name sn, long name ln. Its new number, or 0 when the identifier or a name is taken.
 */
int OBJ_create(const char *oid, const char *sn, const char *ln);

/* A copy of o for the caller to free (an object of the table is its own copy). NULL for NULL. */
ASN1_OBJECT *OBJ_dup(const ASN1_OBJECT *o);

/* Splits signature algorithm signid into the numbers of its hash and its kind of key; each
 * pointer may be NULL. 0 when it is not known.
 */
int OBJ_find_sigid_algs(int signid, int *pdig_nid, int *ppkey_nid);

/* The signature algorithm of hash dig_nid with keys of kind pkey_nid. 0 when it is not known. */
int OBJ_find_sigid_by_algs(int *psignid, int dig_nid, int pkey_nid);

/* The encoding of obj without tag and length; it lives as long as the object. NULL for NULL. */
const unsigned char *OBJ_get0_data(const ASN1_OBJECT *obj);

/* The length in bytes of the encoding of obj without tag and length. 0 for NULL. */
size_t OBJ_length(const ASN1_OBJECT *obj);

/* The number of long name s, or NID_undef. */
int OBJ_ln2nid(const char *s);

/* Keeps num numbers for the caller and returns the first. */
int OBJ_new_nid(int num);

/* The long name of number n, which lives for ever. NULL as OBJ_nid2obj. */
const char *OBJ_nid2ln(int n);

/* The object with number n; it belongs to the library and need not be freed. NULL with
 * OBJ_R_UNKNOWN_NID when there is none.
 */
ASN1_OBJECT *OBJ_nid2obj(int n);

/* The short name of number n, which lives for ever. NULL as OBJ_nid2obj. */
const char *OBJ_nid2sn(int n);

/* The number of o; NID_undef for NULL and for what is not known. */
int OBJ_obj2nid(const ASN1_OBJECT *o);

/* Writes the text of a (its long name, or dotted numbers if no_name or unknown) to buf, cut
 * to buf_len bytes with the ending NUL. Returns the length of the whole text, 0 for an empty
 * object.
 */
int OBJ_obj2txt(char *buf, int buf_len, const ASN1_OBJECT *a, int no_name);

/* The number of short name s, or NID_undef. */
int OBJ_sn2nid(const char *s);

/* The number of s: a long name, a short name or dotted numbers. NID_undef when unknown. */
int OBJ_txt2nid(const char *s);

/* The object that s means, for the caller to free: a name (unless no_name) or dotted
 * numbers. NULL with an error when it is neither.
 */
ASN1_OBJECT *OBJ_txt2obj(const char *s, int no_name);

#ifdef __cplusplus
}
#endif

#endif
