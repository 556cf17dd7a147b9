/* Limits of records: max_fragment_length, SSL_set_max_send_fragment and its kin. */
#include "pair.h"
#include <openssl/tls1.h>

static char data[5000];

static int in_turn(SSL *from, SSL *to, int length)
{
    char buffer[5000];

    return SSL_write(from, data, length) == length && SSL_read(to, buffer, sizeof(buffer)) == length;
}

/* What is more than fits is not sent. */
static void too_long(const char *label, SSL *ssl, int length)
{
    int result = SSL_write(ssl, data, length);

    show(label, "%s, error %s", result > 0 ? "sent" : "refused", error_name(SSL_get_error(ssl, result)));
    show_errors(label);
}

static void accessors(void)
{
    SSL_CTX *ctx = SSL_CTX_new(DTLS_method());
    SSL *ssl = SSL_new(ctx);
    int mode;

    for (mode = 0; mode < 7; mode++) {
        show(labelled("mode %d", mode), "%d %d", SSL_CTX_set_tlsext_max_fragment_length(ctx, (uint8_t)mode),
             SSL_set_tlsext_max_fragment_length(ssl, (uint8_t)mode));
        show_errors(labelled("mode %d", mode));
    }
    show("max", "%ld %ld %ld %ld", SSL_set_max_send_fragment(ssl, 511), SSL_set_max_send_fragment(ssl, 512),
         SSL_set_max_send_fragment(ssl, 16384), SSL_set_max_send_fragment(ssl, 16385));
    show("split", "%ld %ld %ld %ld", SSL_set_split_send_fragment(ssl, 0), SSL_set_split_send_fragment(ssl, 1),
         SSL_set_split_send_fragment(ssl, 16384), SSL_set_split_send_fragment(ssl, 16385));
    show("both", "%ld %ld %ld", SSL_CTX_set_max_send_fragment(ctx, 1000), SSL_CTX_set_split_send_fragment(ctx, 1001),
         SSL_CTX_set_split_send_fragment(ctx, 1000));
    show("pipelines", "%ld %ld %ld %ld", SSL_set_max_pipelines(ssl, 0), SSL_set_max_pipelines(ssl, 1),
         SSL_CTX_set_max_pipelines(ctx, 32), SSL_CTX_set_max_pipelines(ctx, 33));
    SSL_free(ssl);
    SSL_CTX_free(ctx);
}

static void fragment_length(int mode, int on_context)
{
    struct pair pair;
    SSL_CTX *client = pair_context(0, NULL, "root.crt");
    int most = mode == 0 ? 4097 : 256 << mode;
    const char *name = labelled("length %d%s", mode, on_context ? " by the context" : "");

    show_int("context", SSL_CTX_set_tlsext_max_fragment_length(client, (uint8_t)(on_context ? mode : 0)));
    pair_join(&pair, client, pair_context(1, "server-rsa", NULL));
    if (!on_context)
        show_int("connection", SSL_set_tlsext_max_fragment_length(pair.client, (uint8_t)mode));
    show_int(name, pair_handshake(&pair));
    show(name, "%d %d", SSL_SESSION_get_max_fragment_length(SSL_get_session(pair.client)),
         SSL_SESSION_get_max_fragment_length(SSL_get_session(pair.server)));
    show(name, "both ways %d %d", in_turn(pair.client, pair.server, most), in_turn(pair.server, pair.client, most));
    if (mode != 0)
        too_long(name, pair.server, most + 1);
    pair_free(&pair);
}

/* A resumed session goes on with its length. */
static void resumption(void)
{
    struct pair pair;
    SSL_SESSION *session;

    pair_join(&pair, pair_context(0, NULL, "root.crt"), pair_context(1, "server-ec", NULL));
    show_int("length", SSL_CTX_set_tlsext_max_fragment_length(pair.client_ctx, TLSEXT_max_fragment_length_512));
    pair_again(&pair);
    SSL_set_options(pair.server, SSL_OP_NO_TICKET);
    show_int("handshake", pair_handshake(&pair));
    session = SSL_get1_session(pair.client);
    show("shutdown", "%d %d", SSL_shutdown(pair.client), SSL_shutdown(pair.server));
    pair_again(&pair);
    SSL_set_options(pair.server, SSL_OP_NO_TICKET);
    show_int("session", SSL_set_session(pair.client, session));
    show_int("again", pair_handshake(&pair));
    show("reused", "%d %d", SSL_session_reused(pair.client), SSL_session_reused(pair.server));
    show_int("length", SSL_SESSION_get_max_fragment_length(SSL_get_session(pair.client)));
    show("both ways", "%d %d", in_turn(pair.client, pair.server, 512), in_turn(pair.server, pair.client, 512));
    too_long("resumed", pair.client, 513);
    SSL_SESSION_free(session);
    pair_free(&pair);
}

static void send_fragment(void)
{
    struct pair pair;

    pair_new(&pair, "server-rsa");
    show_int("max", SSL_set_max_send_fragment(pair.client, 600));
    show_int("handshake", pair_handshake(&pair));
    show("both ways", "%d %d", in_turn(pair.client, pair.server, 600), in_turn(pair.server, pair.client, 601));
    too_long("more", pair.client, 601);
    pair_free(&pair);
}

static void cache_size(void)
{
    SSL_CTX *ctx = SSL_CTX_new(DTLS_method());

    show_int("cache, negative", SSL_CTX_sess_set_cache_size(ctx, -5));
    show_int("cache", SSL_CTX_sess_get_cache_size(ctx));
    show_int("cache, none", SSL_CTX_sess_set_cache_size(ctx, 0));
    show_int("cache", SSL_CTX_sess_get_cache_size(ctx));
    SSL_CTX_free(ctx);
}

int main(void)
{
    int mode;

    accessors();
    cache_size();
    for (mode = 0; mode < 5; mode++)
        fragment_length(mode, mode & 1);
    resumption();
    send_fragment();
    return 0;
}
