/*
 * A server's and a client's session caches: SSL_CTX_set_session_cache_mode(3), SSL_CTX_sess_set_get_cb(3),
 * SSL_CTX_sess_number(3), SSL_CTX_set_timeout(3), SSL_CTX_flush_sessions(3), SSL_CTX_set_session_id_context(3),
 * SSL_CTX_set_generate_session_id(3). Sessions are told by their ID here: no tickets.
 */
#include "pair.h"

#define MAX_SESSIONS 400

/* What the callbacks saw: sessions are numbered in the order in which they were new. */
static SSL_SESSION *external[MAX_SESSIONS];
static int kept, quiet, use_external, copy_flag;

static int number_of(const SSL_SESSION *session)
{
    unsigned length, other_length;
    const unsigned char *id = SSL_SESSION_get_id(session, &length), *other;
    int i;

    for (i = 0; i < kept; i++) {
        other = SSL_SESSION_get_id(external[i], &other_length);
        if (length == other_length && memcmp(id, other, length) == 0)
            return i + 1;
    }
    return 0;
}

static int on_new(SSL *ssl, SSL_SESSION *session)
{
    external[kept++] = session;
    if (!quiet)
        show("new", "%s, session %d", SSL_is_server(ssl) ? "server" : "client", number_of(session));
    return 1;
}

static void on_remove(SSL_CTX *ctx, SSL_SESSION *session)
{
    (void)ctx;
    if (!quiet)
        show("removed", "session %d, resumable %d", number_of(session), SSL_SESSION_is_resumable(session));
}

static SSL_SESSION *on_get(SSL *ssl, const unsigned char *id, int length, int *copy)
{
    SSL_SESSION *found = NULL;
    unsigned other_length;
    const unsigned char *other;
    int i;

    for (i = 0; i < kept; i++) {
        other = SSL_SESSION_get_id(external[i], &other_length);
        if ((unsigned)length == other_length && memcmp(id, other, other_length) == 0)
            found = external[i];
    }
    show("get", "server %d, length %d, copy %d, %s", SSL_is_server(ssl), length, *copy, found != NULL && use_external ? "found" : "not found");
    *copy = copy_flag;
    if (found == NULL || !use_external)
        return NULL;
    if (!copy_flag)
        SSL_SESSION_up_ref(found);
    return found;
}

static void forget(void)
{
    while (kept > 0)
        SSL_SESSION_free(external[--kept]);
}

static void statistics(const char *label, SSL_CTX *ctx)
{
    show(labelled("%s counts", label),
         "number %ld connect %ld good %ld again %ld accept %ld good %ld again %ld hits %ld external %ld misses %ld timeouts %ld full %ld",
         SSL_CTX_sess_number(ctx), SSL_CTX_sess_connect(ctx), SSL_CTX_sess_connect_good(ctx), SSL_CTX_sess_connect_renegotiate(ctx),
         SSL_CTX_sess_accept(ctx), SSL_CTX_sess_accept_good(ctx), SSL_CTX_sess_accept_renegotiate(ctx), SSL_CTX_sess_hits(ctx),
         SSL_CTX_sess_cb_hits(ctx), SSL_CTX_sess_misses(ctx), SSL_CTX_sess_timeouts(ctx), SSL_CTX_sess_cache_full(ctx));
}

static void close_both(struct pair *pair)
{
    char byte;

    SSL_shutdown(pair->client);
    SSL_read(pair->server, &byte, 1);
    SSL_shutdown(pair->server);
}

/* A connection that offers `session` and is closed as it should be; the client's session with a reference. */
static SSL_SESSION *connect_with(struct pair *pair, const char *label, SSL_SESSION *session)
{
    SSL_SESSION *got;
    int done;

    pair_again(pair);
    if (session != NULL)
        SSL_set_session(pair->client, session);
    done = pair_handshake(pair);
    if (label != NULL) {
        show(label, "done %d reused %d %d", done, SSL_session_reused(pair->client), SSL_session_reused(pair->server));
        show_errors(label);
    }
    got = done ? SSL_get1_session(pair->client) : NULL;
    if (done)
        close_both(pair);
    ERR_clear_error();
    return got;
}

