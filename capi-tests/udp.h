/* Two ends over connected UDP sockets of the loopback interface, driven by one thread. */
#ifndef UDP_H
#define UDP_H

#include "helpers.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <openssl/ssl.h>

/* Two sockets that do not block, connected to each other. */
MAYBE_UNUSED static void udp_pair(int fds[2])
{
    struct sockaddr_in addresses[2];
    socklen_t length = sizeof addresses[0];
    int i;

    memset(addresses, 0, sizeof addresses);
    for (i = 0; i < 2; i++) {
        fds[i] = socket(AF_INET, SOCK_DGRAM, 0);
        addresses[i].sin_family = AF_INET;
        addresses[i].sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        bind(fds[i], (struct sockaddr *)&addresses[i], length);
        getsockname(fds[i], (struct sockaddr *)&addresses[i], &length);
        fcntl(fds[i], F_SETFL, O_NONBLOCK);
    }
    connect(fds[0], (struct sockaddr *)&addresses[1], length);
    connect(fds[1], (struct sockaddr *)&addresses[0], length);
}

/* A connection over such a socket. */
MAYBE_UNUSED static SSL *udp_side(SSL_CTX *ctx, int fd)
{
    struct sockaddr_in peer;
    socklen_t length = sizeof peer;
    SSL *ssl = SSL_new(ctx);
    BIO *bio = BIO_new_dgram(fd, BIO_NOCLOSE);

    getpeername(fd, (struct sockaddr *)&peer, &length);
    BIO_ctrl(bio, BIO_CTRL_DGRAM_SET_CONNECTED, 0, &peer);
    SSL_set_bio(ssl, bio, bio);
    return ssl;
}

/* Waits a little for a datagram at either end. */
MAYBE_UNUSED static void udp_wait(const int fds[2])
{
    struct pollfd ready[2] = { { fds[0], POLLIN, 0 }, { fds[1], POLLIN, 0 } };

    poll(ready, 2, 100);
}

/* Runs the handshake of a client over fds[0] and a server over fds[1]: 1 when both are done. */
MAYBE_UNUSED static int udp_handshake(SSL *client, SSL *server, const int fds[2])
{
    int i, done = 0;

    SSL_set_connect_state(client);
    SSL_set_accept_state(server);
    for (i = 0; i < 200 && !done; i++) {
        done = SSL_do_handshake(client) == 1;
        done = SSL_do_handshake(server) == 1 && done;
        if (!done)
            udp_wait(fds);
    }
    return done;
}

#endif
