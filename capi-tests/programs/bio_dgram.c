/* The datagram BIO and BIO_ADDR: BIO_s_datagram(3), BIO_ADDR(3). */
#include "helpers.h"
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static int bound(struct sockaddr_in *name)
{
    socklen_t length = sizeof(*name);
    int fd = socket(AF_INET, SOCK_DGRAM, 0);

    memset(name, 0, sizeof(*name));
    name->sin_family = AF_INET;
    name->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    need(fd >= 0 && bind(fd, (struct sockaddr *)name, sizeof(*name)) == 0
         && getsockname(fd, (struct sockaddr *)name, &length) == 0, "bind");
    return fd;
}

static void connected(void)
{
    struct sockaddr_in a, b, peer;
    int one = bound(&a), two = bound(&b);
    struct timeval timeout, back;
    char buffer[32];
    BIO *left, *right;

    need(connect(one, (struct sockaddr *)&b, sizeof(b)) == 0 && connect(two, (struct sockaddr *)&a, sizeof(a)) == 0,
         "connect");
    left = BIO_new_dgram(one, BIO_CLOSE);
    right = BIO_new_dgram(two, BIO_CLOSE);
    show_int("type", BIO_method_type(left) == BIO_TYPE_DGRAM);
    show_text("name", BIO_method_name(left));
    show_int("fd", BIO_get_fd(left, NULL) == one);
    show_int("connected", BIO_ctrl(left, BIO_CTRL_DGRAM_SET_CONNECTED, 0, &b));
    BIO_ctrl(right, BIO_CTRL_DGRAM_SET_CONNECTED, 0, &a);
    memset(&peer, 0, sizeof(peer));
    show_int("get peer", BIO_dgram_get_peer(left, &peer));
    show_int("peer port", peer.sin_port == b.sin_port);
    show_int("write", BIO_write(left, "datagram", 8));
    show_int("write second", BIO_write(left, "two", 3));
    show_int("read short", BIO_read(right, buffer, 4));
    show_int("read next", BIO_read(right, buffer, sizeof(buffer)));
    show_int("write empty", BIO_write(left, "", 0));
    show_int("puts", BIO_puts(left, "put"));
    show_int("read put", BIO_read(right, buffer, sizeof(buffer)));

    timeout.tv_sec = 0;
    timeout.tv_usec = 30000;
    show_int("set timeout", BIO_ctrl(right, BIO_CTRL_DGRAM_SET_RECV_TIMEOUT, 0, &timeout));
    memset(&back, 0, sizeof(back));
    show_int("get timeout", BIO_ctrl(right, BIO_CTRL_DGRAM_GET_RECV_TIMEOUT, 0, &back) > 0);
    show_int("timeout value", back.tv_sec == 0 && back.tv_usec >= 30000 && back.tv_usec < 50000);
    show_int("timer before", BIO_ctrl(right, BIO_CTRL_DGRAM_GET_RECV_TIMER_EXP, 0, NULL));
    show_int("read times out", BIO_read(right, buffer, sizeof(buffer)));
    show_int("retry", BIO_should_retry(right));
    show_int("should read", BIO_should_read(right));
    show_int("timer expired", BIO_ctrl(right, BIO_CTRL_DGRAM_GET_RECV_TIMER_EXP, 0, NULL));
    show_int("timer again", BIO_ctrl(right, BIO_CTRL_DGRAM_GET_RECV_TIMER_EXP, 0, NULL));
    show_int("set send timeout", BIO_ctrl(right, BIO_CTRL_DGRAM_SET_SEND_TIMEOUT, 0, &timeout));
    show_int("get send timeout", BIO_ctrl(right, BIO_CTRL_DGRAM_GET_SEND_TIMEOUT, 0, &back) > 0);
    show_int("send timer", BIO_ctrl(right, BIO_CTRL_DGRAM_GET_SEND_TIMER_EXP, 0, NULL));

    show_int("overhead", BIO_ctrl(left, BIO_CTRL_DGRAM_GET_MTU_OVERHEAD, 0, NULL));
    show_int("fallback", BIO_ctrl(left, BIO_CTRL_DGRAM_GET_FALLBACK_MTU, 0, NULL));
    show_int("query mtu", BIO_ctrl(left, BIO_CTRL_DGRAM_QUERY_MTU, 0, NULL) > 1000);
    show_int("set mtu", BIO_ctrl(left, BIO_CTRL_DGRAM_SET_MTU, 1234, NULL));
    show_int("get mtu", BIO_ctrl(left, BIO_CTRL_DGRAM_GET_MTU, 0, NULL));
    show_int("mtu discover", BIO_ctrl(left, BIO_CTRL_DGRAM_MTU_DISCOVER, 0, NULL));
    show_int("mtu exceeded", BIO_ctrl(left, BIO_CTRL_DGRAM_MTU_EXCEEDED, 0, NULL));
    show_int("dont frag", BIO_ctrl(left, BIO_CTRL_DGRAM_SET_DONT_FRAG, 1, NULL));
    show_int("flush", BIO_flush(left));
    show_int("pending", BIO_pending(left));
    show_int("eof", BIO_eof(left));
    show_int("unknown ctrl", BIO_ctrl(left, 9999, 0, NULL));

    /* The other end goes away: the next write is answered by an ICMP error. */
    BIO_free(right);
    (void)!BIO_write(left, "gone", 4);
    errno = 0;
    show_int("refused read", BIO_read(left, buffer, sizeof(buffer)));
    show_int("refused errno", errno == ECONNREFUSED);
    show_int("refused retry", BIO_should_retry(left));
    fcntl(one, F_SETFL, O_NONBLOCK);
    show_int("empty nonblocking", BIO_read(left, buffer, sizeof(buffer)));
    show_int("empty retry", BIO_should_retry(left));
    BIO_free(left);
}

