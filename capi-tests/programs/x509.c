/* Reading certificates: X509_get_subject_name(3), X509_NAME_print_ex(3), X509_get0_notBefore(3), X509_digest(3). */
#include "helpers.h"
#include <time.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

static X509 *load(const char *name)
{
    BIO *bio = BIO_new_file(name, "r");
    X509 *certificate = bio ? PEM_read_bio_X509(bio, NULL, NULL, NULL) : NULL;

    BIO_free(bio);
    return certificate;
}

static void show_name(const char *label, const X509_NAME *name, unsigned long flags)
{
    BIO *bio = BIO_new(BIO_s_mem());
    char *text;
    int result = X509_NAME_print_ex(bio, name, 2, flags);
    long length = BIO_get_mem_data(bio, &text);

    show(label, "%d %.*s", result, (int)length, text);
    BIO_free(bio);
}

static void show_time(const char *label, const ASN1_TIME *when)
{
    BIO *bio = BIO_new(BIO_s_mem());
    char *text;
    long length;
    struct tm parts;
    int converted;

    memset(&parts, 0, sizeof(parts));
    converted = ASN1_TIME_to_tm(when, &parts);
    ASN1_TIME_print(bio, when);
    length = BIO_get_mem_data(bio, &text);
    show(label, "%.*s", (int)length, text);
    show(labelled("%s type", label), "%d %.*s", ASN1_STRING_type(when), ASN1_STRING_length(when),
         (const char *)ASN1_STRING_get0_data(when));
    show(labelled("%s tm", label), "%d %d-%d-%d", converted, parts.tm_year + 1900, parts.tm_mon + 1,
         parts.tm_mday);
    BIO_free(bio);
}

static void names(const char *file)
{
    static const struct { const char *what; unsigned long flags; } forms[] = {
        { "oneline", XN_FLAG_ONELINE }, { "rfc2253", XN_FLAG_RFC2253 }, { "multiline", XN_FLAG_MULTILINE },
        { "compat", XN_FLAG_COMPAT }, { "utf8", XN_FLAG_ONELINE & ~(unsigned long)ASN1_STRFLGS_ESC_MSB },
        { "oid", XN_FLAG_RFC2253 | XN_FLAG_FN_OID }, { "long names", XN_FLAG_SEP_CPLUS_SPC | XN_FLAG_FN_LN } };
    X509 *certificate = load(file);
    X509_NAME *subject;
    char buffer[300], small[20], *text;
    size_t i;
    int index = -1;

    need(certificate != NULL, file);
    subject = X509_get_subject_name(certificate);
    text = X509_NAME_oneline(subject, NULL, 0);
    show_text(labelled("%s name", file), text);
    OPENSSL_free(text);
    X509_NAME_oneline(subject, small, sizeof(small));
    show_text(labelled("%s short", file), small);
    for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
        show_name(labelled("%s %s", file, forms[i].what), subject, forms[i].flags);
    show_int(labelled("%s entries", file), X509_NAME_entry_count(subject));
    show(labelled("%s CN", file), "%d %s",
         X509_NAME_get_text_by_NID(subject, NID_commonName, buffer, sizeof(buffer)), buffer);
    show_int(labelled("%s absent", file), X509_NAME_get_text_by_NID(subject, NID_pkcs9_challengePassword, buffer, 10));
    while ((index = X509_NAME_get_index_by_NID(subject, NID_organizationalUnitName, index)) >= 0) {
        X509_NAME_ENTRY *entry = X509_NAME_get_entry(subject, index);
        ASN1_STRING *data = X509_NAME_ENTRY_get_data(entry);
        unsigned char *utf8 = NULL;
        int length = ASN1_STRING_to_UTF8(&utf8, data);

        show(labelled("%s OU %d", file, index), "type %d set %d %.*s", ASN1_STRING_type(data), X509_NAME_ENTRY_set(entry),
             length, (char *)utf8);
        OPENSSL_free(utf8);
    }
    show_int(labelled("%s same", file), X509_NAME_cmp(subject, X509_get_issuer_name(certificate)) == 0);
    show("hash", "%08lx %08lx", X509_subject_name_hash(certificate), X509_issuer_name_hash(certificate));
    X509_NAME_print_ex_fp(stdout, subject, 0, XN_FLAG_ONELINE);
    printf("\n");
    X509_free(certificate);
}

static void fields(const char *file)
{
    X509 *certificate = load(file);
    ASN1_INTEGER *serial = X509_get_serialNumber(certificate);
    BIGNUM *number = ASN1_INTEGER_to_BN(serial, NULL);
    char *hex = BN_bn2hex(number);
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    EVP_PKEY *key = X509_get_pubkey(certificate);

    show_int("version", X509_get_version(certificate));
    show_text("serial", hex);
    show_int("serial number", ASN1_INTEGER_get(serial));
    OPENSSL_free(hex);
    BN_free(number);
    show_time("not before", X509_get0_notBefore(certificate));
    show_time("not after", X509_getm_notAfter(certificate));
    show_int("before now", X509_cmp_current_time(X509_get0_notBefore(certificate)));
    show_int("after now", X509_cmp_current_time(X509_get0_notAfter(certificate)));
    show_int("digest", X509_digest(certificate, EVP_sha256(), digest, &length));
    show_hex("sha256", digest, length);
    show_int("pubkey digest", X509_pubkey_digest(certificate, EVP_sha1(), digest, &length));
    show_hex("pubkey sha1", digest, length);
    show("key", "%d %d bits", EVP_PKEY_base_id(key), EVP_PKEY_bits(key));
    show_int("signature nid", X509_get_signature_nid(certificate));
    show_int("purpose server", X509_check_purpose(certificate, X509_PURPOSE_SSL_SERVER, 0));
    show_int("purpose client", X509_check_purpose(certificate, X509_PURPOSE_SSL_CLIENT, 0));
    show_int("is ca", X509_check_ca(certificate));
    show("usage", "%lx %lx", (unsigned long)X509_get_key_usage(certificate), (unsigned long)X509_get_extended_key_usage(certificate));
    show_int("extensions", X509_get_ext_count(certificate));
    EVP_PKEY_free(key);
    X509_free(certificate);
}

