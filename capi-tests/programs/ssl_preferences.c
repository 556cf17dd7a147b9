/*
 * Versions by bounds and options, the fallback signal, and the lists of suites that both sides tell
 * (SSL_CTX_set_min_proto_version(3), SSL_CTX_set_options(3), SSL_CTX_set_mode(3), SSL_get_ciphers(3)).
 */
#include "pair.h"

struct side {
    int min, max;
    uint64_t options;
    long mode;
};

static void apply(SSL_CTX *ctx, const struct side *side, const char *label)
{
    SSL_CTX_set_security_level(ctx, 0);
    SSL_CTX_set_cipher_list(ctx, "ECDHE+AES:@SECLEVEL=0");
    show(label, "min %ld max %ld", (long)SSL_CTX_set_min_proto_version(ctx, side->min),
         (long)SSL_CTX_set_max_proto_version(ctx, side->max));
    SSL_CTX_set_options(ctx, side->options);
    SSL_CTX_set_mode(ctx, side->mode);
}

static void versions(void)
{
    static const struct side sides[] = {
        {0, 0, 0, 0},
        {DTLS1_VERSION, DTLS1_VERSION, 0, 0},
        {DTLS1_2_VERSION, DTLS1_2_VERSION, 0, 0},
        {DTLS1_VERSION, 0, 0, 0},
        {0, DTLS1_VERSION, 0, 0},
        {0, 0, SSL_OP_NO_DTLSv1, 0},
        {0, 0, SSL_OP_NO_DTLSv1_2, 0},
        {0, 0, 0, SSL_MODE_SEND_FALLBACK_SCSV},
        {0, DTLS1_VERSION, 0, SSL_MODE_SEND_FALLBACK_SCSV},
        {0, DTLS1_VERSION, 0, SSL_MODE_SEND_FALLBACK_SCSV | SSL_MODE_AUTO_RETRY},
    };
    size_t count = sizeof(sides) / sizeof(sides[0]), i, j;

    for (i = 0; i < count; i++)
        for (j = 0; j < count; j++) {
            SSL_CTX *client = pair_context(0, NULL, "root.crt"), *server = pair_context(1, "server-ec", NULL);
            struct pair pair;
            const char *label = labelled("client %u, server %u", (unsigned)i, (unsigned)j);
            int done;

            apply(client, &sides[i], label);
            apply(server, &sides[j], label);
            pair_join(&pair, client, server);
            done = pair_handshake(&pair);
            show(label, "%d %s %s", done, done ? SSL_get_version(pair.client) : "", done ? SSL_get_cipher(pair.server) : "");
            ERR_clear_error();
            if (!done) {
                pair_again(&pair);
                pair_call(pair.client, SSL_do_handshake, label);
                pair_call(pair.server, SSL_do_handshake, label);
                pair_call(pair.client, SSL_do_handshake, label);
            }
            ERR_clear_error();
            pair_free(&pair);
        }
}

/* Nothing is left: the first call of a client says so. */
static void no_version(void)
{
    static const struct side sides[] = {
        {0, 0, SSL_OP_NO_DTLSv1 | SSL_OP_NO_DTLSv1_2, 0},
        {DTLS1_2_VERSION, 0, SSL_OP_NO_DTLSv1_2, 0},
        {0, DTLS1_VERSION, SSL_OP_NO_DTLSv1, 0},
        {DTLS1_2_VERSION, DTLS1_VERSION, 0, 0},
    };
    size_t i;

    for (i = 0; i < sizeof(sides) / sizeof(sides[0]); i++) {
        struct pair pair;
        SSL_CTX *client = pair_context(0, NULL, NULL);
        const char *label = labelled("no version %u", (unsigned)i);

        apply(client, &sides[i], label);
        pair_join(&pair, client, pair_context(1, "server-ec", NULL));
        pair_call(pair.client, SSL_do_handshake, label);
        pair_free(&pair);
    }
}

static void print_list(const char *label, const STACK_OF(SSL_CIPHER) *list)
{
    int i;

    printf("%s:", label);
    for (i = 0; i < sk_SSL_CIPHER_num(list); i++)
        printf(" %s", SSL_CIPHER_get_name(sk_SSL_CIPHER_value(list, i)));
    printf("%s\n", list == NULL ? " NULL" : "");
}

static void lists(void)
{
    static const char *const strings[][2] = {
        {"ECDHE+AESGCM+ECDSA", "ECDHE+AESGCM+ECDSA"},
        {"ECDHE-ECDSA-AES128-SHA:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256",
         "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-SHA"},
        {"ECDHE+aECDSA+CHACHA20:ECDHE+aECDSA+AESCCM", "ECDHE+aECDSA+AESCCM8:ECDHE+aECDSA+CHACHA20"},
    };
    size_t i;
    int size;

    for (i = 0; i < sizeof(strings) / sizeof(strings[0]); i++) {
        SSL_CTX *client = pair_context(0, NULL, "root.crt"), *server = pair_context(1, "server-ec", NULL);
        struct pair pair;
        char text[300];

        SSL_CTX_set_ciphersuites(client, "");
        SSL_CTX_set_cipher_list(client, strings[i][0]);
        SSL_CTX_set_cipher_list(server, strings[i][1]);
        pair_join(&pair, client, server);
        show_text("shared before", SSL_get_shared_ciphers(pair.server, text, sizeof(text)));
        print_list("client's before", SSL_get_client_ciphers(pair.server));
        show_int("handshake", pair_handshake(&pair));
        show_text("shared", SSL_get_shared_ciphers(pair.server, text, sizeof(text)));
        show_text("shared, on a client", SSL_get_shared_ciphers(pair.client, text, sizeof(text)));
        for (size = 0; size < 100; size++) {
            strcpy(text, "untouched");
            show_text(labelled("shared in %d", size), SSL_get_shared_ciphers(pair.server, text, size));
        }
        print_list("client's", SSL_get_client_ciphers(pair.server));
        print_list("client's, on a client", SSL_get_client_ciphers(pair.client));
        print_list("own", SSL_get_ciphers(pair.client));
        print_list("server's own", SSL_get_ciphers(pair.server));
        print_list("of context", SSL_CTX_get_ciphers(server));
        show_text("current", SSL_CIPHER_get_name(SSL_get_current_cipher(pair.server)));
        show_text("pending", SSL_CIPHER_get_name(SSL_get_pending_cipher(pair.server)));
        ERR_clear_error();
        pair_free(&pair);
    }
    print_list("NULL connection", SSL_get_ciphers(NULL));
    print_list("NULL context", SSL_CTX_get_ciphers(NULL));
    show_text("NULL list", SSL_get_cipher_list(NULL, 0));
}

int main(void)
{
    versions();
    no_version();
    lists();
    return 0;
}
