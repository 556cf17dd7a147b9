/*
 * A client and a server over two in-memory links that keep datagrams apart and
 * can lose them: a BIO made with BIO_meth_new, so that nothing but the public
 * interface of libcrypto is needed.
 */
#ifndef PAIR_H
#define PAIR_H

#include "helpers.h"

#include <sys/time.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#define LINK_DATAGRAMS 512

/* One direction: datagrams written and not yet read. */
struct link {
    unsigned char *data[LINK_DATAGRAMS];
    size_t length[LINK_DATAGRAMS];
    unsigned first, count;       /* queued; the ring begins at first */
    unsigned written;            /* since the beginning, lost ones too */
    unsigned lose_from, lose_to; /* datagrams with these numbers (from 1) are lost */
    size_t largest;              /* bytes of the largest datagram written */
    size_t total;                /* bytes written */
    long mtu;                    /* answer to BIO_CTRL_DGRAM_QUERY_MTU, 0: none */
    size_t passes;               /* longer datagrams are lost; 0: none */
    size_t takes;                /* longer datagrams are refused (EMSGSIZE); 0: none */
};

struct pair {
    SSL_CTX *client_ctx, *server_ctx;
    SSL *client, *server;
    struct link up, down;        /* client to server, server to client */
    unsigned steps;
};

/* Contexts for both sides: DTLS with the given credentials (name.chain and name.key, NULL: none). */
SSL_CTX *pair_context(int server, const char *credentials, const char *authorities);
/* Sessions of the contexts, joined. Takes over the contexts (SSL_CTX_free by pair_free). */
void pair_join(struct pair *pair, SSL_CTX *client, SSL_CTX *server);
/* Both in one go with RSA, P-256 ... credentials of the server, the client checks against root.crt. */
void pair_new(struct pair *pair, const char *credentials);
/* New sessions over the same contexts. */
void pair_again(struct pair *pair);
/* Calls SSL_connect and SSL_accept in turn until both are done or neither moves. 1: both done. */
int pair_handshake(struct pair *pair);
/* One call of a side; prints result and SSL_get_error when `label` is set. */
int pair_call(SSL *ssl, int (*call)(SSL *), const char *label);
void pair_free(struct pair *pair);

/* Datagram BIO that writes to `out` and reads from `in`. */
BIO *link_bio(struct link *in, struct link *out);
void link_clear(struct link *link);
void link_put(struct link *link, const void *data, size_t length);

const char *error_name(int ssl_error);

#endif
