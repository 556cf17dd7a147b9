/*
 * The server's name in full and resumed handshakes: SSL_get_servername(3), SSL_SESSION_get0_hostname(3).
 */
#include "pair.h"

enum { NO_CALLBACK, ACCEPTS, IGNORES, POLICIES };
static const char *const policies[] = {"no callback", "accepts", "ignores"};
static const char *const names[] = {NULL, "a.example", "b.example"};
#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static int accept_name(SSL *ssl, int *alert, void *arg)
{
    (void)ssl, (void)alert, (void)arg;
    return SSL_TLSEXT_ERR_OK;
}

static int ignore_name(SSL *ssl, int *alert, void *arg)
{
    (void)ssl, (void)alert, (void)arg;
    return SSL_TLSEXT_ERR_NOACK;
}

static const char *text(const char *name)
{
    return name == NULL ? "none" : name;
}

static void tell(const char *label, const char *when, SSL *ssl)
{
    show(label, "%s %s: %s, type %d", when, SSL_is_server(ssl) ? "server" : "client",
         text(SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name)), SSL_get_servername_type(ssl));
}

/* A connection; the client's session with a reference. */
static SSL_SESSION *connect_as(struct pair *pair, const char *label, const char *name, SSL_SESSION *session)
{
    if (name != NULL)
        SSL_set_tlsext_host_name(pair->client, name);
    if (session != NULL)
        SSL_set_session(pair->client, session);
    tell(label, "before", pair->client);
    tell(label, "before", pair->server);
    show(label, "done %d reused %d", pair_handshake(pair), SSL_session_reused(pair->client));
    tell(label, "after", pair->client);
    tell(label, "after", pair->server);
    session = SSL_get1_session(pair->client);
    show(label, "sessions: %s, %s", text(SSL_SESSION_get0_hostname(session)),
         text(SSL_SESSION_get0_hostname(SSL_get0_session(pair->server))));
    SSL_shutdown(pair->client);
    SSL_shutdown(pair->server);
    pair_again(pair);
    return session;
}

static void resume(int policy, const char *first, const char *second, int tickets)
{
    char label[100];
    struct pair pair;
    SSL_SESSION *session;

    snprintf(label, sizeof(label), "%s, %s, %s then %s", policies[policy], tickets ? "ticket" : "ID", text(first),
             text(second));
    pair_new(&pair, "server-rsa");
    SSL_CTX_set_session_id_context(pair.server_ctx, (const unsigned char *)"x", 1);
    if (!tickets)
        SSL_CTX_set_options(pair.server_ctx, SSL_OP_NO_TICKET);
    if (policy == ACCEPTS)
        SSL_CTX_set_tlsext_servername_callback(pair.server_ctx, accept_name);
    if (policy == IGNORES)
        SSL_CTX_set_tlsext_servername_callback(pair.server_ctx, ignore_name);
    pair_again(&pair);
    session = connect_as(&pair, label, first, NULL);
    SSL_SESSION_free(connect_as(&pair, label, second, session));
    SSL_SESSION_free(session);
    pair_free(&pair);
    ERR_clear_error();
}

int main(void)
{
    size_t first, second;
    int policy, tickets;

    for (policy = NO_CALLBACK; policy < POLICIES; policy++)
        for (first = 0; first < COUNT(names); first++)
            for (second = 0; second < COUNT(names); second++)
                for (tickets = 0; tickets < 2; tickets++)
                    resume(policy, names[first], names[second], tickets);
    return 0;
}
