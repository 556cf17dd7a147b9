/* Made by 'make headers' from abi/headers/asn1.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_ASN1_H
#define FERRODTLS_OPENSSL_ASN1_H

#include <time.h>

#include <openssl/e_os2.h>
#include <openssl/opensslconf.h>
#include <openssl/bio.h>
#include <openssl/safestack.h>
#include <openssl/asn1err.h>
#include <openssl/types.h>
#include <openssl/bn.h>

/* Tags, types and flags. */
#define V_ASN1_UNIVERSAL                       0x00
#define V_ASN1_APPLICATION                     0x40
#define V_ASN1_CONTEXT_SPECIFIC                0x80
#define V_ASN1_PRIVATE                         0xc0
#define V_ASN1_CONSTRUCTED                     0x20
#define V_ASN1_PRIMITIVE_TAG                   0x1f
#define V_ASN1_APP_CHOOSE                      -2
#define V_ASN1_OTHER                           -3
#define V_ASN1_ANY                             -4
#define V_ASN1_UNDEF                           -1
#define V_ASN1_EOC                             0
#define V_ASN1_BOOLEAN                         1
#define V_ASN1_INTEGER                         2
#define V_ASN1_BIT_STRING                      3
#define V_ASN1_OCTET_STRING                    4
#define V_ASN1_NULL                            5
#define V_ASN1_OBJECT                          6
#define V_ASN1_OBJECT_DESCRIPTOR               7
#define V_ASN1_EXTERNAL                        8
#define V_ASN1_REAL                            9
#define V_ASN1_ENUMERATED                      10
#define V_ASN1_UTF8STRING                      12
#define V_ASN1_SEQUENCE                        16
#define V_ASN1_SET                             17
#define V_ASN1_NUMERICSTRING                   18
#define V_ASN1_PRINTABLESTRING                 19
#define V_ASN1_T61STRING                       20
#define V_ASN1_TELETEXSTRING                   20
#define V_ASN1_VIDEOTEXSTRING                  21
#define V_ASN1_IA5STRING                       22
#define V_ASN1_UTCTIME                         23
#define V_ASN1_GENERALIZEDTIME                 24
#define V_ASN1_GRAPHICSTRING                   25
#define V_ASN1_ISO64STRING                     26
#define V_ASN1_VISIBLESTRING                   26
#define V_ASN1_GENERALSTRING                   27
#define V_ASN1_UNIVERSALSTRING                 28
#define V_ASN1_BMPSTRING                       30
#define V_ASN1_NEG                             0x100
#define B_ASN1_NUMERICSTRING                   0x0001
#define B_ASN1_PRINTABLESTRING                 0x0002
#define B_ASN1_T61STRING                       0x0004
#define B_ASN1_TELETEXSTRING                   0x0004
#define B_ASN1_VIDEOTEXSTRING                  0x0008
#define B_ASN1_IA5STRING                       0x0010
#define B_ASN1_GRAPHICSTRING                   0x0020
#define B_ASN1_ISO64STRING                     0x0040
#define B_ASN1_VISIBLESTRING                   0x0040
#define B_ASN1_GENERALSTRING                   0x0080
#define B_ASN1_UNIVERSALSTRING                 0x0100
#define B_ASN1_OCTET_STRING                    0x0200
#define B_ASN1_BIT_STRING                      0x0400
#define B_ASN1_BMPSTRING                       0x0800
#define B_ASN1_UNKNOWN                         0x1000
#define B_ASN1_UTF8STRING                      0x2000
#define B_ASN1_UTCTIME                         0x4000
#define B_ASN1_GENERALIZEDTIME                 0x8000
#define B_ASN1_SEQUENCE                        0x10000
#define MBSTRING_FLAG                          0x1000
#define MBSTRING_UTF8                          (MBSTRING_FLAG)
#define MBSTRING_ASC                           (MBSTRING_FLAG | 1)
#define MBSTRING_BMP                           (MBSTRING_FLAG | 2)
#define MBSTRING_UNIV                          (MBSTRING_FLAG | 4)
#define SMIME_OLDMIME                          0x400
#define SMIME_CRLFEOL                          0x800
#define SMIME_STREAM                           0x1000
#define ASN1_STRING_FLAG_BITS_LEFT             0x08
#define ASN1_STRING_FLAG_NDEF                  0x010
#define ASN1_STRING_FLAG_CONT                  0x020
#define ASN1_STRING_FLAG_MSTRING               0x040
#define ASN1_STRING_FLAG_EMBED                 0x080
#define ASN1_STRING_FLAG_X509_TIME             0x100
#define ASN1_LONG_UNDEF                        0x7fffffffL
#define STABLE_FLAGS_MALLOC                    0x01
#define STABLE_NO_MASK                         0x02
#define ub_name                                32768
#define ub_common_name                         64
#define ub_locality_name                       128
#define ub_state_name                          128
#define ub_organization_name                   64
#define ub_organization_unit_name              64
#define ub_title                               64
#define ub_email_address                       128
#define ASN1_STRFLGS_ESC_2253                  1
#define ASN1_STRFLGS_ESC_CTRL                  2
#define ASN1_STRFLGS_ESC_MSB                   4
#define ASN1_DTFLGS_TYPE_MASK                  0x0FUL
#define ASN1_DTFLGS_RFC822                     0x00UL
#define ASN1_DTFLGS_ISO8601                    0x01UL
#define ASN1_STRFLGS_ESC_QUOTE                 8
#define ASN1_STRFLGS_UTF8_CONVERT              0x10
#define ASN1_STRFLGS_IGNORE_TYPE               0x20
#define ASN1_STRFLGS_SHOW_TYPE                 0x40
#define ASN1_STRFLGS_DUMP_ALL                  0x80
#define ASN1_STRFLGS_DUMP_UNKNOWN              0x100
#define ASN1_STRFLGS_DUMP_DER                  0x200
#define ASN1_STRFLGS_ESC_2254                  0x400
#define ASN1_STRFLGS_RFC2253                   (ASN1_STRFLGS_ESC_2253 | ASN1_STRFLGS_ESC_CTRL | ASN1_STRFLGS_ESC_MSB | ASN1_STRFLGS_UTF8_CONVERT | ASN1_STRFLGS_DUMP_UNKNOWN | ASN1_STRFLGS_DUMP_DER)
#define B_ASN1_TIME                            B_ASN1_UTCTIME | B_ASN1_GENERALIZEDTIME
#define B_ASN1_PRINTABLE                       B_ASN1_NUMERICSTRING | B_ASN1_PRINTABLESTRING | B_ASN1_T61STRING | B_ASN1_IA5STRING | B_ASN1_BIT_STRING | B_ASN1_UNIVERSALSTRING | B_ASN1_BMPSTRING | B_ASN1_UTF8STRING | B_ASN1_SEQUENCE | B_ASN1_UNKNOWN
#define B_ASN1_DIRECTORYSTRING                 B_ASN1_PRINTABLESTRING | B_ASN1_TELETEXSTRING | B_ASN1_BMPSTRING | B_ASN1_UNIVERSALSTRING | B_ASN1_UTF8STRING
#define B_ASN1_DISPLAYTEXT                     B_ASN1_IA5STRING | B_ASN1_VISIBLESTRING | B_ASN1_BMPSTRING | B_ASN1_UTF8STRING
#define ASN1_PCTX_FLAGS_SHOW_ABSENT            0x001
#define ASN1_PCTX_FLAGS_SHOW_SEQUENCE          0x002
#define ASN1_PCTX_FLAGS_SHOW_SSOF              0x004
#define ASN1_PCTX_FLAGS_SHOW_TYPE              0x008
#define ASN1_PCTX_FLAGS_NO_ANY_TYPE            0x010
#define ASN1_PCTX_FLAGS_NO_MSTRING_TYPE        0x020
#define ASN1_PCTX_FLAGS_NO_FIELD_NAME          0x040
#define ASN1_PCTX_FLAGS_SHOW_FIELD_STRUCT_NAME 0x080
#define ASN1_PCTX_FLAGS_NO_STRUCT_NAME         0x100

