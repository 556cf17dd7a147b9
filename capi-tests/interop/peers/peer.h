/*
 * One end of a DTLS association for the interoperability table: a client or a
 * server whose standard input takes commands and whose standard output tells,
 * a line each, what was negotiated and what came in. Each library has one
 * file that implements the functions below; peer.c has all the rest.
 */
#ifndef PEER_H
#define PEER_H

#include <stddef.h>

#define MAX_MESSAGE 16384

struct options {
    int server;               /* else client */
    int port;                 /* server: of 127.0.0.1, client: there */
    const char *version;      /* "1.0" or "1.2" */
    const char *ciphers;      /* in the library's own language; NULL: all it has */
    const char *groups;
    const char *signatures;   /* what is accepted from the peer and used, in the library's own language */
    const char *certificate;  /* PEM chain, leaf first */
    const char *key;
    const char *authorities;  /* given to a server: the client must have a certificate */
    const char *psk;          /* hexadecimal */
    const char *identity;
    const char *hint;
    const char *session_in;   /* file */
    const char *session_out;
    const char *server_name;
    const char *alpn;         /* one protocol */
    const char *srtp;         /* one profile, in the library's own language */
    int cookie;               /* server: HelloVerifyRequest first */
    int no_ticket, no_etm, no_ems;
    const char *raw_own;      /* PEM of the own public key, sent instead of the certificate (RFC 7250) */
    const char *raw_peer;     /* PEM of the public key that the peer is to have instead of a certificate */
    int fragment;             /* client: max_fragment_length in bytes */
    const char *status;       /* file: the OCSP response that the server staples, and that the client is to get */
    int mtu;
};

enum progress { AGAIN, CLOSED, FAILED };

struct context;
struct connection;

/* Prints a line for each suite, group and feature the build of the library has. */
void stack_list(void);
struct context *context_new(const struct options *options);
void context_free(struct context *context);
/* On a connected datagram socket that does not block. */
struct connection *connection_new(struct context *context, int socket);
void connection_free(struct connection *connection);
/* Handles what has come in, in the handshake and later. */
enum progress connection_step(struct connection *connection);
int connection_established(const struct connection *connection);
int connection_send(struct connection *connection, const unsigned char *data, int length);
int connection_renegotiate(struct connection *connection);
/* Milliseconds until connection_timer is to be called, below 0: no timer runs. */
long connection_timeout(struct connection *connection);
enum progress connection_timer(struct connection *connection);
void connection_close(struct connection *connection);

/* What the libraries' files call. */
void tell(const char *name, const char *format, ...);
void tell_bytes(const char *name, const unsigned char *data, size_t length);
/* After the facts of a handshake. */
void tell_established(void);
/* Bytes of a hexadecimal text, -1: it is none, or too long. */
int from_hex(const char *text, unsigned char *out, size_t size);
/* Bytes of a file, -1: it cannot be read, or is too long. */
int read_file(const char *name, unsigned char *out, size_t size);

#endif
