/*
 * The language of cipher strings (openssl-ciphers(1)): each keyword by itself and in each kind of rule, all pairs,
 * seeded random strings, wrong strings; and what a suite says about itself. Of each list only the suites of FAMILIES
 * are printed, so that a library with more of them prints the same.
 */
#include "helpers.h"

#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/ssl.h>

/* Key exchanges and ciphers that both libraries have. */
static int is_shown(const SSL_CIPHER *suite)
{
    static const char *const others[] = {"ARIA", "CAMELLIA", "NULL", "SRP", "DSS", "GOST", NULL};
    int i, kx = SSL_CIPHER_get_kx_nid(suite);

    if (SSL_CIPHER_get_auth_nid(suite) == NID_auth_null)
        return 0;
    for (i = 0; others[i] != NULL; i++)
        if (strstr(SSL_CIPHER_get_name(suite), others[i]) != NULL)
            return 0;
    return kx == NID_kx_ecdhe || kx == NID_kx_psk || kx == NID_kx_ecdhe_psk || kx == NID_kx_rsa || kx == NID_kx_dhe || kx == NID_kx_dhe_psk ||
           kx == NID_kx_any;
}

static const char *const keywords[] = {
    "ALL", "COMPLEMENTOFALL", "COMPLEMENTOFDEFAULT", "HIGH", "MEDIUM", "LOW", "eNULL", "NULL", "aNULL", "kRSA",
    "aRSA", "RSA", "kEDH", "kDHE", "DHE", "EDH", "DH", "kEECDH", "kECDHE", "ECDHE", "EECDH", "ECDH", "ADH", "AECDH",
    "aECDSA", "ECDSA", "aDSS", "DSS", "kPSK", "kECDHEPSK", "kDHEPSK", "kRSAPSK", "aPSK", "PSK", "SRP", "kSRP", "aSRP",
    "AES128", "AES256", "AES", "AESGCM", "AESCCM", "AESCCM8", "ARIA", "ARIA128", "ARIA256", "ARIAGCM", "CAMELLIA",
    "CAMELLIA128", "CAMELLIA256", "CHACHA20", "3DES", "RC4", "RC2", "IDEA", "SEED", "MD5", "SHA1", "SHA", "SHA256",
    "SHA384", "CBC", "FIPS", "TLSv1.2", "TLSv1.0", "TLSv1", "SSLv3", "kGOST", "aGOST", "GOST94", "GOST89MAC",
    "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-SHA", "PSK-AES128-CCM8", "PSK-CHACHA20-POLY1305",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_PSK_WITH_AES_256_CBC_SHA384", "ECDHE-PSK-AES128-CBC-SHA256",
};
#define KEYWORDS (sizeof(keywords) / sizeof(keywords[0]))

static unsigned long hash_of(const STACK_OF(SSL_CIPHER) *list, int *count)
{
    unsigned long hash = 2166136261UL;
    int i;

    *count = 0;
    for (i = 0; i < sk_SSL_CIPHER_num(list); i++) {
        const SSL_CIPHER *suite = sk_SSL_CIPHER_value(list, i);

        if (!is_shown(suite))
            continue;
        (*count)++;
        hash = (hash ^ SSL_CIPHER_get_protocol_id(suite)) * 16777619UL & 0xFFFFFFFFUL;
    }
    return hash;
}

static void print_names(const STACK_OF(SSL_CIPHER) *list)
{
    int i;

    for (i = 0; i < sk_SSL_CIPHER_num(list); i++)
        if (is_shown(sk_SSL_CIPHER_value(list, i)))
            printf(" %s", SSL_CIPHER_get_name(sk_SSL_CIPHER_value(list, i)));
}