/* A value: length bytes at data, or for a negative INTEGER their magnitude. */
struct asn1_string_st {
    int length;
    int type;
    unsigned char *data;
    long flags;
};

/* A value of any type; which member is set follows from the type. */
struct asn1_type_st {
    int type;
    union {
        char *ptr;
        ASN1_BOOLEAN boolean;
        ASN1_STRING *asn1_string;
        ASN1_OBJECT *object;
        ASN1_INTEGER *integer;
        ASN1_ENUMERATED *enumerated;
        ASN1_BIT_STRING *bit_string;
        ASN1_OCTET_STRING *octet_string;
        ASN1_PRINTABLESTRING *printablestring;
        ASN1_T61STRING *t61string;
        ASN1_IA5STRING *ia5string;
        ASN1_GENERALSTRING *generalstring;
        ASN1_BMPSTRING *bmpstring;
        ASN1_UNIVERSALSTRING *universalstring;
        ASN1_UTCTIME *utctime;
        ASN1_GENERALIZEDTIME *generalizedtime;
        ASN1_VISIBLESTRING *visiblestring;
        ASN1_UTF8STRING *utf8string;
        ASN1_STRING *set;
        ASN1_STRING *sequence;
    } value;
};

typedef struct BIT_STRING_BITNAME_st {
    int bitnum;
    const char *lname;
    const char *sname;
} BIT_STRING_BITNAME;

