/*
 * Calls in any order at both ends of a connection: data, heartbeats, the search for the path's MTU, renegotiations, timers,
 * closing, over a network that is perfect, or loses, doubles, reorders, blocks and refuses datagrams for a while. Nothing
 * hangs, no data is changed or comes twice, a perfect network loses none whatever somebody else writes to it, SSL_get_error fits the error queue, and when the
 * network is good again data passes in both directions, also after SSL_clear. Each seed is a history of its own; the first
 * and the last may be given.
 */
#include "pair.h"

#include <stdint.h>
#include <unistd.h>

#define SECOND 1000000
#define MESSAGES 1024
#define LONGEST 1400

enum { PERFECT, DISORDERS, BLOCKS, REFUSES };

/* What became of a message: it may have gone out with a call that failed. */
enum { UNSENT, SENT, ARRIVED, MAYBE };

struct end {
    SSL *ssl;
    SSL_CTX *ctx;
    struct link in;
    unsigned char fate[MESSAGES];
    int length[MESSAGES];
    int next;                    /* the number of its next message */
    int again;                   /* that one must be written again */
    int gave_up;                 /* the network was bad for too long */
    int arrived;                 /* messages of its that the other end has read */
};

static struct end ends[2];       /* client, server */
static uint64_t now;
static uint64_t chance;
static int seed;

/* The network: percentages, and longest datagrams (0: any). */
static int perfect;
static unsigned forges;
static unsigned loses, doubles, swaps, blocks, refuses;
static size_t passes, takes;

static unsigned below(unsigned limit)
{
    chance ^= chance << 13;
    chance ^= chance >> 7;
    chance ^= chance << 17;
    return (unsigned)(chance >> 11) % limit;
}

static int happens(unsigned percent)
{
    return !perfect && percent > 0 && below(100) < percent;
}

static void wrong(const char *what, long first, long second)
{
    printf("seed %d: %s (%ld, %ld)\n", seed, what, first, second);
    ERR_print_errors_fp(stdout);
    fflush(stdout);
    _exit(1);
}

static uint64_t clock_us(void *arg)
{
    (void)arg;
    return now;
}

/* Somebody writes what looks like a datagram of the other end's: a changed copy, or one of another type or epoch. */
static void forge(struct link *out, const char *data, int length)
{
    static unsigned char copy[65536];
    unsigned changes = 1 + below(3);

    memcpy(copy, data, (size_t)length);
    while (changes-- > 0)
        copy[below(3) == 0 ? 11 + below((unsigned)length - 11) : below(11)] ^= (unsigned char)(1 + below(255));
    if (below(2) == 0)
        copy[0] = (unsigned char)(20 + below(7));
    if (below(3) == 0)
        memset(copy + 3, 0, 8);
    link_put(out, copy, below(4) == 0 ? 1 + below((unsigned)length) : (size_t)length);
}

static int far_write(BIO *bio, const char *data, int length)
{
    struct link *out = &ends[BIO_get_data(bio) == &ends[0]].in;
    int copies = 1 + happens(doubles);

    BIO_clear_retry_flags(bio);
    errno = 0;
    if (happens(blocks)) {
        BIO_set_retry_write(bio);
        return -1;
    }
    if (happens(refuses) || (takes > 0 && (size_t)length > takes)) {
        errno = takes > 0 && (size_t)length > takes ? EMSGSIZE : ECONNREFUSED;
        return -1;
    }
    if (forges > 0 && below(100) < forges && length > 13)
        forge(out, data, length);
    if ((passes > 0 && (size_t)length > passes) || happens(loses))
        return length;
    while (copies-- > 0) {
        unsigned last, other;

        link_put(out, data, (size_t)length);
        if (out->count < 2 || !happens(swaps))
            continue;
        last = (out->first + out->count - 1) % LINK_DATAGRAMS;
        other = (out->first + below(out->count - 1)) % LINK_DATAGRAMS;
        {
            unsigned char *bytes = out->data[last];
            size_t size = out->length[last];

            out->data[last] = out->data[other];
            out->length[last] = out->length[other];
            out->data[other] = bytes;
            out->length[other] = size;
        }
    }
    return length;
}

