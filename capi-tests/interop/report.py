"""The table as a page in Markdown, and its comparison with the committed one."""
import suites

FEATURES = ["Groups", "Server's key and signature", "Client authentication", "Sessions", "Renegotiation", "Other"]
COLUMNS = [("client", "1.2"), ("client", "1.0"), ("server", "1.2"), ("server", "1.0")]
INTRODUCTION = """# Interoperability

Written by `make interop`; `capi-tests/interop/run --write` writes it anew, and the run fails when this page and its results differ.

Each cell is one association (with a second connection in the rows of *Sessions*, and a second handshake in those of *Renegotiation*) over the
loopback interface. It passes when messages of 2, 17, 254 and 1200 bytes went both ways unchanged and both ends, as far as they say it, report
the same version, suite, group, signature, extensions and keying material, and those that the row asks for. Our end names the one suite of
the row, the peer allows all it has.

* **pass**: as above. **-**: the version does not have it.
* **no**: the peer does not offer it: its build does not list it, or the peer cannot do it with itself either.

The openssl command is itself the peer; for GnuTLS, mbed TLS and wolfSSL small programs of ours over Debian's libraries are (`capi-tests/interop/peers`).
"""


def key(case):
    return case.row.section, case.row.name


def rows(cases):
    """Names of the rows in their order, each with its cells."""
    found = {}
    for case, result in cases:
        found.setdefault(key(case), {})[(case.role, case.version)] = result
    return found


def cell(result):
    return "-" if result is None else {"pass": "pass", "not offered by the peer": "no"}.get(result, result.replace("|", "/"))


def tables(peer, cases, heading="###"):
    found = rows([(case, result) for case, result in cases if case.peer is peer])
    for section in suites.FAMILIES + FEATURES:
        lines = [(name, cells) for (where, name), cells in found.items() if where == section]
        if lines:
            yield f"{heading} {peer.title}: {section}\n"
            yield "| | our client, 1.2 | our client, 1.0 | our server, 1.2 | our server, 1.0 |\n| --- | --- | --- | --- | --- |"
            for name, cells in lines:
                yield "| " + " | ".join([name] + [cell(cells.get(column)) for column in COLUMNS]) + " |"
            yield ""


def example_table(results):
    """What the programs of c-examples did: `results` are rows of words and a result."""
    yield "## The programs of `c-examples`\n"
    yield "Echo, chargen and discard against `openssl s_server`, `openssl s_client`, `gnutls-serv` and `gnutls-cli`, messages of 1 to 16384 bytes as far"
    yield "as the peer's command takes them.\n"
    yield "| peer | role | DTLS | key | variant | result |\n| --- | --- | --- | --- | --- | --- |"
    for words, result in results:
        yield "| " + " | ".join(list(words) + [cell(result)]) + " |"
    yield ""


def page(peers, cases, examples):
    lines = [INTRODUCTION, "| peer | version |\n| --- | --- |"] + [f"| {peer.title} | {peer.version} |" for peer in peers] + [""]
    for peer in peers:
        of_peer = [result for case, result in cases if case.peer is peer]
        lines += [f"## {peer.title}\n", f"{of_peer.count('pass')} of {len(of_peer)} cells pass, {of_peer.count('not offered by the peer')} are not offered.\n"]
        lines += tables(peer, cases)
    lines += example_table(examples)
    return "\n".join(lines).rstrip() + "\n"


def differences(committed, made):
    """Lines of results that differ, with where they stand; versions of the peers may."""
    def results(text):
        heading, lines = "", []
        for line in text.splitlines():
            if line.startswith("#"):
                heading = line.strip("# ")
            elif line.startswith("| ") and line.count("|") > 3:
                lines.append(f"{heading} {line}")
        return lines
    old, new = results(committed), results(made)
    return [f"- {line}" for line in old if line not in new] + [f"+ {line}" for line in new if line not in old]
