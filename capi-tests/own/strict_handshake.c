/*
 * FERRODTLS_CTX_set_strict_handshake: what no key protects is dropped, or with the switch fatal; and the alert that a
 * BIO does not take at once goes out in a later call.
 */
#include "pair.h"

static int failures, blocked;

static void must(const char *label, int good)
{
    failures += !good;
    show(label, "%s", good ? "yes" : "NO");
}

static int gate_write(BIO *bio, const char *data, int length)
{
    BIO_clear_retry_flags(bio);
    if (blocked) {
        BIO_set_retry_write(bio);
        return -1;
    }
    return BIO_write(BIO_next(bio), data, length);
}

static long gate_ctrl(BIO *bio, int command, long number, void *pointer)
{
    return BIO_next(bio) ? BIO_ctrl(BIO_next(bio), command, number, pointer) : 0;
}

/* A ChangeCipherSpec with another content than 1, in the clear. */
static const unsigned char fault[] = { 20, 0xfe, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2 };

static SSL *server_of(SSL_CTX *ctx, BIO_METHOD *gate, struct link *in, struct link *out)
{
    SSL *ssl = SSL_new(ctx);
    BIO *write = BIO_push(BIO_new(gate), link_bio(in, out));

    BIO_set_init(write, 1);
    SSL_set0_rbio(ssl, link_bio(in, out));
    SSL_set0_wbio(ssl, write);
    SSL_set_accept_state(ssl);
    link_put(in, fault, sizeof fault);
    return ssl;
}

int main(void)
{
    static struct link up, down;
    SSL_CTX *ctx = pair_context(1, "server-ec", NULL);
    BIO_METHOD *gate = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_FILTER, "gate");
    SSL *ssl;

    BIO_meth_set_write(gate, gate_write);
    BIO_meth_set_ctrl(gate, gate_ctrl);
    must("off at first", FERRODTLS_CTX_set_strict_handshake(ctx, 0) == 0);
    ssl = server_of(ctx, gate, &up, &down);
    must("the server waits on", pair_call(ssl, SSL_accept, "lenient") == -1);
    must("nothing is sent", down.written == 0);
    SSL_free(ssl);

    must("was off", FERRODTLS_CTX_set_strict_handshake(ctx, 1) == 0);
    must("is on", FERRODTLS_CTX_set_strict_handshake(ctx, 1) == 1);
    ssl = server_of(ctx, gate, &up, &down);
    blocked = 1;
    must("refused", SSL_accept(ssl) == -1);
    must("with its reason", ERR_GET_REASON(ERR_peek_error()) == SSL_R_BAD_CHANGE_CIPHER_SPEC);
    must("the alert waits", down.written == 0);
    must("and still waits", SSL_accept(ssl) == -1 && down.written == 0);
    blocked = 0;
    must("still refused", SSL_accept(ssl) == -1);
    must("the alert is sent", down.count == 1 && down.length[0] == 15 && down.data[0][13] == 2 &&
         down.data[0][14] == SSL_AD_ILLEGAL_PARAMETER);
    must("once", SSL_accept(ssl) == -1 && down.count == 1);
    SSL_free(ssl);
    must("NULL", FERRODTLS_CTX_set_strict_handshake(NULL, 1) == 0);

    link_clear(&up);
    link_clear(&down);
    BIO_meth_free(gate);
    SSL_CTX_free(ctx);
    return failures != 0;
}