static void begin(struct pair *pair, long mode)
{
    pair_new(pair, "server-ec");
    SSL_CTX_set_options(pair->server_ctx, SSL_OP_NO_TICKET);
    show("mode", "%lx, was %lx", SSL_CTX_get_session_cache_mode(pair->server_ctx), SSL_CTX_set_session_cache_mode(pair->server_ctx, mode));
    SSL_CTX_sess_set_new_cb(pair->server_ctx, on_new);
    SSL_CTX_sess_set_remove_cb(pair->server_ctx, on_remove);
    SSL_CTX_sess_set_get_cb(pair->server_ctx, on_get);
}

static void finish(struct pair *pair, const char *label)
{
    statistics(label, pair->server_ctx);
    pair_free(pair);
    show(label, "freed");
    forget();
}

static void modes(void)
{
    static const long modes[] = { SSL_SESS_CACHE_OFF, SSL_SESS_CACHE_CLIENT, SSL_SESS_CACHE_SERVER, SSL_SESS_CACHE_BOTH,
                                  SSL_SESS_CACHE_SERVER | SSL_SESS_CACHE_NO_INTERNAL_LOOKUP,
                                  SSL_SESS_CACHE_SERVER | SSL_SESS_CACHE_NO_INTERNAL_STORE, SSL_SESS_CACHE_SERVER | SSL_SESS_CACHE_NO_INTERNAL };
    struct pair pair;
    SSL_SESSION *session;
    unsigned i, length;
    int external_too;

    for (i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
        for (external_too = 0; external_too < 3; external_too++) {
            const char *label = labelled("mode %lx external %d", modes[i], external_too);

            use_external = external_too > 0;
            copy_flag = external_too == 2;
            begin(&pair, modes[i]);
            session = connect_with(&pair, labelled("mode %lx %d first", modes[i], external_too), NULL);
            SSL_SESSION_get_id(session, &length);
            show(labelled("mode %lx %d session", modes[i], external_too), "id length %u resumable %d", length, SSL_SESSION_is_resumable(session));
            SSL_SESSION_free(connect_with(&pair, labelled("mode %lx %d second", modes[i], external_too), session));
            SSL_SESSION_free(connect_with(&pair, labelled("mode %lx %d third", modes[i], external_too), session));
            SSL_SESSION_free(session);
            finish(&pair, labelled("mode %lx external %d", modes[i], external_too));
            (void)label;
        }
    }
    use_external = 0;
}

/* The client's side has a cache, too, but looks nothing up. */
static void client_cache(void)
{
    struct pair pair;
    SSL_SESSION *session;

    begin(&pair, SSL_SESS_CACHE_SERVER);
    SSL_CTX_set_session_cache_mode(pair.client_ctx, SSL_SESS_CACHE_CLIENT);
    SSL_CTX_sess_set_new_cb(pair.client_ctx, on_new);
    SSL_CTX_sess_set_remove_cb(pair.client_ctx, on_remove);
    session = connect_with(&pair, "client cache first", NULL);
    SSL_SESSION_free(connect_with(&pair, "client cache second", session));
    statistics("client cache", pair.client_ctx);
    show_int("client removes", SSL_CTX_remove_session(pair.client_ctx, session));
    show_int("client removes again", SSL_CTX_remove_session(pair.client_ctx, session));
    SSL_SESSION_free(connect_with(&pair, "client cache removed", session));
    statistics("client cache", pair.client_ctx);
    SSL_SESSION_free(session);
    finish(&pair, "client cache");
}