/* What a string gives. A library with more suites may succeed where none of those shown is selected. */
static void try_string(const char *label, const char *string, int names)
{
    SSL_CTX *ctx = SSL_CTX_new(DTLS_method());
    unsigned long error, hash;
    int result, count, matched;

    ERR_clear_error();
    result = SSL_CTX_set_cipher_list(ctx, string);
    error = ERR_get_error();
    matched = error == 0 || ERR_GET_REASON(error) == SSL_R_NO_CIPHER_MATCH;
    hash = hash_of(SSL_CTX_get_ciphers(ctx), &count);
    printf("%s '%s': level %d, %d suites, %08lx", label, string, SSL_CTX_get_security_level(ctx), count, hash);
    if (!matched)
        printf(", returned %d, reason %d", result, ERR_GET_REASON(error));
    else if (count > 3 && result != 1)
        printf(", returned %d", result);
    if (names)
        print_names(SSL_CTX_get_ciphers(ctx));
    printf("\n");
    SSL_CTX_free(ctx);
    ERR_clear_error();
}

static void single_keywords(void)
{
    static const char *const forms[] = {
        "%s", "ALL:!%s", "ALL:-%s", "ALL:+%s", "ALL:-%s:%s", "%s:ALL", "ALL+%s", "-%s:%s", "%s@STRENGTH",
        "%s@SECLEVEL=1:ALL", "ALL!%s:%s", "DEFAULT:!%s", "DEFAULT,+%s", "DEFAULT -%s;ALL", "DEFAULT:%s",
        "-%s:ALL:@STRENGTH", "x%s:ALL", "%s+x@SECLEVEL=4:ALL",
    };
    char string[200];
    size_t i, j;

    for (i = 0; i < KEYWORDS; i++)
        for (j = 0; j < sizeof(forms) / sizeof(forms[0]); j++) {
            snprintf(string, sizeof(string), forms[j], keywords[i], keywords[i]);
            try_string("keyword", string, j == 0 || j == 3);
        }
}

static void pairs(void)
{
    char string[200];
    size_t i, j;

    for (i = 0; i < KEYWORDS; i++)
        for (j = 0; j < KEYWORDS; j++) {
            snprintf(string, sizeof(string), "%s+%s", keywords[i], keywords[j]);
            try_string("pair", string, 0);
        }
}

static unsigned long state = 20140707;

static unsigned below(unsigned limit)
{
    state = (state * 1103515245UL + 12345UL) & 0x7FFFFFFFUL;
    return (unsigned)(state >> 8) % limit;
}

static void random_string(char *string, size_t size)
{
    static const char *const signs[] = {"", "", "", "", "!", "-", "+", "-"};
    static const char *const separators[] = {":", ":", ":", ",", " ", ";", "::", ": "};
    static const char *const commands[] = {"@STRENGTH", "@SECLEVEL=0", "@SECLEVEL=3", "@STRENGTH"};
    unsigned items = 1 + below(9), i, j, parts;

    strcpy(string, below(4) == 0 ? "DEFAULT:" : below(3) == 0 ? "ALL:" : "");
    for (i = 0; i < items && strlen(string) + 150 < size; i++) {
        if (below(8) == 0) {
            strcat(string, commands[below(4)]);
        } else {
            strcat(string, signs[below(8)]);
            parts = 1 + below(8) / 5 + below(8) / 7;
            for (j = 0; j < parts; j++) {
                if (j > 0)
                    strcat(string, "+");
                strcat(string, below(40) == 0 ? "NOSUCH" : keywords[below(KEYWORDS)]);
            }
        }
        strcat(string, separators[below(8)]);
    }
}

static void random_strings(void)
{
    char string[1200];
    int i;

    for (i = 0; i < 1500; i++) {
        random_string(string, sizeof(string));
        try_string("random", string, 0);
    }
}