static int far_read(BIO *bio, char *data, int size)
{
    struct link *in = &((struct end *)BIO_get_data(bio))->in;
    size_t length;

    BIO_clear_retry_flags(bio);
    errno = 0;
    if (in->count == 0) {
        BIO_set_retry_read(bio);
        return -1;
    }
    length = in->length[in->first] < (size_t)size ? in->length[in->first] : (size_t)size;
    memcpy(data, in->data[in->first], length);
    free(in->data[in->first]);
    in->first = (in->first + 1) % LINK_DATAGRAMS;
    in->count--;
    return (int)length;
}

static long far_ctrl(BIO *bio, int command, long number, void *pointer)
{
    (void)bio;
    (void)number;
    (void)pointer;
    switch (command) {
    case BIO_CTRL_FLUSH:
        return 1;
    case BIO_CTRL_DGRAM_QUERY_MTU:
        return takes > 0 ? (long)takes : 1472;
    case BIO_CTRL_DGRAM_MTU_EXCEEDED:
        return errno == EMSGSIZE;
    case BIO_CTRL_DGRAM_GET_MTU_OVERHEAD:
        return 28;
    case BIO_CTRL_DGRAM_GET_FALLBACK_MTU:
        return 548;
    default:
        return 0;
    }
}

static int far_create(BIO *bio)
{
    BIO_set_init(bio, 1);
    return 1;
}

static BIO *far_bio(struct end *end)
{
    static BIO_METHOD *method;
    BIO *bio;

    if (method == NULL) {
        method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "far");
        need(method != NULL, "BIO_meth_new");
        BIO_meth_set_write(method, far_write);
        BIO_meth_set_read(method, far_read);
        BIO_meth_set_ctrl(method, far_ctrl);
        BIO_meth_set_create(method, far_create);
    }
    bio = BIO_new(method);
    need(bio != NULL, "BIO_new");
    BIO_set_data(bio, end);
    return bio;
}

/* The result of a call that did not succeed, against the error queue and the network. */
static void check(struct end *end, int result)
{
    int kind = SSL_get_error(end->ssl, result);
    int queued = ERR_peek_error() != 0;
    unsigned long error;

    while ((error = ERR_get_error()) != 0) {
        if (ERR_GET_REASON(error) == ERR_R_INTERNAL_ERROR)
            wrong("internal error", kind, result);
        end->gave_up |= ERR_GET_REASON(error) == SSL_R_READ_TIMEOUT_EXPIRED;
    }
    if (end->gave_up)
        return;
    if ((kind == SSL_ERROR_SSL) != queued && kind != SSL_ERROR_ZERO_RETURN)
        wrong("SSL_get_error and the error queue", kind, queued);
    if (perfect && takes == 0 && (kind == SSL_ERROR_WANT_WRITE || kind == SSL_ERROR_SYSCALL))
        wrong("a network that takes everything", kind, result);
}

static void read_all(struct end *end)
{
    static unsigned char data[2 * LONGEST];
    struct end *from = &ends[end == &ends[0]];
    int length, i, number;

    while ((length = SSL_read(end->ssl, data, sizeof(data))) > 0) {
        memcpy(&number, data, sizeof(number));
        if (number < 0 || number >= from->next + from->again || length != from->length[number])
            wrong("not what was sent", number, length);
        if (from->fate[number] == ARRIVED || from->fate[number] == UNSENT)
            wrong("came twice, or was not sent", number, from->fate[number]);
        for (i = sizeof(number); i < length; i++)
            if (data[i] != (unsigned char)(number + i))
                wrong("changed", number, i);
        from->fate[number] = ARRIVED;
        from->arrived++;
    }
    check(end, length);
}

static void write_one(struct end *end)
{
    static unsigned char data[LONGEST];
    int number = end->next;
    int kind, result, i;

    if (number == MESSAGES)
        return;
    if (!end->again) {
        end->length[number] = 4 + (int)below(below(20) == 0 ? 1300 : 60);
        end->fate[number] = SENT;
    }
    memcpy(data, &number, sizeof(number));
    for (i = sizeof(number); i < end->length[number]; i++)
        data[i] = (unsigned char)(number + i);
    result = SSL_write(end->ssl, data, end->length[number]);
    kind = SSL_get_error(end->ssl, result);
    end->again = kind == SSL_ERROR_WANT_WRITE || kind == SSL_ERROR_WANT_READ;
    end->next += !end->again;
    if (result > 0) {
        if (result != end->length[number])
            wrong("a short write", result, end->length[number]);
        return;
    }
    check(end, result);
    if (end->fate[number] == SENT)
        end->fate[number] = end->again ? SENT : MAYBE;
}

