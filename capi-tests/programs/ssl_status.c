/* OCSP stapling: what the status callbacks of both sides see, and what their results do. */
#include "pair.h"

static const unsigned char RESPONSE[] = "not a real OCSP response, but neither side looks into it";

/* What the callbacks answer. */
static int client_says, server_says, server_sets;

static int client_status(SSL *ssl, void *arg)
{
    const unsigned char *response = NULL;
    long length = SSL_get_tlsext_status_ocsp_resp(ssl, &response);

    show("client callback", "%s: %ld bytes, %s, type %ld", (const char *)arg, length,
         response == NULL ? "NULL" : length == (long)sizeof(RESPONSE) && memcmp(response, RESPONSE, sizeof(RESPONSE)) == 0 ? "the response" : "another",
         SSL_get_tlsext_status_type(ssl));
    return client_says;
}

static int server_status(SSL *ssl, void *arg)
{
    unsigned char *copy;

    show("server callback", "%s: type %ld, certificate %s", (const char *)arg, SSL_get_tlsext_status_type(ssl),
         SSL_get_certificate(ssl) != NULL ? "set" : "NULL");
    if (server_sets) {
        copy = OPENSSL_malloc(sizeof(RESPONSE));
        memcpy(copy, RESPONSE, sizeof(RESPONSE));
        show_int("server sets", SSL_set_tlsext_status_ocsp_resp(ssl, copy, (long)sizeof(RESPONSE)));
    }
    return server_says;
}

static void info(const SSL *ssl, int where, int value)
{
    if (where & SSL_CB_ALERT)
        show(labelled("%s alert", SSL_is_server(ssl) ? "server" : "client"), "%s: %s", where & SSL_CB_READ ? "received" : "sent",
             SSL_alert_desc_string_long(value));
}

static char client_argument[] = "client's argument", server_argument[] = "server's argument";

static void prepare(struct pair *pair, int on_context, int with_server)
{
    SSL_CTX *client = pair_context(0, NULL, "root.crt"), *server = pair_context(1, "server-rsa", NULL);

    SSL_CTX_set_tlsext_status_cb(client, client_status);
    SSL_CTX_set_tlsext_status_arg(client, client_argument);
    if (with_server) {
        SSL_CTX_set_tlsext_status_cb(server, server_status);
        SSL_CTX_set_tlsext_status_arg(server, server_argument);
    }
    if (on_context)
        show_int("context type", SSL_CTX_set_tlsext_status_type(client, TLSEXT_STATUSTYPE_ocsp));
    pair_join(pair, client, server);
}

static void run(const char *name, int on_context, int with_server, int set, int server_result, int client_result, int loops)
{
    struct pair pair;
    int i;

    show("case", "%s", name);
    server_sets = set;
    server_says = server_result;
    client_says = client_result;
    prepare(&pair, on_context, with_server);
    if (!on_context)
        show_int("type", SSL_set_tlsext_status_type(pair.client, TLSEXT_STATUSTYPE_ocsp));
    show("types", "%ld %ld", SSL_get_tlsext_status_type(pair.client), SSL_get_tlsext_status_type(pair.server));
    SSL_set_info_callback(pair.client, info);
    SSL_set_info_callback(pair.server, info);
    for (i = 0; i < loops; i++) {
        pair_call(pair.client, SSL_do_handshake, labelled("%s: client", name));
        pair_call(pair.server, SSL_do_handshake, labelled("%s: server", name));
    }
    show("end", "%s | %s | types %ld %ld", SSL_state_string_long(pair.client), SSL_state_string_long(pair.server),
         SSL_get_tlsext_status_type(pair.client), SSL_get_tlsext_status_type(pair.server));
    ERR_clear_error();
    pair_free(&pair);
}

