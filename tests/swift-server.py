# OpenStack Swift with its S3 door, whole, in one process on loopback: what a data centre runs over many machines.
# Keeps its files below the folder that it is given, tells its port on standard output once it can be asked, and ends
# when its standard input closes.
#
#   python3 swift-server.py FOLDER ACCOUNT KEY
import os
import sys
from pathlib import Path

import eventlet
import eventlet.wsgi
from swift.common import utils
from swift.common.ring import RingBuilder
from swift.common.wsgi import SwiftHttpProtocol, loadapp

servers = ("account", "container", "object")

storage_server = """
[DEFAULT]
swift_dir = {folder}
devices = {folder}/devices
mount_check = false
log_address = /nowhere

[pipeline:main]
pipeline = server

[app:server]
use = egg:swift#{name}
"""

# The password of an account is its key at the S3 door.
proxy_server = """
[DEFAULT]
swift_dir = {folder}
log_address = /nowhere

[pipeline:main]
pipeline = catch_errors cache listing_formats bulk s3api tempauth slo proxy-server

[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:1
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:bulk]
use = egg:swift#bulk
[filter:s3api]
use = egg:swift#s3api
[filter:tempauth]
use = egg:swift#tempauth
user_test_{account} = {key} .admin
[filter:slo]
use = egg:swift#slo

[app:proxy-server]
use = egg:swift#proxy
allow_account_management = true
account_autocreate = true
"""


def write(folder, name, text):
    path = folder / f"{name}.conf"
    path.write_text(text)
    path.chmod(0o600)
    return str(path)


def ring(folder, name, port):
    builder = RingBuilder(part_power=0, replicas=1, min_part_hours=0)
    address = {"ip": "127.0.0.1", "port": port, "replication_ip": "127.0.0.1", "replication_port": port}
    builder.add_dev({"id": 0, "region": 1, "zone": 1, "device": "disk", "weight": 1, **address})
    builder.rebalance()
    builder.get_ring().save(str(folder / f"{name}.ring.gz"))


def serve(listener, configuration):
    application = loadapp(configuration)
    eventlet.spawn(
        eventlet.wsgi.server,
        listener,
        application,
        open(os.devnull, "w"),
        protocol=SwiftHttpProtocol,
        capitalize_response_headers=False,
    )


def main():
    folder, account, key = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    (folder / "devices" / "disk").mkdir(parents=True)
    write(folder, "swift", "[swift-hash]\nswift_hash_path_suffix = tests\n")
    utils.eventlet_monkey_patch()
    utils.set_swift_dir(str(folder))

    listeners = {name: eventlet.listen(("127.0.0.1", 0)) for name in servers}
    for name, listener in listeners.items():
        ring(folder, name, listener.getsockname()[1])
        serve(listener, write(folder, name, storage_server.format(folder=folder, name=name)))
    door = eventlet.listen(("127.0.0.1", 0))
    settings = {"folder": folder, "account": account, "key": key}
    serve(door, write(folder, "proxy", proxy_server.format(**settings)))

    print(door.getsockname()[1], flush=True)
    eventlet.tpool.execute(sys.stdin.read)


main()