static void shake_hands(void)
{
    int done = 0;
    int round, i;

    for (round = 0; round < 50 && done < 2; round++) {
        for (done = 0, i = 0; i < 2; i++) {
            int result = SSL_do_handshake(ends[i].ssl);

            done += result == 1;
            if (result != 1)
                check(&ends[i], result);
        }
    }
    if (done < 2)
        wrong("no handshake", done, round);
}

static void forget_messages(void)
{
    int i;

    for (i = 0; i < 2; i++) {
        link_clear(&ends[i].in);
        memset(ends[i].fate, UNSENT, sizeof(ends[i].fate));
        ends[i].next = ends[i].again = ends[i].arrived = ends[i].gave_up = 0;
    }
}

static void good_network(void)
{
    perfect = 1;
    forges = loses = doubles = swaps = blocks = refuses = 0;
    passes = takes = 0;
}

static void change_network(int kind)
{
    static const size_t sizes[] = {0, 0, 548, 700, 1000, 1300};

    if (kind == PERFECT)
        return;
    if (below(10) == 0) {
        perfect = 0;
        loses = kind == DISORDERS ? 0 : below(40);
        doubles = below(20);
        swaps = below(30);
        blocks = kind >= BLOCKS ? below(30) : 0;
        refuses = kind == REFUSES ? below(10) : 0;
    }
    if (below(10) == 0) {
        passes = sizes[below(6)];
        takes = kind == REFUSES ? sizes[below(6)] : 0;
    }
}

static void handle_timeout(struct end *end)
{
    int result = DTLSv1_handle_timeout(end->ssl);

    if (result < 0)
        check(end, result);
}

/* One call at one end; whether it closes. */
static int call(struct end *end, int renegotiates)
{
    struct timeval left;
    int result;

    switch (below(16)) {
    case 0: case 1: case 2: case 3:
        write_one(end);
        return 0;
    case 4: case 5: case 6: case 7:
        read_all(end);
        return 0;
    case 8:
        SSL_heartbeat(end->ssl);
        break;
    case 9:
        FERRODTLS_search_path_mtu(end->ssl, 0, 0, 1 + below(20));
        break;
    case 10:
        if (renegotiates)
            SSL_renegotiate(end->ssl);
        break;
    case 11:
        result = SSL_do_handshake(end->ssl);
        if (result != 1)
            check(end, result);
        return 0;
    case 12:
        now += below(below(3) == 0 ? 3 * SECOND : SECOND / 2);
        handle_timeout(end);
        return 0;
    case 13:
        if (DTLSv1_get_timeout(end->ssl, &left) == 1)
            now += (uint64_t)left.tv_sec * SECOND + (uint64_t)left.tv_usec;
        read_all(end);
        return 0;
    case 14:
        if (below(4) == 0)
            FERRODTLS_stop_path_mtu_search(end->ssl);
        return 0;
    default:
        if (below(30) > 0)
            return 0;
        result = SSL_shutdown(end->ssl);
        if (result < 0)
            check(end, result);
        return 1;
    }
    ERR_clear_error();
    return 0;
}

static void closes(int kind)
{
    int round, i;

    for (round = 0; round < 50; round++) {
        for (i = 0; i < 2; i++) {
            int result = SSL_shutdown(ends[i].ssl);

            if (result < 0)
                check(&ends[i], result);
            read_all(&ends[i]);
        }
        now += SECOND;
    }
    /* Nobody sends a close_notify again that got lost. */
    for (i = 0; i < 2 && kind == PERFECT; i++)
        if (SSL_get_shutdown(ends[i].ssl) != (SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN))
            wrong("does not close", i, SSL_get_shutdown(ends[i].ssl));
}