static void wrong_strings(void)
{
    static const char *const strings[] = {
        "", ":", "::", "DEFAULT", "DEFAULT:", "DEFAULTALL", "DEFAULTNOSUCH", "DEFAULT@SECLEVEL=0", "ALL:DEFAULT",
        "ALL:@", "ALL:@:ALL", "ALL:@NONSENSE", "ALL:@SECLEVEL=6", "ALL:@SECLEVEL=", "ALL:@SECLEVEL=-1",
        "ALL:@SECLEVEL=12", "ALL:@SECLEVEL=2x", "ALL:@STRENGTHS", "@STRENGTH", "@SECLEVEL=3", "@SECLEVEL=3:@SECLEVEL=1",
        "ALL:%", "%", "ALL:!", "ALL:-", "ALL:+", "ALL:!:ALL", "ALL+", "ALL+:PSK", "ALL++PSK", "+", "!", "ALL:!ALL",
        "!ALL:ALL", "-ALL", "+ALL", "all", "ecdhe", "ALL!", "ALL:@STRENGTH+x:-PSK", "ALL/PSK", "ALL\tPSK",
        "ALL:\xe4", "NOSUCH@SECLEVEL=1", "NOSUCH:@SECLEVEL=1", "ALL:%foo@SECLEVEL=1", "ALL:@NONSENSE:@SECLEVEL=0",
        "PSK:@NONSENSE:%", "SUITEB128", "SUITEB128ONLY", "SUITEB128C2", "SUITEB192", "SUITEB128:ALL",
        "SUITEB128XYZ", "ALL:SUITEB128", "SUITEB", "SUITEB256", "SUITEB128@SECLEVEL=0",
    };
    size_t i;

    for (i = 0; i < sizeof(strings) / sizeof(strings[0]); i++)
        try_string("special", strings[i], 0);
}

/* What a failure leaves in place, step by step on one context. */
static void left_in_place(void)
{
    static const char *const steps[] = {
        "ECDHE+AESGCM", "NOSUCH", "ECDHE+AESGCM:@SECLEVEL=1", "ALL:%", "", "PSK", "NOSUCH:@SECLEVEL=3",
        "SUITEB128ONLY", "ALL", "NOSUCH", "SUITEB192:@SECLEVEL=0", "%",
    };
    SSL_CTX *ctx = SSL_CTX_new(DTLS_method());
    size_t i;

    for (i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        const char *label = labelled("step %u", (unsigned)i);

        show(label, "%d, level %d", SSL_CTX_set_cipher_list(ctx, steps[i]), SSL_CTX_get_security_level(ctx));
        show_errors(label);
        printf("%s.list:", label);
        print_names(SSL_CTX_get_ciphers(ctx));
        printf("\n");
    }
    SSL_CTX_free(ctx);
    ctx = SSL_CTX_new(DTLSv1_method());
    show_int("SUITEB128 for 1.0", SSL_CTX_set_cipher_list(ctx, "SUITEB128"));
    show_errors("SUITEB128 for 1.0");
    show_int("AES128 for 1.0", SSL_CTX_set_cipher_list(ctx, "AES128"));
    show_errors("AES128 for 1.0");
    SSL_CTX_free(ctx);
}

static void newest_suites(void)
{
    static const char *const lists[] = {
        "TLS_AES_128_GCM_SHA256", "TLS_AES_128_CCM_8_SHA256:TLS_AES_128_CCM_SHA256", "", "NOSUCH",
        "NOSUCH:TLS_AES_128_GCM_SHA256", "TLS_AES_128_GCM_SHA256:TLS_AES_128_GCM_SHA256", ":", "TLS_AES_128_GCM_SHA256:",
        " TLS_CHACHA20_POLY1305_SHA256 : TLS_AES_256_GCM_SHA384 ", "ECDHE-RSA-AES128-GCM-SHA256",
        "TLS_AES_128_GCM_SHA256,TLS_AES_256_GCM_SHA384", "tls_aes_128_gcm_sha256", "TLS_AES_128_GCM_SHA256::TLS_AES_256_GCM_SHA384",
    };
    SSL_CTX *ctx = SSL_CTX_new(DTLS_method());
    SSL *ssl;
    size_t i;

    SSL_CTX_set_cipher_list(ctx, "ECDHE+AESGCM+aRSA");
    for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        const char *label = labelled("newest '%s'", lists[i]);

        show_int(label, SSL_CTX_set_ciphersuites(ctx, lists[i]));
        show_errors(label);
        printf("%s.list:", label);
        print_names(SSL_CTX_get_ciphers(ctx));
        printf("\n");
    }
    ssl = SSL_new(ctx);
    show_int("SSL newest", SSL_set_ciphersuites(ssl, "TLS_AES_128_GCM_SHA256"));
    show_int("SSL older", SSL_set_cipher_list(ssl, "ECDHE+CHACHA20"));
    printf("SSL:");
    print_names(SSL_get_ciphers(ssl));
    printf("\nSSL first: %s\n", SSL_get_cipher_list(ssl, 0));
    show_text("SSL fourth", SSL_get_cipher_list(ssl, 3));
    show_text("SSL before the first", SSL_get_cipher_list(ssl, -1));
    show_int("SSL none", SSL_set_cipher_list(ssl, "NOSUCH"));
    show_errors("SSL none");
    printf("SSL:");
    print_names(SSL_get_ciphers(ssl));
    printf("\ncontext:");
    print_names(SSL_CTX_get_ciphers(ctx));
    printf("\n");
    SSL_free(ssl);
    SSL_CTX_free(ctx);
}

