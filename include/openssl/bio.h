/* Made by 'make headers' from abi/headers/bio.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_BIO_H
#define FERRODTLS_OPENSSL_BIO_H

#include <stdarg.h>
#include <stdio.h>

#include <openssl/e_os2.h>
#include <openssl/types.h>
#include <openssl/crypto.h>
#include <openssl/bioerr.h>

/* Kinds of BIOs and of BIO_METHODs. */
#define BIO_TYPE_DESCRIPTOR   0x0100
#define BIO_TYPE_FILTER       0x0200
#define BIO_TYPE_SOURCE_SINK  0x0400
#define BIO_TYPE_NONE         0
#define BIO_TYPE_MEM          (1 | BIO_TYPE_SOURCE_SINK)
#define BIO_TYPE_FILE         (2 | BIO_TYPE_SOURCE_SINK)
#define BIO_TYPE_FD           (4 | BIO_TYPE_SOURCE_SINK | BIO_TYPE_DESCRIPTOR)
#define BIO_TYPE_SOCKET       (5 | BIO_TYPE_SOURCE_SINK | BIO_TYPE_DESCRIPTOR)
#define BIO_TYPE_NULL         (6 | BIO_TYPE_SOURCE_SINK)
#define BIO_TYPE_SSL          (7 | BIO_TYPE_FILTER)
#define BIO_TYPE_MD           (8 | BIO_TYPE_FILTER)
#define BIO_TYPE_BUFFER       (9 | BIO_TYPE_FILTER)
#define BIO_TYPE_CIPHER       (10 | BIO_TYPE_FILTER)
#define BIO_TYPE_BASE64       (11 | BIO_TYPE_FILTER)
#define BIO_TYPE_CONNECT      (12 | BIO_TYPE_SOURCE_SINK | BIO_TYPE_DESCRIPTOR)
#define BIO_TYPE_ACCEPT       (13 | BIO_TYPE_SOURCE_SINK | BIO_TYPE_DESCRIPTOR)
#define BIO_TYPE_NBIO_TEST    (16 | BIO_TYPE_FILTER)
#define BIO_TYPE_NULL_FILTER  (17 | BIO_TYPE_FILTER)
#define BIO_TYPE_BIO          (19 | BIO_TYPE_SOURCE_SINK)
#define BIO_TYPE_LINEBUFFER   (20 | BIO_TYPE_FILTER)
#define BIO_TYPE_DGRAM        (21 | BIO_TYPE_SOURCE_SINK | BIO_TYPE_DESCRIPTOR)
#define BIO_TYPE_ASN1         (22 | BIO_TYPE_FILTER)
#define BIO_TYPE_COMP         (23 | BIO_TYPE_FILTER)
#define BIO_TYPE_DGRAM_SCTP   (24 | BIO_TYPE_SOURCE_SINK | BIO_TYPE_DESCRIPTOR)
#define BIO_TYPE_CORE_TO_PROV (25 | BIO_TYPE_SOURCE_SINK)
#define BIO_TYPE_START        128

#define BIO_NOCLOSE 0x00
#define BIO_CLOSE 0x01

/* Commands of BIO_ctrl() that any BIO may know. */
#define BIO_CTRL_RESET        1
#define BIO_CTRL_EOF          2
#define BIO_CTRL_INFO         3
#define BIO_CTRL_SET          4
#define BIO_CTRL_GET          5
#define BIO_CTRL_PUSH         6
#define BIO_CTRL_POP          7
#define BIO_CTRL_GET_CLOSE    8
#define BIO_CTRL_SET_CLOSE    9
#define BIO_CTRL_PENDING      10
#define BIO_CTRL_FLUSH        11
#define BIO_CTRL_DUP          12
#define BIO_CTRL_WPENDING     13
#define BIO_CTRL_SET_CALLBACK 14
#define BIO_CTRL_GET_CALLBACK 15
#define BIO_CTRL_PEEK         29
#define BIO_CTRL_SET_FILENAME 30
#define BIO_CTRL_SET_PREFIX   79
#define BIO_CTRL_SET_INDENT   80
#define BIO_CTRL_GET_INDENT   81

/* Commands of datagram BIOs. */
#define BIO_CTRL_DGRAM_CONNECT            31
#define BIO_CTRL_DGRAM_SET_CONNECTED      32
#define BIO_CTRL_DGRAM_SET_RECV_TIMEOUT   33
#define BIO_CTRL_DGRAM_GET_RECV_TIMEOUT   34
#define BIO_CTRL_DGRAM_SET_SEND_TIMEOUT   35
#define BIO_CTRL_DGRAM_GET_SEND_TIMEOUT   36
#define BIO_CTRL_DGRAM_GET_RECV_TIMER_EXP 37
#define BIO_CTRL_DGRAM_GET_SEND_TIMER_EXP 38
#define BIO_CTRL_DGRAM_MTU_DISCOVER       39
#define BIO_CTRL_DGRAM_QUERY_MTU          40
#define BIO_CTRL_DGRAM_GET_FALLBACK_MTU   47
#define BIO_CTRL_DGRAM_GET_MTU            41
#define BIO_CTRL_DGRAM_SET_MTU            42
#define BIO_CTRL_DGRAM_MTU_EXCEEDED       43
#define BIO_CTRL_DGRAM_GET_PEER           46
#define BIO_CTRL_DGRAM_SET_PEER           44
#define BIO_CTRL_DGRAM_SET_NEXT_TIMEOUT   45
#define BIO_CTRL_DGRAM_SET_DONT_FRAG      48
#define BIO_CTRL_DGRAM_GET_MTU_OVERHEAD   49
#define BIO_CTRL_DGRAM_SET_PEEK_MODE      71