static void sizes(void)
{
    struct pair pair;
    SSL_SESSION *first = NULL, *last = NULL;
    int i;

    begin(&pair, SSL_SESS_CACHE_SERVER);
    SSL_CTX_sess_set_get_cb(pair.server_ctx, NULL);
    show_int("size", SSL_CTX_sess_get_cache_size(pair.server_ctx));
    show_int("size was", SSL_CTX_sess_set_cache_size(pair.server_ctx, 20));
    /* One that expires sooner goes first, and a new one always finds a place. */
    SSL_CTX_set_timeout(pair.server_ctx, 7200);
    first = connect_with(&pair, "size first", NULL);
    quiet = 1;
    SSL_CTX_set_timeout(pair.server_ctx, 100);
    for (i = 0; i < 50; i++) {
        SSL_SESSION_free(last);
        last = connect_with(&pair, NULL, NULL);
    }
    /* OpenSSL 3.0 stops one before the size, which its manual calls a hint. */
    show_int("size kept", SSL_CTX_sess_number(pair.server_ctx) + SSL_CTX_sess_cache_full(pair.server_ctx));
    show_int("size kept about", (SSL_CTX_sess_number(pair.server_ctx) + 1) / 2);
    SSL_SESSION_free(connect_with(&pair, "size first again", first));
    SSL_SESSION_free(connect_with(&pair, "size last again", last));
    /* Unlimited. */
    SSL_CTX_sess_set_cache_size(pair.server_ctx, 0);
    for (i = 0; i < 30; i++)
        SSL_SESSION_free(connect_with(&pair, NULL, NULL));
    show_int("size unlimited", SSL_CTX_sess_number(pair.server_ctx) >= 49);
    SSL_SESSION_free(first);
    SSL_SESSION_free(last);
    pair_free(&pair);
    forget();
    quiet = 0;
}

static void by_hand(void)
{
    struct pair pair;
    SSL_SESSION *session, *copy, *other = SSL_SESSION_new();
    unsigned length;
    const unsigned char *id;

    begin(&pair, SSL_SESS_CACHE_SERVER | SSL_SESS_CACHE_NO_INTERNAL_STORE);
    session = connect_with(&pair, "by hand", NULL);
    id = SSL_SESSION_get_id(session, &length);
    show_int("matching", SSL_has_matching_session_id(pair.server, id, length));
    copy = SSL_SESSION_dup(session);
    show_int("add", SSL_CTX_add_session(pair.server_ctx, session));
    show_int("add again", SSL_CTX_add_session(pair.server_ctx, session));
    show_int("matching now", SSL_has_matching_session_id(pair.server, id, length));
    show_int("matching a part", SSL_has_matching_session_id(pair.server, id, length - 1));
    SSL_SESSION_free(connect_with(&pair, "by hand added", session));
    show_int("add a copy", SSL_CTX_add_session(pair.server_ctx, copy));
    statistics("by hand", pair.server_ctx);
    show_int("remove", SSL_CTX_remove_session(pair.server_ctx, session));
    show("resumable", "%d, copy %d", SSL_SESSION_is_resumable(session), SSL_SESSION_is_resumable(copy));
    show_int("remove again", SSL_CTX_remove_session(pair.server_ctx, copy));
    show_int("remove empty", SSL_CTX_remove_session(pair.server_ctx, other));
    show_int("remove none", SSL_CTX_remove_session(pair.server_ctx, NULL));
    SSL_SESSION_free(connect_with(&pair, "by hand removed", session));
    SSL_SESSION_free(session);
    SSL_SESSION_free(copy);
    SSL_SESSION_free(other);
    finish(&pair, "by hand");
}

