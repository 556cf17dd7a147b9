/* Every name that the founding paper and its sample programs use for DTLS over UDP has to compile and link. */
#include "helpers.h"

#include <sys/time.h>
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/opensslv.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#if OPENSSL_VERSION_NUMBER < 0x30000000L
#error "the headers are not those of OpenSSL 3"
#endif

static int verify_cert(int ok, X509_STORE_CTX *ctx)
{
    (void)ctx;
    return ok;
}

static int generate_cookie(SSL *ssl, unsigned char *cookie, unsigned int *cookie_len)
{
    (void)ssl;
    cookie[0] = 1;
    *cookie_len = 1;
    return 1;
}

static int verify_cookie(SSL *ssl, const unsigned char *cookie, unsigned int cookie_len)
{
    (void)ssl;
    return cookie_len == 1 && cookie[0] == 1;
}

static void locking(int mode, int number, const char *file, int line)
{
    (void)(mode & CRYPTO_LOCK);
    (void)number;
    (void)file;
    (void)line;
}

static unsigned long thread_number(void)
{
    return 1;
}

/* The old names of initialisation and locking. */
static void start(void)
{
    SSL_load_error_strings();
    show_int("SSL_library_init", SSL_library_init());
    OpenSSL_add_ssl_algorithms();
    show_int("CRYPTO_num_locks", CRYPTO_num_locks() >= 0);
    CRYPTO_set_id_callback(thread_number);
    CRYPTO_set_locking_callback(locking);
    CRYPTO_set_locking_callback(NULL);
    show("OPENSSL_VERSION_TEXT", "%d", strlen(OPENSSL_VERSION_TEXT) > 0);
    show_int("OpenSSL_version_num", OpenSSL_version_num() >> 20 == OPENSSL_VERSION_NUMBER >> 20);
    show_int("SSLeay", SSLeay() == OpenSSL_version_num());
    show_set("SSLeay_version", SSLeay_version(SSLEAY_VERSION));
    (void)locking;
    (void)thread_number;
}

static void contexts(void)
{
    SSL_CTX *server = SSL_CTX_new(DTLSv1_server_method()), *client = SSL_CTX_new(DTLSv1_client_method());

    show_int("chain", SSL_CTX_use_certificate_chain_file(server, "server-ec.chain"));
    show_int("certificate", SSL_CTX_use_certificate_file(client, "client-ec.crt", SSL_FILETYPE_PEM));
    show_int("key", SSL_CTX_use_PrivateKey_file(server, "server-ec.key", SSL_FILETYPE_PEM));
    show_int("check", SSL_CTX_check_private_key(server));
    show_int("ciphers", SSL_CTX_set_cipher_list(server, "ALL:!NULL:!eNULL:!aNULL"));
    show_int("cache", SSL_CTX_set_session_cache_mode(server, SSL_SESS_CACHE_OFF) >= 0);
    show_int("id context", SSL_CTX_set_session_id_context(server, (const unsigned char *)"id", 2));
    SSL_CTX_set_verify(server, SSL_VERIFY_PEER | SSL_VERIFY_CLIENT_ONCE, verify_cert);
    SSL_CTX_set_verify_depth(server, 2);
    SSL_CTX_set_read_ahead(server, 1);
    SSL_CTX_set_cookie_generate_cb(server, generate_cookie);
    SSL_CTX_set_cookie_verify_cb(server, verify_cookie);
    show_int("callback kept", SSL_CTX_get_verify_callback(server) == verify_cert);
    SSL_CTX_free(server);
    SSL_CTX_free(client);
}

