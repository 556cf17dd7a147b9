#!/usr/bin/env python3
"""DTLS from Python through ctypes, without a compiler: a client and a server over UDP.

    dtls_echo.py client HOST PORT CA.pem TEXT    sends the text and prints the answer
    dtls_echo.py server PORT CERT.pem KEY.pem    sends back what the first client sends

The libraries are those that the dynamic linker finds; LD_LIBRARY_PATH chooses FerroDTLS."""
import ctypes
import hashlib
import hmac
import os
import select
import socket
import sys
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_long, c_size_t, c_ubyte, c_uint, c_ulong, c_void_p

SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE, SSL_ERROR_ZERO_RETURN = 2, 3, 6
SSL_FILETYPE_PEM, SSL_VERIFY_PEER = 1, 1
SSL_OP_NO_QUERY_MTU, SSL_OP_COOKIE_EXCHANGE = 1 << 12, 1 << 13
SSL_CTRL_SET_MTU, SSL_CTRL_SET_TLSEXT_HOSTNAME, DTLS_CTRL_GET_TIMEOUT, DTLS_CTRL_HANDLE_TIMEOUT = 17, 55, 73, 74
BIO_CTRL_DGRAM_SET_CONNECTED, BIO_NOCLOSE = 32, 0

ssl = ctypes.CDLL("libssl.so.3")
crypto = ctypes.CDLL("libcrypto.so.3")

# Every function with its result and its parameters: ctypes takes everything for an int otherwise.
PROTOTYPES = {
    ssl: {
        "DTLS_client_method": (c_void_p,), "DTLS_server_method": (c_void_p,), "SSL_CTX_new": (c_void_p, c_void_p),
        "SSL_CTX_free": (None, c_void_p), "SSL_CTX_load_verify_file": (c_int, c_void_p, c_char_p),
        "SSL_CTX_set_verify": (None, c_void_p, c_int, c_void_p), "SSL_CTX_set_options": (c_ulong, c_void_p, c_ulong),
        "SSL_CTX_use_certificate_chain_file": (c_int, c_void_p, c_char_p),
        "SSL_CTX_use_PrivateKey_file": (c_int, c_void_p, c_char_p, c_int),
        "SSL_CTX_set_cookie_generate_cb": (None, c_void_p, c_void_p), "SSL_CTX_set_cookie_verify_cb": (None, c_void_p, c_void_p),
        "SSL_new": (c_void_p, c_void_p), "SSL_free": (None, c_void_p), "SSL_set_bio": (None, c_void_p, c_void_p, c_void_p),
        "SSL_set1_host": (c_int, c_void_p, c_char_p), "SSL_ctrl": (c_long, c_void_p, c_int, c_long, c_void_p),
        "SSL_set_options": (c_ulong, c_void_p, c_ulong), "SSL_connect": (c_int, c_void_p), "SSL_accept": (c_int, c_void_p),
        "SSL_read": (c_int, c_void_p, c_char_p, c_int), "SSL_write": (c_int, c_void_p, c_char_p, c_int),
        "SSL_shutdown": (c_int, c_void_p), "SSL_get_error": (c_int, c_void_p, c_int), "SSL_get_version": (c_char_p, c_void_p),
        "SSL_get_current_cipher": (c_void_p, c_void_p), "SSL_CIPHER_get_name": (c_char_p, c_void_p),
    },
    crypto: {
        "BIO_new_dgram": (c_void_p, c_int, c_int), "BIO_s_mem": (c_void_p,), "BIO_new": (c_void_p, c_void_p),
        "BIO_ctrl": (c_long, c_void_p, c_int, c_long, c_void_p), "BIO_read": (c_int, c_void_p, c_char_p, c_int),
        "BIO_write": (c_int, c_void_p, c_char_p, c_int), "BIO_ADDR_new": (c_void_p,), "BIO_ADDR_free": (None, c_void_p),
        "BIO_ADDR_rawmake": (c_int, c_void_p, c_int, c_char_p, c_size_t, c_uint), "OpenSSL_version": (c_char_p, c_int),
        "ERR_get_error": (c_ulong,), "ERR_error_string_n": (None, c_ulong, c_char_p, c_size_t),
    },
}
for library, functions in PROTOTYPES.items():
    for name, (result, *parameters) in functions.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, parameters

GENERATE_COOKIE = CFUNCTYPE(c_int, c_void_p, POINTER(c_ubyte), POINTER(c_uint))
VERIFY_COOKIE = CFUNCTYPE(c_int, c_void_p, POINTER(c_ubyte), c_uint)


def good(result):
    """`result`, unless it says that the call failed."""
    if not result or (isinstance(result, int) and result < 0):
        text = ctypes.create_string_buffer(256)
        crypto.ERR_error_string_n(crypto.ERR_get_error(), text, len(text))
        raise OSError(text.value.decode())
    return result


def describe(peer, connection):
    suite = ssl.SSL_CIPHER_get_name(ssl.SSL_get_current_cipher(connection)).decode()
    version = ssl.SSL_get_version(connection).decode()
    print(peer, version, suite, "over", crypto.OpenSSL_version(0).decode(), flush=True)


