#!/usr/bin/env python3
"""Makes tests/data/bundle: checkpoints by TensorFlow, V2 and V1, and what is in them.

Usage: make_bundle_data.py   (with TensorFlow installed; writes beside this repository's tests)

expected.tsv has a line for each tensor: checkpoint, name, dtype, shape, bytes in hex (of strings: each in hex, ";" after
each). All values come from numpy, before they are saved; what TensorFlow reads back is compared here.
Snappy blocks and big-endian files, which TensorFlow reads but does not write, are put together here and read by it.
"""
import os
import pathlib
import shutil
import struct

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import ml_dtypes
import numpy as np
import tensorflow as tf
from tensorflow.core.framework import tensor_pb2, types_pb2
from tensorflow.core.protobuf import tensor_bundle_pb2, trackable_object_graph_pb2
from tensorflow.python.training import checkpoint_management

OUT = pathlib.Path(__file__).resolve().parents[1] / "data" / "bundle"
expected = ["# checkpoint, name, dtype, shape, bytes"]


def as_bytes(value, dtype):
    if dtype == "string":
        return "".join(s.hex() + ";" for s in np.asarray(value, object).ravel())
    return np.ascontiguousarray(value).tobytes().hex()


def expect(checkpoint, name, value, dtype=None):
    dtype = dtype or np.asarray(value).dtype.name
    shape = ",".join(str(d) for d in np.shape(value))
    expected.append(f"{checkpoint}\t{name}\t{dtype}\t{shape}\t{as_bytes(value, dtype)}")


def tensor(value, dtype):
    """A tensor with exactly these bytes, of any dtype."""
    dtype = tf.as_dtype(dtype)
    if dtype == tf.string:
        return tf.constant(value, tf.string)
    proto = tensor_pb2.TensorProto(dtype=dtype.as_datatype_enum, tensor_content=np.ascontiguousarray(value).tobytes())
    for d in np.shape(value):
        proto.tensor_shape.dim.add(size=d)
    return tf.io.parse_tensor(proto.SerializeToString(), dtype)


def save(checkpoint, items, write=tf.raw_ops.SaveV2):
    """items: (name, shape_and_slice, value, dtype)"""
    names, slices, values = [i[0] for i in items], [i[1] for i in items], [tensor(i[2], i[3]) for i in items]
    prefix = str(OUT / checkpoint)
    if write is tf.raw_ops.SaveV2:
        write(prefix=prefix, tensor_names=names, shape_and_slices=slices, tensors=values)
    else:  # V1 ops want a graph
        with tf.Graph().as_default(), tf.compat.v1.Session() as session:
            op = tf.raw_ops.SaveSlices(filename=prefix, tensor_names=names, shapes_and_slices=slices,
                                       data=[tensor(i[2], i[3]) for i in items])
            session.run(op)


def read_back(checkpoint, name, value, dtype):
    got = tf.raw_ops.RestoreV2(prefix=str(OUT / checkpoint), tensor_names=[name], shape_and_slices=[""],
                               dtypes=[tf.as_dtype(dtype)])[0]
    assert got.shape == np.shape(value), (checkpoint, name)
    if dtype == "string":
        assert np.array_equal(got.numpy(), np.asarray(value, object)), (checkpoint, name)
    else:
        assert got.numpy().tobytes() == np.ascontiguousarray(value).tobytes(), (checkpoint, name)


def whole(checkpoint, items, write=tf.raw_ops.SaveV2):
    save(checkpoint, [(name, "", value, dtype) for name, value, dtype in items], write)
    for name, value, dtype in items:
        read_back(checkpoint, name, value, dtype)
        expect(checkpoint, name, value, dtype)