/* Commands of SCTP BIOs; the first is answered by all datagram BIOs. */
#define BIO_CTRL_DGRAM_SCTP_SET_IN_HANDSHAKE 50
#define BIO_CTRL_DGRAM_SCTP_ADD_AUTH_KEY     51
#define BIO_CTRL_DGRAM_SCTP_NEXT_AUTH_KEY    52
#define BIO_CTRL_DGRAM_SCTP_AUTH_CCS_RCVD    53
#define BIO_CTRL_DGRAM_SCTP_GET_SNDINFO      60
#define BIO_CTRL_DGRAM_SCTP_SET_SNDINFO      61
#define BIO_CTRL_DGRAM_SCTP_GET_RCVINFO      62
#define BIO_CTRL_DGRAM_SCTP_SET_RCVINFO      63
#define BIO_CTRL_DGRAM_SCTP_GET_PRINFO       64
#define BIO_CTRL_DGRAM_SCTP_SET_PRINFO       65
#define BIO_CTRL_DGRAM_SCTP_SAVE_SHUTDOWN    70
/* 1: the peer has all messages; 2: not yet, or messages must be read first; -1: failed. */
#define BIO_CTRL_DGRAM_SCTP_WAIT_FOR_DRY     77
#define BIO_CTRL_DGRAM_SCTP_MSG_WAITING      78

/* Commands of particular BIOs. */
#define BIO_C_SET_CONNECT                 100
#define BIO_C_DO_STATE_MACHINE            101
#define BIO_C_SET_NBIO                    102
#define BIO_C_SET_FD                      104
#define BIO_C_GET_FD                      105
#define BIO_C_SET_FILE_PTR                106
#define BIO_C_GET_FILE_PTR                107
#define BIO_C_SET_FILENAME                108
#define BIO_C_SET_SSL                     109
#define BIO_C_GET_SSL                     110
#define BIO_C_SET_MD                      111
#define BIO_C_GET_MD                      112
#define BIO_C_GET_CIPHER_STATUS           113
#define BIO_C_SET_BUF_MEM                 114
#define BIO_C_GET_BUF_MEM_PTR             115
#define BIO_C_GET_BUFF_NUM_LINES          116
#define BIO_C_SET_BUFF_SIZE               117
#define BIO_C_SET_ACCEPT                  118
#define BIO_C_SSL_MODE                    119
#define BIO_C_GET_MD_CTX                  120
#define BIO_C_SET_BUFF_READ_DATA          122
#define BIO_C_GET_CONNECT                 123
#define BIO_C_GET_ACCEPT                  124
#define BIO_C_SET_SSL_RENEGOTIATE_BYTES   125
#define BIO_C_GET_SSL_NUM_RENEGOTIATES    126
#define BIO_C_SET_SSL_RENEGOTIATE_TIMEOUT 127
#define BIO_C_FILE_SEEK                   128
#define BIO_C_GET_CIPHER_CTX              129
#define BIO_C_SET_BUF_MEM_EOF_RETURN      130
#define BIO_C_SET_BIND_MODE               131
#define BIO_C_GET_BIND_MODE               132
#define BIO_C_FILE_TELL                   133
#define BIO_C_GET_SOCKS                   134
#define BIO_C_SET_SOCKS                   135
#define BIO_C_SET_WRITE_BUF_SIZE          136
#define BIO_C_GET_WRITE_BUF_SIZE          137
#define BIO_C_MAKE_BIO_PAIR               138
#define BIO_C_DESTROY_BIO_PAIR            139
#define BIO_C_GET_WRITE_GUARANTEE         140
#define BIO_C_GET_READ_REQUEST            141
#define BIO_C_SHUTDOWN_WR                 142
#define BIO_C_NREAD0                      143
#define BIO_C_NREAD                       144
#define BIO_C_NWRITE0                     145
#define BIO_C_NWRITE                      146
#define BIO_C_RESET_READ_REQUEST          147
#define BIO_C_SET_MD_CTX                  148
#define BIO_C_SET_PREFIX                  149
#define BIO_C_GET_PREFIX                  150
#define BIO_C_SET_SUFFIX                  151
#define BIO_C_GET_SUFFIX                  152
#define BIO_C_SET_EX_ARG                  153
#define BIO_C_GET_EX_ARG                  154
#define BIO_C_SET_CONNECT_MODE            155

/* Flags, reasons of a special retry, operations of callbacks, modes of files and sockets. */
#define BIO_FP_READ                  0x02
#define BIO_FP_WRITE                 0x04
#define BIO_FP_APPEND                0x08
#define BIO_FP_TEXT                  0x10
#define BIO_FLAGS_READ               0x01
#define BIO_FLAGS_WRITE              0x02
#define BIO_FLAGS_IO_SPECIAL         0x04
#define BIO_FLAGS_RWS                (BIO_FLAGS_READ | BIO_FLAGS_WRITE | BIO_FLAGS_IO_SPECIAL)
#define BIO_FLAGS_SHOULD_RETRY       0x08
#define BIO_FLAGS_UPLINK             0
#define BIO_FLAGS_BASE64_NO_NL       0x100
#define BIO_FLAGS_MEM_RDONLY         0x200
#define BIO_FLAGS_NONCLEAR_RST       0x400
#define BIO_FLAGS_IN_EOF             0x800
#define BIO_RR_SSL_X509_LOOKUP       0x01
#define BIO_RR_CONNECT               0x02
#define BIO_RR_ACCEPT                0x03
#define BIO_CB_FREE                  0x01
#define BIO_CB_READ                  0x02
#define BIO_CB_WRITE                 0x03
#define BIO_CB_PUTS                  0x04
#define BIO_CB_GETS                  0x05
#define BIO_CB_CTRL                  0x06
#define BIO_CB_RETURN                0x80
#define BIO_FAMILY_IPV4              4
#define BIO_FAMILY_IPV6              6
#define BIO_FAMILY_IPANY             256
#define BIO_BIND_NORMAL              0
#define BIO_BIND_REUSEADDR           BIO_SOCK_REUSEADDR
#define BIO_BIND_REUSEADDR_IF_UNUSED BIO_SOCK_REUSEADDR
#define BIO_SOCK_REUSEADDR           0x01
#define BIO_SOCK_V6_ONLY             0x02
#define BIO_SOCK_KEEPALIVE           0x04
#define BIO_SOCK_NONBLOCK            0x08
#define BIO_SOCK_NODELAY             0x10

typedef union bio_addr_st BIO_ADDR;
typedef struct bio_addrinfo_st BIO_ADDRINFO;
typedef struct bio_method_st BIO_METHOD;

typedef long (*BIO_callback_fn)(BIO *b, int oper, const char *argp, int argi, long argl, long ret);
typedef long (*BIO_callback_fn_ex)(BIO *b, int oper, const char *argp, size_t len, int argi,
    long argl, int ret, size_t *processed);