static void describe(SSL *ssl, const SSL_CIPHER *suite)
{
    const char *name = SSL_CIPHER_get_name(suite);
    const EVP_MD *digest = SSL_CIPHER_get_handshake_digest(suite);
    unsigned char code[2];
    char text[200], *own;
    int algorithm = 0, bits = SSL_CIPHER_get_bits(suite, &algorithm);

    code[0] = (unsigned char)(SSL_CIPHER_get_id(suite) >> 8);
    code[1] = (unsigned char)SSL_CIPHER_get_id(suite);
    show(name, "%s %08lx %04x %d %d %s", SSL_CIPHER_standard_name(suite), (unsigned long)SSL_CIPHER_get_id(suite),
         SSL_CIPHER_get_protocol_id(suite), bits, algorithm, SSL_CIPHER_get_version(suite));
    show(name, "%d %d %d %d aead %d digest %d", SSL_CIPHER_get_cipher_nid(suite), SSL_CIPHER_get_digest_nid(suite),
         SSL_CIPHER_get_kx_nid(suite), SSL_CIPHER_get_auth_nid(suite), SSL_CIPHER_is_aead(suite),
         digest != NULL ? EVP_MD_type(digest) : 0);
    show(name, "found %d by name %s", SSL_CIPHER_find(ssl, code) == suite,
         OPENSSL_cipher_name(SSL_CIPHER_standard_name(suite)));
    own = SSL_CIPHER_description(suite, NULL, 0);
    printf("%s", own);
    show(name, "same %d", strcmp(own, SSL_CIPHER_description(suite, text, sizeof(text))) == 0);
    OPENSSL_free(own);
    show_text(name, SSL_CIPHER_description(suite, text, 127));
    show_set(name, SSL_CIPHER_description(suite, text, 128));
}

/* A signalling value, which a lookup finds though it is no suite. */
static void describe_signal(const SSL_CIPHER *signal)
{
    const char *name = SSL_CIPHER_get_name(signal);
    char text[200];

    show(name, "%s %08lx %d %s", SSL_CIPHER_standard_name(signal), (unsigned long)SSL_CIPHER_get_id(signal),
         SSL_CIPHER_get_bits(signal, NULL), SSL_CIPHER_get_version(signal));
    show(name, "%d %d %d aead %d", SSL_CIPHER_get_cipher_nid(signal), SSL_CIPHER_get_kx_nid(signal),
         SSL_CIPHER_get_auth_nid(signal), SSL_CIPHER_is_aead(signal));
    show(name, "%s %s", OPENSSL_cipher_name(name), SSL_CIPHER_description(signal, text, sizeof(text)));
}

