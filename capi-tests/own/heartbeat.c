/*
 * Heartbeats (RFC 6520) by the calls of OpenSSL 1.0.1 and of this library: who may ask, what the callbacks see, a peer
 * that falls silent and comes back. The clock is the program's.
 */
#include "pair.h"

static int failures;
static uint64_t now = 1000000;

/* Heartbeats that the message callback told of: [received, sent][request, response]. */
static int told[2][3];

static void must(const char *label, int good)
{
    failures += !good;
    show(label, "%s", good ? "yes" : "NO");
}

static uint64_t clock_us(void *arg)
{
    (void)arg;
    return now;
}

static void message(int sent, int version, int type, const void *bytes, size_t length, SSL *ssl, void *arg)
{
    const unsigned char *head = bytes;

    (void)ssl, (void)arg;
    if (type != TLS1_RT_HEARTBEAT)
        return;
    if (version == DTLS1_2_VERSION && length == 37 && head[0] >= TLS1_HB_REQUEST && head[0] <= TLS1_HB_RESPONSE && head[1] == 0 &&
        head[2] == 18)
        told[sent][head[0]]++;
    else
        must("a heartbeat of OpenSSL's form", 0);
}

static int told_are(int sent_requests, int received_responses, int received_requests, int sent_responses)
{
    int good = told[1][TLS1_HB_REQUEST] == sent_requests && told[0][TLS1_HB_RESPONSE] == received_responses &&
               told[0][TLS1_HB_REQUEST] == received_requests && told[1][TLS1_HB_RESPONSE] == sent_responses;

    memset(told, 0, sizeof told);
    return good;
}

/* The reason of the only error on the queue. */
static int reason(void)
{
    unsigned long error = ERR_get_error();

    if (ERR_peek_error() != 0)
        return -1;
    return ERR_GET_LIB(error) == ERR_LIB_SSL ? ERR_GET_REASON(error) : -2;
}

/* Reads when there is nothing to read. */
static int reads_nothing(SSL *ssl)
{
    char data[16];
    int got = SSL_read(ssl, data, sizeof data);

    return got == -1 && SSL_get_error(ssl, got) == SSL_ERROR_WANT_READ;
}

static int carries(SSL *from, SSL *to)
{
    char data[16];

    return SSL_write(from, "data", 4) == 4 && SSL_read(to, data, sizeof data) == 4;
}

static int is_answered(SSL *from, SSL *to)
{
    return SSL_heartbeat(from) == 1 && SSL_get_tlsext_heartbeat_pending(from) == 1 && reads_nothing(to) && reads_nothing(from) &&
           SSL_get_tlsext_heartbeat_pending(from) == 0;
}

static void lose_all(struct pair *pair)
{
    link_clear(&pair->up);
    link_clear(&pair->down);
}

static void connect_pair(struct pair *pair, int client, int server)
{
    memset(pair, 0, sizeof *pair);
    pair_join(pair, pair_context(0, NULL, "root.crt"), pair_context(1, "server-ec", NULL));
    must("flags", FERRODTLS_CTX_set_heartbeat(pair->client_ctx, client) == 1 && FERRODTLS_CTX_set_heartbeat(pair->server_ctx, server) == 1);
    FERRODTLS_CTX_set_clock(pair->client_ctx, clock_us, NULL);
    FERRODTLS_CTX_set_clock(pair->server_ctx, clock_us, NULL);
    SSL_CTX_set_msg_callback(pair->client_ctx, message);
    SSL_CTX_set_msg_callback(pair->server_ctx, message);
    pair_again(pair);
}

