"""A client, a router and a server in network namespaces of their own; the router takes other sizes in one direction than
in the other, and tells the sender or not."""
import os
import subprocess
import sys

CLIENT, ROUTER, SERVER = "client", "router", "server"
ADDRESSES = {4: {CLIENT: "192.0.2.2", SERVER: "198.51.100.2"}, 6: {CLIENT: "2001:db8:1::2", SERVER: "2001:db8:2::2"}}
NETS = {4: {CLIENT: ("192.0.2.1", 24), SERVER: ("198.51.100.1", 24)}, 6: {CLIENT: ("2001:db8:1::1", 64), SERVER: ("2001:db8:2::1", 64)}}
TOOLS = {4: "iptables", 6: "ip6tables"}
# What a router says that cannot pass a packet on.
TOO_BIG = {4: ("icmp", "--icmp-type", "fragmentation-needed"), 6: ("icmpv6", "--icmpv6-type", "packet-too-big")}
HEADERS = {4: 28, 6: 48}
MARK = "FERRODTLS_PMTU_ISOLATED"


def isolate():
    """Runs this program again where its namespaces are nobody else's and end with it; needs no privileges where the kernel
    lets users have namespaces."""
    if os.environ.get(MARK):
        del os.environ[MARK]
        run("mount", "-t", "tmpfs", "tmpfs", "/run")
        os.makedirs("/run/netns")
        return
    os.environ[MARK] = "1"
    rights = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    os.execvp("unshare", ["unshare", *rights, "--net", "--mount", sys.executable, *sys.argv])


def run(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: {done.stdout}")


class Network:
    """Ethernet on both sides of the router, 1500 bytes; a limit is a number of bytes of an IP packet. `number`: tells the
    namespaces of several from each other."""

    def __init__(self, number=0):
        self.names = {side: f"{side}{number}" for side in (CLIENT, ROUTER, SERVER)}
        for name in self.names.values():
            run("ip", "netns", "add", name)
            run("ip", "-n", name, "link", "set", "lo", "up")
        router = self.names[ROUTER]
        for side in (CLIENT, SERVER):
            end = self.names[side]
            run("ip", "-n", router, "link", "add", f"to-{side}", "type", "veth", "peer", "name", "eth0", "netns", end)
            run("ip", "-n", router, "link", "set", f"to-{side}", "up")
            run("ip", "-n", end, "link", "set", "eth0", "up")
            for family in (4, 6):
                gateway, bits = NETS[family][side]
                fast = ["nodad"] if family == 6 else []
                run("ip", "-n", router, "addr", "add", f"{gateway}/{bits}", "dev", f"to-{side}", *fast)
                run("ip", "-n", end, "addr", "add", f"{ADDRESSES[family][side]}/{bits}", "dev", "eth0", *fast)
                run("ip", "-n", end, f"-{family}", "route", "add", "default", "via", gateway)
        run(*self.inside(ROUTER, "sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1"))

    def inside(self, side, *command):
        """The command that runs `command` in a namespace."""
        return ["ip", "netns", "exec", self.names[side], *map(str, command)]

    def limit(self, family, to_server=1500, to_client=1500):
        """What the router passes on, each way."""
        for side, mtu in ((SERVER, to_server), (CLIENT, to_client)):
            gateway, bits = NETS[family][side]
            net = {4: gateway[:-1] + "0", 6: gateway[:-1]}[family]
            # IPv4: instead of the route that came with the address; IPv6: in front of it.
            more = ["src", gateway] if family == 4 else ["metric", "1"]
            run("ip", "-n", self.names[ROUTER], f"-{family}", "route", "replace", f"{net}/{bits}", "dev", f"to-{side}", *more,
                "mtu", "lock", str(mtu))

    def silent(self, family, on):
        """Whether the router keeps to itself what it does not pass on."""
        kind, *which = TOO_BIG[family]
        self.tell_router(family, "-F", "OUTPUT")
        if on:
            self.tell_router(family, "-A", "OUTPUT", "-p", kind, *which, "-j", "DROP")

    def tell_router(self, family, *rule):
        run(*self.inside(ROUTER, TOOLS[family], *rule))

    def forget(self, family):
        """Makes the kernels of both ends forget what routers told them."""
        for side in (CLIENT, SERVER):
            run("ip", "-n", self.names[side], f"-{family}", "route", "flush", "cache")