/* Functions that write and read DER. */
typedef int i2d_of_void(const void *, unsigned char **);
typedef void *d2i_of_void(void **, const unsigned char **, long);

DEFINE_STACK_OF(ASN1_OBJECT)
DEFINE_STACK_OF(ASN1_INTEGER)
DEFINE_STACK_OF(ASN1_UTF8STRING)
DEFINE_STACK_OF(ASN1_TYPE)
DEFINE_SPECIAL_STACK_OF(ASN1_STRING, ASN1_STRING)

#define I2D_OF(type) int (*)(const type *, unsigned char **)
#define CHECKED_I2D_OF(type, i2d) ((i2d_of_void *)(1 ? i2d : ((I2D_OF(type))0)))
#define I2D_OF_const(type) I2D_OF(type)

#ifdef __cplusplus
extern "C" {
#endif

/* Frees a BIT STRING. NULL is nothing to do. */
void ASN1_BIT_STRING_free(ASN1_BIT_STRING *a);

/* Bit n (the first one is 0): 1 or 0. */
int ASN1_BIT_STRING_get_bit(const ASN1_BIT_STRING *a, int n);

/* A new, empty BIT STRING. NULL on failure. */
ASN1_BIT_STRING *ASN1_BIT_STRING_new(void);

/* Sets bit n to 1, or to 0 where value is 0; the string grows and shrinks as needed. 1 or 0. */
int ASN1_BIT_STRING_set_bit(ASN1_BIT_STRING *a, int n, int value);

/* Frees a BMPString. NULL is nothing to do. */
void ASN1_BMPSTRING_free(ASN1_BMPSTRING *a);

/* A new, empty BMPString. NULL on failure. */
ASN1_BMPSTRING *ASN1_BMPSTRING_new(void);

/* Frees a ENUMERATED. NULL is nothing to do. */
void ASN1_ENUMERATED_free(ASN1_ENUMERATED *a);

/* As ASN1_INTEGER_get. */
long ASN1_ENUMERATED_get(const ASN1_ENUMERATED *a);

/* As ASN1_INTEGER_get_int64. */
int ASN1_ENUMERATED_get_int64(int64_t *pr, const ASN1_ENUMERATED *a);

/* A new, empty ENUMERATED. NULL on failure. */
ASN1_ENUMERATED *ASN1_ENUMERATED_new(void);

/* Sets the number: 1, or 0 on failure. */
int ASN1_ENUMERATED_set(ASN1_ENUMERATED *a, long v);

/* As ASN1_ENUMERATED_set, from 64 bits. */
int ASN1_ENUMERATED_set_int64(ASN1_ENUMERATED *a, int64_t r);

/* As ASN1_INTEGER_to_BN, for ENUMERATED. */
BIGNUM *ASN1_ENUMERATED_to_BN(const ASN1_ENUMERATED *ai, BIGNUM *bn);

/* As ASN1_TIME_check, and the type is GeneralizedTime. */
int ASN1_GENERALIZEDTIME_check(const ASN1_GENERALIZEDTIME *a);

/* A copy that the caller owns. NULL on failure or for NULL. */
ASN1_GENERALIZEDTIME *ASN1_GENERALIZEDTIME_dup(const ASN1_GENERALIZEDTIME *a);

/* Frees a GeneralizedTime. NULL is nothing to do. */
void ASN1_GENERALIZEDTIME_free(ASN1_GENERALIZEDTIME *a);

/* A new, empty GeneralizedTime. NULL on failure. */
ASN1_GENERALIZEDTIME *ASN1_GENERALIZEDTIME_new(void);

/* ASN1_TIME_print for a GeneralizedTime. */
int ASN1_GENERALIZEDTIME_print(BIO *fp, const ASN1_GENERALIZEDTIME *a);

/* As ASN1_TIME_set_string, for GeneralizedTime only. */
int ASN1_GENERALIZEDTIME_set_string(ASN1_GENERALIZEDTIME *s, const char *str);

/* Frees a IA5String. NULL is nothing to do. */
void ASN1_IA5STRING_free(ASN1_IA5STRING *a);

/* A new, empty IA5String. NULL on failure. */
ASN1_IA5STRING *ASN1_IA5STRING_new(void);

/* Compares two numbers: less than, equal to or greater than 0. NULL is 0. */
int ASN1_INTEGER_cmp(const ASN1_INTEGER *x, const ASN1_INTEGER *y);

/* A copy that the caller owns. NULL on failure or for NULL. */
ASN1_INTEGER *ASN1_INTEGER_dup(const ASN1_INTEGER *a);

/* Frees a INTEGER. NULL is nothing to do. */
void ASN1_INTEGER_free(ASN1_INTEGER *a);

/* The value; 0 for NULL; -1 with an error when it does not fit, which -1 itself looks like. */
long ASN1_INTEGER_get(const ASN1_INTEGER *a);

/* Writes the value to *pr: 1, or 0 when it does not fit. */
int ASN1_INTEGER_get_int64(int64_t *pr, const ASN1_INTEGER *a);

/* As ASN1_INTEGER_get_int64, for numbers that are not negative. */
int ASN1_INTEGER_get_uint64(uint64_t *pr, const ASN1_INTEGER *a);

/* A new, empty INTEGER. NULL on failure. */
ASN1_INTEGER *ASN1_INTEGER_new(void);

/* Sets the number: 1, or 0 on failure. */
int ASN1_INTEGER_set(ASN1_INTEGER *a, long v);

/* As ASN1_INTEGER_set, from 64 bits. */
int ASN1_INTEGER_set_int64(ASN1_INTEGER *a, int64_t r);

/* As ASN1_INTEGER_set, from 64 bits without sign. */
int ASN1_INTEGER_set_uint64(ASN1_INTEGER *a, uint64_t r);

/* The number of an INTEGER, in bn or, where that is NULL, a new object. NULL on failure. */
BIGNUM *ASN1_INTEGER_to_BN(const ASN1_INTEGER *ai, BIGNUM *bn);

/* Frees an object; those of the table stay. NULL is ignored. */
void ASN1_OBJECT_free(ASN1_OBJECT *a);

/* Compares as ASN1_STRING_cmp. */
int ASN1_OCTET_STRING_cmp(const ASN1_OCTET_STRING *a, const ASN1_OCTET_STRING *b);

/* A copy that the caller owns. NULL on failure or for NULL. */
ASN1_OCTET_STRING *ASN1_OCTET_STRING_dup(const ASN1_OCTET_STRING *a);

/* Frees a OCTET STRING. NULL is nothing to do. */
void ASN1_OCTET_STRING_free(ASN1_OCTET_STRING *a);

/* A new, empty OCTET STRING. NULL on failure. */
ASN1_OCTET_STRING *ASN1_OCTET_STRING_new(void);

/* Replaces the bytes by a copy; len -1 means up to the NUL. 1 or 0. */
int ASN1_OCTET_STRING_set(ASN1_OCTET_STRING *str, const unsigned char *data, int len);

/* Frees a PrintableString. NULL is nothing to do. */
void ASN1_PRINTABLESTRING_free(ASN1_PRINTABLESTRING *a);

/* A new, empty PrintableString. NULL on failure. */
ASN1_PRINTABLESTRING *ASN1_PRINTABLESTRING_new(void);

/* The smallest type for text without a type: PrintableString, IA5String or T61String. */
int ASN1_PRINTABLE_type(const unsigned char *s, int max);

/* Frees a string after overwriting its bytes. */
void ASN1_STRING_clear_free(ASN1_STRING *a);

/* Compares length, bytes and type, in this order: less than, equal to or greater than 0. */
int ASN1_STRING_cmp(const ASN1_STRING *a, const ASN1_STRING *b);

/* Makes dst a copy of str: 1, or 0 on failure. */
int ASN1_STRING_copy(ASN1_STRING *dst, const ASN1_STRING *str);

/* The bytes, which stay the string's and may be changed; NULL for NULL. */
unsigned char *ASN1_STRING_data(ASN1_STRING *x);

/* A copy that the caller owns. NULL on failure or for NULL. */
ASN1_STRING *ASN1_STRING_dup(const ASN1_STRING *a);

/* Frees a string. NULL is nothing to do. */
void ASN1_STRING_free(ASN1_STRING *a);

/* The bytes, which stay the string's; NULL for NULL. */
const unsigned char *ASN1_STRING_get0_data(const ASN1_STRING *x);

/* The types texts get when the attribute does not decide (B_ASN1_*). */
unsigned long ASN1_STRING_get_default_mask(void);

/* The number of bytes; 0 for NULL. */
int ASN1_STRING_length(const ASN1_STRING *x);

/* Changes the length only; the caller has made the memory long enough. */
void ASN1_STRING_length_set(ASN1_STRING *x, int n);

/* A new, empty string. It is an OCTET STRING until its type is changed. NULL on failure. */
ASN1_STRING *ASN1_STRING_new(void);

/* Writes the text with everything that is not printable ASCII, CR or LF as a dot. 1 or 0. */
int ASN1_STRING_print(BIO *bp, const ASN1_STRING *v);

/* Writes the text with the escapes flags (ASN1_STRFLGS_*) ask for. Returns the number of
 * bytes, or -1. With out NULL it only counts.
 */
int ASN1_STRING_print_ex(BIO *out, const ASN1_STRING *str, unsigned long flags);

/* As ASN1_STRING_print_ex, to a stdio stream. */
int ASN1_STRING_print_ex_fp(FILE *fp, const ASN1_STRING *str, unsigned long flags);

/* Replaces the contents by a copy of len bytes at data; -1 means up to the NUL. With data
 * NULL the bytes are zero. 1, or 0 on failure.
 */
int ASN1_STRING_set(ASN1_STRING *str, const void *data, int len);

/* Makes data, which comes from OPENSSL_malloc and now belongs to the string, its contents. */
void ASN1_STRING_set0(ASN1_STRING *str, void *data, int len);

/* Converts text to the type and within the bounds that attribute nid prescribes, into *out or
 * a new string. NULL on failure.
 */
ASN1_STRING *ASN1_STRING_set_by_NID(ASN1_STRING **out, const unsigned char *in, int inlen,
    int inform, int nid);

/* Changes what ASN1_STRING_get_default_mask tells, for the whole process. */
void ASN1_STRING_set_default_mask(unsigned long mask);

/* As ASN1_STRING_set_default_mask, by name: "default", "nombstr", "pkix", "utf8only" or
 * "MASK:" and a number. 1, or 0 for other texts.
 */
int ASN1_STRING_set_default_mask_asc(const char *p);

/* The text in UTF-8, with a NUL after it, in memory that the caller frees with OPENSSL_free.
 * Returns its length, or a negative number.
 */
int ASN1_STRING_to_UTF8(unsigned char **out, const ASN1_STRING *in);

/* The type, V_ASN1_*; 0 for NULL. */
int ASN1_STRING_type(const ASN1_STRING *x);

/* A new, empty string of type type (V_ASN1_*). NULL on failure. */
ASN1_STRING *ASN1_STRING_type_new(int type);

/* As ASN1_TIME_set, offset_day days and offset_sec seconds after t. */
ASN1_TIME *ASN1_TIME_adj(ASN1_TIME *s, time_t t, int offset_day, long offset_sec);

/* 1 when the contents are a good time of the object's type, else 0. */
int ASN1_TIME_check(const ASN1_TIME *t);

/* -1, 0 or 1 as s is before, at or after t; -2 for a bad time. */
int ASN1_TIME_cmp_time_t(const ASN1_TIME *s, time_t t);

/* -1, 0 or 1 as a is before, at or after b; -2 for a bad time. */
int ASN1_TIME_compare(const ASN1_TIME *a, const ASN1_TIME *b);

/* The days and seconds from from to to, both with the same sign; NULL is the current time.
 * 1, or 0 for a bad time.
 */
int ASN1_TIME_diff(int *pday, int *psec, const ASN1_TIME *from, const ASN1_TIME *to);

/* A copy that the caller owns. NULL on failure or for NULL. */
ASN1_TIME *ASN1_TIME_dup(const ASN1_TIME *a);

/* Frees a UTCTime or GeneralizedTime. NULL is nothing to do. */
void ASN1_TIME_free(ASN1_TIME *a);

/* A new, empty UTCTime or GeneralizedTime. NULL on failure. */
ASN1_TIME *ASN1_TIME_new(void);

/* Brings s into the form RFC 5280 demands: 1, or 0 for a bad time. */
int ASN1_TIME_normalize(ASN1_TIME *s);

/* Writes the time as Nov 23 14:38:15 2026 GMT: 1, or 0 for a bad time. */
int ASN1_TIME_print(BIO *bp, const ASN1_TIME *tm);

/* As ASN1_TIME_print; with ASN1_DTFLGS_ISO8601 as 2026-11-23 14:38:15Z. */
int ASN1_TIME_print_ex(BIO *bp, const ASN1_TIME *tm, unsigned long flags);

/* Sets s, or a new time where it is NULL, to t: UTCTime for the years 1950 to 2049, else
 * GeneralizedTime. NULL on failure.
 */
ASN1_TIME *ASN1_TIME_set(ASN1_TIME *s, time_t t);

/* Sets s from the text of a UTCTime or GeneralizedTime: 1, or 0 when it is neither. With s
 * NULL the text is only checked.
 */
int ASN1_TIME_set_string(ASN1_TIME *s, const char *str);

/* As ASN1_TIME_set_string, for texts in RFC 5280's form; the result is a UTCTime where that
 * can say it.
 */
int ASN1_TIME_set_string_X509(ASN1_TIME *s, const char *str);

/* The time as a GeneralizedTime, in *out where there is one, else in a new object that the
 * caller owns. NULL for a bad time.
 */
ASN1_GENERALIZEDTIME *ASN1_TIME_to_generalizedtime(const ASN1_TIME *t, ASN1_GENERALIZEDTIME **out);

/* The time as a struct tm in UTC; the current time where s is NULL. 1, or 0 for a bad time. */
int ASN1_TIME_to_tm(const ASN1_TIME *s, struct tm *tm);

/* Frees a value. NULL is nothing to do. */
void ASN1_TYPE_free(ASN1_TYPE *a);

/* The type, V_ASN1_*; 0 for NULL or a value without contents. */
int ASN1_TYPE_get(const ASN1_TYPE *a);

/* A new value of no type. NULL on failure. */
ASN1_TYPE *ASN1_TYPE_new(void);

/* Makes a own value of type type, freeing what it had. */
void ASN1_TYPE_set(ASN1_TYPE *a, int type, void *value);

/* As ASN1_TIME_check, and the type is UTCTime. */
int ASN1_UTCTIME_check(const ASN1_UTCTIME *a);

/* As ASN1_TIME_cmp_time_t, for a UTCTime. */
int ASN1_UTCTIME_cmp_time_t(const ASN1_UTCTIME *s, time_t t);

/* A copy that the caller owns. NULL on failure or for NULL. */
ASN1_UTCTIME *ASN1_UTCTIME_dup(const ASN1_UTCTIME *a);

/* Frees a UTCTime. NULL is nothing to do. */
void ASN1_UTCTIME_free(ASN1_UTCTIME *a);

/* A new, empty UTCTime. NULL on failure. */
ASN1_UTCTIME *ASN1_UTCTIME_new(void);

/* ASN1_TIME_print for a UTCTime. */
int ASN1_UTCTIME_print(BIO *fp, const ASN1_UTCTIME *a);

/* As ASN1_TIME_set_string, for UTCTime only. */
int ASN1_UTCTIME_set_string(ASN1_UTCTIME *s, const char *str);

/* Frees a UTF8String. NULL is nothing to do. */
void ASN1_UTF8STRING_free(ASN1_UTF8STRING *a);

/* A new, empty UTF8String. NULL on failure. */
ASN1_UTF8STRING *ASN1_UTF8STRING_new(void);

/* Frees a VisibleString. NULL is nothing to do. */
void ASN1_VISIBLESTRING_free(ASN1_VISIBLESTRING *a);

/* A new, empty VisibleString. NULL on failure. */
ASN1_VISIBLESTRING *ASN1_VISIBLESTRING_new(void);

/* Converts text to the smallest type of mask that holds it: the type, or -1. */
int ASN1_mbstring_copy(ASN1_STRING **out, const unsigned char *in, int len, int inform,
    unsigned long mask);

/* As ASN1_mbstring_copy, for minsize to maxsize characters where these are positive. */
int ASN1_mbstring_ncopy(ASN1_STRING **out, const unsigned char *in, int len, int inform,
    unsigned long mask, long minsize, long maxsize);

/* The name of a universal tag, "(unknown)" for others. Static text. */
const char *ASN1_tag2str(int tag);

/* As BN_to_ASN1_INTEGER, for ENUMERATED. */
ASN1_ENUMERATED *BN_to_ASN1_ENUMERATED(const BIGNUM *bn, ASN1_ENUMERATED *ai);

/* The number as an INTEGER, in ai or, where that is NULL, a new object. NULL on failure. */
ASN1_INTEGER *BN_to_ASN1_INTEGER(const BIGNUM *bn, ASN1_INTEGER *ai);

/* Reads a BIT STRING at *pp (d2i_X509(3)). NULL on failure. */
ASN1_BIT_STRING *d2i_ASN1_BIT_STRING(ASN1_BIT_STRING **a, const unsigned char **pp, long length);

/* Reads a ENUMERATED at *pp (d2i_X509(3)). NULL on failure. */
ASN1_ENUMERATED *d2i_ASN1_ENUMERATED(ASN1_ENUMERATED **a, const unsigned char **pp, long length);

/* Reads a GeneralizedTime at *pp (d2i_X509(3)). NULL on failure. */
ASN1_GENERALIZEDTIME *d2i_ASN1_GENERALIZEDTIME(ASN1_GENERALIZEDTIME **a, const unsigned char **pp,
    long length);

/* Reads a IA5String at *pp (d2i_X509(3)). NULL on failure. */
ASN1_IA5STRING *d2i_ASN1_IA5STRING(ASN1_IA5STRING **a, const unsigned char **pp, long length);

/* Reads a INTEGER at *pp (d2i_X509(3)). NULL on failure. */
ASN1_INTEGER *d2i_ASN1_INTEGER(ASN1_INTEGER **a, const unsigned char **pp, long length);

/* Decodes a DER OBJECT IDENTIFIER; *a, if there is one, is freed and replaced. */
ASN1_OBJECT *d2i_ASN1_OBJECT(ASN1_OBJECT **a, const unsigned char **pp, long length);

/* Reads a OCTET STRING at *pp (d2i_X509(3)). NULL on failure. */
ASN1_OCTET_STRING *d2i_ASN1_OCTET_STRING(ASN1_OCTET_STRING **a, const unsigned char **pp,
    long length);

/* Reads a UTCTime or GeneralizedTime at *pp (d2i_X509(3)). NULL on failure. */
ASN1_TIME *d2i_ASN1_TIME(ASN1_TIME **a, const unsigned char **pp, long length);

/* Reads a UTCTime at *pp (d2i_X509(3)). NULL on failure. */
ASN1_UTCTIME *d2i_ASN1_UTCTIME(ASN1_UTCTIME **a, const unsigned char **pp, long length);

/* Reads a UTF8String at *pp (d2i_X509(3)). NULL on failure. */
ASN1_UTF8STRING *d2i_ASN1_UTF8STRING(ASN1_UTF8STRING **a, const unsigned char **pp, long length);

/* As i2a_ASN1_INTEGER. */
int i2a_ASN1_ENUMERATED(BIO *bp, const ASN1_ENUMERATED *a);

/* Writes the number in hexadecimal, 35 bytes a line with a backslash before the line's end.
 * Returns the number of characters, 0 for NULL, -1 on failure.
 */
int i2a_ASN1_INTEGER(BIO *bp, const ASN1_INTEGER *a);

/* Writes a BIT STRING as DER (i2d_X509(3)): the length, or a negative number. */
int i2d_ASN1_BIT_STRING(const ASN1_BIT_STRING *a, unsigned char **out);

/* Writes a ENUMERATED as DER (i2d_X509(3)): the length, or a negative number. */
int i2d_ASN1_ENUMERATED(const ASN1_ENUMERATED *a, unsigned char **out);

/* Writes a GeneralizedTime as DER (i2d_X509(3)): the length, or a negative number. */
int i2d_ASN1_GENERALIZEDTIME(const ASN1_GENERALIZEDTIME *a, unsigned char **out);

/* Writes a IA5String as DER (i2d_X509(3)): the length, or a negative number. */
int i2d_ASN1_IA5STRING(const ASN1_IA5STRING *a, unsigned char **out);

/* Writes a INTEGER as DER (i2d_X509(3)): the length, or a negative number. */
int i2d_ASN1_INTEGER(const ASN1_INTEGER *a, unsigned char **out);

/* Encodes a as a DER OBJECT IDENTIFIER. Its length, 0 for NULL or an object without encoding. */
int i2d_ASN1_OBJECT(const ASN1_OBJECT *a, unsigned char **pp);

/* Writes a OCTET STRING as DER (i2d_X509(3)): the length, or a negative number. */
int i2d_ASN1_OCTET_STRING(const ASN1_OCTET_STRING *a, unsigned char **out);

/* Writes a UTCTime or GeneralizedTime as DER (i2d_X509(3)): the length, or a negative number. */
int i2d_ASN1_TIME(const ASN1_TIME *a, unsigned char **out);

/* Writes a UTCTime as DER (i2d_X509(3)): the length, or a negative number. */
int i2d_ASN1_UTCTIME(const ASN1_UTCTIME *a, unsigned char **out);

/* Writes a UTF8String as DER (i2d_X509(3)): the length, or a negative number. */
int i2d_ASN1_UTF8STRING(const ASN1_UTF8STRING *a, unsigned char **out);

#ifdef __cplusplus
}
#endif

#endif
