"""A real mail server of our own, on a port nobody knows, gone when done.

It keeps what is for example.net in one mailbox, and hands all else to the next server.
Only root can start it.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MAIN = """\
compatibility_level = 3.6
queue_directory = {root}/queue
data_directory = {root}/data
daemon_directory = {daemons}
maillog_file = {root}/log
maillog_file_prefixes = {root}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = relay.example.org
mynetworks = 127.0.0.0/8
mydestination =
alias_maps =
in_flow_delay = 0
virtual_mailbox_domains = example.net
virtual_mailbox_base = {root}/boxes
virtual_mailbox_maps = static:reader/
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 1
relayhost = [127.0.0.1]:{next_port}
"""
MASTER = """\
127.0.0.1:{port} inet n - n - - smtpd
cleanup  unix n - n - 0 cleanup
qmgr     unix n - n 300 1 qmgr
rewrite  unix - - n - - trivial-rewrite
bounce   unix - - n - 0 bounce
defer    unix - - n - 0 bounce
trace    unix - - n - 0 bounce
proxymap unix - - n - - proxymap
virtual  unix - n n - - virtual
error    unix - - n - - error
retry    unix - - n - - error
smtp     unix - - n - - smtp
anvil    unix - - n - 1 anvil
postlog  unix-dgram n - n - 1 postlogd
"""


@contextmanager
def postfix(program: str, next_port: int = 9) -> Iterator[tuple[int, Path]]:
    """Run a Postfix of our own; give its port and the reader's new mail."""
    root = Path(tempfile.mkdtemp(prefix="postfix-"))
    root.chmod(0o755)  # its daemons are other users
    owner, nobody = pwd.getpwnam("postfix"), pwd.getpwnam("nobody")
    for folder in ("queue", "data", "boxes"):
        (root / folder).mkdir()
    os.chown(root / "data", owner.pw_uid, owner.pw_gid)
    os.chown(root / "boxes", nobody.pw_uid, nobody.pw_gid)
    daemons = subprocess.run(
        [Path(program).with_name("postconf"), "-d", "-h", "daemon_directory"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (root / "main.cf").write_text(
        MAIN.format(
            root=root,
            daemons=daemons,
            uid=nobody.pw_uid,
            gid=nobody.pw_gid,
            next_port=next_port,
        )
    )
    (root / "master.cf").write_text(MASTER.format(port=port))
    try:
        subprocess.run([program, "-c", root, "start"], capture_output=True, check=True)
        yield port, root / "boxes" / "reader" / "new"
    finally:
        subprocess.run([program, "-c", root, "stop"], capture_output=True, check=False)
        shutil.rmtree(root, ignore_errors=True)


def arrived(folder: Path, count: int) -> list[bytes]:
    """Wait for so many messages; in the order of their size."""
    for _ in range(300):
        files = list(folder.glob("*"))
        if len(files) >= count:
            return sorted((file.read_bytes() for file in files), key=len)
        time.sleep(0.1)
    return []