static void who_may_ask(void)
{
    static const int modes[] = { 0, SSL_TLSEXT_HB_ENABLED, SSL_TLSEXT_HB_ENABLED | SSL_TLSEXT_HB_DONT_RECV_REQUESTS };
    struct pair pair;
    int client, server;

    for (client = 0; client < 3; client++) {
        for (server = 0; server < 3; server++) {
            int agreed = client && server, client_flags = 0, server_flags = 0;

            show("client", "%d, server %d", client, server);
            connect_pair(&pair, modes[client], modes[server]);
            must("before the handshake", SSL_heartbeat(pair.client) == -1 && reason() == SSL_R_UNEXPECTED_MESSAGE);
            must("handshake", pair_handshake(&pair));
            if (agreed) {
                client_flags = SSL_TLSEXT_HB_ENABLED | (client == 2 ? SSL_TLSEXT_HB_DONT_RECV_REQUESTS : 0) |
                               (server == 2 ? SSL_TLSEXT_HB_DONT_SEND_REQUESTS : 0);
                server_flags = SSL_TLSEXT_HB_ENABLED | (server == 2 ? SSL_TLSEXT_HB_DONT_RECV_REQUESTS : 0) |
                               (client == 2 ? SSL_TLSEXT_HB_DONT_SEND_REQUESTS : 0);
            }
            must("what was agreed on", FERRODTLS_get_heartbeat(pair.client) == client_flags &&
                                           FERRODTLS_get_heartbeat(pair.server) == server_flags);
            if (agreed && server == 1)
                must("the client asks", is_answered(pair.client, pair.server) && told_are(1, 1, 1, 1));
            else
                must("the client may not", SSL_heartbeat(pair.client) == -1 && reason() == SSL_R_TLS_HEARTBEAT_PEER_DOESNT_ACCEPT);
            if (agreed && client == 1)
                must("the server asks", is_answered(pair.server, pair.client) && told_are(1, 1, 1, 1));
            else
                must("the server may not", SSL_heartbeat(pair.server) == -1 && reason() == SSL_R_TLS_HEARTBEAT_PEER_DOESNT_ACCEPT);
            must("data", carries(pair.client, pair.server) && carries(pair.server, pair.client));
            pair_free(&pair);
        }
    }
}

static void old_calls(void)
{
    struct pair pair;

    connect_pair(&pair, 0, 0);
    must("a server takes none", SSL_set_tlsext_heartbeat_no_requests(pair.server, 1) == 1);
    must("a client does", SSL_set_tlsext_heartbeat_no_requests(pair.client, 0) == 1);
    must("handshake", pair_handshake(&pair));
    must("client's view", FERRODTLS_get_heartbeat(pair.client) == (SSL_TLSEXT_HB_ENABLED | SSL_TLSEXT_HB_DONT_SEND_REQUESTS));
    must("the server asks", is_answered(pair.server, pair.client) && told_are(1, 1, 1, 1));
    must("renegotiation may change it", SSL_set_dtlsext_heartbeat_no_requests(pair.server, 0) == 1);
    SSL_set_options(pair.server, SSL_OP_ALLOW_CLIENT_RENEGOTIATION);
    must("a request is in flight", SSL_heartbeat(pair.server) == 1 && SSL_get_dtlsext_heartbeat_pending(pair.server) == 1);
    lose_all(&pair);
    must("renegotiation", SSL_renegotiate(pair.client) == 1 && pair_handshake(&pair));
    must("which was dropped", SSL_get_tlsext_heartbeat_pending(pair.server) == 0);
    memset(told, 0, sizeof told);
    must("the client asks", reads_nothing(pair.server) && is_answered(pair.client, pair.server) && told_are(1, 1, 1, 1));
    SSL_shutdown(pair.client);
    must("not after the end", SSL_heartbeat(pair.client) == -1 && reason() == SSL_R_PROTOCOL_IS_SHUTDOWN);
    pair_free(&pair);
}

/* Seconds until the timer expires. */
static long left(SSL *ssl)
{
    struct timeval timeout;

    return DTLSv1_get_timeout(ssl, &timeout) ? timeout.tv_sec + (timeout.tv_usec + 500000) / 1000000 : -1;
}