static void unconnected(void)
{
    struct sockaddr_in a, b, peer;
    int one = bound(&a), two = bound(&b);
    char buffer[32];
    BIO *left = BIO_new_dgram(one, BIO_NOCLOSE), *right = BIO_new(BIO_s_datagram());
    BIO_ADDR *address = BIO_ADDR_new();

    show_int("init", BIO_get_init(right));
    BIO_set_fd(right, two, BIO_NOCLOSE);
    show_int("set_fd init", BIO_get_init(right));
    show_int("rawmake", BIO_ADDR_rawmake(address, AF_INET, &b.sin_addr, sizeof(b.sin_addr), b.sin_port));
    show_int("set peer", BIO_dgram_set_peer(left, address));
    show_int("send", BIO_write(left, "to peer", 7));
    show_int("receive", BIO_read(right, buffer, sizeof(buffer)));
    memset(&peer, 0, sizeof(peer));
    show_int("sender", BIO_dgram_get_peer(right, &peer));
    show_int("sender port", peer.sin_port == a.sin_port);
    show_int("answer", BIO_write(right, "answer", 6));
    show_int("answered", BIO_read(left, buffer, sizeof(buffer)));
    BIO_ADDR_free(address);
    BIO_free(left);
    BIO_free(right);
    close(one);
    close(two);
}

static void addresses(void)
{
    BIO_ADDR *address = BIO_ADDR_new();
    struct in_addr v4;
    struct in6_addr v6;
    unsigned char raw[16];
    size_t length = 0;
    char *text;

    inet_pton(AF_INET, "192.0.2.1", &v4);
    inet_pton(AF_INET6, "2001:db8::1", &v6);
    show_int("new family", BIO_ADDR_family(address));
    show_int("v4", BIO_ADDR_rawmake(address, AF_INET, &v4, sizeof(v4), htons(4433)));
    show_int("v4 family", BIO_ADDR_family(address) == AF_INET);
    show_int("v4 port", ntohs(BIO_ADDR_rawport(address)));
    show_int("v4 raw", BIO_ADDR_rawaddress(address, raw, &length));
    show_hex("v4 bytes", raw, length);
    text = BIO_ADDR_hostname_string(address, 1);
    show_text("v4 host", text);
    OPENSSL_free(text);
    text = BIO_ADDR_service_string(address, 1);
    show_text("v4 service", text);
    OPENSSL_free(text);
    show_set("v4 path", BIO_ADDR_path_string(address));
    BIO_ADDR_clear(address);
    show_int("cleared", BIO_ADDR_family(address));
    show_int("v6", BIO_ADDR_rawmake(address, AF_INET6, &v6, sizeof(v6), htons(5684)));
    text = BIO_ADDR_hostname_string(address, 1);
    show_text("v6 host", text);
    OPENSSL_free(text);
    show_int("v6 raw", BIO_ADDR_rawaddress(address, NULL, &length));
    show_int("v6 length", length);
    show_int("bad length", BIO_ADDR_rawmake(address, AF_INET, &v4, 3, 1));
    show_int("bad family", BIO_ADDR_rawmake(address, 77, &v4, 4, 1));
    ERR_clear_error();
    BIO_ADDR_free(address);
    BIO_ADDR_free(NULL);
}

static void lookup(void)
{
    BIO_ADDRINFO *found = NULL;
    char *host = NULL, *service = NULL;

    show_int("lookup", BIO_lookup("127.0.0.1", "4433", BIO_LOOKUP_CLIENT, AF_INET, SOCK_DGRAM, &found));
    if (found != NULL) {
        show_int("lookup family", BIO_ADDRINFO_family(found) == AF_INET);
        show_int("lookup type", BIO_ADDRINFO_socktype(found) == SOCK_DGRAM);
        show_int("lookup port", ntohs(BIO_ADDR_rawport(BIO_ADDRINFO_address(found))));
        show_set("lookup next", BIO_ADDRINFO_next(found));
        BIO_ADDRINFO_free(found);
    }
    show_int("parse", BIO_parse_hostserv("[2001:db8::1]:443", &host, &service, BIO_PARSE_PRIO_HOST));
    show("parsed", "%s %s", host ? host : "-", service ? service : "-");
    OPENSSL_free(host);
    OPENSSL_free(service);
    show_int("parse any", BIO_parse_hostserv("*:5684", &host, &service, BIO_PARSE_PRIO_HOST));
    show("parsed any", "%s %s", host ? host : "-", service ? service : "-");
    OPENSSL_free(host);
    OPENSSL_free(service);
    show_int("socket", BIO_sock_error(-1) != 0);
    ERR_clear_error();
}

int main(void)
{
    connected();
    unconnected();
    addresses();
    lookup();
    return 0;
}
