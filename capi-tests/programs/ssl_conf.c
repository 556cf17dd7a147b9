/* SSL_CONF_CTX: what each command answers and does, for each side, with and without a target. */
#include "pair.h"

static SSL_CTX *ctx;
static SSL *ssl;

static const char *const commands[] = {
    "SignatureAlgorithms", "ClientSignatureAlgorithms", "Curves", "Groups", "ECDHParameters", "CipherString", "Ciphersuites", "Protocol",
    "MinProtocol", "MaxProtocol", "Options", "VerifyMode", "Certificate", "PrivateKey", "ServerInfoFile", "ChainCAPath", "ChainCAFile",
    "VerifyCAPath", "VerifyCAFile", "RequestCAFile", "ClientCAFile", "RequestCAPath", "ClientCAPath", "DHParameters", "RecordPadding",
    "NumTickets", "NoSuchCommand", "", "cipherstring", "no_ssl3", "no_tls1", "no_tls1_1", "no_tls1_2", "no_tls1_3", "bugs", "no_comp", "comp",
    "ecdh_single", "no_ticket", "serverpref", "legacy_renegotiation", "client_renegotiation", "legacy_server_connect", "no_renegotiation",
    "no_resumption_on_reneg", "no_legacy_server_connect", "allow_no_dhe_kex", "prioritize_chacha", "strict", "no_middlebox", "anti_replay",
    "no_anti_replay", "no_etm", "sigalgs", "client_sigalgs", "curves", "groups", "named_curve", "cipher", "ciphersuites", "min_protocol",
    "max_protocol", "cert", "key", "chainCApath", "chainCAfile", "verifyCApath", "verifyCAfile", "requestCAFile", "dhparam", "record_padding",
    "num_tickets", "CIPHER"
};

static const struct { const char *command, *value; } tries[] = {
    { "CipherString", "ECDHE+AESGCM" }, { "CipherString", "nothing" }, { "CipherString", NULL },
    { "Ciphersuites", "TLS_AES_128_GCM_SHA256" }, { "Ciphersuites", "none" },
    { "Groups", "P-256:X25519" }, { "Groups", "P-0" }, { "Curves", "secp384r1" }, { "ECDHParameters", "P-384" }, { "ECDHParameters", "Automatic" },
    { "ECDHParameters", "+automatic" }, { "SignatureAlgorithms", "ECDSA+SHA256:RSA+SHA256" }, { "SignatureAlgorithms", "x" },
    { "ClientSignatureAlgorithms", "RSA+SHA384" }, { "MinProtocol", "DTLSv1" }, { "MinProtocol", "TLSv1.2" }, { "MinProtocol", "None" },
    { "MaxProtocol", "DTLSv1.2" }, { "MaxProtocol", "dtlsv1.2" }, { "MaxProtocol", "DTLSv1.3" }, { "Protocol", "ALL,-DTLSv1" }, { "Protocol", "-ALL , DTLSv1.2" },
    { "Protocol", "ALL,Nothing" }, { "Options", "-SessionTicket" }, { "Options", "SessionTicket,Bugs" }, { "Options", "ServerPreference, ClientRenegotiation" },
    { "Options", "UnsafeLegacyServerConnect,-EncryptThenMac,ExtendedMasterSecret,-CANames" }, { "Options", "KTLS,PrioritizeChaCha,-MiddleboxCompat,AntiReplay" },
    { "Options", "NoRenegotiation,NoResumptionOnRenegotiation,AllowNoDHEKEX,DHSingle,ECDHSingle" }, { "Options", "bugs,Compression" }, { "Options", "" },
    { "Options", "Bugs,wrong" }, { "VerifyMode", "Peer" }, { "VerifyMode", "Request" }, { "VerifyMode", "Require,Once" }, { "VerifyMode", "RequestPostHandshake" },
    { "RecordPadding", "512" }, { "RecordPadding", "99999" }, { "NumTickets", "3" },
    { "Certificate", "server-ec.chain" }, { "Certificate", "none.crt" }, { "PrivateKey", "server-ec.key" }, { "PrivateKey", "server-rsa.key" },
    { "ChainCAFile", "root.crt" }, { "ChainCAFile", "none.crt" }, { "VerifyCAFile", "root.crt" }, { "RequestCAFile", "root.crt" },
    { "ClientCAFile", "inter.crt" }, { "DHParameters", "dh.pem" }, { "DHParameters", "root.crt" },
    { "RecordPadding", "0" }, { "RecordPadding", "-1" }, { "RecordPadding", "12abc" }, { "RecordPadding", " 12" }, { "RecordPadding", "x" },
    { "NumTickets", "-1" }, { "NumTickets", "3x" }, { "NumTickets", "" }, { "ServerInfoFile", "none" }, { "RequestCAPath", "none" },
    { "RequestCAFile", "server-ec.key" }, { "-cipher", NULL }, { "-cipher", "x" }, { "-nothing", "x" }, { "cipher", "x" }, { "-", "" }, { "", "" },
    { "NoSuchCommand", "1" }
};

static void errors(void)
{
    unsigned long code;
    const char *data;
    int flags;

    while ((code = ERR_get_error_all(NULL, NULL, NULL, &data, &flags)) != 0)
        if (ERR_GET_LIB(code) == ERR_LIB_SSL)
            show("  error", "%d %s", ERR_GET_REASON(code), flags & ERR_TXT_STRING && !strncmp(data, "cmd=", 4) ? data : "");
}