static void silence(void)
{
    struct pair pair;
    char data[16];
    int i, got;

    connect_pair(&pair, SSL_TLSEXT_HB_ENABLED, SSL_TLSEXT_HB_ENABLED);
    must("tries", FERRODTLS_CTX_set_heartbeat_tries(pair.client_ctx, 3) == 1 && FERRODTLS_set_heartbeat_tries(pair.server, 2) == 1);
    pair_again(&pair);
    FERRODTLS_set_heartbeat_tries(pair.server, 2);
    must("handshake", pair_handshake(&pair));
    must("no timer runs", left(pair.client) == -1 && left(pair.server) == -1);

    must("asked", SSL_heartbeat(pair.client) == 1);
    must("one at a time", SSL_heartbeat(pair.client) == -1 && reason() == SSL_R_TLS_HEARTBEAT_PENDING);
    for (i = 1; i <= 4; i *= 2) {
        lose_all(&pair);
        show("period", "%ld s", left(pair.client));
        must("as long as that", left(pair.client) == i && DTLSv1_handle_timeout(pair.client) == 0);
        now += 1000000 * (uint64_t)i;
        got = (int)DTLSv1_handle_timeout(pair.client);
        must("time is over", got == (i < 4 ? 1 : -1));
    }
    must("no answer", reason() == SSL_R_TLS_HEARTBEAT_UNANSWERED);
    must("nothing is pending", SSL_get_tlsext_heartbeat_pending(pair.client) == 0 && left(pair.client) == -1);
    must("three requests", told_are(3, 0, 0, 0));

    must("asked", SSL_heartbeat(pair.server) == 1 && left(pair.server) == 1);
    now += 1000000;
    must("SSL_read repeats it", reads_nothing(pair.server) && left(pair.server) == 2);
    lose_all(&pair);
    now += 2000000;
    got = SSL_read(pair.server, data, sizeof data);
    must("SSL_read tells", got == -1 && SSL_get_error(pair.server, got) == SSL_ERROR_SSL);
    must("why", reason() == SSL_R_TLS_HEARTBEAT_UNANSWERED);
    must("in words", strstr(ERR_reason_error_string(ERR_PACK(ERR_LIB_SSL, 0, SSL_R_TLS_HEARTBEAT_UNANSWERED)), "heartbeat") != NULL);
    must("and goes on", reads_nothing(pair.server) && told_are(2, 0, 0, 0));

    must("the peer comes back", is_answered(pair.client, pair.server) && is_answered(pair.server, pair.client));
    must("all was told", told_are(2, 2, 2, 2));
    must("data", carries(pair.client, pair.server) && carries(pair.server, pair.client));
    must("a late answer", SSL_heartbeat(pair.client) == 1 && reads_nothing(pair.server));
    for (i = 0; i < 3; i++) {
        now += 60000000;
        got = (int)DTLSv1_handle_timeout(pair.client);
    }
    must("comes too late", got == -1 && reason() == SSL_R_TLS_HEARTBEAT_UNANSWERED && reads_nothing(pair.client));
    pair_free(&pair);
}

static unsigned int twice(SSL *ssl, unsigned int microseconds)
{
    (void)ssl;
    return microseconds == 0 ? 3000000 : 3 * microseconds;
}

static void periods_of_the_program(void)
{
    struct pair pair;

    connect_pair(&pair, SSL_TLSEXT_HB_ENABLED, SSL_TLSEXT_HB_ENABLED);
    DTLS_set_timer_cb(pair.client, twice);
    must("handshake", pair_handshake(&pair));
    must("asked", SSL_heartbeat(pair.client) == 1 && left(pair.client) == 3);
    now += 3000000;
    must("again", DTLSv1_handle_timeout(pair.client) == 1 && left(pair.client) == 9);
    now += 9000000;
    must("and again", DTLSv1_handle_timeout(pair.client) == 1 && left(pair.client) == 27);
    must("answered", reads_nothing(pair.server) && reads_nothing(pair.client) && left(pair.client) == -1);
    must("anew", SSL_heartbeat(pair.client) == 1 && left(pair.client) == 3);
    pair_free(&pair);
}

int main(void)
{
    struct pair pair;

    who_may_ask();
    old_calls();
    silence();
    periods_of_the_program();

    connect_pair(&pair, SSL_TLSEXT_HB_ENABLED, 0);
    must("no such flag", FERRODTLS_CTX_set_heartbeat(pair.client_ctx, 8) == 0 && reason() == SSL_R_BAD_VALUE);
    must("that is the peer's to say", FERRODTLS_set_heartbeat(pair.client, SSL_TLSEXT_HB_ENABLED | SSL_TLSEXT_HB_DONT_SEND_REQUESTS) == 0 &&
                                          reason() == SSL_R_BAD_VALUE);
    must("no try", FERRODTLS_CTX_set_heartbeat_tries(pair.client_ctx, 0) == 0 && reason() == SSL_R_BAD_VALUE);
    must("nor less", FERRODTLS_set_heartbeat_tries(pair.client, -1) == 0 && reason() == SSL_R_BAD_VALUE);
    must("off again", FERRODTLS_set_heartbeat(pair.client, 0) == 1);
    pair_free(&pair);
    must("NULL", FERRODTLS_CTX_set_heartbeat(NULL, 1) == 0 && FERRODTLS_set_heartbeat(NULL, 1) == 0 && FERRODTLS_get_heartbeat(NULL) == 0 &&
                     FERRODTLS_CTX_set_heartbeat_tries(NULL, 1) == 0 && FERRODTLS_set_heartbeat_tries(NULL, 1) == 0);
    return failures != 0;
}
