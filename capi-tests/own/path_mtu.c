/*
 * How long datagrams may be: the search that FERRODTLS_search_path_mtu begins, driven by DTLSv1_get_timeout and
 * DTLSv1_handle_timeout, and what becomes of datagrams that the system refuses as too long. The clock is the program's.
 */
#include "pair.h"

#include <errno.h>

#define SECOND 1000000

static int failures;
static uint64_t now = 1000000;

/* What the callback was told, by its number, and the size told last. */
static unsigned told[32];
static size_t told_size;

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

static void tell(SSL *ssl, int what, size_t size, void *arg)
{
    if (arg != (void *)told || ssl == NULL || what <= FERRODTLS_PATH_MTU_NONE || what >= 32)
        must("the arguments of the callback", 0);
    else
        told[what]++;
    told_size = size;
}

static int reason(void)
{
    unsigned long error = ERR_get_error();

    if (ERR_peek_error() != 0)
        return -1;
    return ERR_GET_LIB(error) == ERR_LIB_SSL ? ERR_GET_REASON(error) : -2;
}

static void connect_pair(struct pair *pair, int heartbeats)
{
    memset(pair, 0, sizeof *pair);
    pair_join(pair, pair_context(0, NULL, "root.crt"), pair_context(1, "server-ec", NULL));
    FERRODTLS_CTX_set_heartbeat(pair->client_ctx, heartbeats);
    FERRODTLS_CTX_set_heartbeat(pair->server_ctx, heartbeats);
    FERRODTLS_CTX_set_clock(pair->client_ctx, clock_us, NULL);
    FERRODTLS_CTX_set_clock(pair->server_ctx, clock_us, NULL);
    pair_again(pair);
}

/* Reads when there is nothing to read. */
static int reads_nothing(SSL *ssl)
{
    char data[16];
    int got = SSL_read(ssl, data, sizeof data);

    return got == -1 && SSL_get_error(ssl, got) == SSL_ERROR_WANT_READ && ERR_peek_error() == 0;
}

static int timer_runs(SSL *ssl)
{
    struct timeval left;

    return DTLSv1_get_timeout(ssl, &left) == 1;
}

static int carries(struct pair *pair, size_t length)
{
    static char out[20000], in[20000];

    return SSL_write(pair->client, out, (int)length) == (int)length && SSL_read(pair->server, in, sizeof in) == (int)length;
}

/* Lets the client's search go on until it is complete and `mtu` holds, with a little data every second of the clock if
 * `data` is set: the seconds that took; -1: never, or an error. */
static long drive(struct pair *pair, long mtu, int data)
{
    uint64_t began = now;
    uint64_t spoke = now;

    while (now - began < (uint64_t)300 * SECOND) {
        struct timeval left;
        uint64_t wait = SECOND;

        do {
            if (!reads_nothing(pair->server) || !reads_nothing(pair->client))
                return -1;
        } while (pair->up.count > 0 || pair->down.count > 0);
        if (FERRODTLS_get_path_mtu_phase(pair->client) == FERRODTLS_PATH_MTU_COMPLETE && pair->up.mtu == mtu)
            return (long)((now - began) / SECOND);
        if (data && now - spoke >= SECOND) {
            spoke = now;
            if (!carries(pair, 1))
                return -1;
        }
        if (DTLSv1_get_timeout(pair->client, &left) == 1 && (uint64_t)left.tv_sec * SECOND + (uint64_t)left.tv_usec < wait)
            wait = (uint64_t)left.tv_sec * SECOND + (uint64_t)left.tv_usec;
        now += wait;
        if (DTLSv1_handle_timeout(pair->client) < 0)
            return -1;
    }
    return -1;
}

static void who_cannot(void)
{
    struct pair pair;

    connect_pair(&pair, SSL_TLSEXT_HB_ENABLED);
    must("before the handshake", FERRODTLS_search_path_mtu(pair.client, 0, 0, 0) == 0 && reason() == SSL_R_UNINITIALIZED);
    must("nothing is searched", FERRODTLS_get_path_mtu_phase(pair.client) == FERRODTLS_PATH_MTU_NONE);
    must("handshake", pair_handshake(&pair));
    must("sizes in the wrong order", FERRODTLS_search_path_mtu(pair.client, 1400, 1300, 0) == 0 && reason() == SSL_R_BAD_VALUE);
    must("too short for a heartbeat", FERRODTLS_search_path_mtu(pair.client, 50, 1300, 0) == 0 && reason() == SSL_R_BAD_VALUE);
    must("data goes on", carries(&pair, 1000));
    pair_free(&pair);

    connect_pair(&pair, 0);
    must("handshake", pair_handshake(&pair));
    must("without heartbeats",
         FERRODTLS_search_path_mtu(pair.client, 0, 0, 0) == 0 && reason() == SSL_R_TLS_HEARTBEAT_PEER_DOESNT_ACCEPT);
    pair_free(&pair);

    must("NULL", FERRODTLS_search_path_mtu(NULL, 0, 0, 0) == 0 && FERRODTLS_get_path_mtu_phase(NULL) == FERRODTLS_PATH_MTU_NONE);
    FERRODTLS_stop_path_mtu_search(NULL);
    FERRODTLS_set_path_mtu_cb(NULL, tell, NULL);
    ERR_clear_error();
}

