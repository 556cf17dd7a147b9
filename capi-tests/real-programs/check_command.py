"""`ferrodtls-check`: what it says of a program is what the loader says when it binds all at start."""
import json
import os
import subprocess

from common import Failure, check, environment

PYTHON_SSL = "import _ssl; print(_ssl.__file__)"


def python_module():
    done = subprocess.run(["python3", "-c", PYTHON_SSL], stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.strip()


# What is looked at, and how it is started without doing anything.
PROGRAMS = {
    "socat": ("socat", ["socat", "-V"]),
    "openssl": ("openssl", ["openssl", "version"]),
    "coap-client-openssl": ("coap-client-openssl", ["coap-client-openssl"]),
    "Python's ssl": (None, ["python3", "-c", PYTHON_SSL]),
    "tshark": ("tshark", ["tshark", "-v"]),
}


def starts(bench, command, way):
    env = environment(bench.prefix, way, {"LD_BIND_NOW": "1"})
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=30)
    words = done.stdout.decode("utf-8", "replace")
    return not any(fault in words for fault in ("symbol lookup error", "undefined symbol", "not found (required by"))


def verdict(bench, name, path, command):
    tool = os.path.join(bench.prefix, "bin", "ferrodtls-check")
    done = subprocess.run([tool, "--json", path or python_module()], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode not in (0, 1):
        raise Failure(done.stdout)
    said = json.loads(done.stdout)
    check((done.returncode == 0) == said["runs"], "exit status and verdict differ")
    for way in ("pair", "preload"):
        complete = said[way] in ("runs", "unused")
        check(complete == starts(bench, command, way), f"{name}, {way}: '{said[way]}', but the loader says otherwise")
    missing = {gap["library"] for gap in said["missing"]}
    check((said["preload"] in ("runs", "unused")) == ("libssl.so.3" not in missing), "what is missing and the verdict differ")


def cases(_bench):
    return [(f"ferrodtls-check {name}", verdict, (name, path, command)) for name, (path, command) in PROGRAMS.items()]