static void recovers(int kind)
{
    int round, i, number;

    for (round = 0; round < 200; round++) {
        for (i = 0; i < 2; i++) {
            read_all(&ends[i]);
            handle_timeout(&ends[i]);
        }
        now += 7 * SECOND / 10;
        if (round > 5 && !SSL_in_init(ends[0].ssl) && !SSL_in_init(ends[1].ssl) && ends[0].in.count + ends[1].in.count == 0)
            break;
    }
    if (round == 200)
        wrong("does not come to rest", SSL_in_init(ends[0].ssl), SSL_in_init(ends[1].ssl));
    for (i = 0; i < 2; i++) {
        int before = ends[i].arrived;

        /* The first may be the end of one that went out long ago. */
        for (round = 0; round < 10 && ends[i].arrived == before; round++) {
            write_one(&ends[i]);
            read_all(&ends[!i]);
            read_all(&ends[i]);
        }
        if (ends[i].arrived == before)
            wrong("no data passes any more", i, kind);
        for (number = 0; number < ends[i].next && kind == PERFECT; number++)
            if (ends[i].fate[number] == SENT)
                wrong("lost by a perfect network", i, number);
    }
}

static void clears(void)
{
    int i;

    for (i = 0; i < 2; i++)
        if (SSL_clear(ends[i].ssl) != 1)
            wrong("SSL_clear", i, 0);
    forget_messages();
    shake_hands();
    write_one(&ends[0]);
    read_all(&ends[1]);
    if (ends[0].arrived != 1)
        wrong("no data passes after SSL_clear", ends[0].arrived, 0);
}

static void make_end(int server)
{
    static const char *const suites[] = {"ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA256",
                                         "ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-ECDSA-AES128-CCM"};
    struct end *end = &ends[server];
    BIO *bio = far_bio(end);

    end->ctx = server ? pair_context(1, "server-ec", NULL) : pair_context(0, NULL, "root.crt");
    need(SSL_CTX_set_cipher_list(end->ctx, suites[seed % 4]) == 1, suites[seed % 4]);
    FERRODTLS_CTX_set_heartbeat(end->ctx, SSL_TLSEXT_HB_ENABLED);
    FERRODTLS_CTX_set_heartbeat_tries(end->ctx, 1 + (int)below(4));
    FERRODTLS_CTX_set_clock(end->ctx, clock_us, NULL);
    SSL_CTX_set_options(end->ctx, SSL_OP_ALLOW_CLIENT_RENEGOTIATION);
    if (below(3) == 0)
        SSL_CTX_clear_mode(end->ctx, SSL_MODE_AUTO_RETRY);
    end->ssl = SSL_new(end->ctx);
    need(end->ssl != NULL, "SSL_new");
    SSL_set_bio(end->ssl, bio, bio);
    if (server)
        SSL_set_accept_state(end->ssl);
    else
        SSL_set_connect_state(end->ssl);
}

/* Whether the connection lived to the end. */
static int history(void)
{
    int kind, renegotiates, calls, i;
    int closed = 0;

    alarm(30);
    now = SECOND;
    chance = 88172645463325252ULL ^ ((uint64_t)seed * 0x9E3779B97F4A7C15ULL);
    good_network();
    for (i = 0; i < 2; i++)
        make_end(i);
    forget_messages();
    shake_hands();
    kind = (int)below(4);
    renegotiates = (int)below(2);
    forges = below(3) == 0 ? below(60) : 0;
    for (calls = 20 + (int)below(200); calls > 0; calls--) {
        change_network(kind);
        closed |= call(&ends[below(2)], renegotiates);
    }
    good_network();
    if (closed)
        closes(kind);
    else if (!ends[0].gave_up && !ends[1].gave_up)
        recovers(kind);
    if (below(2) == 0)
        clears();
    for (i = 0; i < 2; i++) {
        SSL_free(ends[i].ssl);
        SSL_CTX_free(ends[i].ctx);
        link_clear(&ends[i].in);
    }
    return !closed;
}

int main(int argc, char **argv)
{
    int first = argc > 1 ? atoi(argv[1]) : 1;
    int last = argc > 2 ? atoi(argv[2]) : 200;
    int lived = 0;

    for (seed = first; seed <= last; seed++)
        lived += history();
    show("histories", "%d, of which closed %d", last - first + 1, last - first + 1 - lived);
    return 0;
}