/* The callbacks of a full handshake are not called in a resumption. */
static void resumption(void)
{
    struct pair pair;
    SSL_SESSION *session;
    const unsigned char *response = NULL;

    show("case", "resumption");
    server_sets = 1;
    server_says = SSL_TLSEXT_ERR_OK;
    client_says = 1;
    prepare(&pair, 1, 1);
    SSL_CTX_set_options(pair.server_ctx, SSL_OP_NO_TICKET);
    SSL_set_options(pair.server, SSL_OP_NO_TICKET);
    show_int("handshake", pair_handshake(&pair));
    session = SSL_get1_session(pair.client);
    show_int("shutdown", SSL_shutdown(pair.client));
    show_int("shutdown", SSL_shutdown(pair.server));
    pair_again(&pair);
    show_int("session", SSL_set_session(pair.client, session));
    show_int("handshake", pair_handshake(&pair));
    show("reused", "%d %d", SSL_session_reused(pair.client), SSL_session_reused(pair.server));
    show("response", "%ld %s", SSL_get_tlsext_status_ocsp_resp(pair.client, &response), response ? "set" : "NULL");
    SSL_SESSION_free(session);
    ERR_clear_error();
    pair_free(&pair);
}

/* Accessors without a handshake. */
static void accessors(void)
{
    SSL_CTX *ctx = SSL_CTX_new(DTLS_method());
    SSL *ssl;
    const unsigned char *response;
    int (*callback)(SSL *, void *) = NULL;
    void *argument = NULL;

    show_int("fresh context type", SSL_CTX_get_tlsext_status_type(ctx));
    show_int("set", SSL_CTX_set_tlsext_status_type(ctx, TLSEXT_STATUSTYPE_ocsp));
    show_int("context type", SSL_CTX_get_tlsext_status_type(ctx));
    show_int("callback", SSL_CTX_get_tlsext_status_cb(ctx, &callback));
    show_set("callback", callback);
    show_int("set callback", SSL_CTX_set_tlsext_status_cb(ctx, server_status));
    show_int("set argument", SSL_CTX_set_tlsext_status_arg(ctx, server_argument));
    show_int("get callback", SSL_CTX_get_tlsext_status_cb(ctx, &callback));
    show_int("get argument", SSL_CTX_get_tlsext_status_arg(ctx, &argument));
    show("same", "%d %d", callback == server_status, argument == server_argument);
    ssl = SSL_new(ctx);
    show_int("connection's type", SSL_get_tlsext_status_type(ssl));
    show_int("set", SSL_set_tlsext_status_type(ssl, -1));
    show_int("connection's type", SSL_get_tlsext_status_type(ssl));
    show("response", "%ld", SSL_get_tlsext_status_ocsp_resp(ssl, &response));
    show_set("response", response);
    show_int("set response", SSL_set_tlsext_status_ocsp_resp(ssl, OPENSSL_strdup("abc"), 3));
    show("response", "%ld", SSL_get_tlsext_status_ocsp_resp(ssl, &response));
    show_int("same", memcmp(response, "abc", 3) == 0);
    show_int("unset response", SSL_set_tlsext_status_ocsp_resp(ssl, NULL, 0));
    show("response", "%ld", SSL_get_tlsext_status_ocsp_resp(ssl, &response));
    SSL_free(ssl);
    SSL_CTX_free(ctx);
}

int main(void)
{
    accessors();
    run("good", 0, 1, 1, SSL_TLSEXT_ERR_OK, 1, 3);
    run("asked for by the context", 1, 1, 1, SSL_TLSEXT_ERR_OK, 1, 3);
    run("server sets nothing", 0, 1, 0, SSL_TLSEXT_ERR_OK, 1, 3);
    run("server declines", 0, 1, 1, SSL_TLSEXT_ERR_NOACK, 1, 3);
    run("server without a callback", 0, 0, 0, 0, 1, 3);
    run("server fails", 0, 1, 1, SSL_TLSEXT_ERR_ALERT_FATAL, 1, 2);
    run("client refuses", 0, 1, 1, SSL_TLSEXT_ERR_OK, 0, 2);
    run("client refuses no response", 0, 1, 0, SSL_TLSEXT_ERR_NOACK, 0, 2);
    run("client fails", 0, 1, 1, SSL_TLSEXT_ERR_OK, -1, 2);
    resumption();
    return 0;
}
