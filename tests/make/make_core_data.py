#!/usr/bin/env python3
"""Makes tests/data/core: dtypes by TensorFlow, 16-bit float conversions by numpy and ml_dtypes, .npy files by numpy.

Usage: make_core_data.py   (with TensorFlow installed; writes beside this repository's tests)
"""
import io
import os
import pathlib
import re
import struct
import zipfile

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import ml_dtypes
import numpy as np
import tensorflow as tf
from tensorflow.core.framework import graph_pb2, types_pb2

OUT = pathlib.Path(__file__).resolve().parents[1] / "data" / "core"


def signature_name(number):
    """What TensorFlow calls a dtype in signatures and errors, read off an error about an op that does not take it."""
    for op, inputs in (("BitwiseAnd", ["x", "x"]), ("Sqrt", ["x"])):
        graph = graph_pb2.GraphDef()
        graph.node.add(name="x", op="Placeholder").attr["dtype"].type = number
        graph.node.add(name="op", op=op, input=inputs).attr["T"].type = number
        try:
            tf.import_graph_def(graph, name="")
        except ValueError as e:
            return re.search(r"Value for attr 'T' of (\w+) is not in the list", str(e)).group(1)
    raise RuntimeError(f"no name found for dtype {number}")


def write_dtypes():
    rows = ["# number, DataType, name in signatures, name in Python, bytes (0: not plain)"]
    for name, number in sorted(types_pb2.DataType.items(), key=lambda item: item[1]):
        if number == types_pb2.DT_INVALID or number > 100:
            continue
        dtype = tf.as_dtype(number)
        size = 0 if dtype in (tf.string, tf.resource, tf.variant) else dtype.size
        with tf.Graph().as_default():
            rows.append(f"{number}\t{name}\t{signature_name(number)}\t{dtype.name}\t{size}")
    (OUT / "dtypes.tsv").write_text("\n".join(rows) + "\n")


