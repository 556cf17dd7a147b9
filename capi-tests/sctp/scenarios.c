/* What happens between the two ends. The server mostly echoes; what is checked is said at each scenario. */
#define _GNU_SOURCE
#include "ends.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <linux/sctp.h>

#include <openssl/bio.h>

static unsigned char sent[LARGEST], came[LARGEST];

/* ---- sizes: every size up to 300 bytes, around each power of two, and samples up to the largest ---- */

static void echo_all(struct end *end)
{
    int length, unordered;

    while ((length = get_message(end, came)) > 0) {
        send_on(end, stream_of_last(end, &unordered), 0);
        put_message(end, came, length);
    }
}

static void echo(struct end *end, int length, int stream)
{
    int got, unordered, same;

    fill(sent, length, stream, (uint32_t)length);
    send_on(end, stream, 0);
    put_message(end, sent, length);
    got = get_message(end, came);
    demand(end, got == length && memcmp(sent, came, (size_t)length) == 0, "the echo of %d bytes has %d", length, got);
    same = stream_of_last(end, &unordered) == stream;
    demand(end, same && !unordered, "the echo came on another stream");
}

static void serve_echo(struct end *end)
{
    associate(end, NULL);
    echo_all(end);
    part(end);
}

static void echo_sizes(struct end *end, int step)
{
    int length, power;

    for (length = 1; length <= 300; length += length < 40 ? 1 : step)
        echo(end, length, length % STREAMS);
    for (power = 512; power <= LARGEST; power *= 2)
        for (length = power - 1; length <= power + 1 && length <= LARGEST; length++)
            echo(end, length, length % STREAMS);
    for (length = 1000; length <= LARGEST; length += 97 * step)
        echo(end, length, length % STREAMS);
    echo(end, LARGEST, 0);
}

static void use_sizes(struct end *end)
{
    associate(end, NULL);
    demand(end, end->seen.changes > 0, "not told that the association is up");
    echo_sizes(end, 3);
    demand(end, SSL_write(end->ssl, sent, LARGEST + 1) <= 0, "a message above the largest was taken");
    part(end);
}

/* ---- blocking and non-blocking handshakes, with a server that must wait for its client and the other way round ---- */

static void serve_without_blocking(struct end *end)
{
    associate_plain(end, NULL);
    set_blocking(end, 0);
    shake_hands(end);
    echo_all(end);
    part(end);
}

static void use_without_blocking(struct end *end)
{
    associate_plain(end, NULL);
    set_blocking(end, 0);
    usleep(200000);
    shake_hands(end);
    echo_sizes(end, 29);
    part(end);
}

/* ---- traffic both ways at full rate ---- */

static void run_traffic(struct end *end, const struct traffic *plan)
{
    associate(end, NULL);
    exchange(end, plan);
    part(end);
}

static void many_streams(struct end *end)
{
    static const struct traffic plan = {.streams = STREAMS, .messages = 3000};

    run_traffic(end, &plan);
}

static void unordered(struct end *end)
{
    static const struct traffic plan = {.streams = 8, .messages = 1500, .unordered = 1};

    run_traffic(end, &plan);
}

static void renegotiate_client(struct end *end)
{
    static const struct traffic plan = {.streams = STREAMS, .messages = 1000, .renegotiations = 20, .client_asks = 1};

    run_traffic(end, &plan);
}

static void renegotiate_server(struct end *end)
{
    static const struct traffic plan = {.streams = STREAMS, .messages = 1000, .renegotiations = 20, .server_asks = 1};

    run_traffic(end, &plan);
}

static void renegotiate_both(struct end *end)
{
    static const struct traffic plan = {
        .streams = STREAMS, .messages = 1000, .renegotiations = 20, .client_asks = 1, .server_asks = 1};

    run_traffic(end, &plan);
}

static void renegotiate_abbreviated(struct end *end)
{
    static const struct traffic plan = {
        .streams = STREAMS, .messages = 1000, .renegotiations = 20, .client_asks = 1, .abbreviated = 1};

    run_traffic(end, &plan);
}

/* ---- renegotiations between two ends that block: one speaks at a time ---- */