/* Every call that needs a session once, on one that has not begun. */
static void sessions(void)
{
    SSL_CTX *ctx = SSL_CTX_new(DTLS_client_method());
    SSL *ssl = SSL_new(ctx);
    BIO *bio = BIO_new_dgram(-1, BIO_NOCLOSE);
    struct timeval timeout = { 1, 0 };
    unsigned char peer[128];

    SSL_set_bio(ssl, bio, bio);
    show_int("options", SSL_set_options(ssl, SSL_OP_COOKIE_EXCHANGE) & SSL_OP_COOKIE_EXCHANGE ? 1 : 0);
    show_int("rbio", SSL_get_rbio(ssl) == bio);
    BIO_set_fd(bio, -1, BIO_NOCLOSE);
    memset(peer, 0, sizeof(peer));
    (void)BIO_dgram_get_peer(bio, peer);
    show_int("recv timer", BIO_ctrl(bio, BIO_CTRL_DGRAM_GET_RECV_TIMER_EXP, 0, NULL));
    show_int("timeout", DTLSv1_get_timeout(ssl, &timeout));
    show_int("handle", DTLSv1_handle_timeout(ssl));
    show_int("shutdown", SSL_get_shutdown(ssl));
    show_text("cipher", SSL_CIPHER_get_name(SSL_get_current_cipher(ssl)));
    show_set("peer", SSL_get_peer_certificate(ssl));
    show_int("renegotiation pending", SSL_renegotiate_pending(ssl));
    show_int("functions", SSL_accept != NULL && SSL_connect != NULL && SSL_read != NULL && SSL_write != NULL
                          && SSL_shutdown != NULL && SSL_renegotiate != NULL && SSL_renegotiate_abbreviated != NULL
                          && DTLSv1_listen != NULL && X509_NAME_oneline != NULL && X509_NAME_print_ex_fp != NULL);
    ERR_clear_error();
    SSL_free(ssl);
    SSL_CTX_free(ctx);
}

/* The values that SSL_get_error and the paper's controls are switched over: part of the binary interface. */
static void numbers(void)
{
    show("errors", "%d %d %d %d %d %d %d %d %d", SSL_ERROR_NONE, SSL_ERROR_SSL, SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE,
         SSL_ERROR_WANT_X509_LOOKUP, SSL_ERROR_SYSCALL, SSL_ERROR_ZERO_RETURN, SSL_ERROR_WANT_CONNECT, SSL_ERROR_WANT_ACCEPT);
    show("dgram", "%d %d %d %d %d %d %d %d %d", BIO_CTRL_DGRAM_CONNECT, BIO_CTRL_DGRAM_SET_CONNECTED,
         BIO_CTRL_DGRAM_SET_RECV_TIMEOUT, BIO_CTRL_DGRAM_GET_RECV_TIMEOUT, BIO_CTRL_DGRAM_SET_SEND_TIMEOUT,
         BIO_CTRL_DGRAM_GET_RECV_TIMER_EXP, BIO_CTRL_DGRAM_MTU_DISCOVER, BIO_CTRL_DGRAM_QUERY_MTU, BIO_CTRL_DGRAM_GET_PEER);
    show("versions", "%x %x %x", DTLS1_VERSION, DTLS1_2_VERSION, DTLS1_BAD_VER);
    show("options", "%lx %lx %lx", (unsigned long)SSL_OP_COOKIE_EXCHANGE, (unsigned long)SSL_OP_NO_QUERY_MTU,
         (unsigned long)SSL_OP_NO_TICKET);
    show("verify", "%d %d %d %d", SSL_VERIFY_NONE, SSL_VERIFY_PEER, SSL_VERIFY_FAIL_IF_NO_PEER_CERT, SSL_VERIFY_CLIENT_ONCE);
    show("shutdown", "%d %d", SSL_SENT_SHUTDOWN, SSL_RECEIVED_SHUTDOWN);
    show("types", "%d %d %d", SSL_FILETYPE_PEM, SSL_FILETYPE_ASN1, BIO_NOCLOSE);
}

int main(void)
{
    unsigned char buffer[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    void *memory;

    start();
    contexts();
    sessions();
    numbers();
    show_int("RAND_bytes", RAND_bytes(buffer, 16));
    show_set("HMAC", HMAC(EVP_sha1(), "k", 1, buffer, 16, buffer, &length));
    memory = OPENSSL_malloc(10);
    OPENSSL_assert(memory != NULL);
    OPENSSL_free(memory);
    show("ERR", "%lu %s", ERR_get_error(), ERR_error_string(0, NULL));
    ERR_print_errors_fp(stdout);
    show_text("X509_verify_cert_error_string", X509_verify_cert_error_string(X509_V_ERR_CERT_HAS_EXPIRED));
    return 0;
}