typedef int BIO_info_cb(BIO *b, int state, int res);
typedef BIO_info_cb bio_info_cb;
typedef void (*BIO_dgram_sctp_notification_handler_fn)(BIO *b, void *context, void *buf);
typedef int asn1_ps_func(BIO *b, unsigned char **pbuf, int *plen, void *parg);

/* How the next message is sent, the last one came, and when the next may be given up (RFC 6458, 5.3). */
struct bio_dgram_sctp_sndinfo {
    uint16_t snd_sid;
    uint16_t snd_flags;
    uint32_t snd_ppid;
    uint32_t snd_context;
};

struct bio_dgram_sctp_rcvinfo {
    uint16_t rcv_sid;
    uint16_t rcv_ssn;
    uint16_t rcv_flags;
    uint32_t rcv_ppid;
    uint32_t rcv_tsn;
    uint32_t rcv_cumtsn;
    uint32_t rcv_context;
};

struct bio_dgram_sctp_prinfo {
    uint16_t pr_policy;
    uint32_t pr_value;
};

enum BIO_hostserv_priorities {
    BIO_PARSE_PRIO_HOST,
    BIO_PARSE_PRIO_SERV
};

enum BIO_lookup_type {
    BIO_LOOKUP_CLIENT,
    BIO_LOOKUP_SERVER
};

union BIO_sock_info_u {
    BIO_ADDR *addr;
};

enum BIO_sock_info_type {
    BIO_SOCK_INFO_ADDRESS
};

DEFINE_STACK_OF(BIO)

/* What a command answers, as int. A function, so that it may be left unused without a warning. */
static ossl_unused ossl_inline int ferrodtls_int(long answer)
{
    return (int)answer;
}

/* Flags: whether and why a call is worth repeating. */
#define BIO_get_flags(b) BIO_test_flags(b, ~(0x0))
#define BIO_set_retry_special(b) BIO_set_flags(b, (BIO_FLAGS_IO_SPECIAL | BIO_FLAGS_SHOULD_RETRY))
#define BIO_set_retry_read(b) BIO_set_flags(b, (BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY))
#define BIO_set_retry_write(b) BIO_set_flags(b, (BIO_FLAGS_WRITE | BIO_FLAGS_SHOULD_RETRY))
#define BIO_clear_retry_flags(b) BIO_clear_flags(b, (BIO_FLAGS_RWS | BIO_FLAGS_SHOULD_RETRY))
#define BIO_get_retry_flags(b) BIO_test_flags(b, (BIO_FLAGS_RWS | BIO_FLAGS_SHOULD_RETRY))
#define BIO_should_read(b) BIO_test_flags(b, BIO_FLAGS_READ)
#define BIO_should_write(b) BIO_test_flags(b, BIO_FLAGS_WRITE)
#define BIO_should_io_special(b) BIO_test_flags(b, BIO_FLAGS_IO_SPECIAL)
#define BIO_retry_type(b) BIO_test_flags(b, BIO_FLAGS_RWS)
#define BIO_should_retry(b) BIO_test_flags(b, BIO_FLAGS_SHOULD_RETRY)

/* The operation that a callback is told of; BIO_CB_RETURN marks the call after it. */
#define BIO_CB_return(op) ((op) | BIO_CB_RETURN)
#define BIO_cb_pre(op) (!((op) & BIO_CB_RETURN))
#define BIO_cb_post(op) ((op) & BIO_CB_RETURN)

#define BIO_set_app_data(b, arg) BIO_set_ex_data(b, 0, arg)
#define BIO_get_app_data(b) BIO_get_ex_data(b, 0)
#define BIO_get_ex_new_index(l, p, newf, dupf, freef) \
    CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_BIO, l, p, newf, dupf, freef)

/* Any BIO. */
#define BIO_reset(b) ferrodtls_int(BIO_ctrl(b, BIO_CTRL_RESET, 0, NULL))
#define BIO_eof(b) ferrodtls_int(BIO_ctrl(b, BIO_CTRL_EOF, 0, NULL))
#define BIO_set_close(b, c) ferrodtls_int(BIO_ctrl(b, BIO_CTRL_SET_CLOSE, (c), NULL))
#define BIO_get_close(b) ferrodtls_int(BIO_ctrl(b, BIO_CTRL_GET_CLOSE, 0, NULL))
#define BIO_pending(b) ferrodtls_int(BIO_ctrl(b, BIO_CTRL_PENDING, 0, NULL))
#define BIO_wpending(b) ferrodtls_int(BIO_ctrl(b, BIO_CTRL_WPENDING, 0, NULL))
#define BIO_flush(b) ferrodtls_int(BIO_ctrl(b, BIO_CTRL_FLUSH, 0, NULL))
#define BIO_dup_state(b, ret) BIO_ctrl(b, BIO_CTRL_DUP, 0, (char *)(ret))
#define BIO_get_info_callback(b, cbp) ferrodtls_int(BIO_ctrl(b, BIO_CTRL_GET_CALLBACK, 0, (char *)(cbp)))
#define BIO_set_info_callback(b, cb) ferrodtls_int(BIO_callback_ctrl(b, BIO_CTRL_SET_CALLBACK, cb))
#define BIO_set_nbio(b, n) BIO_ctrl(b, BIO_C_SET_NBIO, (n), NULL)
#define BIO_do_handshake(b) BIO_ctrl(b, BIO_C_DO_STATE_MACHINE, 0, NULL)
#define BIO_do_connect(b) BIO_do_handshake(b)
#define BIO_do_accept(b) BIO_do_handshake(b)
#define BIO_set_prefix(b, p) BIO_ctrl((b), BIO_CTRL_SET_PREFIX, 0, (void *)(p))
#define BIO_set_indent(b, i) BIO_ctrl((b), BIO_CTRL_SET_INDENT, (i), NULL)
#define BIO_get_indent(b) BIO_ctrl((b), BIO_CTRL_GET_INDENT, 0, NULL)
#define BIO_get_ktls_send(b) (0)
#define BIO_get_ktls_recv(b) (0)