static void serve_blocking_renegotiation(struct end *end)
{
    int length, round, unordered;

    associate(end, NULL);
    for (round = 1; (length = get_message(end, came)) > 0; round++) {
        if (round % 2 == 0) {
            demand(end, SSL_renegotiate(end->ssl) == 1 && SSL_do_handshake(end->ssl) == 1, "HelloRequest");
        }
        send_on(end, stream_of_last(end, &unordered), 0);
        put_message(end, came, length);
    }
    part(end);
}

static void use_blocking_renegotiation(struct end *end)
{
    int round;

    associate(end, NULL);
    for (round = 1; round <= 20; round++) {
        if (round % 2 == 1)
            demand(end, SSL_renegotiate(end->ssl) == 1 && SSL_do_handshake(end->ssl) == 1, "renegotiation %d", round);
        echo(end, 100 * round, round);
        /* The echo may overtake the handshake that the server asked for. */
        if (SSL_in_init(end->ssl))
            shake_hands(end);
        demand(end, handshakes(end) == 1 + round, "round %d", round);
    }
    part(end);
}

/* ---- resumption ---- */

static void serve_three(struct end *end)
{
    int round;

    for (round = 0; round < 3; round++) {
        associate(end, NULL);
        demand(end, SSL_session_reused(end->ssl) == (round > 0), "association %d resumes wrongly", round);
        echo_all(end);
        part(end);
    }
}

static void serve_three_by_id(struct end *end)
{
    SSL_CTX_set_options(end->ctx, SSL_OP_NO_TICKET);
    serve_three(end);
}

static void resume_three(struct end *end)
{
    SSL_SESSION *session = NULL;
    int round;

    for (round = 0; round < 3; round++) {
        associate(end, session);
        demand(end, SSL_session_reused(end->ssl) == (round > 0), "association %d resumes wrongly", round);
        echo(end, 1000, 3);
        echo(end, LARGEST, 4);
        SSL_SESSION_free(session);
        session = SSL_get1_session(end->ssl);
        part(end);
    }
    SSL_SESSION_free(session);
}

static void resume_three_by_id(struct end *end)
{
    SSL_CTX_set_options(end->ctx, SSL_OP_NO_TICKET);
    resume_three(end);
}

/* ---- keys for chunks as old versions made them: the exporter's label had a zero behind it ---- */

static void serve_old_label(struct end *end)
{
    SSL_CTX_set_mode(end->ctx, SSL_MODE_DTLS_SCTP_LABEL_LENGTH_BUG);
    serve_echo(end);
}

static void use_old_label(struct end *end)
{
    SSL_CTX_set_mode(end->ctx, SSL_MODE_DTLS_SCTP_LABEL_LENGTH_BUG);
    associate(end, NULL);
    echo(end, 1000, 3);
    part(end);
}

/* ---- timed reliability (RFC 3758): what is not sent in time is given up, and nothing else ---- */

#define IN_TIME 50            /* milliseconds */
#define TIMED_LENGTH 4000
#define TIMED_MOST 400

static void set_lifetime(struct end *end, unsigned milliseconds)
{
    struct bio_dgram_sctp_prinfo policy;

    memset(&policy, 0, sizeof policy);
    policy.pr_policy = milliseconds > 0 ? SCTP_PR_SCTP_TTL : SCTP_PR_SCTP_NONE;
    policy.pr_value = milliseconds;
    BIO_ctrl(SSL_get_wbio(end->ssl), BIO_CTRL_DGRAM_SCTP_SET_PRINFO, sizeof policy, &policy);
}

/* The server does not read for a while. */
static void serve_timed(struct end *end)
{
    uint32_t number, last = 0, count = 0;
    int length, unordered;

    associate(end, NULL);
    sleep(1);
    while ((length = get_message(end, came)) == TIMED_LENGTH) {
        memcpy(&number, came, sizeof number);
        demand(end, stream_of_last(end, &unordered) == 1 && number > last, "message %u came after %u", number, last);
        fill(sent, TIMED_LENGTH, 1, number);
        demand(end, memcmp(sent + 4, came + 4, TIMED_LENGTH - 4) == 0, "message %u differs", number);
        last = number;
        count++;
    }
    demand(end, length == 8, "a last message of %d bytes", length);
    memcpy(&number, came, sizeof number);
    printf("server: %u of %u messages came\n", count, number);
    demand(end, count > 0 && count < number, "of %u messages %u came", number, count);
    put_message(end, came, length);
    part(end);
}