def all_dtypes():
    counting = np.arange(6).reshape(2, 3)
    rows = []
    for proto_name, number in sorted(types_pb2.DataType.items(), key=lambda i: i[1]):
        if number == 0 or number > 100 or proto_name in ("DT_STRING", "DT_RESOURCE", "DT_VARIANT"):
            continue
        dtype = tf.as_dtype(number)
        width = dtype.size
        value = (counting * 37 + number).astype(np.uint8)
        if dtype == tf.bool:
            value = (counting % 2).astype(np.uint8)
        elif dtype.name in ("int4", "uint4", "int2", "uint2", "float4_e2m1fn"):
            value = (counting % 2).astype(np.uint8)  # the same bits for all of them
        elif width > 1:  # values that are no NaN
            value = np.arange(6 * width, dtype=np.uint8).reshape(2, 3 * width) % 61 + number % 8
            value = value.view(f"V{width}") if width == 16 else value.view(f"u{width}")
        rows.append((f"t/{dtype.name}", value, dtype.name))
    strings = np.array([[b"", b"a", b"\0\xff"], [b"x" * 127, b"y" * 128, b"z" * 300]], object)
    rows.append(("t/string", strings, "string"))
    rows.append(("t/string_scalar", np.array(b"scalar", object), "string"))
    rows.append(("t/string_none", np.zeros((2, 0), object), "string"))
    rows.append(("t/empty", np.zeros((0,), np.float32), "float32"))
    rows.append(("t/empty_3d", np.zeros((2, 0, 3), np.int64), "int64"))
    rows.append(("t/scalar", np.float32(1.5), "float32"))
    rows.append(("t/rank_8", np.arange(4, dtype=np.int16).reshape(1, 2, 1, 1, 2, 1, 1, 1), "int16"))
    rows.append(("\0starts with zero", np.arange(2, dtype=np.int32), "int32"))
    rows.append(("ends with \xff and zero \0", np.arange(3, dtype=np.int32), "int32"))
    return rows


def v1_rows(rows):
    kinds = {"float32", "float64", "int32", "uint8", "int16", "int8", "string", "complex64", "int64", "bool", "qint8",
             "quint8", "qint32", "uint16", "complex128", "float16"}
    return [r for r in rows if r[2] in kinds and "\0" not in r[0]]


def slices():
    row = np.arange(24, dtype=np.float32).reshape(6, 4)
    grid = np.arange(35, dtype=np.int32).reshape(5, 7)
    long = np.arange(150, dtype=np.int16)
    items = [
        ("rows", "6 4 2,3:-", row[2:5], "float32"),  # not in their order, and whole dimensions in both spellings
        ("grid", "5 7 0,2:3,4", grid[:2, 3:], "int32"),
        ("rows", "6 4 0,2:0,4", row[:2], "float32"),
        ("grid", "5 7 2,3:0,3", grid[2:, :3], "int32"),
        ("plain", "", row, "float32"),
        ("rows", "6 4 5,1:-", row[5:], "float32"),
        ("grid", "5 7 2,3:3,4", grid[2:, 3:], "int32"),
        ("whole", "6 4 0,6:-", row, "float32"),  # a slice that is everything becomes an ordinary entry
        ("long", "150 0,70", long[:70], "int16"),
        ("grid", "5 7 0,2:0,3", grid[:2, :3], "int32"),
        ("long", "150 70,80", long[70:], "int16"),
    ]
    values = [("rows", row, "float32"), ("grid", grid, "int32"), ("plain", row, "float32"), ("whole", row, "float32"),
              ("long", long, "int16")]
    for checkpoint, write in (("slices", tf.raw_ops.SaveV2), ("slices_v1", tf.raw_ops.SaveSlices)):
        save(checkpoint, items, write)
        for name, value, dtype in values:
            read_back(checkpoint, name, value, dtype)
            expect(checkpoint, name, value, dtype)
    save("uncovered", [("rows", "6 4 0,2:-", row[:2], "float32"), ("rows", "6 4 3,3:-", row[3:], "float32")])
    save("overlapping", [("rows", "6 4 0,4:-", row[:4], "float32"), ("rows", "6 4 3,3:-", row[3:], "float32")])


