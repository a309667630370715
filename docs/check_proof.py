"""Checks the proof of an event: python check_proof.py PROOF.json PUBLIC_KEY [NOTES]   (see proof-format.md)

PUBLIC_KEY is the log's key in base64, NOTES a file of signed checkpoints; both as the one who checks has kept them."""

import sys
from base64 import b64decode, b64encode
from hashlib import new, sha512
from json import loads
from pathlib import Path

COLUMNS = "key kind v occurred_at recorded_at person post acting_body on_behalf_of system subject_kind subject_key"
COLUMNS += " area body clauses caused_by data"
P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D, ROOT, BASE = -121665 * pow(121666, -1, P) % P, pow(2, (P - 1) // 4, P), 4 * pow(5, -1, P) % P


def add(a, b):  # points (x, y) of edwards25519 (RFC 8032, 5.1)
    x, y, z = a[0] * b[1] + b[0] * a[1], a[1] * b[1] + a[0] * b[0], D * a[0] * b[0] * a[1] * b[1]
    return x * pow(1 + z, -1, P) % P, y * pow(1 - z, -1, P) % P


def times(n, point):
    rest = times(n // 2, add(point, point)) if n else (0, 1)
    return add(rest, point) if n % 2 else rest


def point(y, odd):  # 5.1.3
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * ROOT % P
    return x if x % 2 == odd else P - x, y


def is_signed(public, text, mark):  # 5.1.7, as R = s·B - k·A
    s, a, k = (int.from_bytes(raw, "little") for raw in (mark[32:], public, sha512(mark[:32] + public + text).digest()))
    x, y = times(k % ORDER, point(a % 2**255, a >> 255))
    x, y = add(times(s % ORDER, point(BASE, 0)), (P - x, y))
    return s < ORDER and mark[:32] == (y | (x % 2) << 255).to_bytes(32, "little")


proof, public = loads(Path(sys.argv[1]).read_text("utf-8")), b64decode(sys.argv[2])
note = proof["checkpoint"] or "no checkpoint covers it yet"
values = [None if value is None else value.encode() for _, value in proof["columns"]]
preimage = b"".join(b"-," if value is None else b"%d:%b," % (len(value), value) for value in values)
node, at, last = new(proof["hash"], b"\0" + preimage).digest(), proof["seq"] or 0, proof["tree_size"] - 1
for step in map(bytes.fromhex, proof["path"]):  # RFC 9162, 2.1.3.2
    left, last = at % 2 or at == last, last or -1
    node = new(proof["hash"], b"\1" + (step + node if left else node + step)).digest()
    while left and at and at % 2 == 0:
        at, last = at // 2, last // 2
    at, last = at // 2, last // 2
text, _, mark = note.partition("\n\n")
said = [proof["origin"], str(proof["tree_size"]), b64encode(node).decode(), proof["hash"]]
named = [name for name, _ in proof["columns"]] == COLUMNS.split() and values[0] == proof["key"].encode()
proven = named and at == last == 0 and text.rpartition(" ")[0].split("\n") == said
signed = is_signed(public, (text + "\n").encode(), b64decode(mark.rpartition(" ")[2])[4:])
kept = len(sys.argv) < 4 or note in Path(sys.argv[3]).read_text("utf-8")
print("成立 OK" if proven and signed and kept else "不成立 FALSE", f"{proven=} {signed=} {kept=}", proof["key"])
sys.exit(not (proven and signed and kept))