static void alternative_names(void)
{
    X509 *certificate = load("server-ec.crt");
    GENERAL_NAMES *names = X509_get_ext_d2i(certificate, NID_subject_alt_name, NULL, NULL);
    int i;

    show_int("alternative names", sk_GENERAL_NAME_num(names));
    for (i = 0; i < sk_GENERAL_NAME_num(names); i++) {
        int type;
        ASN1_STRING *value = GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(names, i), &type);

        show("alternative name", "type %d length %d", type, ASN1_STRING_length(value));
    }
    GENERAL_NAMES_free(names);
    show_int("host", X509_check_host(certificate, "localhost", 0, 0, NULL));
    show_int("host case", X509_check_host(certificate, "LocalHost", 0, 0, NULL));
    show_int("host wildcard", X509_check_host(certificate, "www.example.org", 0, 0, NULL));
    show_int("host two labels", X509_check_host(certificate, "a.b.example.org", 0, 0, NULL));
    show_int("host bare", X509_check_host(certificate, "example.org", 0, 0, NULL));
    show_int("host no wildcards", X509_check_host(certificate, "www.example.org", 0, X509_CHECK_FLAG_NO_WILDCARDS, NULL));
    show_int("host other", X509_check_host(certificate, "example.com", 0, 0, NULL));
    show_int("ip", X509_check_ip_asc(certificate, "127.0.0.1", 0));
    show_int("ip6", X509_check_ip_asc(certificate, "::1", 0));
    show_int("ip other", X509_check_ip_asc(certificate, "127.0.0.2", 0));
    show_int("email", X509_check_email(certificate, "server@example.org", 0, 0));
    show_int("email other", X509_check_email(certificate, "other@example.org", 0, 0));
    X509_free(certificate);
}

static void encode(void)
{
    X509 *certificate = load("server-rsa.crt"), *back, *copy;
    unsigned char *der = NULL;
    const unsigned char *place;
    int length = i2d_X509(certificate, &der);
    BIO *bio = BIO_new(BIO_s_mem());
    char *text;

    show_int("der length", length);
    place = der;
    back = d2i_X509(NULL, &place, length);
    show_int("back", back != NULL && X509_cmp(back, certificate) == 0);
    show_int("consumed", place - der == length);
    X509_free(back);
    place = der;
    show_set("truncated", d2i_X509(NULL, &place, length - 1));
    show_int("truncated place", place == der);
    ERR_clear_error();
    OPENSSL_free(der);
    copy = X509_dup(certificate);
    show_int("dup", X509_cmp(copy, certificate));
    X509_free(copy);
    show_int("up_ref", X509_up_ref(certificate));
    X509_free(certificate);
    show_int("write", PEM_write_bio_X509(bio, certificate));
    (void)BIO_get_mem_data(bio, &text);
    show("pem", "%.27s", text);
    back = PEM_read_bio_X509(bio, NULL, NULL, NULL);
    show_int("pem back", back != NULL && X509_cmp(back, certificate) == 0);
    X509_free(back);
    show_set("pem end", PEM_read_bio_X509(bio, NULL, NULL, NULL));
    show_errors("pem end");
    show_set("not der", load("notder.pem"));
    show_errors("not der");
    show_set("not base64", load("notbase64.pem"));
    show_errors("not base64");
    show_set("empty", load("empty.pem"));
    show_errors("empty");
    X509_free(certificate);
    X509_free(NULL);
    BIO_free(bio);
}

static void match(void)
{
    X509 *certificate = load("server-ec.crt");
    BIO *bio = BIO_new_file("server-ec.key", "r");
    EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL), *other;

    BIO_free(bio);
    bio = BIO_new_file("client-ec.key", "r");
    other = PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL);
    BIO_free(bio);
    show_int("key matches", X509_check_private_key(certificate, key));
    show_int("other key", X509_check_private_key(certificate, other));
    show_errors("other key");
    EVP_PKEY_free(other);
    bio = BIO_new_file("server-rsa.key", "r");
    other = PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL);
    BIO_free(bio);
    show_int("other type", X509_check_private_key(certificate, other));
    show_errors("other type");
    EVP_PKEY_free(other);
    EVP_PKEY_free(key);
    X509_free(certificate);
}

static void issued(void)
{
    X509 *leaf = load("server-ec.crt"), *inter = load("inter.crt"), *root = load("root.crt");
    EVP_PKEY *key = X509_get_pubkey(inter), *other = X509_get_pubkey(root);

    show_int("issued", X509_check_issued(inter, leaf));
    show_int("not issued", X509_check_issued(root, leaf));
    show_int("root issued itself", X509_check_issued(root, root));
    show_int("verify", X509_verify(leaf, key));
    show_int("verify other", X509_verify(leaf, other) == 1);
    ERR_clear_error();
    EVP_PKEY_free(key);
    EVP_PKEY_free(other);
    X509_free(leaf);
    X509_free(inter);
    X509_free(root);
}

int main(void)
{
    names("server-ec.crt");
    names("names.crt");
    names("client-rsa.crt");
    fields("server-rsa.crt");
    fields("inter.crt");
    fields("client-ed25519.crt");
    fields("expired.crt");
    fields("noskid.crt");
    alternative_names();
    encode();
    match();
    issued();
    return 0;
}
