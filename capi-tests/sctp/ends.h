/*
 * The two ends of DTLS associations over the kernel's SCTP: what the scenarios share. All of it is OpenSSL's interface, so
 * that either end runs over any library that has it.
 */
#ifndef ENDS_H
#define ENDS_H

#include <stdint.h>
#include <sys/types.h>
#include <openssl/ssl.h>

#define LARGEST 16384   /* bytes of a message: RFC 6083, 3.1 */
#define STREAMS 64
#define PATIENCE 20000  /* milliseconds that an end waits for its peer */

/* Notifications that came, by kind. */
struct seen {
    int changes, shutdowns, dries;
};

struct end {
    SSL_CTX *ctx;
    SSL *ssl;
    int fd;
    int is_client;
    int crowded;
    int port;                        /* the server's, in host order */
    int finished_in, finished_out;   /* messages of that name */
    struct seen seen;
    int idle;                        /* milliseconds in which nothing came */
};

struct scenario {
    const char *name;
    void (*server)(struct end *end);
    void (*client)(struct end *end);
    /* The kernel's own buffers: at full rate it drops and sends again, so that streams overtake each other. */
    int crowded;
};

extern const struct scenario scenarios[];

/* Ends the program, with the reason, if `good` does not hold. */
void demand(struct end *end, int good, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Handshakes that are over on this end. */
int handshakes(const struct end *end);
/* A new association with a handshake, as the program's options say. */
void associate(struct end *end, SSL_SESSION *session);
/* The same without the handshake. */
void associate_plain(struct end *end, SSL_SESSION *session);
void shake_hands(struct end *end);
/* Both sides say close_notify; the client does so first. Then the association ends. */
void part(struct end *end);
void set_blocking(struct end *end, int blocking);
/* Waits for poll's events: those that came. */
short await(struct end *end, short events, const char *what);
/* Waits as SSL_get_error tells for a call's result; ends the program on an error that is not one of waiting. */
void wait_after(struct end *end, int result, const char *call);
/* How the next messages are sent, and how the last one came. */
void send_on(struct end *end, int stream, int unordered);
int stream_of_last(struct end *end, int *unordered);
/* A message of `length` bytes that depends on all three. */
void fill(unsigned char *data, int length, int stream, uint32_t number);
/* Whole messages, waiting for as long as it takes. 0: the peer has closed. */
void put_message(struct end *end, const void *data, int length);
int get_message(struct end *end, unsigned char data[LARGEST]);

/* What both sides send each other at once, as fast as they can. */
struct traffic {
    int streams;          /* messages go on streams 0 to streams - 1 */
    int unordered;
    unsigned messages;    /* at least that many each way */
    int renegotiations;   /* that many, of both sides together */
    int client_asks, server_asks;
    int abbreviated;
};

void exchange(struct end *end, const struct traffic *plan);

#endif
