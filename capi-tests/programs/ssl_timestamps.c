/* Certificate transparency without timestamps: who judges, and what becomes of the handshake. */
#include "pair.h"

static int judge(const CT_POLICY_EVAL_CTX *policy, const STACK_OF(SCT) *list, void *arg)
{
    show("judge", "%d %d", policy != NULL, OPENSSL_sk_num((const OPENSSL_STACK *)list));
    return *(int *)arg;
}

static void one(int mode, int verify, int answer)
{
    struct pair pair;
    SSL_CTX *client = pair_context(0, NULL, "root.crt"), *server = pair_context(1, "server-ec", NULL);

    show("case", "%d %d %d", mode, verify, answer);
    if (!verify)
        SSL_CTX_set_verify(client, SSL_VERIFY_NONE, NULL);
    if (mode < 9)
        show_int("enable", SSL_CTX_enable_ct(client, mode));
    else
        show_int("set", SSL_CTX_set_ct_validation_callback(client, judge, &answer));
    show_errors("enable");
    show_int("enabled", SSL_CTX_ct_is_enabled(client));
    pair_join(&pair, client, server);
    show_int("connection", SSL_ct_is_enabled(pair.client));
    if (answer == 7)
        show_int("disable", SSL_set_ct_validation_callback(pair.client, NULL, NULL));
    show_int("handshake", pair_handshake(&pair));
    show_int("result", SSL_get_verify_result(pair.client));
    show_set("timestamps", SSL_get0_peer_scts(pair.client));
    pair_free(&pair);
}

int main(void)
{
    SSL_CTX *ctx = SSL_CTX_new(DTLS_method());

    one(SSL_CT_VALIDATION_PERMISSIVE, 1, 0);
    one(SSL_CT_VALIDATION_STRICT, 1, 0);
    one(SSL_CT_VALIDATION_STRICT, 0, 0);
    one(2, 1, 0);
    one(9, 1, 1);
    one(9, 1, 0);
    one(9, 0, 0);
    one(9, 1, -1);
    one(9, 1, 7);
    show_int("logs", SSL_CTX_set_ctlog_list_file(ctx, "no.such.file"));
    ERR_clear_error();
    SSL_CTX_set0_ctlog_store(ctx, NULL);
    show_set("logs", SSL_CTX_get0_ctlog_store(ctx));
    SSL_CTX_free(ctx);
    return 0;
}
