/* Extensions of the application's: registration, and what the functions of both sides see. */
#include "pair.h"

#define KIND 0xfe01
#define OTHER 0xfe02

static int add_says, parse_says, alert_says;

static const char *side(const SSL *ssl)
{
    return SSL_is_server(ssl) ? "server" : "client";
}

static void info(const SSL *ssl, int where, int value)
{
    if (where & SSL_CB_ALERT)
        show(labelled("%s alert", side(ssl)), "%s: %s", where & SSL_CB_READ ? "received" : "sent", SSL_alert_desc_string_long(value));
}

static int add(SSL *ssl, unsigned int type, const unsigned char **out, size_t *length, int *alert, void *arg)
{
    static unsigned char data[] = "old form";

    show(labelled("%s adds", side(ssl)), "%x %s", type, (const char *)arg);
    if (alert_says)
        *alert = alert_says;
    *out = data;
    *length = SSL_is_server(ssl) ? 3 : 8;
    return SSL_is_server(ssl) ? add_says : 1;
}

static void release(SSL *ssl, unsigned int type, const unsigned char *out, void *arg)
{
    show(labelled("%s frees", side(ssl)), "%x %.3s %s", type, (const char *)out, (const char *)arg);
}

static int parse(SSL *ssl, unsigned int type, const unsigned char *in, size_t length, int *alert, void *arg)
{
    show(labelled("%s parses", side(ssl)), "%x %.*s %s", type, (int)length, (const char *)in, (const char *)arg);
    if (alert_says)
        *alert = alert_says;
    return SSL_is_server(ssl) ? parse_says & 1 : parse_says & 2;
}

static int add_ex(SSL *ssl, unsigned int type, unsigned int context, const unsigned char **out, size_t *length, X509 *x,
                  size_t index, int *alert, void *arg)
{
    static unsigned char data[] = "new form";

    (void)alert;
    show(labelled("%s adds", side(ssl)), "%x %s, context %x, certificate %s %zu", type, (const char *)arg, context, x ? "set" : "NULL", index);
    *out = data;
    *length = SSL_is_server(ssl) ? 3 : 8;
    return 1;
}

static void free_ex(SSL *ssl, unsigned int type, unsigned int context, const unsigned char *out, void *arg)
{
    show(labelled("%s frees", side(ssl)), "%x %.3s %s, context %x", type, (const char *)out, (const char *)arg, context);
}

static int parse_ex(SSL *ssl, unsigned int type, unsigned int context, const unsigned char *in, size_t length, X509 *x,
                    size_t index, int *alert, void *arg)
{
    (void)alert;
    show(labelled("%s parses", side(ssl)), "%x %.*s %s, context %x, certificate %s %zu", type, (int)length, (const char *)in,
         (const char *)arg, context, x ? "set" : "NULL", index);
    return 1;
}

static char adds[] = "add argument", parses[] = "parse argument";

static void registration(void)
{
    SSL_CTX *ctx = SSL_CTX_new(DTLS_method());
    unsigned int type;

    for (type = 0; type <= 0x10000; type++)
        if (SSL_extension_supported(type))
            show("supported", "%u", type);
    show("client", "%d %d", SSL_CTX_add_client_custom_ext(ctx, KIND, add, release, adds, parse, parses),
         SSL_CTX_add_client_custom_ext(ctx, KIND, add, release, adds, parse, parses));
    show("server", "%d %d", SSL_CTX_add_server_custom_ext(ctx, KIND, add, release, adds, parse, parses),
         SSL_CTX_add_server_custom_ext(ctx, KIND, add, release, adds, parse, parses));
    show_int("both", SSL_CTX_add_custom_ext(ctx, KIND, SSL_EXT_CLIENT_HELLO, add_ex, free_ex, adds, parse_ex, parses));
    show_int("another", SSL_CTX_add_custom_ext(ctx, OTHER, SSL_EXT_CLIENT_HELLO, add_ex, free_ex, adds, parse_ex, parses));
    show_int("after another", SSL_CTX_add_client_custom_ext(ctx, OTHER, add, release, adds, parse, parses));
    show("has", "%d %d %d", SSL_CTX_has_client_custom_ext(ctx, KIND), SSL_CTX_has_client_custom_ext(ctx, OTHER),
         SSL_CTX_has_client_custom_ext(ctx, 7777));
    show_int("free without add", SSL_CTX_add_client_custom_ext(ctx, 7777, NULL, release, adds, parse, parses));
    show_int("large", SSL_CTX_add_client_custom_ext(ctx, 0x10000, add, release, adds, parse, parses));
    show("the library's", "%d %d %d", SSL_CTX_add_client_custom_ext(ctx, 0, add, release, adds, parse, parses),
         SSL_CTX_add_client_custom_ext(ctx, 16, add, release, adds, parse, parses),
         SSL_CTX_add_client_custom_ext(ctx, 18, add, release, adds, parse, parses));
    show_int("nothing", SSL_CTX_add_server_custom_ext(ctx, 7778, NULL, NULL, NULL, NULL, NULL));
    SSL_CTX_free(ctx);
}