/* Sockets, descriptors and files. */
#define BIO_set_fd(b, fd, c) BIO_int_ctrl(b, BIO_C_SET_FD, c, fd)
#define BIO_get_fd(b, c) BIO_ctrl(b, BIO_C_GET_FD, 0, (char *)(c))
#define BIO_set_fp(b, fp, c) BIO_ctrl(b, BIO_C_SET_FILE_PTR, c, (char *)(fp))
#define BIO_get_fp(b, fpp) BIO_ctrl(b, BIO_C_GET_FILE_PTR, 0, (char *)(fpp))
#define BIO_seek(b, at) ferrodtls_int(BIO_ctrl(b, BIO_C_FILE_SEEK, at, NULL))
#define BIO_tell(b) ferrodtls_int(BIO_ctrl(b, BIO_C_FILE_TELL, 0, NULL))
#define BIO_read_filename(b, name) \
    ferrodtls_int(BIO_ctrl(b, BIO_C_SET_FILENAME, BIO_CLOSE | BIO_FP_READ, (char *)(name)))
#define BIO_write_filename(b, name) \
    ferrodtls_int(BIO_ctrl(b, BIO_C_SET_FILENAME, BIO_CLOSE | BIO_FP_WRITE, name))
#define BIO_append_filename(b, name) \
    ferrodtls_int(BIO_ctrl(b, BIO_C_SET_FILENAME, BIO_CLOSE | BIO_FP_APPEND, name))
#define BIO_rw_filename(b, name) \
    ferrodtls_int(BIO_ctrl(b, BIO_C_SET_FILENAME, BIO_CLOSE | BIO_FP_READ | BIO_FP_WRITE, name))

/* Memory, buffers and pairs. */
#define BIO_get_mem_data(b, pp) BIO_ctrl(b, BIO_CTRL_INFO, 0, (char *)(pp))
#define BIO_set_mem_buf(b, bm, c) BIO_ctrl(b, BIO_C_SET_BUF_MEM, c, (char *)(bm))
#define BIO_get_mem_ptr(b, pp) BIO_ctrl(b, BIO_C_GET_BUF_MEM_PTR, 0, (char *)(pp))
#define BIO_set_mem_eof_return(b, v) BIO_ctrl(b, BIO_C_SET_BUF_MEM_EOF_RETURN, v, NULL)
#define BIO_get_buffer_num_lines(b) BIO_ctrl(b, BIO_C_GET_BUFF_NUM_LINES, 0, NULL)
#define BIO_set_buffer_size(b, size) BIO_ctrl(b, BIO_C_SET_BUFF_SIZE, size, NULL)
#define BIO_set_read_buffer_size(b, size) BIO_int_ctrl(b, BIO_C_SET_BUFF_SIZE, size, 0)
#define BIO_set_write_buffer_size(b, size) BIO_int_ctrl(b, BIO_C_SET_BUFF_SIZE, size, 1)
#define BIO_set_buffer_read_data(b, buf, num) BIO_ctrl(b, BIO_C_SET_BUFF_READ_DATA, num, buf)
#define BIO_buffer_get_num_lines(b) BIO_ctrl(b, BIO_CTRL_GET, 0, NULL)
#define BIO_buffer_peek(b, s, l) BIO_ctrl(b, BIO_CTRL_PEEK, (l), (s))
#define BIO_set_write_buf_size(b, size) ferrodtls_int(BIO_ctrl(b, BIO_C_SET_WRITE_BUF_SIZE, size, NULL))
#define BIO_get_write_buf_size(b, size) (size_t)BIO_ctrl(b, BIO_C_GET_WRITE_BUF_SIZE, size, NULL)
#define BIO_make_bio_pair(b1, b2) ferrodtls_int(BIO_ctrl(b1, BIO_C_MAKE_BIO_PAIR, 0, b2))
#define BIO_destroy_bio_pair(b) ferrodtls_int(BIO_ctrl(b, BIO_C_DESTROY_BIO_PAIR, 0, NULL))
#define BIO_shutdown_wr(b) ferrodtls_int(BIO_ctrl(b, BIO_C_SHUTDOWN_WR, 0, NULL))
#define BIO_get_write_guarantee(b) ferrodtls_int(BIO_ctrl(b, BIO_C_GET_WRITE_GUARANTEE, 0, NULL))
#define BIO_get_read_request(b) ferrodtls_int(BIO_ctrl(b, BIO_C_GET_READ_REQUEST, 0, NULL))

/* Connect and accept BIOs. */
#define BIO_set_conn_hostname(b, name) BIO_ctrl(b, BIO_C_SET_CONNECT, 0, (char *)(name))
#define BIO_set_conn_port(b, port) BIO_ctrl(b, BIO_C_SET_CONNECT, 1, (char *)(port))
#define BIO_set_conn_address(b, addr) BIO_ctrl(b, BIO_C_SET_CONNECT, 2, (char *)(addr))
#define BIO_set_conn_ip_family(b, f) BIO_int_ctrl(b, BIO_C_SET_CONNECT, 3, f)
#define BIO_get_conn_hostname(b) ((const char *)BIO_ptr_ctrl(b, BIO_C_GET_CONNECT, 0))
#define BIO_get_conn_port(b) ((const char *)BIO_ptr_ctrl(b, BIO_C_GET_CONNECT, 1))
#define BIO_get_conn_address(b) ((const BIO_ADDR *)BIO_ptr_ctrl(b, BIO_C_GET_CONNECT, 2))
#define BIO_get_conn_ip_family(b) BIO_ctrl(b, BIO_C_GET_CONNECT, 3, NULL)
#define BIO_set_conn_mode(b, n) BIO_ctrl(b, BIO_C_SET_CONNECT_MODE, (n), NULL)
#define BIO_set_accept_name(b, name) BIO_ctrl(b, BIO_C_SET_ACCEPT, 0, (char *)(name))
#define BIO_set_accept_port(b, port) BIO_ctrl(b, BIO_C_SET_ACCEPT, 1, (char *)(port))
#define BIO_get_accept_name(b) ((const char *)BIO_ptr_ctrl(b, BIO_C_GET_ACCEPT, 0))
#define BIO_get_accept_port(b) ((const char *)BIO_ptr_ctrl(b, BIO_C_GET_ACCEPT, 1))
#define BIO_get_peer_name(b) ((const char *)BIO_ptr_ctrl(b, BIO_C_GET_ACCEPT, 2))
#define BIO_get_peer_port(b) ((const char *)BIO_ptr_ctrl(b, BIO_C_GET_ACCEPT, 3))
#define BIO_set_nbio_accept(b, n) BIO_ctrl(b, BIO_C_SET_ACCEPT, 2, (n) ? (void *)"a" : NULL)
#define BIO_set_accept_bios(b, bio) BIO_ctrl(b, BIO_C_SET_ACCEPT, 3, (char *)(bio))
#define BIO_set_accept_ip_family(b, f) BIO_int_ctrl(b, BIO_C_SET_ACCEPT, 4, f)
#define BIO_get_accept_ip_family(b) BIO_ctrl(b, BIO_C_GET_ACCEPT, 4, NULL)
#define BIO_set_bind_mode(b, mode) BIO_ctrl(b, BIO_C_SET_BIND_MODE, mode, NULL)
#define BIO_get_bind_mode(b) BIO_ctrl(b, BIO_C_GET_BIND_MODE, 0, NULL)

