/* Many threads: sessions of one context in parallel, each thread with its own error queue. */
#include "pair.h"
#include <pthread.h>

#define THREADS 8
#define ROUNDS 6

static SSL_CTX *client_ctx, *server_ctx;
static int good[THREADS], clean[THREADS];

static void *work(void *argument)
{
    int number = *(int *)argument, round;

    for (round = 0; round < ROUNDS; round++) {
        struct pair pair;
        char buffer[32];
        int length;

        SSL_CTX_up_ref(client_ctx);
        SSL_CTX_up_ref(server_ctx);
        pair_join(&pair, client_ctx, server_ctx);
        if (pair_handshake(&pair)) {
            length = SSL_write(pair.client, &number, sizeof(number));
            length = length == (int)sizeof(number) ? SSL_read(pair.server, buffer, sizeof(buffer)) : -1;
            good[number] += length == (int)sizeof(number) && memcmp(buffer, &number, sizeof(number)) == 0;
        }
        pair_free(&pair);
        ERR_clear_error();
        ERR_put_error(ERR_LIB_SSL, 0, 100 + number, "threads.c", 1);
        clean[number] += ERR_GET_REASON(ERR_get_error()) == 100 + number && ERR_peek_error() == 0;
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[THREADS];
    int numbers[THREADS], i;
    struct pair first;

    SSL_library_init();
    /* The link's BIO method is made once, before the threads begin. */
    pair_new(&first, "server-ec");
    pair_free(&first);
    client_ctx = pair_context(0, "client-ec", "root.crt");
    server_ctx = pair_context(1, "server-ec", "root.crt");
    for (i = 0; i < THREADS; i++) {
        numbers[i] = i;
        need(pthread_create(&threads[i], NULL, work, &numbers[i]) == 0, "pthread_create");
    }
    for (i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    for (i = 0; i < THREADS; i++)
        show(labelled("thread %d", i), "%d sessions, %d own errors", good[i], clean[i]);
    SSL_CTX_free(client_ctx);
    SSL_CTX_free(server_ctx);
    return 0;
}
