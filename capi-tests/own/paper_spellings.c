/*
 * The founding paper's spellings, which OpenSSL 3's headers refuse under -Werror: a cookie callback
 * without const, DTLSv1_listen() with a sockaddr. The server of the paper, in one go with its client:
 * listen, hand over to a connected socket, accept, echo. Run over our libraries only.
 */
#include "helpers.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>

static unsigned char secret[16];
static int cookies_made, cookies_checked;

static unsigned int cookie_of(SSL *ssl, unsigned char *cookie)
{
    struct sockaddr_in peer;
    unsigned int length = 0;

    memset(&peer, 0, sizeof peer);
    BIO_dgram_get_peer(SSL_get_rbio(ssl), &peer);
    HMAC(EVP_sha1(), secret, sizeof secret, (unsigned char *)&peer.sin_port, sizeof peer.sin_port, cookie, &length);
    return length;
}

static int generate_cookie(SSL *ssl, unsigned char *cookie, unsigned int *cookie_len)
{
    cookies_made++;
    *cookie_len = cookie_of(ssl, cookie);
    return 1;
}

static int verify_cookie(SSL *ssl, unsigned char *cookie, unsigned int cookie_len)
{
    unsigned char expected[EVP_MAX_MD_SIZE];

    cookies_checked++;
    return cookie_of(ssl, expected) == cookie_len && memcmp(expected, cookie, cookie_len) == 0;
}

static int verify_cert(int ok, X509_STORE_CTX *ctx)
{
    (void)ctx;
    return ok;
}

static void *client(void *argument)
{
    struct sockaddr_in *server = argument;
    struct timeval limit = { 5, 0 };
    char text[64];
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    SSL_CTX *ctx = SSL_CTX_new(DTLSv1_client_method());
    SSL *ssl;
    BIO *bio = BIO_new_dgram(fd, BIO_NOCLOSE);
    int n;

    SSL_CTX_set_cipher_list(ctx, "DEFAULT:@SECLEVEL=0");
    SSL_CTX_load_verify_locations(ctx, "root.crt", NULL);
    SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER, verify_cert);
    ssl = SSL_new(ctx);
    if (connect(fd, (struct sockaddr *)server, sizeof *server) != 0)
        return NULL;
    BIO_ctrl(bio, BIO_CTRL_DGRAM_SET_CONNECTED, 0, server);
    BIO_ctrl(bio, BIO_CTRL_DGRAM_SET_RECV_TIMEOUT, 0, &limit);
    SSL_set_bio(ssl, bio, bio);
    show("SSL_connect", "%d", SSL_connect(ssl));
    show("version", "%s", SSL_get_version(ssl));
    show("SSL_write", "%d", SSL_write(ssl, "to the paper", 12));
    n = SSL_read(ssl, text, sizeof text);
    show("SSL_read", "%.*s", n > 0 ? n : 0, text);
    SSL_shutdown(ssl);
    SSL_free(ssl);
    SSL_CTX_free(ctx);
    close(fd);
    return NULL;
}

int main(void)
{
    struct sockaddr_in address, client_addr;
    socklen_t size = sizeof address;
    struct timeval limit = { 5, 0 };
    char text[64];
    int on = 1, n, fd = socket(AF_INET, SOCK_DGRAM, 0), client_fd;
    pthread_t thread;
    SSL_CTX *ctx;
    SSL *ssl;
    BIO *bio, *cbio;

    SSL_load_error_strings();
    SSL_library_init();
    RAND_bytes(secret, sizeof secret);
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    bind(fd, (struct sockaddr *)&address, sizeof address);
    getsockname(fd, (struct sockaddr *)&address, &size);

    ctx = SSL_CTX_new(DTLSv1_server_method());
    SSL_CTX_set_cipher_list(ctx, "DEFAULT:@SECLEVEL=0");
    SSL_CTX_use_certificate_chain_file(ctx, "server-ec.chain");
    SSL_CTX_use_PrivateKey_file(ctx, "server-ec.key", SSL_FILETYPE_PEM);
    SSL_CTX_set_cookie_generate_cb(ctx, generate_cookie);
    SSL_CTX_set_cookie_verify_cb(ctx, verify_cookie);
    bio = BIO_new_dgram(fd, BIO_NOCLOSE);
    BIO_ctrl(bio, BIO_CTRL_DGRAM_SET_RECV_TIMEOUT, 0, &limit);
    ssl = SSL_new(ctx);
    SSL_set_bio(ssl, bio, bio);
    SSL_set_options(ssl, SSL_OP_COOKIE_EXCHANGE);
    pthread_create(&thread, NULL, client, &address);

    memset(&client_addr, 0, sizeof client_addr);
    while (DTLSv1_listen(ssl, &client_addr) <= 0)
        continue;
    show("listen", "family %d, port %s", client_addr.sin_family == AF_INET, client_addr.sin_port ? "set" : "0");
    client_fd = socket(AF_INET, SOCK_DGRAM, 0);
    setsockopt(client_fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    bind(client_fd, (struct sockaddr *)&address, sizeof address);
    connect(client_fd, (struct sockaddr *)&client_addr, sizeof client_addr);
    cbio = SSL_get_rbio(ssl);
    BIO_set_fd(cbio, client_fd, BIO_NOCLOSE);
    BIO_ctrl(cbio, BIO_CTRL_DGRAM_SET_CONNECTED, 0, &client_addr);
    n = SSL_accept(ssl);
    if (n == 1 && (n = SSL_read(ssl, text, sizeof text)) > 0)
        n = SSL_write(ssl, text, n);
    pthread_join(thread, NULL);
    show("echoed", "%d", n);
    show("cookies", "made %d, checked %d", cookies_made, cookies_checked);
    SSL_free(ssl);
    SSL_CTX_free(ctx);
    close(client_fd);
    close(fd);
    return n == 12 ? 0 : 1;
}
