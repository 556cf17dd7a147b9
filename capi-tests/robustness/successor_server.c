/*
 * A server for one address, as programs with a socket for each client are: listens, connects its socket, echoes
 * lines. A client that comes again from the same port is served by the successor of its connection.
 *   successor_server PORT
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <openssl/err.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>

static unsigned char secret[16];

static int make_cookie(SSL *ssl, unsigned char *cookie, unsigned int *length)
{
    struct sockaddr_in peer;

    memset(&peer, 0, sizeof peer);
    BIO_dgram_get_peer(SSL_get_rbio(ssl), &peer);
    return HMAC(EVP_sha256(), secret, sizeof secret, (unsigned char *)&peer.sin_port, sizeof peer.sin_port, cookie,
                length) != NULL;
}

static int check_cookie(SSL *ssl, const unsigned char *cookie, unsigned int length)
{
    unsigned char expected[EVP_MAX_MD_SIZE];
    unsigned int wanted = 0;

    return make_cookie(ssl, expected, &wanted) && wanted == length && memcmp(expected, cookie, length) == 0;
}

/* Echoes until the connection is over. */
static void echo(SSL *ssl)
{
    char line[2000];
    int length, error;

    do {
        while ((length = SSL_read(ssl, line, sizeof line)) > 0)
            SSL_write(ssl, line, length);
        error = SSL_get_error(ssl, length);
        DTLSv1_handle_timeout(ssl);
    } while (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE);
    printf("over: %d\n", error);
}

int main(int argc, char **argv)
{
    struct sockaddr_in own, peer;
    struct timeval limit = { 1, 0 };
    SSL_CTX *ctx = SSL_CTX_new(DTLS_server_method());
    int fd = socket(AF_INET, SOCK_DGRAM, 0), served = 0;
    BIO *bio = BIO_new_dgram(fd, BIO_NOCLOSE);
    SSL *ssl, *next;

    setvbuf(stdout, NULL, _IOLBF, 0);
    memset(&own, 0, sizeof own);
    own.sin_family = AF_INET;
    own.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    own.sin_port = htons((unsigned short)(argc > 1 ? atoi(argv[1]) : 0));
    RAND_bytes(secret, sizeof secret);
    SSL_CTX_set_cookie_generate_cb(ctx, make_cookie);
    SSL_CTX_set_cookie_verify_cb(ctx, check_cookie);
    FERRODTLS_CTX_set_successors(ctx, 1);
    if (SSL_CTX_use_certificate_chain_file(ctx, "server-ec.chain") != 1 ||
        SSL_CTX_use_PrivateKey_file(ctx, "server-ec.key", SSL_FILETYPE_PEM) != 1 ||
        bind(fd, (struct sockaddr *)&own, sizeof own) != 0) {
        ERR_print_errors_fp(stderr);
        return 1;
    }
    ssl = SSL_new(ctx);
    SSL_set_bio(ssl, bio, bio);
    BIO_ctrl(bio, BIO_CTRL_DGRAM_SET_RECV_TIMEOUT, 0, &limit);
    printf("listens\n");
    while (DTLSv1_listen(ssl, (BIO_ADDR *)&peer) <= 0)
        continue;
    connect(fd, (struct sockaddr *)&peer, sizeof peer);
    BIO_ctrl(bio, BIO_CTRL_DGRAM_SET_CONNECTED, 0, &peer);
    while (SSL_accept(ssl) <= 0)
        DTLSv1_handle_timeout(ssl);
    do {
        printf("client %d: %s %s\n", ++served, SSL_get_version(ssl), SSL_get_cipher(ssl));
        echo(ssl);
        next = FERRODTLS_take_successor(ssl);
        SSL_free(ssl);
        ssl = next;
    } while (ssl != NULL);
    printf("nobody comes again\n");
    return 0;
}