static void timeouts(void)
{
    struct pair pair;
    SSL_SESSION *session, *second;
    long now = (long)time(NULL);

    begin(&pair, SSL_SESS_CACHE_SERVER);
    show_int("timeout", SSL_CTX_get_timeout(pair.server_ctx));
    show_int("timeout was", SSL_CTX_set_timeout(pair.server_ctx, 300));
    show_int("default timeout", SSL_get_default_timeout(pair.server));
    session = connect_with(&pair, "timeout", NULL);
    show_int("timeout at client", SSL_SESSION_get_timeout(session));
    show_int("timeout at server", SSL_SESSION_get_timeout(external[0]));
    show_int("time", SSL_SESSION_get_time(session) >= now && SSL_SESSION_get_time(session) <= now + 100);
    SSL_CTX_flush_sessions(pair.server_ctx, now + 200);
    statistics("timeout flushed nothing", pair.server_ctx);
    SSL_SESSION_free(connect_with(&pair, "timeout in time", session));
    SSL_SESSION_set_time(external[0], now - 301);
    SSL_SESSION_free(connect_with(&pair, "timeout over", session));
    statistics("timeout over", pair.server_ctx);
    second = connect_with(&pair, "timeout second", NULL);
    SSL_CTX_flush_sessions(pair.server_ctx, now + 1000);
    statistics("timeout flushed", pair.server_ctx);
    SSL_SESSION_free(connect_with(&pair, "timeout after flush", second));
    SSL_CTX_flush_sessions(pair.server_ctx, 0);
    SSL_SESSION_free(session);
    SSL_SESSION_free(second);
    finish(&pair, "timeout");

    /* The session's own, which also a client keeps. */
    begin(&pair, SSL_SESS_CACHE_SERVER);
    session = connect_with(&pair, "short", NULL);
    show_int("short set", SSL_SESSION_set_timeout(session, 1));
    show_int("short server", SSL_SESSION_set_timeout(external[0], 1));
    show_int("short get", SSL_SESSION_get_timeout(external[0]));
    show_int("short time", SSL_SESSION_set_time(external[0], 1000));
    SSL_SESSION_free(connect_with(&pair, "short again", session));
    SSL_SESSION_free(session);
    finish(&pair, "short");

    /* Every 255 connections the expired go by themselves. */
    for (quiet = 1; quiet <= 2; quiet++) {
        int i;

        begin(&pair, SSL_SESS_CACHE_SERVER | (quiet == 2 ? SSL_SESS_CACHE_NO_AUTO_CLEAR : 0));
        for (i = 0; i < 257; i++) {
            SSL_SESSION_free(connect_with(&pair, NULL, NULL));
            SSL_SESSION_set_time(external[i], 1000);
        }
        finish(&pair, labelled("automatic %d", quiet));
    }
    quiet = 0;
}

static void endings(void)
{
    struct pair pair;
    SSL_SESSION *session;

    begin(&pair, SSL_SESS_CACHE_SERVER);
    /* No shutdown: the session is not resumed. */
    pair_again(&pair);
    show_int("cut", pair_handshake(&pair));
    session = SSL_get1_session(pair.client);
    SSL_free(pair.server);
    pair.server = NULL;
    show("cut client", "resumable %d", SSL_SESSION_is_resumable(session));
    SSL_set_shutdown(pair.client, SSL_SENT_SHUTDOWN);
    SSL_SESSION_free(connect_with(&pair, "cut again", session));
    SSL_SESSION_free(session);

    /* One side said so. */
    pair_again(&pair);
    show_int("said", pair_handshake(&pair));
    session = SSL_get1_session(pair.client);
    SSL_shutdown(pair.server);
    SSL_free(pair.server);
    SSL_set_shutdown(pair.client, SSL_RECEIVED_SHUTDOWN);
    pair.server = NULL;
    SSL_SESSION_free(connect_with(&pair, "said again", session));
    SSL_SESSION_free(session);

    /* Quiet, and by hand. */
    pair_again(&pair);
    SSL_set_quiet_shutdown(pair.server, 1);
    show_int("quiet", pair_handshake(&pair));
    session = SSL_get1_session(pair.client);
    SSL_shutdown(pair.server);
    SSL_set_shutdown(pair.client, SSL_RECEIVED_SHUTDOWN);
    SSL_SESSION_free(connect_with(&pair, "quiet again", session));

    /* SSL_clear keeps a session that ended well. */
    pair_again(&pair);
    SSL_set_session(pair.client, session);
    pair_handshake(&pair);
    show("clear", "reused %d", SSL_session_reused(pair.client));
    close_both(&pair);
    show("cleared", "%d %d", SSL_clear(pair.client), SSL_clear(pair.server));
    show_set("cleared session", SSL_get_session(pair.client));
    link_clear(&pair.up);
    link_clear(&pair.down);
    show_int("cleared done", pair_handshake(&pair));
    show("cleared reused", "%d %d", SSL_session_reused(pair.client), SSL_session_reused(pair.server));
    /* ... and gives up one that did not. */
    show("cleared", "%d %d", SSL_clear(pair.client), SSL_clear(pair.server));
    show_set("cleared session", SSL_get_session(pair.client));
    SSL_SESSION_free(session);
    finish(&pair, "endings");
}

