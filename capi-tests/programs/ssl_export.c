/* Exported keying material, Finished messages and the profiles of SRTP: equal on both sides, whatever they are. */
#include "pair.h"
#include <openssl/srtp.h>

static const char LABEL[] = "EXTRACTOR-dtls_srtp";

/* Whether both sides derive the same. */
static int same(struct pair *pair, const char *label, const char *context, size_t context_length, int use, size_t length)
{
    unsigned char left[512], right[512];

    memset(left, 1, sizeof(left));
    memset(right, 2, sizeof(right));
    if (SSL_export_keying_material(pair->client, left, length, label, strlen(label), (const unsigned char *)context, context_length, use) != 1)
        return -1;
    if (SSL_export_keying_material(pair->server, right, length, label, strlen(label), (const unsigned char *)context, context_length, use) != 1)
        return -2;
    return memcmp(left, right, length) == 0;
}

static int differ(struct pair *pair, const char *first, int first_use, const char *second, int second_use)
{
    unsigned char left[32], right[32];

    SSL_export_keying_material(pair->client, left, 32, LABEL, strlen(LABEL), (const unsigned char *)first, strlen(first), first_use);
    SSL_export_keying_material(pair->client, right, 32, LABEL, strlen(LABEL), (const unsigned char *)second, strlen(second), second_use);
    return memcmp(left, right, 32) != 0;
}

static void exports(struct pair *pair)
{
    unsigned char out[8];

    show_int("no context", same(pair, LABEL, NULL, 0, 0, 60));
    show_int("empty context", same(pair, LABEL, "", 0, 1, 60));
    show_int("context", same(pair, LABEL, "some context", 12, 1, 500));
    show_int("context with zeros", same(pair, "another label", "\0\1\0", 3, 1, 1));
    show_int("ignored context", same(pair, LABEL, "ignored", 7, 0, 16));
    show_int("empty label", same(pair, "", NULL, 0, 0, 16));
    show("differ", "%d %d %d", differ(pair, "", 0, "", 1), differ(pair, "a", 1, "b", 1), differ(pair, "a", 0, "b", 0));
    show_int("reserved label", same(pair, "client finished", NULL, 0, 0, 16));
    show_errors("reserved label");
    show_int("nothing", SSL_export_keying_material(pair->client, out, 0, LABEL, strlen(LABEL), NULL, 0, 0));
}

static void finished(struct pair *pair)
{
    unsigned char a[64], b[64], c[64], d[64];
    size_t first = SSL_get_finished(pair->client, a, sizeof(a)), second = SSL_get_peer_finished(pair->server, b, sizeof(b));
    size_t third = SSL_get_peer_finished(pair->client, c, sizeof(c)), fourth = SSL_get_finished(pair->server, d, sizeof(d));

    show("lengths", "%zu %zu %zu %zu", first, second, third, fourth);
    show("same", "%d %d %d", memcmp(a, b, 12) == 0, memcmp(c, d, 12) == 0, memcmp(a, c, 12) == 0);
    memset(a, 0x55, sizeof(a));
    show("short", "%zu %x %x", SSL_get_finished(pair->client, a, 5), a[5], memcmp(a, b, 5) == 0);
}

static void profiles(const char *client, const char *server)
{
    struct pair pair;
    SRTP_PROTECTION_PROFILE *left, *right;
    STACK_OF(SRTP_PROTECTION_PROFILE) *list;
    int i;

    pair_new(&pair, "server-ec");
    show("profiles", "%s | %s: %d %d", client, server, SSL_set_tlsext_use_srtp(pair.client, client),
         server[0] ? SSL_set_tlsext_use_srtp(pair.server, server) : -1);
    show_errors("profiles");
    list = SSL_get_srtp_profiles(pair.client);
    for (i = 0; i < sk_SRTP_PROTECTION_PROFILE_num(list); i++)
        show("profile", "%s %lx", sk_SRTP_PROTECTION_PROFILE_value(list, i)->name, sk_SRTP_PROTECTION_PROFILE_value(list, i)->id);
    show_int("handshake", pair_handshake(&pair));
    left = SSL_get_selected_srtp_profile(pair.client);
    right = SSL_get_selected_srtp_profile(pair.server);
    show("selected", "%s %s", left ? left->name : "none", right ? right->name : "none");
    pair_free(&pair);
}

int main(void)
{
    struct pair pair;
    unsigned char out[16];

    pair_new(&pair, "server-rsa");
    show_int("before", SSL_export_keying_material(pair.client, out, 16, LABEL, strlen(LABEL), NULL, 0, 0));
    show("before", "%zu %zu", SSL_get_finished(pair.client, out, 16), SSL_get_peer_finished(pair.client, out, 16));
    ERR_clear_error();
    show_int("handshake", pair_handshake(&pair));
    exports(&pair);
    finished(&pair);
    pair_free(&pair);
    profiles("SRTP_AES128_CM_SHA1_80", "SRTP_AES128_CM_SHA1_80");
    profiles("SRTP_AEAD_AES_256_GCM:SRTP_AEAD_AES_128_GCM:SRTP_AES128_CM_SHA1_80", "SRTP_AEAD_AES_128_GCM:SRTP_AEAD_AES_256_GCM");
    profiles("SRTP_AES128_CM_SHA1_32:SRTP_AES128_CM_SHA1_80", "SRTP_AEAD_AES_128_GCM");
    profiles("SRTP_AES128_CM_SHA1_32", "");
    profiles("SRTP_AES128_CM_SHA1_80:SRTP_AES128_CM_SHA1_80", "SRTP_AES128_CM_SHA1_80");
    profiles("SRTP_NOTHING", "SRTP_AES128_CM_SHA1_80");
    profiles("SRTP_ARIA_128_CTR_HMAC_SHA1_80:SRTP_DOUBLE_AEAD_AES_128_GCM_AEAD_AES_128_GCM", "SRTP_AES128_CM_SHA1_80");
    return 0;
}