def client(host, port, ca, text):
    """Over a datagram BIO, which reads and writes the socket itself."""
    link = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    link.connect((host, int(port)))
    context = good(ssl.SSL_CTX_new(ssl.DTLS_client_method()))
    good(ssl.SSL_CTX_load_verify_file(context, ca.encode()))
    ssl.SSL_CTX_set_verify(context, SSL_VERIFY_PEER, None)
    connection = good(ssl.SSL_new(context))
    good(ssl.SSL_set1_host(connection, b"localhost"))
    bio = good(crypto.BIO_new_dgram(link.fileno(), BIO_NOCLOSE))
    peer = good(crypto.BIO_ADDR_new())
    address = socket.inet_aton(link.getpeername()[0])
    good(crypto.BIO_ADDR_rawmake(peer, socket.AF_INET, address, len(address), socket.htons(int(port))))
    crypto.BIO_ctrl(bio, BIO_CTRL_DGRAM_SET_CONNECTED, 0, peer)
    crypto.BIO_ADDR_free(peer)
    ssl.SSL_set_bio(connection, bio, bio)

    good(ssl.SSL_connect(connection))
    describe("server", connection)
    good(ssl.SSL_write(connection, text.encode(), len(text.encode())))
    answer = ctypes.create_string_buffer(1 << 14)
    length = good(ssl.SSL_read(connection, answer, len(answer)))
    print("answer", answer.raw[:length].decode().rstrip(), flush=True)
    ssl.SSL_shutdown(connection)
    ssl.SSL_free(connection)
    ssl.SSL_CTX_free(context)


class MemoryLink:
    """A connection over two memory BIOs, whose datagrams Python sends and receives."""

    def __init__(self, connection, link):
        self.connection, self.link = connection, link
        self.incoming, self.outgoing = (good(crypto.BIO_new(crypto.BIO_s_mem())) for _ in range(2))
        ssl.SSL_set_bio(connection, self.incoming, self.outgoing)
        ssl.SSL_set_options(connection, SSL_OP_NO_QUERY_MTU)
        ssl.SSL_ctrl(connection, SSL_CTRL_SET_MTU, 1200, None)

    def send(self):
        """What is to be sent. A memory BIO joins records; each is a datagram here."""
        buffer = ctypes.create_string_buffer(1 << 16)
        length = crypto.BIO_read(self.outgoing, buffer, len(buffer))
        data = buffer.raw[:max(length, 0)]
        while data:
            # The length of a record is in bytes 11 and 12 of its header.
            end = 13 + int.from_bytes(data[11:13], "big")
            self.link.send(data[:end])
            data = data[end:]

    def receive(self):
        """Waits for a datagram, or for the time to repeat what was sent."""
        timeout = (c_long * 2)()
        seconds = 10.0
        if ssl.SSL_ctrl(self.connection, DTLS_CTRL_GET_TIMEOUT, 0, timeout) == 1:
            seconds = timeout[0] + timeout[1] / 1e6
        if select.select([self.link], [], [], seconds)[0]:
            datagram = self.link.recv(1 << 16)
            crypto.BIO_write(self.incoming, datagram, len(datagram))
        else:
            ssl.SSL_ctrl(self.connection, DTLS_CTRL_HANDLE_TIMEOUT, 0, None)

    def until_done(self, call, *arguments):
        """Calls a function of libssl until it neither wants to read nor to write."""
        while True:
            result = call(self.connection, *arguments)
            error = ssl.SSL_get_error(self.connection, result)
            self.send()
            if result > 0 or error == SSL_ERROR_ZERO_RETURN:
                return result
            if error not in (SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE):
                return good(result)
            self.receive()


def server(port, certificate, key):
    """Over memory BIOs, with cookies from functions of Python."""
    link = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    link.bind(("127.0.0.1", int(port)))
    context = good(ssl.SSL_CTX_new(ssl.DTLS_server_method()))
    good(ssl.SSL_CTX_use_certificate_chain_file(context, certificate.encode()))
    good(ssl.SSL_CTX_use_PrivateKey_file(context, key.encode(), SSL_FILETYPE_PEM))
    secret = os.urandom(32)

    def cookie():
        return hmac.new(secret, repr(link.getpeername()).encode(), hashlib.sha256).digest()

    @GENERATE_COOKIE
    def generate(_connection, out, length):
        ctypes.memmove(out, cookie(), 32)
        length[0] = 32
        return 1

    @VERIFY_COOKIE
    def verify(_connection, given, length):
        return int(hmac.compare_digest(bytes(given[:length]), cookie()))

    ssl.SSL_CTX_set_options(context, SSL_OP_COOKIE_EXCHANGE)
    ssl.SSL_CTX_set_cookie_generate_cb(context, ctypes.cast(generate, c_void_p))
    ssl.SSL_CTX_set_cookie_verify_cb(context, ctypes.cast(verify, c_void_p))
    # The first datagram stays in the socket for the handshake.
    link.connect(link.recvfrom(1, socket.MSG_PEEK)[1])
    connection = good(ssl.SSL_new(context))
    memory = MemoryLink(connection, link)
    memory.until_done(ssl.SSL_accept)
    describe("client", connection)
    data = ctypes.create_string_buffer(1 << 14)
    while (length := memory.until_done(ssl.SSL_read, data, len(data))) > 0:
        memory.until_done(ssl.SSL_write, data.raw[:length], length)
    ssl.SSL_shutdown(connection)
    memory.send()
    ssl.SSL_free(connection)
    ssl.SSL_CTX_free(context)


if __name__ == "__main__":
    kinds = {"client": (client, 4), "server": (server, 3)}
    kind, count = kinds.get(sys.argv[1] if len(sys.argv) > 1 else "", (None, 0))
    if kind is None or len(sys.argv) != 2 + count:
        sys.exit(__doc__)
    kind(*sys.argv[2:])
