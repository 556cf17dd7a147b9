/*
 * Verifies the chains of a table: one line a chain, its fields are NAME=VALUE with tabs between. Prints for each
 * the result, the error, its depth, the path, and every call of the callback. X509_verify_cert(3).
 */
#include "helpers.h"
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#define MOST_FIELDS 40

struct fields {
    char *names[MOST_FIELDS], *values[MOST_FIELDS];
    int count;
};

static char calls[16384];
static int overlook;

static const char *field(const struct fields *fields, const char *name)
{
    int i;

    for (i = 0; i < fields->count; i++)
        if (strcmp(fields->names[i], name) == 0)
            return fields->values[i];
    return NULL;
}

static void split(char *line, struct fields *fields)
{
    char *word = strtok(line, "\t\n");

    for (fields->count = 0; word != NULL && fields->count < MOST_FIELDS; word = strtok(NULL, "\t\n")) {
        char *equals = strchr(word, '=');

        need(equals != NULL, word);
        *equals = '\0';
        fields->names[fields->count] = word;
        fields->values[fields->count++] = equals + 1;
    }
}

/* The next of the words in `list`, which commas part; NULL after the last. `word` holds it. */
static const char *next_word(const char **list, char *word, size_t size)
{
    size_t length = *list != NULL ? strcspn(*list, ",") : 0;

    if (length == 0)
        return NULL;
    need(length < size, "a long word");
    memcpy(word, *list, length);
    word[length] = '\0';
    *list += length + ((*list)[length] == ',');
    return word;
}

static STACK_OF(X509) *certificates(const char *names)
{
    STACK_OF(X509) *stack = sk_X509_new_null();
    char name[256];

    while (next_word(&names, name, sizeof(name) - 4) != NULL) {
        BIO *bio = BIO_new_file(strcat(name, ".crt"), "r");
        X509 *one = bio != NULL ? PEM_read_bio_X509_AUX(bio, NULL, NULL, NULL) : NULL;

        need(one != NULL, name);
        sk_X509_push(stack, one);
        BIO_free(bio);
    }
    return stack;
}

static STACK_OF(X509_CRL) *lists(const char *names)
{
    STACK_OF(X509_CRL) *stack = sk_X509_CRL_new_null();
    char name[256];

    while (next_word(&names, name, sizeof(name) - 4) != NULL) {
        BIO *bio = BIO_new_file(strcat(name, ".crl"), "r");
        X509_CRL *one = bio != NULL ? PEM_read_bio_X509_CRL(bio, NULL, NULL, NULL) : NULL;

        need(one != NULL, name);
        sk_X509_CRL_push(stack, one);
        BIO_free(bio);
    }
    return stack;
}

static const char *common_name(X509 *certificate, char *name, int size)
{
    if (certificate == NULL)
        return "-";
    if (X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name, size) < 0)
        return "(no name)";
    return name;
}

static int callback(int ok, X509_STORE_CTX *ctx)
{
    char name[80], issuer[80];
    size_t used = strlen(calls);

    snprintf(calls + used, sizeof(calls) - used, " %d:%d:%d:%s:%s%s%s", ok, X509_STORE_CTX_get_error_depth(ctx),
             X509_STORE_CTX_get_error(ctx), common_name(X509_STORE_CTX_get_current_cert(ctx), name, sizeof(name)),
             common_name(X509_STORE_CTX_get0_current_issuer(ctx), issuer, sizeof(issuer)),
             X509_STORE_CTX_get0_current_crl(ctx) != NULL ? ":list" : "",
             X509_STORE_CTX_get_explicit_policy(ctx) ? ":explicit" : "");
    return overlook ? 1 : ok;
}

static X509_STORE *make_store(const struct fields *fields)
{
    X509_STORE *store = X509_STORE_new();
    STACK_OF(X509) *trusted = certificates(field(fields, "trusted"));
    STACK_OF(X509_CRL) *revoked = lists(field(fields, "crls"));
    const char *value;
    char *environment = NULL;
    int i;

    for (i = 0; i < sk_X509_num(trusted); i++)
        need(X509_STORE_add_cert(store, sk_X509_value(trusted, i)) == 1, "X509_STORE_add_cert");
    for (i = 0; i < sk_X509_CRL_num(revoked); i++)
        need(X509_STORE_add_crl(store, sk_X509_CRL_value(revoked, i)) == 1, "X509_STORE_add_crl");
    sk_X509_pop_free(trusted, X509_free);
    sk_X509_CRL_pop_free(revoked, X509_CRL_free);
    if ((value = field(fields, "file")) != NULL)
        need(X509_STORE_load_locations(store, value, NULL) == 1, value);
    if ((value = field(fields, "dir")) != NULL)
        need(X509_STORE_load_locations(store, NULL, value) == 1, value);
    unsetenv("SSL_CERT_FILE");
    unsetenv("SSL_CERT_DIR");
    if ((value = field(fields, "cert_file")) != NULL)
        setenv("SSL_CERT_FILE", environment = strdup(value), 1);
    if ((value = field(fields, "cert_dir")) != NULL)
        setenv("SSL_CERT_DIR", value, 1);
    if (field(fields, "defaults") != NULL)
        need(X509_STORE_set_default_paths(store) == 1, "X509_STORE_set_default_paths");
    free(environment);
    X509_STORE_set_verify_cb(store, callback);
    return store;
}

