/* Errors that a program has left on the queue: a step of a handshake clears them away, other calls do not. */
#include "pair.h"

static void leave(void)
{
    ERR_clear_error();
    ERR_put_error(ERR_LIB_SSL, 0, SSL_R_BAD_VALUE, "", 0);
    errno = 77;
}

static void after(const char *label, const SSL *ssl, int result)
{
    int number = errno;

    show(label, "%d %s, number %s", result, error_name(SSL_get_error(ssl, result)), number == 77 ? "stays" : "goes");
    show_errors(label);
}

int main(void)
{
    struct pair pair;
    char data[100];
    int i;

    pair_new(&pair, "server-ec");
    leave();
    after("connect", pair.client, SSL_connect(pair.client));
    leave();
    after("again", pair.client, SSL_do_handshake(pair.client));
    leave();
    after("read", pair.client, SSL_read(pair.client, data, 100));
    leave();
    after("peek", pair.client, SSL_peek(pair.client, data, 100));
    leave();
    after("write", pair.client, SSL_write(pair.client, "x", 1));
    leave();
    after("shutdown", pair.client, SSL_shutdown(pair.client));
    for (i = 0; i < 10; i++) {
        leave();
        (void)SSL_accept(pair.server);
        leave();
        (void)SSL_connect(pair.client);
    }
    show("finished", "%d %d", SSL_is_init_finished(pair.client), SSL_is_init_finished(pair.server));
    leave();
    show_int("nothing to do", SSL_connect(pair.client));
    show_errors("nothing to do");
    leave();
    show_int("write", SSL_write(pair.client, "x", 1));
    show_errors("write");
    leave();
    show_int("read", SSL_read(pair.server, data, 100));
    show_errors("read");
    leave();
    show_int("nothing there", SSL_read(pair.server, data, 100));
    show_errors("nothing there");
    leave();
    show_int("shutdown", SSL_shutdown(pair.client));
    show_errors("shutdown");
    ERR_clear_error();
    pair_free(&pair);
    return 0;
}
