/* Timers and the MTU on a lossy link: DTLSv1_get_timeout(3), DTLSv1_handle_timeout(3), DTLS_set_timer_cb(3), SSL_set_mtu. */
#include "pair.h"

static void show_timeout(const char *label, SSL *ssl)
{
    struct timeval left = { -1, -1 };
    long result = DTLSv1_get_timeout(ssl, &left);
    double seconds = (double)left.tv_sec + (double)left.tv_usec / 1e6;

    if (result != 1)
        show(label, "%ld", result);
    else
        show(label, "1, %s", seconds <= 0.5 ? "short" : seconds <= 1.0 ? "a second" : seconds <= 2.0 ? "two seconds" : "long");
}

static unsigned int every_100ms(SSL *ssl, unsigned int before)
{
    (void)ssl;
    show("timer callback", "%u", before);
    return before == 0 ? 100000 : before * 2;
}

static unsigned int quick(SSL *ssl, unsigned int before)
{
    (void)ssl;
    (void)before;
    return 20000;
}

static void lost_flight(void)
{
    struct pair pair;
    int i;

    pair_new(&pair, "server-ec");
    show_timeout("idle", pair.client);
    show_int("idle handle", DTLSv1_handle_timeout(pair.client));
    pair.up.lose_from = 1;
    pair.up.lose_to = 1;
    pair_call(pair.client, SSL_do_handshake, "first flight");
    show_timeout("waiting", pair.client);
    show_int("too early", DTLSv1_handle_timeout(pair.client));
    show_int("sent", pair.up.written);
    show_int("arrived", pair.up.count);
    pause_ms(1020);
    show_timeout("expired", pair.client);
    show_int("handled", DTLSv1_handle_timeout(pair.client));
    show_int("sent again", pair.up.written);
    show_int("arrived now", pair.up.count);
    show_timeout("doubled", pair.client);
    show_int("completes", pair_handshake(&pair));
    show_timeout("client after", pair.client);
    show_timeout("server after", pair.server);
    for (i = 0; i < 2; i++)
        show_int("handle after", DTLSv1_handle_timeout(pair.client));
    pair_free(&pair);
}

/* Loses each datagram of the handshake in turn; own timers make it quick. */
static void each_loss(void)
{
    unsigned direction, number;

    for (direction = 0; direction < 2; direction++)
        for (number = 1; number <= 4; number++) {
            struct pair pair;
            struct link *link;
            int good = 0, rounds;

            pair_new(&pair, "server-ec");
            link = direction ? &pair.down : &pair.up;
            link->lose_from = link->lose_to = number;
            DTLS_set_timer_cb(pair.client, quick);
            DTLS_set_timer_cb(pair.server, quick);
            for (rounds = 0; rounds < 100 && !good; rounds++) {
                struct timeval left;

                good = pair_handshake(&pair);
                if (good)
                    break;
                if (DTLSv1_get_timeout(pair.client, &left) == 1 || DTLSv1_get_timeout(pair.server, &left) == 1) {
                    pause_ms(50);
                    DTLSv1_handle_timeout(pair.client);
                    DTLSv1_handle_timeout(pair.server);
                }
            }
            show_int(labelled("lost %s datagram %u", direction ? "server" : "client", number), good);
            pair_free(&pair);
        }
}

static void own_timer(void)
{
    struct pair pair;

    pair_new(&pair, "server-ec");
    DTLS_set_timer_cb(pair.client, every_100ms);
    pair.up.lose_from = 1;
    pair.up.lose_to = 3;
    pair_call(pair.client, SSL_do_handshake, "own timer: first");
    pause_ms(130);
    show_int("own timer: handled", DTLSv1_handle_timeout(pair.client));
    pause_ms(230);
    show_int("own timer: handled again", DTLSv1_handle_timeout(pair.client));
    pause_ms(430);
    show_int("own timer: third", DTLSv1_handle_timeout(pair.client));
    show_int("own timer: sent", pair.up.written);
    show_int("own timer: completes", pair_handshake(&pair));
    pair_free(&pair);
}

static void mtu(void)
{
    static const long sizes[] = { 256, 300, 512, 1200, 1472 };
    struct pair pair;
    size_t i;

    for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        pair_new(&pair, "server-rsa");
        SSL_set_options(pair.client, SSL_OP_NO_QUERY_MTU);
        SSL_set_options(pair.server, SSL_OP_NO_QUERY_MTU);
        show_int(labelled("set mtu %ld", sizes[i]), SSL_set_mtu(pair.server, sizes[i]) == sizes[i]);
        SSL_set_mtu(pair.client, sizes[i]);
        show_int(labelled("mtu %ld handshake", sizes[i]), pair_handshake(&pair));
        show_int(labelled("mtu %ld kept", sizes[i]), pair.up.largest <= (size_t)sizes[i] && pair.down.largest <= (size_t)sizes[i]);
        show_int(labelled("mtu %ld used", sizes[i]), pair.down.largest > (size_t)(sizes[i] < 900 ? sizes[i] * 3 / 4 : 600));
        show_int(labelled("mtu %ld data", sizes[i]), (long)DTLS_get_data_mtu(pair.client));
        pair_free(&pair);
    }
    pair_new(&pair, "server-rsa");
    pair.down.mtu = pair.up.mtu = 600;
    show_int("queried: handshake", pair_handshake(&pair));
    show_int("queried: kept", pair.up.largest <= 600 && pair.down.largest <= 600);
    show_int("too small", SSL_set_mtu(pair.client, 100));
    show_int("link min", DTLS_get_link_min_mtu(pair.client));
    show_int("link too small", DTLS_set_link_mtu(pair.client, 100));
    show_int("link", DTLS_set_link_mtu(pair.client, 900));
    show_int("data mtu before handshake", DTLS_get_data_mtu(pair.client) > 0);
    ERR_clear_error();
    pair_free(&pair);
    pair_new(&pair, "server-ec");
    SSL_set_options(pair.server, SSL_OP_NO_QUERY_MTU);
    show_int("link mtu", DTLS_set_link_mtu(pair.server, 328));
    show_int("link: handshake", pair_handshake(&pair));
    show_int("link: kept", pair.down.largest <= 300);
    pair_free(&pair);
}

int main(void)
{
    SSL_library_init();
    lost_flight();
    own_timer();
    each_loss();
    mtu();
    return 0;
}