def merged():
    parts = [
        [("b", "", np.arange(5, dtype=np.float32), "float32"),
         ("p", "4 2 0,1:-", np.arange(2, dtype=np.float32).reshape(1, 2), "float32")],
        [("a", "", np.array([b"one", b"two"], object), "string"),
         ("p", "4 2 3,1:-", np.arange(6, 8, dtype=np.float32).reshape(1, 2), "float32")],
        [("p", "4 2 1,2:-", np.arange(2, 6, dtype=np.float32).reshape(2, 2), "float32"),
         ("c", "", np.int64(7), "int64")],
    ]
    names = []
    for i, items in enumerate(parts):
        names.append(f"parts/part-{i:05d}-of-00003")
        save(names[-1], items)
        temporary = OUT / f"temporary{i}"
        temporary.mkdir()
        for file in (OUT / "parts").glob(f"part-{i:05d}*"):
            shutil.copy(file, temporary / file.name)
    tf.raw_ops.MergeV2Checkpoints(
        checkpoint_prefixes=[str(OUT / f"temporary{i}" / pathlib.Path(n).name) for i, n in enumerate(names)],
        destination_prefix=str(OUT / "merged"), delete_old_dirs=True)
    for checkpoint in ("merged",):
        for name, value, dtype in (("a", np.array([b"one", b"two"], object), "string"),
                                   ("b", np.arange(5, dtype=np.float32), "float32"), ("c", np.int64(7), "int64"),
                                   ("p", np.arange(8, dtype=np.float32).reshape(4, 2), "float32")):
            read_back(checkpoint, name, value, dtype)
            expect(checkpoint, name, value, dtype)


def sharded_v1():
    first = [("x", "", np.arange(3, dtype=np.float32), "float32"), ("p", "5 0,2", np.arange(2), "int64")]
    second = [("p", "5 2,3", np.arange(2, 5), "int64"), ("y", "", np.array([b"s"], object), "string")]
    save("sharded_v1-00000-of-00002", first, tf.raw_ops.SaveSlices)
    save("sharded_v1-00001-of-00002", second, tf.raw_ops.SaveSlices)
    pattern = "sharded_v1-?????-of-00002"
    for name, value, dtype in (("x", np.arange(3, dtype=np.float32), "float32"), ("p", np.arange(5), "int64"),
                               ("y", np.array([b"s"], object), "string")):
        read_back(pattern, name, value, dtype)
        expect(pattern, name, value, dtype)


def many():
    """An index of several blocks is too large to keep: its size and checksum tell whether we write the same."""
    directory = OUT / "many"
    names = [f"layer_{i:05d}/" + "abcdefghij" * 17 + f"/{i * 7919 % 3000:04d}" for i in range(3000)]
    zero = tensor(np.zeros((0,), np.float32), "float32")
    one = tensor(np.uint8(1), "uint8")
    tf.raw_ops.SaveV2(prefix=str(directory / "m"), tensor_names=names, shape_and_slices=[""] * len(names),
                      tensors=[one if i % 3 == 0 else zero for i in range(len(names))])
    index = (directory / "m.index").read_bytes()
    (OUT / "many.tsv").write_text(f"# bytes and CRC-32C of the index\n{len(index)}\t{crc32c(index):08x}\n")
    shutil.rmtree(directory)


def objects():
    """An object-based checkpoint: lists, names to be escaped, two variables of one name."""
    root = tf.Module()
    root.w = tf.Variable(np.arange(3, dtype=np.float32), name="dense/kernel")
    root.layers = [tf.Variable(np.int64(5), name="Variable"), tf.Variable(np.int64(6), name="Variable")]
    root.named = {"a/b.c": tf.Variable([True, False], name="flags")}
    prefix = tf.train.Checkpoint(root=root).write(str(OUT / "objects"))
    reader = tf.train.load_checkpoint(prefix)
    graph = trackable_object_graph_pb2.TrackableObjectGraph.FromString(
        reader.get_tensor("_CHECKPOINTABLE_OBJECT_GRAPH"))
    lines = ["# name of a variable, key"]
    lines += [f"{a.full_name}\t{a.checkpoint_key}" for node in graph.nodes for a in node.attributes if a.full_name]
    (OUT / "objects.tsv").write_text("\n".join(lines) + "\n")


def crc32c(data, crc=0):
    crc ^= 0xFFFFFFFF
    for byte in data:
        crc = TABLE[(crc ^ byte) & 0xFF] ^ (crc >> 8)
    return crc ^ 0xFFFFFFFF


def make_table():
    table = []
    for i in range(256):
        for _ in range(8):
            i = (i >> 1) ^ (0x82F63B78 if i & 1 else 0)
        table.append(i)
    return table


TABLE = make_table()