static void accessors(void)
{
    SSL_CTX *ctx = SSL_CTX_new(DTLS_method());
    SSL *ssl;
    STACK_OF(SSL_CIPHER) *list;
    int i;

    SSL_CTX_set_ciphersuites(ctx, "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:"
                                  "TLS_AES_128_CCM_SHA256:TLS_AES_128_CCM_8_SHA256");
    SSL_CTX_set_cipher_list(ctx, "ALL");
    ssl = SSL_new(ctx);
    list = SSL_get_ciphers(ssl);
    for (i = 0; i < sk_SSL_CIPHER_num(list); i++)
        if (is_shown(sk_SSL_CIPHER_value(list, i)))
            describe(ssl, sk_SSL_CIPHER_value(list, i));
    show_text("no name", SSL_CIPHER_get_name(NULL));
    show_text("no standard name", SSL_CIPHER_standard_name(NULL));
    show_text("no version", SSL_CIPHER_get_version(NULL));
    show_int("no bits", SSL_CIPHER_get_bits(NULL, NULL));
    show_text("unknown name", OPENSSL_cipher_name("TLS_NO_SUCH_SUITE"));
    show_text("NULL name", OPENSSL_cipher_name(NULL));
    show_set("unknown code", SSL_CIPHER_find(ssl, (const unsigned char *)"\x00\x00"));
    describe_signal(SSL_CIPHER_find(ssl, (const unsigned char *)"\x00\xff"));
    describe_signal(SSL_CIPHER_find(ssl, (const unsigned char *)"\x56\x00"));
    show_text("default list", OSSL_default_cipher_list());
    show_text("default suites", OSSL_default_ciphersuites());
    SSL_free(ssl);
    SSL_CTX_free(ctx);
}

static void bytes_case(SSL *ssl, const char *label, const char *bytes, size_t length, int sslv2)
{
    STACK_OF(SSL_CIPHER) *suites = NULL, *signals = NULL;
    int i;

    show_int(label, SSL_bytes_to_cipher_list(ssl, (const unsigned char *)bytes, length, sslv2, &suites, &signals));
    show_errors(label);
    printf("%s.suites:", label);
    for (i = 0; i < sk_SSL_CIPHER_num(suites); i++)
        printf(" %s", SSL_CIPHER_get_name(sk_SSL_CIPHER_value(suites, i)));
    printf("\n%s.signals:", label);
    for (i = 0; i < sk_SSL_CIPHER_num(signals); i++)
        printf(" %s/%lx", SSL_CIPHER_get_name(sk_SSL_CIPHER_value(signals, i)),
               (unsigned long)SSL_CIPHER_get_id(sk_SSL_CIPHER_value(signals, i)));
    printf("\n");
    sk_SSL_CIPHER_free(suites);
    sk_SSL_CIPHER_free(signals);
}

static void bytes_to_list(void)
{
    SSL_CTX *ctx = SSL_CTX_new(DTLS_method());
    SSL *ssl = SSL_new(ctx);

    bytes_case(ssl, "two", "\xc0\x2b\xc0\x2c", 4, 0);
    bytes_case(ssl, "signals", "\xc0\x2b\x00\xff\x56\x00\xab\xcd", 8, 0);
    bytes_case(ssl, "twice", "\xc0\x2b\xc0\x2b", 4, 0);
    bytes_case(ssl, "only unknown", "\xab\xcd", 2, 0);
    bytes_case(ssl, "odd", "\xc0\x2b\xc0", 3, 0);
    bytes_case(ssl, "empty", "", 0, 0);
    bytes_case(ssl, "old form", "\x00\xc0\x2b\x01\x00\x80\x00\x00\xff", 9, 1);
    bytes_case(ssl, "old form cut", "\x00\xc0\x2b\x01", 4, 1);
    show_int("no places", SSL_bytes_to_cipher_list(ssl, (const unsigned char *)"\xc0\x2b", 2, 0, NULL, NULL));
    SSL_free(ssl);
    SSL_CTX_free(ctx);
}

int main(void)
{
    single_keywords();
    pairs();
    random_strings();
    wrong_strings();
    left_in_place();
    newest_suites();
    accessors();
    bytes_to_list();
    return 0;
}
