/* Both ends send numbered messages on many streams as fast as they can, and renegotiate meanwhile. Not one may be lost. */
#define _GNU_SOURCE
#include "ends.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <openssl/err.h>

#define HEADER 8           /* kind, stream, two bytes free, number */
#define BETWEEN 30         /* messages each way between two renegotiations */
#define MOST 65536         /* messages of a stream */
#define READS 32           /* in a row, before something is written */

enum kind { DATA = 'd', LAST = 'l' };

struct stream {
    uint32_t sent;
    uint32_t received;
    uint32_t announced;       /* by LAST, how many there are; all ones: not yet */
    unsigned char *came;      /* a bit for each, where order is free */
    int said_last;
};

struct run {
    struct end *end;
    const struct traffic *plan;
    struct stream streams[STREAMS];
    unsigned char message[LARGEST];
    int pending;              /* bytes of `message` that wait to be written */
    unsigned sent, received, sent_since, received_since;
    unsigned long bytes;
    int handshakes;           /* when `since` began */
    int asked, may_write;
    unsigned random;
};

static unsigned draw(struct run *run, unsigned limit)
{
    run->random = run->random * 1103515245u + 12345u;
    return (run->random >> 8) % limit;
}

static int draw_length(struct run *run)
{
    switch (draw(run, 8)) {
    case 0:
        return HEADER + (int)draw(run, LARGEST - HEADER + 1);
    case 1:
    case 2:
        return HEADER + (int)draw(run, 2000);
    default:
        return HEADER + (int)draw(run, 200);
    }
}

static void compose(struct run *run, enum kind kind, int stream, uint32_t number, int length)
{
    unsigned char *data = run->message;

    fill(data, length, stream, number);
    data[0] = (unsigned char)kind;
    data[1] = (unsigned char)stream;
    data[4] = (unsigned char)(number >> 24);
    data[5] = (unsigned char)(number >> 16);
    data[6] = (unsigned char)(number >> 8);
    data[7] = (unsigned char)number;
    run->pending = length;
    send_on(run->end, stream, run->plan->unordered);
}

static int busy_with_handshake(const struct run *run)
{
    return SSL_in_init(run->end->ssl) || SSL_renegotiate_pending(run->end->ssl);
}

static int enough(const struct run *run)
{
    return run->sent >= run->plan->messages && run->handshakes > run->plan->renegotiations;
}

/* Chooses the next message; 0: there is none. */
static int next_message(struct run *run)
{
    int i;

    if (!enough(run)) {
        int stream = (int)draw(run, (unsigned)run->plan->streams);

        demand(run->end, run->streams[stream].sent < MOST, "too many messages");
        compose(run, DATA, stream, run->streams[stream].sent++, draw_length(run));
        return 1;
    }
    for (i = 0; i < run->plan->streams; i++)
        if (!run->streams[i].said_last) {
            run->streams[i].said_last = 1;
            compose(run, LAST, i, run->streams[i].sent, HEADER);
            return 1;
        }
    return 0;
}

/* 1: a message went out. */
static int write_one(struct run *run)
{
    int result;

    if (busy_with_handshake(run) || (run->pending == 0 && !next_message(run)))
        return 0;
    result = SSL_write(run->end->ssl, run->message, run->pending);
    if (result <= 0) {
        int error = SSL_get_error(run->end->ssl, result);

        demand(run->end, error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE, "SSL_write: error %d", error);
        run->may_write = error == SSL_ERROR_WANT_READ;
        return 0;
    }
    demand(run->end, result == run->pending, "SSL_write took %d bytes of %d", result, run->pending);
    run->bytes += (unsigned long)result;
    run->pending = 0;
    run->sent++;
    run->sent_since++;
    return 1;
}

static void check_number(struct run *run, struct stream *stream, int sid, uint32_t number)
{
    unsigned char bit = (unsigned char)(1u << (number & 7));

    if (!run->plan->unordered) {
        demand(run->end, number == stream->received, "message %u of stream %d came instead of %u", number, sid,
               stream->received);
        return;
    }
    demand(run->end, number < MOST, "message %u of stream %d", number, sid);
    demand(run->end, (stream->came[number / 8] & bit) == 0, "message %u of stream %d came twice", number, sid);
    stream->came[number / 8] |= bit;
}