def mask(crc):
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def varint(n):
    out = b""
    while n >= 0x80:
        out += bytes([n & 0x7F | 0x80])
        n >>= 7
    return out + bytes([n])


def read_varint(data, at):
    n = shift = 0
    while True:
        byte = data[at]
        at += 1
        n |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return n, at


def read_table(data):
    """All entries; written anew here, so that nothing of thaw checks itself."""
    def block(offset, size):
        payload, kind = data[offset:offset + size], data[offset + size]
        assert kind == 0
        end = size - 4 - 4 * struct.unpack("<I", payload[-4:])[0]
        at, key = 0, b""
        while at < end:
            shared, at = read_varint(payload, at)
            fresh, at = read_varint(payload, at)
            length, at = read_varint(payload, at)
            key = key[:shared] + payload[at:at + fresh]
            yield key, payload[at + fresh:at + fresh + length]
            at += fresh + length

    footer = data[-48:]
    _, at = read_varint(footer, 0)
    _, at = read_varint(footer, at)
    offset, at = read_varint(footer, at)
    size, at = read_varint(footer, at)
    for _, handle in block(offset, size):
        o, a = read_varint(handle, 0)
        yield from block(o, read_varint(handle, a)[0])


def snappy(data):
    """Literals and copies of all kinds, found by hash."""
    out, at, literal, seen = varint(len(data)), 0, 0, {}

    def flush(out, end):
        start = literal
        while start < end:
            n = min(end - start, 1 << 16)
            if n <= 60:
                out += bytes([(n - 1) << 2])
            elif n <= 256:
                out += bytes([60 << 2, n - 1])
            else:
                out += bytes([61 << 2]) + struct.pack("<H", n - 1)
            out += data[start:start + n]
            start += n
        return out

    while at < len(data):
        word = data[at:at + 4]
        before = seen.get(word)
        seen[word] = at
        if len(word) < 4 or before is None:
            at += 1
            continue
        n = 4
        while n < 64 and at + n < len(data) and data[before + n] == data[at + n]:
            n += 1
        out = flush(out, at)
        offset = at - before
        if n < 12 and offset < 2048:
            out += bytes([1 | (n - 4) << 2 | offset >> 8 << 5, offset & 0xFF])
        elif offset < 65536 and at % 2:
            out += bytes([2 | (n - 1) << 2]) + struct.pack("<H", offset)
        else:
            out += bytes([3 | (n - 1) << 2]) + struct.pack("<I", offset)
        at += n
        literal = at
    return flush(out, at)


def write_table(entries, per_block, restart, compress):
    def block(items, restart):
        payload, restarts, last = b"", [], b""
        for i, (key, value) in enumerate(items):
            shared = 0
            if i % restart == 0:
                restarts.append(len(payload))
            else:
                while shared < min(len(key), len(last)) and key[shared] == last[shared]:
                    shared += 1
            payload += varint(shared) + varint(len(key) - shared) + varint(len(value)) + key[shared:] + value
            last = key
        restarts = restarts or [0]
        return payload + b"".join(struct.pack("<I", r) for r in restarts) + struct.pack("<I", len(restarts))

    out = b""

    def emit(payload):
        nonlocal out
        stored = (snappy(payload) + b"\1") if compress else payload + b"\0"
        handle = varint(len(out)) + varint(len(stored) - 1)
        out += stored + struct.pack("<I", mask(crc32c(stored)))
        return handle

    index = []
    for i in range(0, len(entries), per_block):
        items = entries[i:i + per_block]
        index.append((items[-1][0], emit(block(items, restart))))
    meta_index = emit(block([], 1))
    footer = meta_index + emit(block(index, 1))
    return out + footer.ljust(40, b"\0") + bytes.fromhex("57fb808b247547db")


def snappy_files(rows):
    """The same checkpoints with compressed blocks, data and index, of a few entries each."""
    for source, copy, kinds in (("dtypes", "snappy", rows), ("dtypes_v1", "snappy_v1", v1_rows(rows))):
        v2 = source == "dtypes"
        entries = list(read_table((OUT / (source + ".index" if v2 else source)).read_bytes()))
        (OUT / (copy + ".index" if v2 else copy)).write_bytes(write_table(entries, 7, 3, True))
        if v2:
            shutil.copy(OUT / "dtypes.data-00000-of-00001", OUT / "snappy.data-00000-of-00001")
        for name, value, dtype in kinds:
            read_back(copy, name, value, dtype)
            expect(copy, name, value, dtype)


