"""The example that searches the path's MTU, between both sides of a path with another size each way; one is lowered later."""
import concurrent.futures
import os
import re
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import harness  # noqa: E402
import network  # noqa: E402
from network import CLIENT, SERVER  # noqa: E402

# A search: its losses, each a second, are the logarithm of the sizes in question and two more.
SEARCH = 20
# The example confirms every 5 seconds while data flows. Three lost confirmations, a second each; the base then, 7 seconds
# when it is lost, too.
FIND = 5 + 3 + 7 + SEARCH
# Bytes of record headers, nonce and tag with AES-GCM.
OVERHEAD = 13 + 8 + 16
RESULT = re.compile(r"^ *([\d.]+) the path takes (\d+) bytes of UDP payload, which carry (\d+) bytes of data$", re.M)
CAME = re.compile(r"^ *[\d.]+ a message of (\d+) bytes came$", re.M)


class Path:
    """What the router takes, each way, in bytes of an IP packet."""

    def __init__(self, family, silent, to_server, to_client, lowered=None, preload=False):
        self.family, self.silent, self.to_server, self.to_client = family, silent, to_server, to_client
        self.lowered, self.preload = lowered, preload

    def __str__(self):
        icmp = "dropped" if self.silent else "delivered"
        libraries = ", system's libcrypto" if self.preload else ""
        return f"IPv{self.family}, {self.to_server} and {self.to_client} bytes, ICMP {icmp}{libraries}"


PATHS = [
    Path(4, True, 1400, 1300, lowered=900),
    Path(4, False, 1400, 1300, lowered=1250),
    Path(6, True, 1452, 1311),
    Path(4, True, 1500, 700),
    Path(4, True, 1333, 1500, preload=True),
]


class Searches:
    """Both sides at work."""

    def __init__(self, net, path, command, directory, env):
        address = network.ADDRESSES[path.family][SERVER]
        options = {"env": env, "cwd": directory}
        server = [*command, "-v", "-c", "small.crt", "-k", "end.key", "-t", "1"]
        client = [*command, "-v", "-n", "0", "-C", "root.crt", "-t", "1", address]
        self.server = harness.Process(net.inside(SERVER, *server), name="server", **options)
        if not self.server.wait_output("listens"):
            sys.exit("the server did not begin: " + self.server.output())
        self.client = harness.Process(net.inside(CLIENT, *client), name="client", **options)

    def await_result(self, process, mtu, seconds):
        """When the search of `process` said that `mtu` bytes of UDP payload pass, after its beginning; None: in no time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for at, found, data in RESULT.findall(process.output()):
                if int(found) == mtu and int(data) == mtu - OVERHEAD:
                    return float(at)
            if process.process.poll() is not None:
                break
            time.sleep(0.1)
        return None

    def stop(self):
        for process in (self.client, self.server):
            process.__exit__()

    def words(self):
        return "".join(f"\n  {process.name}:\n{process.output()}" for process in (self.server, self.client))


def run(program, directory, prefix):
    """All paths at once, each with a network of its own; how many numbers were not found."""
    print("searches of the path's MTU (bytes of UDP payload; seconds since their begin):")
    with concurrent.futures.ThreadPoolExecutor(len(PATHS)) as pool:
        jobs = [pool.submit(run_path, number, path, program, directory, prefix) for number, path in enumerate(PATHS, 1)]
        failures = 0
        for path, job in zip(PATHS, jobs):
            rows, words = job.result()
            print(f"  {path}")
            for what, at, limit in rows:
                good = at is not None and at <= limit
                failures += not good
                print(f"    {what:34} {'never' if at is None else f'{at:.2f}':>6} {'ok' if good else 'FAILED' + words}")
    return failures


def run_path(number, path, program, directory, prefix):
    """Rows of what was looked for, when it was found, and when at the latest it had to be; and what the programs said."""
    net = network.Network(number)
    net.limit(path.family, path.to_server, path.to_client)
    net.silent(path.family, path.silent)
    searches = Searches(net, path, [program], directory, harness.environment(prefix, path.preload))
    headers = network.HEADERS[path.family]
    to_server, to_client = path.to_server - headers, path.to_client - headers
    try:
        rows = [
            (f"client to server: {to_server}", searches.await_result(searches.client, to_server, SEARCH + 5), SEARCH),
            (f"server to client: {to_client}", searches.await_result(searches.server, to_client, SEARCH + 5), SEARCH),
            ("data of these sizes arrives, after", await_messages(searches, to_server, to_client), SEARCH),
        ]
        if path.lowered:
            net.limit(path.family, path.lowered, path.to_client)
            began = last_time(searches.client)
            found = searches.await_result(searches.client, path.lowered - headers, FIND + 5)
            rows.append((f"lowered to {path.lowered - headers}, found after", found and found - began, FIND))
        return rows, searches.words()
    finally:
        searches.stop()


def await_messages(searches, to_server, to_client):
    """Seconds until both sides have received data as long as the other has found to fit."""
    began = time.monotonic()
    while time.monotonic() < began + SEARCH:
        wanted = ((searches.server, to_server), (searches.client, to_client))
        if all(str(mtu - OVERHEAD) in CAME.findall(process.output()) for process, mtu in wanted):
            return time.monotonic() - began
        time.sleep(0.1)
    return None


def last_time(process):
    """When the program said something last, by its own clock."""
    return max(float(at) for at in re.findall(r"^ *([\d.]+) ", process.output(), re.M))