/* --- names --- */

static int ids, id_kind;

static int generate(SSL *ssl, unsigned char *id, unsigned *length)
{
    show("generate", "server %d length %u", SSL_is_server(ssl), *length);
    ids++;
    memset(id, 'n', *length);
    id[0] = (unsigned char)ids;
    switch (id_kind) {
    case 1:
        *length = 7;
        return 1;
    case 2:
        *length = 0;
        return 1;
    case 3:
        *length = 33;
        return 1;
    case 4:
        return 0;
    case 5:
        id[0] = 1;
        return 1;
    default:
        return 1;
    }
}

static int forward_secure = -1;

static int not_resumable(SSL *ssl, int is_forward_secure)
{
    (void)ssl;
    forward_secure = is_forward_secure;
    return 1;
}

static void names(void)
{
    struct pair pair;
    SSL_SESSION *session;
    unsigned length;
    const unsigned char *id;

    begin(&pair, SSL_SESS_CACHE_SERVER);
    show_int("generate set", SSL_CTX_set_generate_session_id(pair.server_ctx, generate));
    for (id_kind = 0; id_kind < 6; id_kind++) {
        session = connect_with(&pair, labelled("id %d", id_kind), NULL);
        if (session == NULL)
            continue;
        id = SSL_SESSION_get_id(session, &length);
        show_hex(labelled("id %d is", id_kind), id, length);
        SSL_SESSION_free(connect_with(&pair, labelled("id %d again", id_kind), session));
        SSL_SESSION_free(session);
    }
    id_kind = 0;
    finish(&pair, "names");

    begin(&pair, SSL_SESS_CACHE_SERVER);
    SSL_CTX_set_not_resumable_session_callback(pair.server_ctx, not_resumable);
    session = connect_with(&pair, "not resumable", NULL);
    show_int("not resumable, forward secure", forward_secure);
    SSL_SESSION_free(session);
    SSL_CTX_clear_options(pair.server_ctx, SSL_OP_NO_TICKET);
    session = connect_with(&pair, "not resumable by ticket", NULL);
    show_int("not resumable ticket", SSL_SESSION_has_ticket(session));
    SSL_SESSION_free(session);
    finish(&pair, "not resumable");
}

static void contexts(void)
{
    struct pair pair;
    SSL_SESSION *session;
    unsigned char name[33] = "0123456789abcdef0123456789abcdef";
    unsigned length;

    begin(&pair, SSL_SESS_CACHE_SERVER);
    show_int("long", SSL_CTX_set_session_id_context(pair.server_ctx, name, 33));
    show_errors("long");
    show_int("longest", SSL_CTX_set_session_id_context(pair.server_ctx, name, 32));
    session = connect_with(&pair, "context", NULL);
    SSL_SESSION_get0_id_context(external[0], &length);
    show_int("context length", length);
    SSL_SESSION_free(connect_with(&pair, "context again", session));
    show_int("other", SSL_CTX_set_session_id_context(pair.server_ctx, name, 31));
    SSL_SESSION_free(connect_with(&pair, "context other", session));
    pair_again(&pair);
    SSL_set_session(pair.client, session);
    show_int("own", SSL_set_session_id_context(pair.server, name, 32));
    show_int("own done", pair_handshake(&pair));
    show("own reused", "%d", SSL_session_reused(pair.server));
    close_both(&pair);
    SSL_SESSION_free(session);
    finish(&pair, "context");

    /* With clients that are verified a context is a must. */
    begin(&pair, SSL_SESS_CACHE_SERVER);
    SSL_CTX_load_verify_locations(pair.server_ctx, "root.crt", NULL);
    session = connect_with(&pair, "verify later", NULL);
    SSL_CTX_set_verify(pair.server_ctx, SSL_VERIFY_PEER, NULL);
    SSL_SESSION_free(connect_with(&pair, "verify without context", session));
    SSL_SESSION_free(session);
    session = connect_with(&pair, "verify", NULL);
    statistics("verify", pair.server_ctx);
    SSL_SESSION_free(connect_with(&pair, "verify again", session));
    SSL_SESSION_free(session);
    finish(&pair, "verify");
}

