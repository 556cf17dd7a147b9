/* The cookie exchange and the paper's server over UDP loopback: DTLSv1_listen(3), time-outs, ICMP errors, IPv6. */
#include "helpers.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <openssl/hmac.h>
#include <openssl/ssl.h>

union name {
    struct sockaddr_storage storage;
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
};

static int generated, verified, cookies_good = 1;

static socklen_t name_length(const union name *name)
{
    return name->any.sa_family == AF_INET6 ? sizeof(name->v6) : sizeof(name->v4);
}

static int generate(SSL *ssl, unsigned char *cookie, unsigned int *length)
{
    union name peer;

    memset(&peer, 0, sizeof(peer));
    (void)BIO_dgram_get_peer(SSL_get_rbio(ssl), &peer);
    generated++;
    return HMAC(EVP_sha1(), "secret", 6, (unsigned char *)&peer.v4.sin_port, 2, cookie, length) != NULL;
}

static int verify(SSL *ssl, const unsigned char *cookie, unsigned int length)
{
    unsigned char expected[64];
    unsigned int size = 0;

    verified++;
    generate(ssl, expected, &size);
    generated--;
    return cookies_good && size == length && memcmp(expected, cookie, size) == 0;
}

static int udp_socket(int family, union name *name)
{
    int fd = socket(family, SOCK_DGRAM, 0), on = 1;
    socklen_t length = sizeof(*name);

    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (name->any.sa_family == 0) {
        name->any.sa_family = (sa_family_t)family;
        if (family == AF_INET6)
            name->v6.sin6_addr = in6addr_loopback;
        else
            name->v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    }
    if (fd < 0 || bind(fd, &name->any, name_length(name)) != 0)
        return -1;
    getsockname(fd, &name->any, &length);
    return fd;
}

static SSL_CTX *server_context(void)
{
    SSL_CTX *ctx = SSL_CTX_new(DTLS_server_method());

    SSL_CTX_set_max_proto_version(ctx, DTLS1_2_VERSION);
    need(SSL_CTX_use_certificate_chain_file(ctx, "server-ec.chain") == 1, "chain");
    need(SSL_CTX_use_PrivateKey_file(ctx, "server-ec.key", SSL_FILETYPE_PEM) == 1, "key");
    SSL_CTX_set_cookie_generate_cb(ctx, generate);
    SSL_CTX_set_cookie_verify_cb(ctx, verify);
    return ctx;
}

static SSL *client_session(SSL_CTX *ctx, int fd, union name *peer)
{
    SSL *ssl = SSL_new(ctx);
    BIO *bio = BIO_new_dgram(fd, BIO_NOCLOSE);

    BIO_ctrl(bio, BIO_CTRL_DGRAM_SET_CONNECTED, 0, peer);
    SSL_set_bio(ssl, bio, bio);
    return ssl;
}

static void status(const char *label, SSL *ssl, int result)
{
    int saved = errno, error = SSL_get_error(ssl, result);

    if (error == SSL_ERROR_SYSCALL)
        show(label, "%d SYSCALL errno %s", result, saved == ECONNREFUSED ? "refused" : saved == 0 ? "0" : "other");
    else
        show(label, "%d error %d", result, error);
    if (error == SSL_ERROR_SSL)
        show_errors(label);
    ERR_clear_error();
}

static void wait_for(int fd)
{
    struct pollfd descriptor;

    descriptor.fd = fd;
    descriptor.events = POLLIN;
    poll(&descriptor, 1, 3000);
}

/* Moves both ends, which do not block, until both are done. */
static int finish(SSL *client, SSL *server, int client_fd, int server_fd)
{
    int i, left = 0, right = 0;

    for (i = 0; i < 50 && (left != 1 || right != 1); i++) {
        if (right != 1)
            right = SSL_accept(server);
        wait_for(left != 1 ? client_fd : server_fd);
        if (left != 1)
            left = SSL_connect(client);
        if (right != 1)
            wait_for(server_fd);
    }
    ERR_clear_error();
    return left == 1 && right == 1;
}