/* SSL BIOs. */
#define BIO_set_ssl(b, ssl, c) BIO_ctrl(b, BIO_C_SET_SSL, c, (char *)(ssl))
#define BIO_get_ssl(b, sslp) BIO_ctrl(b, BIO_C_GET_SSL, 0, (char *)(sslp))
#define BIO_set_ssl_mode(b, client) BIO_ctrl(b, BIO_C_SSL_MODE, client, NULL)
#define BIO_set_ssl_renegotiate_bytes(b, num) BIO_ctrl(b, BIO_C_SET_SSL_RENEGOTIATE_BYTES, num, NULL)
#define BIO_get_num_renegotiates(b) BIO_ctrl(b, BIO_C_GET_SSL_NUM_RENEGOTIATES, 0, NULL)
#define BIO_set_ssl_renegotiate_timeout(b, seconds) BIO_ctrl(b, BIO_C_SET_SSL_RENEGOTIATE_TIMEOUT, seconds, NULL)

/* Datagram BIOs. A peer is a BIO_ADDR, or a sockaddr of its family. */
#define BIO_ctrl_dgram_connect(b, peer) ferrodtls_int(BIO_ctrl(b, BIO_CTRL_DGRAM_CONNECT, 0, (char *)(peer)))
#define BIO_ctrl_set_connected(b, peer) \
    ferrodtls_int(BIO_ctrl(b, BIO_CTRL_DGRAM_SET_CONNECTED, 0, (char *)(peer)))
#define BIO_dgram_recv_timedout(b) ferrodtls_int(BIO_ctrl(b, BIO_CTRL_DGRAM_GET_RECV_TIMER_EXP, 0, NULL))
#define BIO_dgram_send_timedout(b) ferrodtls_int(BIO_ctrl(b, BIO_CTRL_DGRAM_GET_SEND_TIMER_EXP, 0, NULL))
#define BIO_dgram_get_peer(b, peer) ferrodtls_int(BIO_ctrl(b, BIO_CTRL_DGRAM_GET_PEER, 0, (char *)(peer)))
#define BIO_dgram_set_peer(b, peer) ferrodtls_int(BIO_ctrl(b, BIO_CTRL_DGRAM_SET_PEER, 0, (char *)(peer)))
#define BIO_dgram_get_mtu_overhead(b) \
    (unsigned int)BIO_ctrl(b, BIO_CTRL_DGRAM_GET_MTU_OVERHEAD, 0, NULL)
#define BIO_sock_cleanup() ((void)0)

