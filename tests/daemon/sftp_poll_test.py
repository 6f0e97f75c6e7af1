"""Goal: each file of an SFTP server is exactly once in the raw topic, and a server with a wrong key gets and gives nothing.

Method: OpenSSH's own server on loopback with a configuration and keys of its own, a real broker. The daemon is killed at
random while files appear; files move to the done folder. PROCURED_LONG=1: 30 kills.
"""
import contextlib
import getpass
import os
import pathlib
import signal
import socket
import subprocess
import sys
import time

from polling import Site, once
from town import LONG, Broker, case

SSHD = "/usr/sbin/sshd"
PRIVILEGE_FOLDER = pathlib.Path("/run/sshd")  # which sshd wants when it is started by root


class Server:
    def __init__(self, folder):
        self.folder = folder
        self.upload, self.done = folder / "upload", folder / "done"
        for part in (self.upload, self.done):
            part.mkdir(parents=True)
        for key in ("host", "other", "user"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / key], check=True)
        self.makes_folder = os.getuid() == 0 and not PRIVILEGE_FOLDER.exists()
        if self.makes_folder:
            PRIVILEGE_FOLDER.mkdir(mode=0o755)
        self.start()
        for name, key in (("known_hosts", "host"), ("wrong_hosts", "other")):
            public = (folder / f"{key}.pub").read_text()
            (folder / name).write_text(f"[127.0.0.1]:{self.port} {public}")
        (folder / "no_hosts").write_text("")

    def start(self):
        for _ in range(5):
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                self.port = free.getsockname()[1]
            (self.folder / "sshd_config").write_text(f"""Port {self.port}
ListenAddress 127.0.0.1
HostKey {self.folder}/host
AuthorizedKeysFile {self.folder}/user.pub
StrictModes no
UsePAM no
PidFile none
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
Subsystem sftp internal-sftp
""")
            with open(self.folder / "sshd.log", "ab") as log:
                self.process = subprocess.Popen([SSHD, "-D", "-e", "-f", self.folder / "sshd_config"], stdout=log, stderr=log)
            deadline = time.monotonic() + 10
            while self.process.poll() is None and time.monotonic() < deadline:
                try:
                    socket.create_connection(("127.0.0.1", self.port), 1).close()
                    return
                except OSError:
                    time.sleep(0.05)
        raise AssertionError((self.folder / "sshd.log").read_text())

    def put(self, name, text):
        """As careful senders do."""
        staged = self.upload / f"{name}.part"
        staged.write_text(text)
        os.replace(staged, self.upload / name)

    def log(self):
        return (self.folder / "sshd.log").read_text()

    def stop(self):
        """With the processes of its connections, which would go on."""
        pid = self.process.pid
        connections = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        self.process.kill()
        self.process.wait()
        for connection in connections:
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(connection), signal.SIGKILL)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()
        if self.makes_folder:
            PRIVILEGE_FOLDER.rmdir()


def poll(server, **options):
    return {"sftp_poll": {"host": "127.0.0.1", "port": server.port, "user": getpass.getuser(),
                          "folder": str(server.upload), "known_hosts_file": str(server.folder / "known_hosts"),
                          "key_file": str(server.folder / "user"), "interval_s": 1,
                          "limits": {"back_off_max_s": 2}, **options}}


def killed(site, server):
    sent, kept = {}, {"not mine.csv": "a;b"}

    def feed():
        for _ in range(60):
            name = f"f{len(sent)}.xml"
            sent[name] = f"<f n='{len(sent)}'/>"
            server.put(name, sent[name])
        kept[f"k{len(kept)}.csv"] = f"{len(kept)};b"
        for name, text in kept.items():
            if not (server.upload / name).exists():
                server.put(name, text)

    site.kill_at_random(30 if LONG else 3, feed)
    daemon = site.daemon()
    once(site.await_raw("moved", sent), "moved")
    deadline = time.monotonic() + 60
    while len(list(server.done.iterdir())) < len(sent):
        assert time.monotonic() < deadline, f"not moved: {sorted(server.upload.iterdir())[:5]}\n{daemon.log()}"
        time.sleep(0.1)
    assert {path.name for path in server.upload.iterdir()} == kept.keys()
    once(site.await_raw("kept", kept), "kept")
    return daemon, kept


def grows(site, server, kept):
    """A sender that writes in place: no half of the file is taken."""
    with open(server.upload / "growing.csv", "w", encoding="utf-8") as file:
        for part in range(8):
            file.write(f"{part};")
            file.flush()
            time.sleep(0.4)
    found = site.await_raw("kept", {**kept, "growing.csv": "".join(f"{part};" for part in range(8))})
    assert len(found["growing.csv"]) == 1, found["growing.csv"]
    once(found, "kept")


def wrong_key(site, server, daemon):
    for connector in ("impostor", "stranger"):
        site.await_error(daemon, connector, "host_key")
        assert site.raw(connector) == {}
        assert f"connect.host_key {connector}: " in daemon.log() and "next try in" in daemon.log()


def outage(site, server, daemon):
    server.stop()
    site.await_error(daemon, "kept", "unreachable")
    daemon.stop()


def main(procured, tool):
    with Broker() as broker, Server(broker.folder / "sftp") as server:
        connectors = {"moved": poll(server, pattern="*.xml", complete="rename", done_folder=str(server.done)),
                      "kept": poll(server, pattern="*.csv"),
                      "impostor": poll(server, known_hosts_file=str(server.folder / "wrong_hosts")),
                      "stranger": poll(server, known_hosts_file=str(server.folder / "no_hosts"))}
        with Site(procured, tool, broker, connectors) as site:
            try:
                daemon, kept = case("kill -9 at random", killed, site, server)
                case("a file that grows is taken whole", grows, site, server, kept)
                case("a wrong or unknown host key is refused", wrong_key, site, server, daemon)
                case("an outage is told, and a stop is prompt", outage, site, server, daemon)
            except AssertionError:
                print(server.log()[-2000:])
                raise


main(*sys.argv[1:])