static void run(const char *name, SSL_CTX *client, SSL_CTX *server)
{
    struct pair pair;

    show("case", "%s", name);
    pair_join(&pair, client, server);
    SSL_set_info_callback(pair.client, info);
    SSL_set_info_callback(pair.server, info);
    show_int(labelled("%s: done", name), pair_handshake(&pair));
    show_errors(name);
    pair_free(&pair);
}

static void old_form(const char *name, int client_wants, int server_answers, int adding, int parsing, int alert)
{
    SSL_CTX *client = pair_context(0, NULL, "root.crt"), *server = pair_context(1, "server-rsa", NULL);

    add_says = adding;
    parse_says = parsing;
    alert_says = alert;
    if (client_wants)
        show_int("client", SSL_CTX_add_client_custom_ext(client, KIND, add, release, adds, parse, parses));
    if (server_answers)
        show_int("server", SSL_CTX_add_server_custom_ext(server, KIND, add, release, adds, parse, parses));
    run(name, client, server);
}

static void new_form(const char *name, unsigned int context)
{
    SSL_CTX *client = pair_context(0, NULL, "root.crt"), *server = pair_context(1, "server-rsa", NULL);

    show_int("client", SSL_CTX_add_custom_ext(client, KIND, context, add_ex, free_ex, adds, parse_ex, parses));
    show_int("server", SSL_CTX_add_custom_ext(server, KIND, context, add_ex, free_ex, adds, parse_ex, parses));
    run(name, client, server);
}

/* Without functions a client sends an empty extension, and a server answers nothing. */
static void no_functions(void)
{
    SSL_CTX *client = pair_context(0, NULL, "root.crt"), *server = pair_context(1, "server-rsa", NULL);

    add_says = 1;
    parse_says = 3;
    alert_says = 0;
    show_int("client", SSL_CTX_add_client_custom_ext(client, KIND, NULL, NULL, NULL, parse, parses));
    show_int("server", SSL_CTX_add_server_custom_ext(server, KIND, NULL, NULL, NULL, parse, parses));
    run("no functions", client, server);
}

/* Extensions of the form since 1.1.1 are there in resumptions, too. */
static void resumption(void)
{
    SSL_CTX *client = pair_context(0, NULL, "root.crt"), *server = pair_context(1, "server-rsa", NULL);
    unsigned int context = SSL_EXT_CLIENT_HELLO | SSL_EXT_TLS1_2_SERVER_HELLO;
    struct pair pair;
    SSL_SESSION *session;

    SSL_CTX_set_options(server, SSL_OP_NO_TICKET);
    SSL_CTX_add_custom_ext(client, KIND, context, add_ex, free_ex, adds, parse_ex, parses);
    SSL_CTX_add_custom_ext(server, KIND, context, add_ex, free_ex, adds, parse_ex, parses);
    pair_join(&pair, client, server);
    show_int("first", pair_handshake(&pair));
    session = SSL_get1_session(pair.client);
    show("shutdown", "%d %d", SSL_shutdown(pair.client), SSL_shutdown(pair.server));
    pair_again(&pair);
    SSL_set_session(pair.client, session);
    show_int("again", pair_handshake(&pair));
    show_int("reused", SSL_session_reused(pair.client));
    SSL_SESSION_free(session);
    pair_free(&pair);
}

int main(void)
{
    unsigned int hellos = SSL_EXT_CLIENT_HELLO | SSL_EXT_TLS1_2_SERVER_HELLO;

    registration();
    old_form("both sides", 1, 1, 1, 3, 0);
    old_form("only the client", 1, 0, 1, 3, 0);
    old_form("only the server", 0, 1, 1, 3, 0);
    old_form("server adds nothing", 1, 1, 0, 3, 0);
    old_form("server fails with an alert", 1, 1, -1, 3, SSL_AD_INSUFFICIENT_SECURITY);
    old_form("server refuses", 1, 1, 1, 2, SSL_AD_ACCESS_DENIED);
    old_form("client refuses", 1, 1, 1, 1, SSL_AD_UNSUPPORTED_EXTENSION);
    new_form("hellos", hellos);
    new_form("client hello", SSL_EXT_CLIENT_HELLO);
    new_form("server hello", SSL_EXT_TLS1_2_SERVER_HELLO);
    new_form("DTLS", hellos | SSL_EXT_DTLS_ONLY);
    new_form("TLS implementations", hellos | SSL_EXT_TLS_IMPLEMENTATION_ONLY);
    new_form("up to 1.2", hellos | SSL_EXT_TLS1_2_AND_BELOW_ONLY);
    new_form("1.3", hellos | SSL_EXT_TLS1_3_ONLY);
    no_functions();
    resumption();
    return 0;
}