#ifdef __cplusplus
extern "C" {
#endif

/* The address, which belongs to the list; NULL for NULL. */
const BIO_ADDR *BIO_ADDRINFO_address(const BIO_ADDRINFO *bai);

/* The family; 0 for NULL. */
int BIO_ADDRINFO_family(const BIO_ADDRINFO *bai);

/* Frees a whole list; NULL is allowed. */
void BIO_ADDRINFO_free(BIO_ADDRINFO *bai);

/* The next address; NULL at the end. */
const BIO_ADDRINFO *BIO_ADDRINFO_next(const BIO_ADDRINFO *bai);

/* The protocol; the usual one of the socket type when the lookup named none. */
int BIO_ADDRINFO_protocol(const BIO_ADDRINFO *bai);

/* The socket type (SOCK_DGRAM ...); 0 for NULL. */
int BIO_ADDRINFO_socktype(const BIO_ADDRINFO *bai);

/* Makes it the address of nobody. */
void BIO_ADDR_clear(BIO_ADDR *ap);

/* The family (AF_INET ...); AF_UNSPEC of nobody. */
int BIO_ADDR_family(const BIO_ADDR *ap);

/* Frees an address; NULL is allowed. */
void BIO_ADDR_free(BIO_ADDR *ap);

/* The host as text, a name unless numeric; NULL on failure. Free it with OPENSSL_free. */
char *BIO_ADDR_hostname_string(const BIO_ADDR *ap, int numeric);

/* An address of nobody; NULL when there is no memory. Free it with BIO_ADDR_free. */
BIO_ADDR *BIO_ADDR_new(void);

/* The path of an AF_UNIX address; NULL for others. Free it with OPENSSL_free. */
char *BIO_ADDR_path_string(const BIO_ADDR *ap);

/* Copies the bytes of the address, without port, to p and their number to l. 1, or 0 for
 * an unknown family.
 */
int BIO_ADDR_rawaddress(const BIO_ADDR *ap, void *p, size_t *l);

/* Sets family, address (in network order; a path for AF_UNIX) and port (in network order).
 * 1, or 0 when the length does not suit the family.
 */
int BIO_ADDR_rawmake(BIO_ADDR *ap, int family, const void *where, size_t wherelen,
    unsigned short port);

/* The port in network order; 0 when there is none. */
unsigned short BIO_ADDR_rawport(const BIO_ADDR *ap);

/* The port as text, a name unless numeric; NULL on failure. Free it with OPENSSL_free. */
char *BIO_ADDR_service_string(const BIO_ADDR *ap, int numeric);

/* Accepts a connection; the peer's address goes to addr. The new socket, or -1, also when there
 * is no connection yet (BIO_sock_should_retry).
 */
int BIO_accept_ex(int accept_sock, BIO_ADDR *addr, int options);

/* Binds a socket; options is BIO_SOCK_REUSEADDR or 0. 1 or 0. */
int BIO_bind(int sock, const BIO_ADDR *addr, int options);

/* Installs a function (BIO_CTRL_SET_CALLBACK). -2 when the BIO takes none. */
long BIO_callback_ctrl(BIO *b, int cmd, BIO_info_cb *fp);

/* Takes flags away. */
void BIO_clear_flags(BIO *b, int flags);

/* Closes a socket. 1 or 0. */
int BIO_closesocket(int sock);

/* Connects a socket; options are BIO_SOCK_KEEPALIVE, NONBLOCK, NODELAY. 1, or 0, also
 * when the connection is not there yet (BIO_sock_should_retry).
 */
int BIO_connect(int sock, const BIO_ADDR *addr, int options);

/* Takes over why the next BIO wants to be asked again. */
void BIO_copy_next_retry(BIO *b);

/* Controls the BIO; what cmd means is the kind's matter. -1 for NULL, -2 when it has no
 * controls.
 */
long BIO_ctrl(BIO *bp, int cmd, long larg, void *parg);

/* How many bytes the other half has asked for in vain. */
size_t BIO_ctrl_get_read_request(BIO *b);

/* How many bytes can be written at once. */
size_t BIO_ctrl_get_write_guarantee(BIO *b);

/* How many bytes can be read at once; 0 when that is not known. */
size_t BIO_ctrl_pending(BIO *b);

/* Forgets what the other half has asked for. 1 or 0. */
int BIO_ctrl_reset_read_request(BIO *b);

/* How many written bytes wait in buffers; 0 when that is not known. */
size_t BIO_ctrl_wpending(BIO *b);

/* 1 for an SCTP BIO, 0 for others and NULL. */
int BIO_dgram_is_sctp(BIO *bio);

/* Whether a datagram operation that failed with error may be tried again. */
int BIO_dgram_non_fatal_error(int error);

/* 1 if a message waits to be read, 0 if none; -1 if this is no SCTP BIO. */
int BIO_dgram_sctp_msg_waiting(BIO *b);

/* BIO_new_dgram_sctp by its first name. */
BIO *BIO_dgram_sctp_new(int fd, int close_flag);

/* Installs what is told each notification of the association, with context. NULL ends it. 0; -1
 * if this is no SCTP BIO.
 */
int BIO_dgram_sctp_notification_cb(BIO *b,
    BIO_dgram_sctp_notification_handler_fn handle_notifications, void *context);

/* Waits until the peer has all messages: 1. 0 if messages must be read first, or if the socket
 * does not wait; -1 on failure.
 */
int BIO_dgram_sctp_wait_for_dry(BIO *b);

/* Dumps bytes into a BIO. The number of characters written, or below 0. */
int BIO_dump(BIO *b, const void *bytes, int len);

/* As BIO_dump_indent_cb without an indent. */
int BIO_dump_cb(int (*cb)(const void *data, size_t len, void *u), void *u, const void *s, int len);

/* Dumps bytes into a stream. */
int BIO_dump_fp(FILE *fp, const void *s, int len);

/* Dumps bytes into a BIO, indented. */
int BIO_dump_indent(BIO *b, const void *bytes, int len, int indent);

/* Gives cb the lines of a hexadecimal dump. The sum of its answers, or the first one below 0. */
int BIO_dump_indent_cb(int (*cb)(const void *data, size_t len, void *u), void *u, const void *s,
    int len, int indent);

/* Dumps bytes into a stream, indented. */
int BIO_dump_indent_fp(FILE *fp, const void *s, int len, int indent);

/* A copy of a chain: new BIOs of the same kinds, in the same state. NULL on failure. */
BIO *BIO_dup_chain(BIO *in);

/* Whether an operation on a descriptor that failed with error may be tried again. */
int BIO_fd_non_fatal_error(int error);

/* Whether an operation on a descriptor that answered i may be tried again. */
int BIO_fd_should_retry(int i);

/* The first BIO of a chain of type bio_type, or of any type of a class (BIO_TYPE_FILTER ...). */
BIO *BIO_find_type(BIO *b, int bio_type);

/* Gives one reference up; the last one ends the BIO (not those that follow it). 0 for NULL, and
 * when the callback forbids it.
 */
int BIO_free(BIO *a);

/* Frees a chain, up to a BIO that somebody else holds too. */
void BIO_free_all(BIO *a);

/* The function that is told of each operation. */
BIO_callback_fn BIO_get_callback(const BIO *b);

/* The value for the callback's use. */
char *BIO_get_callback_arg(const BIO *b);

/* The function that is told of each operation, with sizes. */
BIO_callback_fn_ex BIO_get_callback_ex(const BIO *b);

/* The data of a program's own kind of BIO. */
void *BIO_get_data(BIO *a);

/* The attached value; NULL when there is none. */
void *BIO_get_ex_data(const BIO *bio, int idx);

/* Whether the BIO can be read and written. */
int BIO_get_init(BIO *a);

/* Reads byte by byte up to the end of a line, for BIOs without lines of their own. As
 * BIO_gets.
 */
int BIO_get_line(BIO *bio, char *buf, int size);

/* A type number for a kind of BIO, to which the program adds its class; -1 when there are no more.
 */
int BIO_get_new_index(void);

/* The last BIO of the chain that wants to be asked again, and why. */
BIO *BIO_get_retry_BIO(BIO *bio, int *reason);

/* Why the BIO wants to be asked again. */
int BIO_get_retry_reason(BIO *bio);

/* Whether freeing the BIO closes what is below. */
int BIO_get_shutdown(BIO *a);

/* Reads a line, its end included, into buf of size bytes, and ends it with a NUL. The number
 * of bytes; 0 or less on failure.
 */
int BIO_gets(BIO *bp, char *buf, int size);

/* Writes bytes as hexadecimal text with : between them, width a line. 1 or 0. */
int BIO_hex_string(BIO *out, int indent, int width, const void *data, int datalen);

/* Writes indent spaces, at most max. 1 or 0. */
int BIO_indent(BIO *b, int indent, int max);

/* A control whose argument is an integer. */
long BIO_int_ctrl(BIO *bp, int cmd, long larg, int iarg);

/* Binds a socket and, if it is a stream socket, listens; options are all BIO_SOCK_ flags.
 * 1 or 0.
 */
int BIO_listen(int sock, const BIO_ADDR *addr, int options);

/* Looks up addresses as BIO_lookup_ex without a protocol. */
int BIO_lookup(const char *host, const char *service, enum BIO_lookup_type lookup_type, int family,
    int socktype, BIO_ADDRINFO **res);

/* Looks up the addresses of a host and service and puts the list into res. 1 or 0. Free the
 * list with BIO_ADDRINFO_free.
 */
int BIO_lookup_ex(const char *host, const char *service, int lookup_type, int family, int socktype,
    int protocol, BIO_ADDRINFO **res);

/* Frees a method; NULL is allowed. */
void BIO_meth_free(BIO_METHOD *biom);

/* The function that installs a callback; NULL when there is none. */
long (*BIO_meth_get_callback_ctrl(const BIO_METHOD *biom))(BIO*, int, int(*)(BIO*, int, int));

/* The function that begins a BIO; NULL when there is none. */
int (*BIO_meth_get_create(const BIO_METHOD *biom))(BIO*);

/* The function that controls; NULL when there is none. */
long (*BIO_meth_get_ctrl(const BIO_METHOD *biom))(BIO*, int, long, void*);

/* The function that ends a BIO; NULL when there is none. */
int (*BIO_meth_get_destroy(const BIO_METHOD *biom))(BIO*);

/* The function that reads a line; NULL when there is none. */
int (*BIO_meth_get_gets(const BIO_METHOD *biom))(BIO*, char*, int);

/* The function that writes a string; NULL when there is none. */
int (*BIO_meth_get_puts(const BIO_METHOD *biom))(BIO*, const char*);

/* The function that reads; NULL when there is none. */
int (*BIO_meth_get_read(const BIO_METHOD *biom))(BIO*, char*, int);

/* The function that reads, with sizes; NULL when there is none. */
int (*BIO_meth_get_read_ex(const BIO_METHOD *biom))(BIO*, char*, size_t, size_t*);

/* The function that writes; NULL when there is none. */
int (*BIO_meth_get_write(const BIO_METHOD *biom))(BIO*, const char*, int);

/* The function that writes, with sizes; NULL when there is none. */
int (*BIO_meth_get_write_ex(const BIO_METHOD *biom))(BIO*, const char*, size_t, size_t*);

/* A method without functions; name is copied. NULL on failure. Free it with BIO_meth_free
 * after its last BIO.
 */
BIO_METHOD *BIO_meth_new(int type, const char *name);

/* Sets the function that installs a callback. 1, or 0 for NULL. */
int BIO_meth_set_callback_ctrl(BIO_METHOD *biom, long (*callback_ctrl)(BIO*, int, int(*)(BIO*, int,
    int)));

/* Sets the function that begins a BIO. 1, or 0 for NULL. */
int BIO_meth_set_create(BIO_METHOD *biom, int (*create)(BIO*));

/* Sets the function that controls. 1, or 0 for NULL. */
int BIO_meth_set_ctrl(BIO_METHOD *biom, long (*ctrl)(BIO*, int, long, void*));

/* Sets the function that ends a BIO. 1, or 0 for NULL. */
int BIO_meth_set_destroy(BIO_METHOD *biom, int (*destroy)(BIO*));

/* Sets the function that reads a line. 1, or 0 for NULL. */
int BIO_meth_set_gets(BIO_METHOD *biom, int (*ossl_gets)(BIO*, char*, int));

/* Sets the function that writes a string. 1, or 0 for NULL. */
int BIO_meth_set_puts(BIO_METHOD *biom, int (*bputs)(BIO*, const char*));

/* Sets the function that reads. 1, or 0 for NULL. */
int BIO_meth_set_read(BIO_METHOD *biom, int (*bread)(BIO*, char*, int));

/* Sets the function that reads, with sizes. 1, or 0 for NULL. */
int BIO_meth_set_read_ex(BIO_METHOD *biom, int (*bread)(BIO*, char*, size_t, size_t*));

/* Sets the function that writes. 1, or 0 for NULL. */
int BIO_meth_set_write(BIO_METHOD *biom, int (*bwrite)(BIO*, const char*, int));

/* Sets the function that writes, with sizes. 1, or 0 for NULL. */
int BIO_meth_set_write_ex(BIO_METHOD *biom, int (*bwrite)(BIO*, const char*, size_t, size_t*));

/* The name of the kind of BIO. */
const char *BIO_method_name(const BIO *b);

/* The type of the BIO (BIO_TYPE_MEM ...). */
int BIO_method_type(const BIO *b);

/* A BIO of a kind; NULL on failure. Free it with BIO_free or BIO_free_all. */
BIO *BIO_new(const BIO_METHOD *type);

/* A BIO that listens on host:port when it is first used. NULL on failure. */
BIO *BIO_new_accept(const char *host_port);

/* Makes a pair; each size is the room for what that half writes, 0 for the default. 1, or 0 with
 * both NULL.
 */
int BIO_new_bio_pair(BIO **bio1, size_t writebuf1, BIO **bio2, size_t writebuf2);

/* A BIO that connects to host:port when it is first used. NULL on failure. */
BIO *BIO_new_connect(const char *host_port);

/* A BIO over a datagram socket, which it closes if close_flag is BIO_CLOSE. NULL on failure. */
BIO *BIO_new_dgram(int fd, int close_flag);

/* A BIO over an SCTP socket, which it closes if close_flag is BIO_CLOSE. NULL on failure, with
 * the reason on the queue; the socket is then still the program's.
 *
 * The socket that a client connects and the one that a server listens at need their BIO before
 * there is an association: what must be authenticated is agreed when it begins.
 */
BIO *BIO_new_dgram_sctp(int fd, int close_flag);

/* A BIO over a descriptor, which it closes if close_flag is BIO_CLOSE. NULL on failure. */
BIO *BIO_new_fd(int fd, int close_flag);

/* Opens a file as fopen does; the BIO closes it. NULL on failure. */
BIO *BIO_new_file(const char *filename, const char *mode);

/* A BIO over a stream, which it closes if close_flag is BIO_CLOSE. NULL on failure. */
BIO *BIO_new_fp(FILE *stream, int close_flag);

/* A BIO that reads len bytes at buf (up to a NUL for a negative len), which must stay there.
 * NULL on failure.
 */
BIO *BIO_new_mem_buf(const void *buf, int len);

/* A BIO over a stream socket, which it closes if close_flag is BIO_CLOSE. NULL on failure. */
BIO *BIO_new_socket(int sock, int close_flag);

/* The BIO that follows; NULL at the end. */
BIO *BIO_next(BIO *b);

/* How many bytes were read. */
uint64_t BIO_number_read(BIO *bio);

/* How many bytes were written. */
uint64_t BIO_number_written(BIO *bio);

/* Splits host:service. What is named goes to host and service, to be freed with
 * OPENSSL_free; what is left open becomes NULL there, and what the text cannot have named stays
 * as it was. 1 or 0.
 */
int BIO_parse_hostserv(const char *hostserv, char **host, char **service,
    enum BIO_hostserv_priorities hostserv_prio);

/* Takes b out of its chain and gives the one that followed it. */
BIO *BIO_pop(BIO *b);

/* A control whose answer is a pointer; NULL on failure. */
void *BIO_ptr_ctrl(BIO *bp, int cmd, long larg);

/* Puts append at the end of the chain of b and gives b; gives append for NULL. */
BIO *BIO_push(BIO *b, BIO *append);

/* Writes a C string without its NUL. The number of bytes; 0 or less on failure. */
int BIO_puts(BIO *bp, const char *buf);

/* Reads at most dlen bytes into data. The number of bytes; 0 or less as the BIO decides
 * (BIO_should_retry tells more), -2 when it cannot be read.
 */
int BIO_read(BIO *b, void *data, int dlen);

/* Reads at most dlen bytes into data and their number into readbytes. 1 or 0. */
int BIO_read_ex(BIO *b, void *data, size_t dlen, size_t *readbytes);

/* The method of such BIOs. */
const BIO_METHOD *BIO_s_accept(void);

/* The method of such BIOs. */
const BIO_METHOD *BIO_s_bio(void);

/* The method of such BIOs. */
const BIO_METHOD *BIO_s_connect(void);

/* The method of BIOs over datagram sockets. */
const BIO_METHOD *BIO_s_datagram(void);

/* The method of BIOs over one-to-one SCTP sockets. */
const BIO_METHOD *BIO_s_datagram_sctp(void);

/* The method of BIOs over descriptors. */
const BIO_METHOD *BIO_s_fd(void);

/* The method of BIOs over streams. */
const BIO_METHOD *BIO_s_file(void);

/* The method of memory BIOs. */
const BIO_METHOD *BIO_s_mem(void);

/* The method of such BIOs. */
const BIO_METHOD *BIO_s_null(void);

/* The method of memory BIOs for secrets: bytes are overwritten when they are given up. */
const BIO_METHOD *BIO_s_secmem(void);

/* The method of BIOs over stream sockets. */
const BIO_METHOD *BIO_s_socket(void);

/* Sets the function that is told of each operation. */
void BIO_set_callback(BIO *b, BIO_callback_fn callback);

/* Sets a value for the callback's use. */
void BIO_set_callback_arg(BIO *b, char *arg);

/* Sets the function that is told of each operation, with sizes; it goes before the other. */
void BIO_set_callback_ex(BIO *b, BIO_callback_fn_ex callback);

/* Sets the data of a program's own kind of BIO. */
void BIO_set_data(BIO *a, void *ptr);

/* Attaches a value to the BIO (BIO_get_ex_new_index). 1 or 0. */
int BIO_set_ex_data(BIO *bio, int idx, void *data);

/* Adds flags. */
void BIO_set_flags(BIO *b, int flags);

/* Says whether the BIO can be read and written. */
void BIO_set_init(BIO *a, int init);

/* Sets what follows, without telling either of them. */
void BIO_set_next(BIO *b, BIO *next);

/* Says why the BIO wants to be asked again. */
void BIO_set_retry_reason(BIO *bio, int reason);

/* Says whether freeing the BIO closes what is below. */
void BIO_set_shutdown(BIO *a, int shut);

/* Turns TCP_NODELAY on or off. 1 or 0. */
int BIO_set_tcp_ndelay(int sock, int turn_on);

/* The error that waits on a socket, which this takes away; the system's error if it cannot be
 * asked.
 */
int BIO_sock_error(int sock);

/* Tells something about a socket: the address that it is bound to. 1 or 0. */
int BIO_sock_info(int sock, enum BIO_sock_info_type type, union BIO_sock_info_u *info);

/* 1: there is nothing to prepare here. */
int BIO_sock_init(void);

/* Whether a socket operation that failed with error may be tried again. */
int BIO_sock_non_fatal_error(int error);

/* Whether an operation on a socket that answered i may be tried again. */
int BIO_sock_should_retry(int i);

/* A socket; -1 on failure. */
int BIO_socket(int domain, int socktype, int protocol, int options);

/* ioctl on a socket; queues the system's error. */
int BIO_socket_ioctl(int fd, long type, void *arg);

/* Makes a socket wait (mode 0) or not. 1 or 0. */
int BIO_socket_nbio(int fd, int mode);

/* Waits until a socket can be read (or written), at most up to the time max_time; 0 as time
 * does not wait. 1 when it can, 0 when the time is over, -1 on failure.
 */
int BIO_socket_wait(int fd, int for_read, time_t max_time);

/* Those of flags that are set. */
int BIO_test_flags(const BIO *b, int flags);

/* Adds a reference. 1, or 0 for NULL. */
int BIO_up_ref(BIO *a);

/* As BIO_free without an answer. */
void BIO_vfree(BIO *a);

/* Writes dlen bytes. The number of bytes that went; 0 or less as the BIO decides, -2 when it
 * cannot be written. To NULL nothing goes.
 */
int BIO_write(BIO *b, const void *data, int dlen);

/* Writes dlen bytes and the number that went into written. 1 or 0. */
int BIO_write_ex(BIO *b, const void *data, size_t dlen, size_t *written);

#ifdef __cplusplus
}
#endif

#ifdef __cplusplus
extern "C" {
#endif
#if defined(__GNUC__)
#define FERRODTLS_PRINTF(string, first) __attribute__((__format__(__printf__, string, first)))
#else
#define FERRODTLS_PRINTF(string, first)
#endif
int BIO_printf(BIO *bio, const char *format, ...) FERRODTLS_PRINTF(2, 3);
int BIO_vprintf(BIO *bio, const char *format, va_list args) FERRODTLS_PRINTF(2, 0);
int BIO_snprintf(char *buf, size_t n, const char *format, ...) FERRODTLS_PRINTF(3, 4);
int BIO_vsnprintf(char *buf, size_t n, const char *format, va_list args) FERRODTLS_PRINTF(3, 0);
#ifdef __cplusplus
}
#endif

#endif
