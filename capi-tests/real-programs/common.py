"""What the tests of real programs share: how a side runs, and which libraries it has really mapped."""
import hashlib
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import harness  # noqa: E402

# How a side runs: over the system's libraries, over both of ours, over our libssl alone.
WAYS = ("system", "pair", "preload")
LIMIT = 15


class Failure(Exception):
    pass


def check(condition, what):
    if not condition:
        raise Failure(what)


def environment(prefix, way, extra=()):
    return {**harness.environment(None if way == "system" else prefix, preload=way == "preload"), **dict(extra)}


def check_libraries(process, prefix, way):
    """The process must use exactly the libraries that `way` names."""
    with open(f"/proc/{process.process.pid}/maps") as maps:
        check_paths({line.split()[-1] for line in maps if ".so" in line}, process.name, prefix, way)


def check_loaded(path, prefix, way):
    """The same for a process that has ended, out of the notes of the loader (LD_DEBUG=libs)."""
    with open(path) as notes:
        check_paths({line.split()[-1] for line in notes if "calling init:" in line}, os.path.basename(path), prefix, way)


def check_paths(mapped, name, prefix, way):
    ours = {name for name in ("libssl.so.3", "libcrypto.so.3") if os.path.join(prefix, "lib", name) in mapped}
    wanted = {"system": set(), "pair": {"libssl.so.3", "libcrypto.so.3"}, "preload": {"libssl.so.3"}}[way]
    check(ours == wanted, f"{name} ({way}) has mapped {sorted(ours)} of ours")


def message(size):
    text = b""
    while len(text) < size:
        text += hashlib.sha256(b"%d" % len(text)).hexdigest().encode()
    return text[: size - 1] + b"\n"


def wait_until(condition, seconds=LIMIT):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


def pairs(ways):
    """Who serves whom: all but the system with itself."""
    return [(server, client) for server in ways for client in ways if (server, client) != ("system", "system")]


class Bench:
    """Where our libraries and the certificates are, and how programs are started over them."""

    def __init__(self, prefix, work):
        self.prefix = prefix
        self.work = work
        self.pki = harness.make_pki(os.path.join(work, "pki"))
        with open(self.file("bundle.pem"), "w") as bundle:
            for name in ("inter.crt", "root.crt"):
                with open(self.file(name)) as part:
                    bundle.write(part.read())

    def file(self, name):
        return os.path.join(self.pki, name)

    def start(self, command, way, name, env=(), cwd=None):
        return harness.Process(command, env=environment(self.prefix, way, env), cwd=cwd or self.pki, name=f"{name} ({way})")