static void a_search(void)
{
    struct pair pair;
    long seconds;
    size_t data;

    connect_pair(&pair, SSL_TLSEXT_HB_ENABLED);
    pair.up.passes = 1300;
    pair.down.passes = 600;
    SSL_set_options(pair.server, SSL_OP_NO_QUERY_MTU);
    SSL_set_mtu(pair.server, 600);
    must("handshake", pair_handshake(&pair));
    FERRODTLS_set_path_mtu_cb(pair.client, tell, told);
    must("begun", FERRODTLS_search_path_mtu(pair.client, 548, 1472, 5) == 1);
    must("the base is confirmed", FERRODTLS_get_path_mtu_phase(pair.client) == FERRODTLS_PATH_MTU_BASE);
    /* The answers are short: the other direction takes 600 bytes only. */
    seconds = drive(&pair, 1300, 0);
    must("found in time", seconds >= 0 && seconds <= 15);
    must("no timer runs while no data is sent", !timer_runs(pair.client));
    must("the callback was told", told[FERRODTLS_PATH_MTU_BASE] == 1 && told[FERRODTLS_PATH_MTU_SEARCHING] == 1 &&
                                      told[FERRODTLS_PATH_MTU_COMPLETE] == 1 && told[FERRODTLS_PATH_MTU_ERROR] == 0 &&
                                      told[FERRODTLS_PATH_MTU_ANSWERED] >= 3 && told[FERRODTLS_PATH_MTU_LOST] >= 3 && told_size == 1300);
    must("the BIO was told", pair.up.mtu == 1300);
    data = DTLS_get_data_mtu(pair.client);
    must("data of that size passes, and a byte more does not", carries(&pair, data) && !carries(&pair, data + 1));
    must("nothing is queued", ERR_peek_error() == 0);

    pair.up.passes = 900;
    seconds = drive(&pair, 900, 1);
    must("lowered: found in time", seconds >= 0 && seconds <= 30);
    pair.up.passes = 1300;
    must("SSL_heartbeat beside it",
         SSL_heartbeat(pair.client) == 1 && reads_nothing(pair.server) && reads_nothing(pair.client) && !SSL_get_tlsext_heartbeat_pending(pair.client));

    FERRODTLS_stop_path_mtu_search(pair.client);
    must("stopped", FERRODTLS_get_path_mtu_phase(pair.client) == FERRODTLS_PATH_MTU_NONE && carries(&pair, 1) &&
                        !timer_runs(pair.client));
    pair_free(&pair);
}

/* A program's heartbeat waits for the end of a probe that is in flight. */
static void a_heartbeat_behind_a_probe(void)
{
    struct pair pair;

    connect_pair(&pair, SSL_TLSEXT_HB_ENABLED);
    must("handshake", pair_handshake(&pair));
    pair.up.passes = 1000;
    must("begun", FERRODTLS_search_path_mtu(pair.client, 548, 1472, 0) == 1);
    must("asked", SSL_heartbeat(pair.client) == 1 && SSL_get_tlsext_heartbeat_pending(pair.client) == 1);
    must("not yet", reads_nothing(pair.server) && reads_nothing(pair.client) && SSL_get_tlsext_heartbeat_pending(pair.client) == 1);
    now += SECOND;
    must("the probe is lost", DTLSv1_handle_timeout(pair.client) == 1);
    must("answered", reads_nothing(pair.server) && reads_nothing(pair.client) && SSL_get_tlsext_heartbeat_pending(pair.client) == 0);
    must("and the search goes on", drive(&pair, 1000, 0) >= 0);
    pair_free(&pair);
}

static void what_the_system_refuses(void)
{
    static char data[2000];
    struct pair pair;
    uint64_t began = now;
    int result;

    /* The kernel learns of the narrow path when the server has looked already. */
    connect_pair(&pair, SSL_TLSEXT_HB_ENABLED);
    pair.up.mtu = pair.down.mtu = 1472;
    must("the server waits", SSL_accept(pair.server) == -1);
    pair.down.takes = pair.down.mtu = 600;
    must("a handshake is cut anew at once", pair_handshake(&pair) && now == began && pair.down.largest <= 600);

    pair.up.takes = pair.up.mtu = 700;
    errno = 0;
    result = SSL_write(pair.client, data, 1000);
    must("data is refused", result == -1 && SSL_get_error(pair.client, result) == SSL_ERROR_SYSCALL && errno == EMSGSIZE);
    must("no error is queued", ERR_peek_error() == 0);
    must("less passes", carries(&pair, DTLS_get_data_mtu(pair.client)) && DTLS_get_data_mtu(pair.client) > 600);

    /* Probes above it are not sent: the search takes no time. */
    must("begun", FERRODTLS_search_path_mtu(pair.client, 548, 1472, 0) == 1);
    must("found at once", drive(&pair, 700, 0) == 0);
    pair_free(&pair);
}

int main(void)
{
    SSL_library_init();
    who_cannot();
    a_search();
    a_heartbeat_behind_a_probe();
    what_the_system_refuses();
    return failures != 0;
}
