"""socat: an echo over DTLS, the server's certificate and name and the client's certificate verified."""
import harness
from common import LIMIT, WAYS, Failure, check, check_libraries, message, pairs

SIZES = (1, 100, 1200, 8192)


def echo(bench, server_way, client_way):
    port = harness.free_port()
    files = {name: bench.file(name) for name in ("server-ec.chain", "server-ec.key", "client-ec.chain", "client-ec.key", "root.crt")}
    server = ["socat", f"OPENSSL-DTLS-LISTEN:{port},bind=127.0.0.1,cert={files['server-ec.chain']},"
              f"key={files['server-ec.key']},cafile={files['root.crt']},verify=1", "EXEC:cat"]
    client = ["socat", "-b", "16384", "-", f"OPENSSL-DTLS-CONNECT:127.0.0.1:{port},cafile={files['root.crt']},"
              f"cert={files['client-ec.chain']},key={files['client-ec.key']},verify=1,openssl-commonname=localhost"]
    with bench.start(server, server_way, "socat server") as listener:
        check(listener.wait_port(port, LIMIT), "the server does not listen: " + listener.output())
        check_libraries(listener, bench.prefix, server_way)
        with bench.start(client, client_way, "socat client") as caller:
            sent = b""
            for size in SIZES:
                sent += message(size)
                caller.feed(message(size))
                if not caller.wait_bytes(len(sent), LIMIT):
                    raise Failure(f"{len(caller.raw_output())} of {len(sent)} bytes came back: "
                                  + caller.output()[-300:] + listener.output()[-300:])
            check(caller.raw_output() == sent, "the echo differs from what was sent")
            check_libraries(caller, bench.prefix, client_way)


def cases(_bench):
    return [(f"socat {server} < {client}", echo, (server, client)) for server, client in pairs(WAYS)]