/* A session that no handshake made: both sides have its secret from elsewhere. */
static SSL_SESSION *injected(SSL *ssl, int version, unsigned char suite)
{
    const unsigned char code[] = { 0xC0, suite };
    unsigned char secret[48], id[32];
    SSL_SESSION *session = SSL_SESSION_new();

    memset(secret, 's', sizeof(secret));
    memset(id, 'i', sizeof(id));
    SSL_SESSION_set_protocol_version(session, version);
    SSL_SESSION_set1_master_key(session, secret, sizeof(secret));
    SSL_SESSION_set1_id(session, id, sizeof(id));
    SSL_SESSION_set_cipher(session, SSL_CIPHER_find(ssl, code));
    SSL_SESSION_set_timeout(session, 7200);
    return session;
}

static void injections(void)
{
    /* TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384 and TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA */
    static const struct { int version; unsigned char suite; } kinds[] = { { DTLS1_2_VERSION, 0x2C }, { DTLS1_VERSION, 0x09 } };
    struct pair pair;
    SSL_SESSION *client, *server;
    unsigned char material[16];
    unsigned i;

    for (i = 0; i < 2; i++) {
        begin(&pair, SSL_SESS_CACHE_SERVER);
        SSL_CTX_set_cipher_list(pair.client_ctx, "ALL:@SECLEVEL=0");
        SSL_CTX_set_cipher_list(pair.server_ctx, "ALL:@SECLEVEL=0");
        SSL_CTX_set_max_proto_version(pair.client_ctx, kinds[i].version);
        client = injected(pair.client, kinds[i].version, kinds[i].suite);
        server = injected(pair.client, kinds[i].version, kinds[i].suite);
        show_int("injected", SSL_CTX_add_session(pair.server_ctx, server));
        /* It was made without the extended master secret (RFC 7627, 5.3). */
        SSL_SESSION_free(connect_with(&pair, labelled("injected %u with ems", i), client));
        SSL_CTX_set_options(pair.client_ctx, SSL_OP_NO_EXTENDED_MASTER_SECRET);
        SSL_SESSION_free(connect_with(&pair, labelled("injected %u", i), client));
        show("injected cipher", "%s %s", SSL_get_version(pair.client), SSL_get_cipher_name(pair.client));
        show_int("injected exporter", SSL_export_keying_material(pair.client, material, sizeof(material), "EXPORTER-x", 10, NULL, 0, 0));
        SSL_SESSION_free(client);
        SSL_SESSION_free(server);
        finish(&pair, "injected");
    }
}

/* Calls both sides until data of each has come through, which carries a renegotiation on. */
static void run(struct pair *pair)
{
    char byte;
    int i;

    for (i = 0; i < 10; i++) {
        SSL_read(pair->client, &byte, 1);
        SSL_read(pair->server, &byte, 1);
    }
    ERR_clear_error();
}

static void renegotiations(void)
{
    struct pair pair;
    SSL_SESSION *first, *last;
    unsigned length, other_length;
    int kind;

    for (kind = 0; kind < 4; kind++) {
        const unsigned char *id, *other;

        begin(&pair, SSL_SESS_CACHE_SERVER);
        SSL_CTX_set_options(pair.server_ctx, SSL_OP_ALLOW_CLIENT_RENEGOTIATION);
        if (kind == 2)
            SSL_CTX_set_options(pair.server_ctx, SSL_OP_NO_SESSION_RESUMPTION_ON_RENEGOTIATION);
        pair_again(&pair);
        show_int(labelled("again %d", kind), pair_handshake(&pair));
        first = SSL_get1_session(pair.client);
        if (kind == 0)
            show_int("full", SSL_renegotiate(pair.client));
        else if (kind < 3)
            show_int("abbreviated", SSL_renegotiate_abbreviated(pair.client));
        else
            show_int("server", SSL_renegotiate(pair.server));
        if (kind == 3)
            SSL_do_handshake(pair.server);
        else
            SSL_do_handshake(pair.client);
        run(&pair);
        last = SSL_get1_session(pair.client);
        id = SSL_SESSION_get_id(first, &length);
        other = SSL_SESSION_get_id(last, &other_length);
        show(labelled("again %d", kind), "reused %d %d same id %d renegotiations %ld %ld", SSL_session_reused(pair.client),
             SSL_session_reused(pair.server), length == other_length && memcmp(id, other, length) == 0,
             SSL_total_renegotiations(pair.client), SSL_total_renegotiations(pair.server));
        statistics("again client", pair.client_ctx);
        SSL_SESSION_free(first);
        SSL_SESSION_free(last);
        close_both(&pair);
        /* OpenSSL counts a server's request more than once. */
        if (kind < 3)
            statistics("again", pair.server_ctx);
        pair_free(&pair);
        forget();
    }
}