def fnv1a(array):
    """64-bit FNV-1a of the little-endian bytes."""
    h = 0xCBF29CE484222325
    for byte in array.tobytes():
        h = ((h ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return h


def write_float16():
    """Checksums of whole tables; a NaN counts as the quiet NaN without sign, for payloads are nobody's promise."""
    bits16 = np.arange(65536, dtype=np.uint16)

    def to_float(kind):
        f = bits16.view(kind).astype(np.float32)
        return np.where(np.isnan(f), np.uint32(0x7FC00000), f.view(np.uint32)).astype(np.uint32)

    def from_float(bits, kind):
        f = bits.astype(np.uint32).view(np.float32)
        nan = {np.float16: 0x7E00, ml_dtypes.bfloat16: 0x7FC0}[kind]
        with np.errstate(all="ignore"):
            h = f.astype(kind).view(np.uint16)
        return np.where(np.isnan(f), np.uint16(nan), h).astype(np.uint16)

    anywhere = (np.arange(1 << 18, dtype=np.uint64) * 2654435761 % (1 << 32)).astype(np.uint32)
    # Halfway between each half and the next (65536 after the last), one float below and one above; both signs.
    finite = np.concatenate([np.arange(0x7C00, dtype=np.uint16).view(np.float16).astype(np.float32), [np.float32(65536)]])
    middle = ((finite[:-1] + finite[1:]) / 2).astype(np.float32).view(np.uint32)
    half_ties = np.stack([middle - 1, middle, middle + 1], axis=1).ravel()
    half_ties = np.concatenate([half_ties, half_ties | 0x80000000])
    upper = bits16.astype(np.uint32) << 16
    bfloat16_ties = np.stack([upper + 0x7FFF, upper + 0x8000, upper + 0x8001], axis=1).ravel()

    tables = {
        "half_to_float": to_float(np.float16),
        "bfloat16_to_float": to_float(ml_dtypes.bfloat16),
        "float_to_half": from_float(anywhere, np.float16),
        "float_to_half_ties": from_float(half_ties, np.float16),
        "float_to_bfloat16": from_float(anywhere, ml_dtypes.bfloat16),
        "float_to_bfloat16_ties": from_float(bfloat16_ties, ml_dtypes.bfloat16),
    }
    lines = ["# table, elements, FNV-1a"] + [f"{name}\t{t.size}\t{fnv1a(t):016x}" for name, t in tables.items()]
    (OUT / "float16.tsv").write_text("\n".join(lines) + "\n")


def with_header(version, text, data):
    """A file with a header that numpy would read but does not write itself."""
    size = struct.pack("<H" if version == 1 else "<I", len(text))
    return b"\x93NUMPY" + bytes([version, 0]) + size + text.encode() + data


def write_npy():
    folder = OUT / "npy"
    folder.mkdir(exist_ok=True)

    def save(name, array, version=None):
        f = io.BytesIO()
        np.lib.format.write_array(f, np.asanyarray(array), version=version)
        (folder / f"{name}.npy").write_bytes(f.getvalue())

    counting = np.arange(6).reshape(2, 3)
    for kind in ("b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16"):
        factor = {"i": -1, "f": -1, "c": 1 - 2j}.get(kind[0], 1)
        array = counting % 2 == 1 if kind == "b1" else (counting * factor).astype(kind)
        save(kind, array)
        if kind[1:] != "1":
            save(kind + "_big", array.astype(">" + kind))
    brain = counting.astype(ml_dtypes.bfloat16)
    save("bfloat16", brain)
    save("bfloat16_big", brain.astype(brain.dtype.newbyteorder(">")))
    save("bfloat16_opaque", brain.view("V2"))

    cube = np.arange(24).reshape(2, 3, 4)
    save("fortran_i1", np.asfortranarray(cube.astype("i1")))
    save("fortran_f4", np.asfortranarray(cube.astype("f4")))
    save("fortran_c16_big", np.asfortranarray(cube.astype(">c16")))
    save("fortran_s", np.asfortranarray(cube.astype("S2")))
    save("fortran_u", np.asfortranarray(cube.astype("U2")))
    save("fortran_empty", np.zeros((2, 0, 3), order="F"))

    save("scalar_f4", np.float32(1.5))
    save("scalar_s", np.bytes_(b"hello"))
    save("empty", np.zeros((0,), "f4"))
    save("empty_3d", np.zeros((2, 0, 3), "i8"))
    save("empty_s", np.zeros((0, 2), "S5"))
    save("rank_64", np.zeros((1,) * 64, "i2"))

    save("s", np.array([[b"a", b"bcd"], [b"", b"e\0f"]]))
    save("s_zeros", np.array([b"", b""]))
    save("s_no_bytes", np.zeros(3, dtype=[("x", "S0"), ("y", "i4")])["x"])
    words = np.array(["a", "\u00e9t\u00e9", "", "\u65e5\u672c", "\U0001f600", "x\0y", "\u07ff\u0800\uffff\U00010000\U0010ffff"])
    save("u", words)
    save("u_big", words.astype(">U5"))

    save("version_2", np.arange(3, dtype="f4"), (2, 0))
    save("version_3", np.arange(3, dtype="f4"), (3, 0))
    other = {
        "python_2": with_header(1, "{'descr': '<i2', 'fortran_order': False, 'shape': (3L, 1L), }\n", b"\1\0\2\0\3\0"),
        "any_order": with_header(2, '\n{ "shape" :( 1 , 2 ) ,"fortran_order":True,\t"descr":"u1"}  \r\n', b"\1\2"),
    }
    for name, content in other.items():
        np.load(io.BytesIO(content))  # numpy takes it
        (folder / f"{name}.npy").write_bytes(content)

    refused = folder / "refused"
    refused.mkdir(exist_ok=True)
    folder = refused
    save("structure", np.zeros(2, dtype=[("x", "i4"), ("y", "f4")]))
    save("date", np.array(["2020-01-02"], dtype="M8[s]"))
    save("duration", np.array([3], dtype="m8[ms]"))
    save("long_double", np.zeros(1, dtype="g"))
    save("complex_long_double", np.zeros(1, dtype="G"))
    save("opaque", np.array([b"abc"], dtype="V3"))
    save("object", np.array([None, 1], dtype=object))
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as z:
        z.writestr(zipfile.ZipInfo("x.npy"), b"")
    (refused / "archive.npz").write_bytes(archive.getvalue())


OUT.mkdir(parents=True, exist_ok=True)
write_dtypes()
write_float16()
write_npy()
