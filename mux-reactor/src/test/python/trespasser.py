"""Tries to connect to the sockets of a directory, as fast as it can and as another user than root.

    trespasser.py DIRECTORY NAME

tries DIRECTORY/NAME, and what may lie one level deeper, until its standard input ends. Says once that DIRECTORY/NAME
denied it and once that anything let it in, and in the end how often that happened.
"""

import os
import socket
import sys
import threading

NOBODY = 65534


def become_nobody():
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)


def private_paths(directory):
    """Where a server might put its socket on the way to its path."""
    return [os.path.join(directory, entry, "mux") for entry in os.listdir(directory)]


def attempt(path):
    with socket.socket(socket.AF_UNIX) as client:
        client.setblocking(False)
        try:
            client.connect(path)
        except PermissionError:
            return "denied"
        except OSError:
            return "nobody is there"
    return "connected"


def try_forever(directory, name, stop):
    target = os.path.join(directory, name)
    told = set()
    connected = 0
    while not stop.is_set():
        for path in [target] + private_paths(directory):
            result = attempt(path)
            connected += result == "connected"
            if result not in told and (result == "connected" or (result == "denied" and path == target)):
                told.add(result)
                print(result, flush=True)
    print(connected, "connected", flush=True)


def main():
    directory, name = sys.argv[1:]
    become_nobody()
    stop = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
    try_forever(directory, name, stop)


if __name__ == "__main__":
    main()