static void objects(void)
{
    static int index = -1;
    SSL_SESSION *session = SSL_SESSION_new(), *copy;
    unsigned char bytes[600] = { 1, 2, 3 };
    unsigned length;
    int mark;

    index = SSL_SESSION_get_ex_new_index(0, NULL, NULL, NULL, NULL);
    show_int("index", index > 0);
    show("fresh", "version %d timeout %ld resumable %d ticket %d compress %u", SSL_SESSION_get_protocol_version(session),
         SSL_SESSION_get_timeout(session), SSL_SESSION_is_resumable(session), SSL_SESSION_has_ticket(session), SSL_SESSION_get_compress_id(session));
    show_set("fresh cipher", SSL_SESSION_get0_cipher(session));
    show_set("fresh peer", SSL_SESSION_get0_peer(session));
    show_set("fresh host", SSL_SESSION_get0_hostname(session));
    show_int("id 33", SSL_SESSION_set1_id(session, bytes, 33));
    show_errors("id 33");
    show_int("id 32", SSL_SESSION_set1_id(session, bytes, 32));
    show_int("context 33", SSL_SESSION_set1_id_context(session, bytes, 33));
    show_errors("context 33");
    show_int("secret 300", SSL_SESSION_set1_master_key(session, bytes, 300));
    show_int("secret 600", SSL_SESSION_set1_master_key(session, bytes, 600));
    show_int("secret 48", SSL_SESSION_set1_master_key(session, bytes, 48));
    show("secret", "%d %d %d", (int)SSL_SESSION_get_master_key(session, NULL, 0), (int)SSL_SESSION_get_master_key(session, bytes, 10),
         (int)SSL_SESSION_get_master_key(session, bytes, 300));
    show_int("host", SSL_SESSION_set1_hostname(session, "shop.example"));
    show_string("host is", SSL_SESSION_get0_hostname(session));
    show_int("no host", SSL_SESSION_set1_hostname(session, NULL));
    show_set("no host is", SSL_SESSION_get0_hostname(session));
    show_int("alpn", SSL_SESSION_set1_alpn_selected(session, (const unsigned char *)"coap", 4));
    show_int("ex data", SSL_SESSION_set_ex_data(session, index, &mark));
    show_int("app data", SSL_SESSION_set_app_data(session, &length));
    copy = SSL_SESSION_dup(session);
    show_int("copy ex data", SSL_SESSION_get_ex_data(copy, index) == &mark);
    show_int("copy app data", SSL_SESSION_get_app_data(copy) == &length);
    SSL_SESSION_get_id(copy, &length);
    show_int("copy id", length);
    show_int("up_ref", SSL_SESSION_up_ref(session));
    SSL_SESSION_free(session);
    show_int("still there", SSL_SESSION_get_ex_data(session, index) == &mark);
    SSL_SESSION_free(session);
    SSL_SESSION_free(copy);
    SSL_SESSION_free(NULL);
}

int main(void)
{
    modes();
    client_cache();
    sizes();
    by_hand();
    timeouts();
    endings();
    names();
    contexts();
    injections();
    renegotiations();
    objects();
    return 0;
}
