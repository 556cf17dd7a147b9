/* What the info and message callbacks tell of each shape of a handshake, and the lines of a key log. */
#include "pair.h"

static const char *side(const SSL *ssl)
{
    return SSL_is_server(ssl) ? "server" : "client";
}

static void info(const SSL *ssl, int where, int value)
{
    const char *what = where & SSL_CB_ALERT ? "alert" : where & SSL_CB_HANDSHAKE_START ? "start" : where & SSL_CB_HANDSHAKE_DONE ? "done"
                     : where & SSL_CB_LOOP ? "loop" : where & SSL_CB_EXIT ? "exit" : "?";

    if (where & SSL_CB_ALERT)
        show(side(ssl), "%s %s %s", what, where & SSL_CB_READ ? "read" : "write", SSL_alert_desc_string_long(value));
    else
        show(side(ssl), "%s %x %d: %s, %s", what, (unsigned int)where, value, SSL_state_string(ssl), SSL_state_string_long(ssl));
}

static void message(int written, int version, int type, const void *data, size_t length, SSL *ssl, void *arg)
{
    const unsigned char *bytes = data;

    (void)arg;
    if (type == SSL3_RT_HEADER)
        return;
    show(side(ssl), "%s %x type %d: %d", written ? "writes" : "reads", version, type, length > 0 ? bytes[0] : -1);
}

static int lines;

static void key_log(const SSL *ssl, const char *line)
{
    size_t i, spaces = 0, hex = 0, length = strlen(line);

    for (i = 0; i < length; i++) {
        spaces += line[i] == ' ';
        hex += i > 14 && strchr("0123456789abcdef", line[i]) != NULL;
    }
    show(side(ssl), "key log %.14s, %zu bytes, %zu spaces, %zu digits", line, length, spaces, hex);
    lines++;
}

static void watch(SSL *ssl, int with_info, int with_messages)
{
    if (with_info)
        SSL_set_info_callback(ssl, info);
    if (with_messages)
        SSL_set_msg_callback(ssl, message);
}

static void run(const char *name, struct pair *pair, int with_info, int with_messages)
{
    show("case", "%s", name);
    watch(pair->client, with_info, with_messages);
    watch(pair->server, with_info, with_messages);
    show_int(name, pair_handshake(pair));
}

static void full(const char *name, int ask, int with_info, int with_messages)
{
    struct pair pair;
    SSL_CTX *client = pair_context(0, "client-ec", "root.crt"), *server = pair_context(1, "server-rsa", ask ? "root.crt" : NULL);
    SSL_SESSION *session;

    SSL_CTX_set_options(server, SSL_OP_NO_TICKET);
    SSL_CTX_set_session_id_context(server, (const unsigned char *)"trace", 5);
    SSL_CTX_set_keylog_callback(client, key_log);
    pair_join(&pair, client, server);
    run(name, &pair, with_info, with_messages);
    session = SSL_get1_session(pair.client);
    show("shutdown", "%d %d", SSL_shutdown(pair.client), SSL_shutdown(pair.server));
    pair_again(&pair);
    SSL_set_session(pair.client, session);
    run(labelled("%s resumed", name), &pair, with_info, with_messages);
    show_int("reused", SSL_session_reused(pair.client));
    SSL_SESSION_free(session);
    pair_free(&pair);
}

static void failure(int with_info, int with_messages)
{
    struct pair pair;

    pair_join(&pair, pair_context(0, NULL, "client-ec.crt"), pair_context(1, "server-rsa", NULL));
    run("failure", &pair, with_info, with_messages);
    ERR_clear_error();
    pair_free(&pair);
}

int main(void)
{
    full("full", 0, 1, 0);
    full("both authenticated", 1, 1, 0);
    failure(1, 0);
    full("full messages", 0, 0, 1);
    full("both authenticated messages", 1, 0, 1);
    failure(0, 1);
    show_int("lines", lines);
    return 0;
}