def big_endian(rows):
    """Multi-byte elements are swapped (complex by component), and so are lengths and checksum of strings."""
    data, entries = b"", []
    kept = [r for r in rows if r[0] != "\0starts with zero"]
    for name, value, dtype in kept:
        entry = tensor_bundle_pb2.BundleEntryProto(dtype=tf.as_dtype(dtype).as_datatype_enum, offset=len(data))
        entry.shape.SetInParent()
        for d in np.shape(value):
            entry.shape.dim.add(size=d)
        if dtype == "string":
            strings = list(np.asarray(value, object).ravel())
            crc = crc32c(b"".join(struct.pack(">I", len(s)) for s in strings))
            stored = struct.pack(">I", mask(crc))
            body = b"".join(varint(len(s)) for s in strings) + stored + b"".join(strings)
            entry.crc32c = mask(crc32c(stored + b"".join(strings), crc))
        else:
            unit = tf.as_dtype(dtype).size // (2 if dtype.startswith("complex") else 1)
            body = np.ascontiguousarray(value).tobytes()
            body = b"".join(body[i:i + unit][::-1] for i in range(0, len(body), unit))
            entry.crc32c = mask(crc32c(body))
        entry.size = len(body)
        data += body
        entries.append((name.encode("utf-8"), entry.SerializeToString()))
    header = tensor_bundle_pb2.BundleHeaderProto(num_shards=1, endianness=1)
    header.version.producer = 1
    entries = [(b"", header.SerializeToString())] + sorted(entries)
    (OUT / "big.index").write_bytes(write_table(entries, 1000, 16, False))
    (OUT / "big.data-00000-of-00001").write_bytes(data)
    for name, value, dtype in kept:
        expect("big", name, value, dtype)
        try:
            read_back("big", name, value, dtype)
        except tf.errors.OpError as e:  # TensorFlow swaps only the types that it has a case for
            assert "Byte-swapping not" in str(e), e


def states():
    directory = OUT / "state"
    directory.mkdir()

    def write(name, *args, **kwargs):
        checkpoint_management.update_checkpoint_state_internal(*args, latest_filename=name, **kwargs)

    os.chdir(OUT)
    write("relative", "state", "state/m-2", all_model_checkpoint_paths=["state/m-1", "state/m-2"])
    write("only", "state", "state/m-2")
    write("absolute", "state", "/a/m-2", all_model_checkpoint_paths=["/a/m-1", "state/m-3"])
    write("timestamps", "state", "state/m-2", all_model_checkpoint_paths=["state/m-1", "state/m-2"],
          all_model_checkpoint_timestamps=[1600000000.25, 1600000001.0], last_preserved_timestamp=1599999999.5)
    write("strange", "state", 'state/we"ird\\m\n\t\u00e9[1]*', all_model_checkpoint_paths=["state/it's"])
    write("outside", "state", "other/m-2", all_model_checkpoint_paths=["m-1"])


if OUT.exists():
    shutil.rmtree(OUT)
OUT.mkdir(parents=True)
golden = [("x", "", np.float32(1.5), "float32"), ("x/y", "", np.array([b"a", b"bc"], object), "string"),
          ("xyz", "4 1,2", np.array([7, 8], np.int32), "int32")]
save("golden", golden)
save("golden_v1", [("x", "", np.array([1.5, 2], np.float32), "float32")], tf.raw_ops.SaveSlices)
expect("golden", "x", np.float32(1.5))
expect("golden", "x/y", np.array([b"a", b"bc"], object), "string")
expect("golden_v1", "x", np.array([1.5, 2], np.float32))
ROWS = all_dtypes()
whole("dtypes", ROWS)
whole("dtypes_v1", v1_rows(ROWS), tf.raw_ops.SaveSlices)
slices()
merged()
sharded_v1()
snappy_files(ROWS)
big_endian(ROWS)
states()
objects()
many()
(OUT / "expected.tsv").write_text("\n".join(line.replace("\0", "\\0") for line in expected) + "\n")