/* Writes until the association takes no more, and on as it takes more, until the server answers the last message. */
static void use_timed(struct end *end)
{
    uint32_t number;

    associate(end, NULL);
    set_blocking(end, 0);
    set_lifetime(end, IN_TIME);
    send_on(end, 1, 0);
    for (number = 1; number <= TIMED_MOST; number++) {
        fill(sent, TIMED_LENGTH, 1, number);
        memcpy(sent, &number, sizeof number);
        put_message(end, sent, TIMED_LENGTH);
    }
    set_lifetime(end, 0);
    number--;
    memset(sent, 0, 8);
    memcpy(sent, &number, sizeof number);
    put_message(end, sent, 8);
    demand(end, get_message(end, came) == 8, "no answer");
    part(end);
}

/* ---- close_notify right behind messages on many streams: all of them come before it ---- */

static void serve_close(struct end *end)
{
    uint32_t next[STREAMS] = {0};
    int length, unordered, total = 0;

    associate(end, NULL);
    usleep(300000);
    while ((length = get_message(end, came)) > 0) {
        int stream = stream_of_last(end, &unordered);

        fill(sent, length, stream, next[stream]++);
        demand(end, memcmp(sent, came, (size_t)length) == 0, "message %u of stream %d differs", next[stream] - 1, stream);
        total++;
    }
    demand(end, total == 5 * STREAMS, "%d messages came before close_notify", total);
    part(end);
}

static void use_close(struct end *end)
{
    int number, stream;

    associate(end, NULL);
    for (number = 0; number < 5; number++)
        for (stream = 0; stream < STREAMS; stream++) {
            fill(sent, 300, stream, (uint32_t)number);
            send_on(end, stream, 0);
            put_message(end, sent, 300);
        }
    part(end);
}

/* ---- forged: the client says "ready" and waits for a line; somebody else meanwhile injects chunks ---- */

static void serve_forged(struct end *end)
{
    uint32_t next = 0;
    int length, unordered;

    associate(end, NULL);
    for (; (length = get_message(end, came)) > 0; next++) {
        int stream = stream_of_last(end, &unordered);

        fill(sent, 100, 5, next);
        demand(end, length == 100 && stream == 5 && memcmp(sent, came, 100) == 0,
               "instead of message %u came %d bytes on stream %d", next, length, stream);
        put_message(end, came, length);
    }
    demand(end, next == 10, "%u messages came", next);
    part(end);
}

static void use_forged(struct end *end)
{
    char line[100];
    int number;

    associate(end, NULL);
    for (number = 0; number < 10; number++) {
        fill(sent, 100, 5, (uint32_t)number);
        send_on(end, 5, 0);
        put_message(end, sent, 100);
        demand(end, get_message(end, came) == 100, "no answer to message %d", number);
        if (number == 4) {
            printf("ready\n");
            fflush(stdout);
            demand(end, fgets(line, sizeof line, stdin) != NULL, "nobody says that it goes on");
        }
    }
    part(end);
}

const struct scenario scenarios[] = {
    {"sizes", serve_echo, use_sizes, 0},
    {"without-blocking", serve_without_blocking, use_without_blocking, 0},
    {"many-streams", many_streams, many_streams, 0},
    {"unordered", unordered, unordered, 0},
    {"timed", serve_timed, use_timed, 1},
    {"close", serve_close, use_close, 0},
    {"old-label", serve_old_label, use_old_label, 0},
    {"resume-by-id", serve_three_by_id, resume_three_by_id, 0},
    {"resume-by-ticket", serve_three, resume_three, 0},
    {"renegotiate-blocking", serve_blocking_renegotiation, use_blocking_renegotiation, 0},
    {"renegotiate-client", renegotiate_client, renegotiate_client, 0},
    {"renegotiate-server", renegotiate_server, renegotiate_server, 0},
    {"renegotiate-both", renegotiate_both, renegotiate_both, 0},
    {"renegotiate-abbreviated", renegotiate_abbreviated, renegotiate_abbreviated, 0},
    {"crowded-streams", many_streams, many_streams, 1},
    {"crowded-client", renegotiate_client, renegotiate_client, 1},
    {"crowded-server", renegotiate_server, renegotiate_server, 1},
    {"crowded-both", renegotiate_both, renegotiate_both, 1},
    {"crowded-abbreviated", renegotiate_abbreviated, renegotiate_abbreviated, 1},
    {"forged", serve_forged, use_forged, 0},
    {NULL, NULL, NULL, 0},
};