static void paper_server(int family)
{
    const char *prefix = family == AF_INET6 ? "IPv6" : "IPv4";
    union name listening, own, peer;
    SSL_CTX *server_ctx = server_context(), *client_ctx = SSL_CTX_new(DTLS_client_method());
    SSL *server, *client;
    BIO *bio;
    char buffer[100];
    int listener, outgoing, accepted, result, before = generated;
    struct timeval timeout;

    memset(&listening, 0, sizeof(listening));
    memset(&own, 0, sizeof(own));
    memset(&peer, 0, sizeof(peer));
    listener = udp_socket(family, &listening);
    outgoing = udp_socket(family, &own);
    need(listener >= 0 && outgoing >= 0 && connect(outgoing, &listening.any, name_length(&listening)) == 0, "sockets");
    fcntl(listener, F_SETFL, O_NONBLOCK);
    fcntl(outgoing, F_SETFL, O_NONBLOCK);

    server = SSL_new(server_ctx);
    bio = BIO_new_dgram(listener, BIO_NOCLOSE);
    SSL_set_bio(server, bio, bio);
    SSL_set_options(server, SSL_OP_COOKIE_EXCHANGE);
    show_int(labelled("%s listen, nothing there", prefix), DTLSv1_listen(server, (void *)&peer));
    ERR_clear_error();
    client = client_session(client_ctx, outgoing, &listening);
    status(labelled("%s first hello", prefix), client, SSL_connect(client));
    wait_for(listener);
    show_int(labelled("%s listen, hello without cookie", prefix), DTLSv1_listen(server, (void *)&peer));
    show(labelled("%s cookies", prefix), "made %d", generated - before);
    wait_for(outgoing);
    status(labelled("%s second hello", prefix), client, SSL_connect(client));
    wait_for(listener);
    result = DTLSv1_listen(server, (void *)&peer);
    show_int(labelled("%s listen, cookie", prefix), result);
    show_int(labelled("%s address", prefix), peer.any.sa_family == family && peer.v4.sin_port == own.v4.sin_port);

    accepted = udp_socket(family, &listening);
    need(accepted >= 0 && connect(accepted, &peer.any, name_length(&peer)) == 0, "socket of the client");
    fcntl(accepted, F_SETFL, O_NONBLOCK);
    BIO_set_fd(SSL_get_rbio(server), accepted, BIO_NOCLOSE);
    BIO_ctrl(SSL_get_rbio(server), BIO_CTRL_DGRAM_SET_CONNECTED, 0, &peer);
    show_int(labelled("%s handshake", prefix), finish(client, server, outgoing, accepted));
    show_int(labelled("%s fd", prefix), SSL_get_fd(server) == accepted);

    status(labelled("%s write", prefix), client, SSL_write(client, "over UDP", 8));
    wait_for(accepted);
    status(labelled("%s read", prefix), server, SSL_read(server, buffer, sizeof(buffer)));
    status(labelled("%s read nothing", prefix), server, SSL_read(server, buffer, sizeof(buffer)));
    fcntl(accepted, F_SETFL, 0);
    timeout.tv_sec = 0;
    timeout.tv_usec = 50000;
    BIO_ctrl(SSL_get_rbio(server), BIO_CTRL_DGRAM_SET_RECV_TIMEOUT, 0, &timeout);
    status(labelled("%s read times out", prefix), server, SSL_read(server, buffer, sizeof(buffer)));
    show_int(labelled("%s timer expired", prefix), BIO_ctrl(SSL_get_rbio(server), BIO_CTRL_DGRAM_GET_RECV_TIMER_EXP, 0, NULL));
    send(outgoing, "junk datagram", 13, 0);
    pause_ms(20);
    status(labelled("%s junk", prefix), server, SSL_read(server, buffer, sizeof(buffer)));
    status(labelled("%s write after junk", prefix), client, SSL_write(client, "still", 5));
    status(labelled("%s read after junk", prefix), server, SSL_read(server, buffer, sizeof(buffer)));

    /* The client's socket goes: writing brings back an ICMP error, which does not end the session. */
    close(outgoing);
    (void)SSL_write(server, "nobody", 6);
    pause_ms(20);
    errno = 0;
    status(labelled("%s refused", prefix), server, SSL_read(server, buffer, sizeof(buffer)));
    status(labelled("%s after refused", prefix), server, SSL_read(server, buffer, sizeof(buffer)));
    SSL_free(client);
    SSL_free(server);
    SSL_CTX_free(client_ctx);
    SSL_CTX_free(server_ctx);
    close(listener);
    close(accepted);
}

