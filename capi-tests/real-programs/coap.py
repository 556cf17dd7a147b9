"""libcoap's client and server: a resource is put and read back in blocks, with a pre-shared key or with certificates on both
sides."""
import os
import subprocess
import sys

import harness
from common import LIMIT, WAYS, check, check_libraries, check_loaded, message, pairs

SIZE = 3000
KEY = ["-k", "secret key", "-u", "somebody"]


def free_ports():
    """A port whose successor is free as well: that is where DTLS is."""
    while True:
        port = harness.free_port()
        if not harness.udp_port_in_use(port + 1):
            harness.GIVEN_PORTS.add(port + 1)
            return port


def certificates(bench, side, root="root.crt"):
    return ["-c", bench.file(f"{side}-direct.crt"), "-j", bench.file(f"{side}-ec.key"), "-C", bench.file(root)]


def make_certificates(bench):
    """libcoap sends no chain and, over OpenSSL, keeps one certificate of a file with authorities: the root signs the leaves."""
    for side in ("server", "client"):
        command = ["openssl", "req", "-x509", "-new", "-CA", "root.crt", "-CAkey", "root.key", "-key", f"{side}-ec.key", "-days", "30",
                   "-subj", f"/CN={side}", "-addext", "subjectAltName=DNS:localhost", "-out", f"{side}-direct.crt"]
        done = subprocess.run(command, cwd=bench.pki, env=harness.environment(None), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            sys.exit(done.stdout)


def resource(bench, server_way, client_way, mode):
    port = free_ports()
    server = ["coap-server-openssl", "-v", "7", "-A", "127.0.0.1", "-p", str(port), "-d", "5"]
    client = ["coap-client-openssl", "-v", "7", "-B", str(LIMIT)]
    server += ["-k", "secret key", "-h", "a hint"] if mode == "PSK" else certificates(bench, "server")
    if mode == "PSK":
        client += KEY
    else:
        client += certificates(bench, "client", "expiredroot.crt" if mode == "unknown authority" else "root.crt")
    uri = f"coaps://localhost:{port + 1}/data"
    tag = f"{server_way}-{client_way}-{mode}"
    sent, read = os.path.join(bench.work, f"coap-sent-{tag}"), os.path.join(bench.work, f"coap-read-{tag}")
    loaded = os.path.join(bench.work, f"coap-loaded-{tag}")
    with open(sent, "wb") as file:
        file.write(message(SIZE))
    with bench.start(server, server_way, "coap-server") as listener:
        check(listener.wait_port(port + 1, LIMIT), "the server does not listen: " + listener.output()[-600:])
        check_libraries(listener, bench.prefix, server_way)
        for more in (["-m", "put", "-f", sent], ["-m", "get", "-o", read]):
            with bench.start([*client, *more, uri], client_way, "coap-client", {"LD_DEBUG": "libs", "LD_DEBUG_OUTPUT": loaded}) as caller:
                check(caller.wait(LIMIT) == 0, f"the client ends in {caller.process.returncode}: "
                      + caller.output()[-800:] + listener.output()[-400:])
                # It may be gone before anybody looks at it; the loader has noted what it loaded.
                check_loaded(f"{loaded}.{caller.process.pid}", bench.prefix, client_way)
    if mode == "unknown authority":
        check(not os.path.exists(read), "something was read from a server that nobody vouches for")
        return
    check(os.path.exists(read), "nothing was read")
    with open(read, "rb") as file:
        check(file.read() == message(SIZE), "what was read differs from what was put")


def cases(bench):
    make_certificates(bench)
    return [(f"coap {server} < {client}: {mode}", resource, (server, client, mode))
            for mode in ("PSK", "certificates", "unknown authority") for server, client in pairs(WAYS)]