static void state(void)
{
    uint64_t options = ssl ? SSL_get_options(ssl) : ctx ? SSL_CTX_get_options(ctx) : 0;

    if (ssl)
        show("  state", "%llx %d %d %d", (unsigned long long)options, SSL_get_verify_mode(ssl), (int)SSL_get_min_proto_version(ssl),
             (int)SSL_get_max_proto_version(ssl));
    else if (ctx)
        show("  state", "%llx %d %d %d %d", (unsigned long long)options, SSL_CTX_get_verify_mode(ctx), (int)SSL_CTX_get_min_proto_version(ctx),
             (int)SSL_CTX_get_max_proto_version(ctx), sk_X509_NAME_num(SSL_CTX_get0_CA_list(ctx)) > 0);
}

static void try_all(const char *what, unsigned int flags)
{
    SSL_CONF_CTX *conf = SSL_CONF_CTX_new();
    size_t i;

    show("case", "%s", what);
    show_int("flags", SSL_CONF_CTX_set_flags(conf, flags));
    if (ssl)
        SSL_CONF_CTX_set_ssl(conf, ssl);
    else
        SSL_CONF_CTX_set_ssl_ctx(conf, ctx);
    for (i = 0; i < sizeof(tries) / sizeof(tries[0]); i++) {
        show("try", "%s = %s", tries[i].command, tries[i].value ? tries[i].value : "(none)");
        show_int("result", SSL_CONF_cmd(conf, tries[i].command, tries[i].value));
        errors();
        state();
    }
    show_int("finish", SSL_CONF_CTX_finish(conf));
    errors();
    state();
    if (ctx && !ssl)
        show("key", "%d", SSL_CTX_get0_privatekey(ctx) != NULL);
    SSL_CONF_CTX_free(conf);
}

static void types(unsigned int flags, const char *prefix)
{
    SSL_CONF_CTX *conf = SSL_CONF_CTX_new();
    char name[100];
    size_t i;

    show("types", "%x %s", flags, prefix);
    SSL_CONF_CTX_set_flags(conf, flags);
    SSL_CONF_CTX_set1_prefix(conf, *prefix && strcmp(prefix, "-") ? prefix : NULL);
    for (i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
        snprintf(name, sizeof(name), "%s%s", prefix, commands[i]);
        show(name, "%d", SSL_CONF_cmd_value_type(conf, name));
    }
    SSL_CONF_CTX_free(conf);
}

static void arguments(void)
{
    char first[] = "-cipher", second[] = "ALL", third[] = "-no_ticket", fourth[] = "-unknown", fifth[] = "-groups", sixth[] = "P-0";
    char *all[] = { first, second, third, fourth, fifth, sixth, fifth, NULL };
    char **argv = all;
    int argc = 7, result;
    SSL_CONF_CTX *conf = SSL_CONF_CTX_new();

    SSL_CONF_CTX_set_flags(conf, SSL_CONF_FLAG_CLIENT | SSL_CONF_FLAG_FILE);
    SSL_CONF_CTX_set_ssl_ctx(conf, ctx);
    while (argc > 0) {
        result = SSL_CONF_cmd_argv(conf, &argc, &argv);
        show("argument", "%d, %d left", result, argc);
        if (result <= 0)
            argc--, argv++;
    }
    show_int("none left", SSL_CONF_cmd_argv(conf, &argc, &argv));
    argv = all;
    show_int("without a count", SSL_CONF_cmd_argv(conf, NULL, &argv));
    show_int("moved", (int)(argv - all));
    show_int("flags", SSL_CONF_CTX_set_flags(conf, 0));
    show_int("cleared", SSL_CONF_CTX_clear_flags(conf, SSL_CONF_FLAG_CMDLINE));
    show_int("no command", SSL_CONF_cmd(conf, NULL, "x"));
    errors();
    SSL_CONF_CTX_free(conf);
    SSL_CONF_CTX_free(NULL);
}

int main(void)
{
    const unsigned int file = SSL_CONF_FLAG_FILE | SSL_CONF_FLAG_SHOW_ERRORS, own = SSL_CONF_FLAG_CERTIFICATE | SSL_CONF_FLAG_REQUIRE_PRIVATE;

    types(SSL_CONF_FLAG_FILE, "");
    types(SSL_CONF_FLAG_FILE | SSL_CONF_FLAG_CLIENT | SSL_CONF_FLAG_CERTIFICATE, "My");
    types(SSL_CONF_FLAG_FILE | SSL_CONF_FLAG_SERVER | SSL_CONF_FLAG_CERTIFICATE, "");
    types(SSL_CONF_FLAG_CMDLINE | SSL_CONF_FLAG_CLIENT | SSL_CONF_FLAG_SERVER | SSL_CONF_FLAG_CERTIFICATE, "-");
    types(SSL_CONF_FLAG_CMDLINE | SSL_CONF_FLAG_SERVER, "x_");

    ctx = SSL_CTX_new(DTLS_method());
    try_all("server", file | SSL_CONF_FLAG_SERVER | own);
    SSL_CTX_free(ctx);
    ctx = SSL_CTX_new(DTLS_client_method());
    try_all("client", file | SSL_CONF_FLAG_CLIENT);
    try_all("command line", SSL_CONF_FLAG_CMDLINE | SSL_CONF_FLAG_SERVER | SSL_CONF_FLAG_SHOW_ERRORS);
    arguments();
    ssl = SSL_new(ctx);
    try_all("connection", SSL_CONF_FLAG_FILE | SSL_CONF_FLAG_CLIENT | SSL_CONF_FLAG_SERVER | SSL_CONF_FLAG_CERTIFICATE);
    show_int("config", SSL_config(ssl, "nobody"));
    errors();
    SSL_free(ssl);
    ssl = NULL;
    show_int("config", SSL_CTX_config(ctx, "nobody"));
    errors();
    SSL_CTX_free(ctx);
    ctx = NULL;
    return 0;
}
