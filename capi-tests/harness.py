"""What the runners of the C tests share: building, free ports, processes with time limits, tables."""
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
GIVEN_PORTS = set()
WARNINGS = ["-std=c99", "-pedantic", "-Wall", "-Wextra", "-Werror", "-O1", "-g"]


def default_prefix():
    return os.environ.get("PREFIX") or os.path.join(ROOT, "dist")


def absolute_prefix(text):
    """A prefix as given by the user; None stands for the system's OpenSSL."""
    return None if text == "system" else os.path.abspath(text)


def compiler():
    return os.environ.get("CC", "cc").split()


def openssl_flags(prefix):
    """Compiler and linker flags for the system's OpenSSL (None) or the one at `prefix`."""
    compile_flags = ["-DOPENSSL_API_COMPAT=0x10000000L"]
    link_flags = ["-lssl", "-lcrypto", "-lpthread"]
    if prefix:
        compile_flags += ["-I", os.path.join(prefix, "include")]
        link_flags = ["-L", os.path.join(prefix, "lib")] + link_flags
    return compile_flags, link_flags


def build(sources, output, prefix, extra=()):
    """Compiles C sources to a program; returns the compiler's words, empty when all is well."""
    compile_flags, link_flags = openssl_flags(prefix)
    command = compiler() + WARNINGS + list(extra) + compile_flags + ["-I", HERE, "-o", output] + list(sources) + link_flags
    os.makedirs(os.path.dirname(output), exist_ok=True)
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return "" if done.returncode == 0 else (done.stdout or "the compiler failed")


def build_plain(sources, output, libraries):
    """The same for a program that does not use OpenSSL."""
    command = compiler() + WARNINGS + ["-o", output] + list(sources) + list(libraries)
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return "" if done.returncode == 0 else (done.stdout or "the compiler failed")


def environment(prefix, preload=False):
    """The environment in which a program runs over the libraries at `prefix` (None: the system's)."""
    env = dict(os.environ)
    for name in ("LD_LIBRARY_PATH", "LD_PRELOAD", "OPENSSL_CONF", "SSLKEYLOGFILE"):
        env.pop(name, None)
    if prefix and preload:
        env["LD_PRELOAD"] = os.path.join(prefix, "lib", "libssl.so.3")
    elif prefix:
        env["LD_LIBRARY_PATH"] = os.path.join(prefix, "lib")
    return env


def make_pki(directory):
    done = subprocess.run([os.path.join(HERE, "make-pki"), directory], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, env=environment(None))
    if done.returncode != 0:
        sys.exit("make-pki failed:\n" + done.stdout)
    return directory


def work_directory(name):
    base = os.environ.get("CARGO_TARGET_DIR") or os.path.join(ROOT, "target")
    path = os.path.join(base, "capi", name)
    os.makedirs(path, exist_ok=True)
    return tempfile.mkdtemp(prefix="run-", dir=path)


def free_port():
    """A UDP port that nothing uses now, that was not given before, and that the kernel gives no client of another case."""
    with open("/proc/sys/net/ipv4/ip_local_port_range") as limits:
        first = int(limits.read().split()[0])
    while True:
        port = random.randrange(first // 2, first)
        if port in GIVEN_PORTS:
            continue
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        GIVEN_PORTS.add(port)
        return port


def udp_port_in_use(port):
    """Whether some UDP socket is bound to `port`."""
    wanted = ":%04X" % port
    for table in ("/proc/net/udp", "/proc/net/udp6"):
        try:
            with open(table) as lines:
                if any(line.split()[1].endswith(wanted) for line in list(lines)[1:]):
                    return True
        except OSError:
            pass
    return False


class Process:
    """A started program that is always ended: use it in a `with`."""
    running = set()

    @classmethod
    def end_all_on_signals(cls, directory):
        """Ends what was started, and removes the work directory, when this program is told to end."""
        def end(number, _frame):
            for process in list(cls.running):
                process.kill()
            shutil.rmtree(directory, ignore_errors=True)
            os._exit(128 + number)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, end)

    def __init__(self, command, env=None, cwd=None, stdin=None, name=None):
        self.name = name or os.path.basename(command[0])
        self.out = tempfile.TemporaryFile()
        self.err = tempfile.TemporaryFile()
        self.process = subprocess.Popen(command, env=env, cwd=cwd, stdin=subprocess.PIPE if stdin is None else stdin,
                                        stdout=self.out, stderr=self.err, start_new_session=True)
        self.running.add(self.process)

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.stop()
        self.out.close()
        self.err.close()

    def wait_port(self, port, seconds=10):
        """True once the program has bound the UDP port."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if udp_port_in_use(port):
                return True
            if self.process.poll() is not None:
                return False
            time.sleep(0.02)
        return False

    def wait_output(self, text, seconds=10):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if text in self.output():
                return True
            if self.process.poll() is not None:
                return text in self.output()
            time.sleep(0.02)
        return False

    def wait_bytes(self, size, seconds=10):
        """True once the standard output has that many bytes."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if len(self.raw_output()) >= size:
                return True
            if self.process.poll() is not None:
                return len(self.raw_output()) >= size
            time.sleep(0.01)
        return False

    def feed(self, data):
        try:
            self.process.stdin.write(data)
            self.process.stdin.flush()
        except (BrokenPipeError, ValueError):
            pass

    def close_input(self):
        try:
            self.process.stdin.close()
        except (BrokenPipeError, ValueError):
            pass

    def wait(self, seconds):
        """The exit status, None when the time limit came first."""
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def raw_output(self):
        """Bytes of the standard output so far (read beside the program, which has the file open for writing)."""
        return os.pread(self.out.fileno(), 1 << 26, 0)

    def output(self):
        """Text of both outputs so far."""
        return (self.raw_output() + os.pread(self.err.fileno(), 1 << 20, 0)).decode("utf-8", "replace")

    def stop(self):
        """Ends the program and what it started (its own session)."""
        if self.process.poll() is None:
            try:
                os.killpg(self.process.pid, signal.SIGTERM)
                self.process.wait(2)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait(5)
            except ProcessLookupError:
                pass
        self.running.discard(self.process)
        if self.process.stdin:
            self.close_input()


def table(head, rows, out=sys.stdout):
    """Prints aligned columns."""
    widths = [max(len(str(row[i])) for row in [head] + rows) for i in range(len(head))]
    for row in [head, ["-" * width for width in widths]] + rows:
        print("  ".join(str(cell).ljust(width) for cell, width in zip(row, widths)).rstrip(), file=out)
    out.flush()