static void set_identity(X509_VERIFY_PARAM *param, const struct fields *fields)
{
    const char *value;
    char word[256];

    if ((value = field(fields, "hostflags")) != NULL)
        X509_VERIFY_PARAM_set_hostflags(param, (unsigned)strtoul(value, NULL, 0));
    if ((value = field(fields, "host")) != NULL)
        while (next_word(&value, word, sizeof(word)) != NULL)
            need(X509_VERIFY_PARAM_add1_host(param, word, 0) == 1, word);
    if ((value = field(fields, "email")) != NULL)
        need(X509_VERIFY_PARAM_set1_email(param, value, 0) == 1, value);
    if ((value = field(fields, "ip")) != NULL)
        need(X509_VERIFY_PARAM_set1_ip_asc(param, value) == 1, value);
}

static void set_param(X509_STORE_CTX *ctx, const struct fields *fields)
{
    X509_VERIFY_PARAM *param = X509_STORE_CTX_get0_param(ctx);
    const char *value;
    char word[256];

    if ((value = field(fields, "default")) != NULL)
        need(X509_STORE_CTX_set_default(ctx, value) == 1, value);
    if ((value = field(fields, "purpose")) != NULL)
        need(X509_STORE_CTX_set_purpose(ctx, atoi(value)) == 1, value);
    if ((value = field(fields, "trust")) != NULL)
        need(X509_STORE_CTX_set_trust(ctx, atoi(value)) == 1, value);
    if ((value = field(fields, "clear")) != NULL)
        X509_VERIFY_PARAM_clear_flags(param, strtoul(value, NULL, 0));
    if ((value = field(fields, "flags")) != NULL)
        X509_VERIFY_PARAM_set_flags(param, strtoul(value, NULL, 0));
    if ((value = field(fields, "policies")) != NULL)
        while (next_word(&value, word, sizeof(word)) != NULL)
            need(X509_VERIFY_PARAM_add0_policy(param, OBJ_txt2obj(word, 0)) == 1, word);
    if ((value = field(fields, "time")) != NULL)
        X509_VERIFY_PARAM_set_time(param, (time_t)atol(value));
    if ((value = field(fields, "depth")) != NULL)
        X509_VERIFY_PARAM_set_depth(param, atoi(value));
    if ((value = field(fields, "level")) != NULL)
        X509_VERIFY_PARAM_set_auth_level(param, atoi(value));
    set_identity(param, fields);
}

static void show_result(X509_STORE_CTX *ctx, const char *what, int result)
{
    int error = X509_STORE_CTX_get_error(ctx), i;
    STACK_OF(X509) *path = X509_STORE_CTX_get0_chain(ctx);
    char name[80];

    printf("%s\t%d\t%d\t%d\t", what, result, error, X509_STORE_CTX_get_error_depth(ctx));
    for (i = 0; i < sk_X509_num(path); i++)
        printf("%s%s", i > 0 ? "," : "", common_name(sk_X509_value(path, i), name, sizeof(name)));
    printf(" (%d sent)\t%s\n", X509_STORE_CTX_get_num_untrusted(ctx), calls[0] != '\0' ? calls + 1 : "-");
}

static void verify(const struct fields *fields)
{
    X509_STORE *store = make_store(fields);
    X509_STORE_CTX *ctx = X509_STORE_CTX_new();
    STACK_OF(X509) *leaf = certificates(field(fields, "leaf"));
    STACK_OF(X509) *sent = certificates(field(fields, "sent")), *stack = certificates(field(fields, "stack"));
    STACK_OF(X509_CRL) *with_lists = lists(field(fields, "sent_crls"));

    overlook = field(fields, "overlook") != NULL;
    calls[0] = '\0';
    need(X509_STORE_CTX_init(ctx, store, sk_X509_value(leaf, 0), sk_X509_num(sent) > 0 ? sent : NULL) == 1, "X509_STORE_CTX_init");
    if (sk_X509_num(stack) > 0)
        X509_STORE_CTX_set0_trusted_stack(ctx, stack);
    if (sk_X509_CRL_num(with_lists) > 0)
        X509_STORE_CTX_set0_crls(ctx, with_lists);
    set_param(ctx, fields);
    show_result(ctx, field(fields, "name"), X509_verify_cert(ctx));
    ERR_clear_error();
    X509_STORE_CTX_free(ctx);
    X509_STORE_free(store);
    sk_X509_pop_free(leaf, X509_free);
    sk_X509_pop_free(sent, X509_free);
    sk_X509_pop_free(stack, X509_free);
    sk_X509_CRL_pop_free(with_lists, X509_CRL_free);
}

int main(int argc, char **argv)
{
    char line[4096];
    FILE *table = argc == 2 ? fopen(argv[1], "r") : NULL;

    need(table != NULL, "the table of chains");
    while (fgets(line, sizeof(line), table) != NULL) {
        struct fields fields;

        split(line, &fields);
        verify(&fields);
        fflush(stdout);
    }
    fclose(table);
    return 0;
}