static void bad_hellos(void)
{
    static const unsigned char no_hello[] = { 22, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 12, 14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
    union name listening, own, peer;
    SSL_CTX *ctx = server_context(), *client_ctx = SSL_CTX_new(DTLS_client_method());
    SSL *server = SSL_new(ctx), *client;
    BIO *bio;
    unsigned char hello[2000], answer[2000];
    ssize_t length, got;
    int listener, outgoing;

    memset(&listening, 0, sizeof(listening));
    memset(&own, 0, sizeof(own));
    memset(&peer, 0, sizeof(peer));
    listener = udp_socket(AF_INET, &listening);
    outgoing = udp_socket(AF_INET, &own);
    need(connect(outgoing, &listening.any, sizeof(listening.v4)) == 0, "connect");
    fcntl(listener, F_SETFL, O_NONBLOCK);
    fcntl(outgoing, F_SETFL, O_NONBLOCK);
    bio = BIO_new_dgram(listener, BIO_NOCLOSE);
    SSL_set_bio(server, bio, bio);
    SSL_set_options(server, SSL_OP_COOKIE_EXCHANGE);

    send(outgoing, "junk", 4, 0);
    wait_for(listener);
    show_int("junk", DTLSv1_listen(server, (void *)&peer));
    ERR_clear_error();
    send(outgoing, no_hello, sizeof(no_hello), 0);
    wait_for(listener);
    show_int("no hello", DTLSv1_listen(server, (void *)&peer));
    ERR_clear_error();
    show_int("no answer", recv(outgoing, answer, sizeof(answer), 0));

    client = client_session(client_ctx, outgoing, &listening);
    SSL_connect(client);
    wait_for(listener);
    length = recv(listener, hello, sizeof(hello), MSG_PEEK);
    show_int("listen", DTLSv1_listen(server, (void *)&peer));
    wait_for(outgoing);
    got = recv(outgoing, answer, sizeof(answer), MSG_PEEK);
    show("hello verify request", "type %d version %02x%02x handshake %d length %ld cookie %d", answer[0], answer[1], answer[2],
         answer[13], (long)got, answer[27]);
    cookies_good = 0;
    SSL_connect(client);
    wait_for(listener);
    show_int("cookie refused", DTLSv1_listen(server, (void *)&peer));
    ERR_clear_error();
    cookies_good = 1;
    while (recv(outgoing, answer, sizeof(answer), 0) > 0)
        ;
    send(outgoing, hello, (size_t)length - 10, 0);
    wait_for(listener);
    show_int("truncated hello", DTLSv1_listen(server, (void *)&peer));
    ERR_clear_error();
    hello[11] = 0;
    hello[12] = 5;
    send(outgoing, hello, 18, 0);
    wait_for(listener);
    show_int("header only", DTLSv1_listen(server, (void *)&peer));
    ERR_clear_error();
    SSL_free(client);
    SSL_free(server);

    server = SSL_new(client_ctx);
    show_int("no callbacks and no BIO", DTLSv1_listen(server, (void *)&peer) == 1);
    ERR_clear_error();
    SSL_free(server);
    SSL_CTX_free(ctx);
    SSL_CTX_free(client_ctx);
    close(listener);
    close(outgoing);
}

static void nobody_there(void)
{
    union name nowhere, own;
    SSL_CTX *ctx = SSL_CTX_new(DTLS_client_method());
    SSL *client;
    int outgoing, gone;

    memset(&nowhere, 0, sizeof(nowhere));
    memset(&own, 0, sizeof(own));
    gone = udp_socket(AF_INET, &nowhere);
    outgoing = udp_socket(AF_INET, &own);
    close(gone);
    need(connect(outgoing, &nowhere.any, sizeof(nowhere.v4)) == 0, "connect");
    client = client_session(ctx, outgoing, &nowhere);
    errno = 0;
    status("connect to nobody", client, SSL_connect(client));
    SSL_free(client);
    SSL_CTX_free(ctx);
    close(outgoing);
}

int main(void)
{
    SSL_library_init();
    paper_server(AF_INET);
    paper_server(AF_INET6);
    bad_hellos();
    nobody_there();
    return 0;
}