static void take(struct run *run, const unsigned char *data, int length)
{
    static unsigned char expected[LARGEST];
    uint32_t number = (uint32_t)data[4] << 24 | (uint32_t)data[5] << 16 | (uint32_t)data[6] << 8 | data[7];
    int unordered, sid = stream_of_last(run->end, &unordered);
    struct stream *stream = &run->streams[data[1]];

    demand(run->end, length >= HEADER && sid < run->plan->streams, "a message of %d bytes on stream %d", length, sid);
    demand(run->end, sid == data[1], "a message of stream %d is said to be of stream %d", data[1], sid);
    demand(run->end, unordered == run->plan->unordered, "order of a message of stream %d", sid);
    if (data[0] == LAST) {
        demand(run->end, stream->announced == UINT32_MAX, "stream %d ends twice", sid);
        demand(run->end, unordered || number == stream->received, "stream %d had %u messages, %u came", sid, number,
               stream->received);
        stream->announced = number;
        return;
    }
    fill(expected, length, sid, number);
    demand(run->end, data[0] == DATA && memcmp(data + HEADER, expected + HEADER, (size_t)(length - HEADER)) == 0,
           "message %u of stream %d, %d bytes, differs", number, sid, length);
    check_number(run, stream, sid, number);
    stream->received++;
    run->received++;
    run->received_since++;
}

/* 1: a message came. */
static int read_one(struct run *run)
{
    static unsigned char data[LARGEST];
    int result = SSL_read(run->end->ssl, data, sizeof data);

    if (result > 0) {
        take(run, data, result);
        return 1;
    }
    result = SSL_get_error(run->end->ssl, result);
    demand(run->end, result == SSL_ERROR_WANT_READ || result == SSL_ERROR_WANT_WRITE, "SSL_read: error %d", result);
    if (result == SSL_ERROR_WANT_WRITE)
        run->may_write = 0;
    return 0;
}

static int all_came(const struct run *run)
{
    int i;

    for (i = 0; i < run->plan->streams; i++)
        if (run->streams[i].announced != run->streams[i].received)
            return 0;
    return 1;
}

static int all_sent(const struct run *run)
{
    return run->pending == 0 && run->streams[run->plan->streams - 1].said_last;
}

/* Begins a renegotiation when it is this end's turn. */
static void maybe_renegotiate(struct run *run)
{
    const struct traffic *plan = run->plan;
    int over = handshakes(run->end), turn;

    if (busy_with_handshake(run))
        return;
    if (over != run->handshakes) {
        run->handshakes = over;
        run->sent_since = run->received_since = 0;
        run->asked = 0;
    }
    turn = plan->client_asks && plan->server_asks ? over % 2 == run->end->is_client : run->end->is_client == plan->client_asks;
    if (!turn || run->asked || over > plan->renegotiations || run->pending != 0 || run->sent_since < BETWEEN
        || run->received_since < BETWEEN)
        return;
    run->asked = 1;
    demand(run->end, (plan->abbreviated ? SSL_renegotiate_abbreviated : SSL_renegotiate)(run->end->ssl) == 1, "SSL_renegotiate");
    read_one(run);
}

static void wait_for_something(struct run *run)
{
    if (await(run->end, run->may_write ? POLLIN : POLLIN | POLLOUT, "traffic") & POLLOUT)
        run->may_write = 1;
}

void exchange(struct end *end, const struct traffic *plan)
{
    struct run *run = calloc(1, sizeof *run);
    time_t began = time(NULL);
    int i;

    demand(end, run != NULL, "memory");
    run->end = end;
    run->plan = plan;
    run->may_write = 1;
    run->random = (unsigned)end->is_client + 7;
    run->handshakes = handshakes(end);
    for (i = 0; i < plan->streams; i++) {
        run->streams[i].announced = UINT32_MAX;
        if (plan->unordered)
            demand(end, (run->streams[i].came = calloc(1, MOST / 8)) != NULL, "memory");
    }
    set_blocking(end, 0);
    while (!all_sent(run) || !all_came(run)) {
        int count = 0, moved = 0;

        while (count < READS && !all_came(run) && read_one(run))
            moved = ++count;
        maybe_renegotiate(run);
        while (count-- >= 0 && run->may_write && write_one(run))
            moved = 1;
        if (!moved)
            wait_for_something(run);
    }
    printf("%s: sent %u messages (%lu bytes), received %u, %d renegotiations, %ld s\n", end->is_client ? "client" : "server",
           run->sent, run->bytes, run->received, handshakes(end) - 1, (long)(time(NULL) - began));
    for (i = 0; i < plan->streams; i++)
        free(run->streams[i].came);
    free(run);
}
