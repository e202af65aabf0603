#!/usr/bin/env python3
"""Makes tests/data/wire and tests/data/proto: what TensorFlow's protobuf runtime makes of given bytes and texts, what
TensorFlow makes of given TensorProtos, an instance of each message, and a few small real files.

Usage: make_proto_data.py   (with TensorFlow installed; writes beside this repository's tests)

Columns that hold text are percent-encoded. Rows that are marked with "C++" hold what the C++ runtime of protobuf
answers where the python runtime differs; each says why.
"""
import importlib
import os
import pathlib
import random
import struct
import tempfile

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import ml_dtypes
import numpy as np
import tensorflow as tf
from google.protobuf import any_pb2, descriptor_pool, message_factory, text_format
from tensorflow.core.framework import tensor_pb2
from tensorflow.python.framework import tensor_util

DATA = pathlib.Path(__file__).resolve().parents[1] / "data"
for module in ("protobuf.meta_graph protobuf.saved_model protobuf.composite_tensor_variant protobuf.control_flow "
               "protobuf.fingerprint protobuf.queue_runner protobuf.tensor_bundle framework.variable example.example "
               "util.saved_tensor_slice").split():
    importlib.import_module(f"tensorflow.core.{module}_pb2")
importlib.import_module("tensorflow.python.training.checkpoint_state_pb2")
importlib.import_module("google.protobuf.wrappers_pb2")


def message(name):
    full = name if name.startswith(("google.", "tensorflow.")) else "tensorflow." + name
    return message_factory.GetMessageClass(descriptor_pool.Default().FindMessageTypeByName(full))()


def encoded(text):
    if isinstance(text, str):
        text = text.encode()
    return "".join(chr(b) if 0x20 <= b < 0x7F and b != 0x25 else f"%{b:02x}" for b in text)


def write(path, heading, rows):
    path = DATA / path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("# " + heading + "\n" + "".join("\t".join(row) + "\n" for row in rows))


# ---- the binary format ----

def varint(n):
    out = b""
    n &= (1 << 64) - 1
    while n >= 0x80:
        out += bytes([n & 0x7F | 0x80])
        n >>= 7
    return out + bytes([n])


def nested(levels, tag=0x12):
    """FullTypeDef.args inside each other (tag 12 = field 2)."""
    out = b""
    for _ in range(levels):
        out = bytes([tag]) + varint(len(out)) + out
    return out


def groups(levels, number=100):
    return varint(number << 3 | 3) * levels + varint(number << 3 | 4) * levels


H = bytes.fromhex
BINARY = [  # what, message, bytes; a fourth item is the answer of the C++ runtime
    ("empty input", "GraphDef", b""),
    ("overlong varint", "Int32: VersionDef", H("0885808000")),
    ("varint of ten bytes", "TensorShapeProto.Dim", H("08ffffffffffffffffff01")),
    ("tenth byte above 1", "TensorShapeProto.Dim", H("08ffffffffffffffffff7f")),
    ("varint of eleven bytes", "TensorShapeProto.Dim", H("08ffffffffffffffffffff01")),
    ("truncated varint", "TensorShapeProto.Dim", H("08ff")),
    ("missing value", "TensorShapeProto.Dim", H("08")),
    ("tag of two bytes", "VersionDef", H("880005")),
    ("tag of five bytes", "VersionDef", H("888080800005")),
    ("tag of six bytes", "VersionDef", H("88808080800005")),
    ("tag of 2^32", "VersionDef", H("888080801005"), "error"),
    ("field number 0", "VersionDef", H("0005")),
    ("field number 0, length", "VersionDef", H("0200")),
    ("largest field number", "VersionDef", H("f8ffffff0f05")),
    ("wire type 6", "VersionDef", H("0e05")),
    ("wire type 7", "VersionDef", H("0f05")),
    ("end of a group that was not started", "VersionDef", H("0c")),
    ("group", "VersionDef", H("a306 0801 a406")),
    ("empty group", "VersionDef", H("a306a406")),
    ("group closed with another number", "VersionDef", H("a306ac06")),
    ("group without end", "VersionDef", H("a3060801")),
    ("group in a group", "VersionDef", H("a306ab06ac06a406")),
    ("groups that cross", "VersionDef", H("a306ab06a406ac06")),
    ("int32 of 64 bits", "VersionDef", H("08ffffffff0f")),
    ("int32 above 32 bits", "VersionDef", H("08 8180808010")),
    ("negative int32 in five bytes", "VersionDef", H("08 fdffffff0f")),
    ("negative int32 in ten bytes", "VersionDef", H("08 fdffffffffffffffff01")),
    ("enum above 32 bits", "TensorProto", H("08 8180808010")),
    ("negative enum", "TensorProto", H("08 ffffffffffffffffff01")),
    ("uint32 above 32 bits", "google.protobuf.UInt32Value", H("08 8780808010")),
    ("uint64 maximum", "google.protobuf.UInt64Value", H("08ffffffffffffffffff01")),
    ("bool 2", "TensorShapeProto", H("1802")),
    ("bool with only bit 32", "TensorShapeProto", H("18 8080808010")),
    ("bool with only bit 63", "TensorShapeProto", H("18 80808080808080808001")),
    ("bool false", "TensorShapeProto", H("1800")),
    ("unknown enum number", "TensorProto", H("08e707")),
    ("unknown enum number, repeated", "AttrValue.ListValue", H("3203e70701")),
    ("sint64 zigzag -1", "StructuredValue", H("6001")),
    ("sint64 zigzag minimum", "StructuredValue", H("60ffffffffffffffffff01")),
    ("sint64 zigzag 2^31", "StructuredValue", H("608080808010")),
    ("fixed32", "BundleEntryProto", H("35efbeadde")),
    ("fixed32 truncated", "BundleEntryProto", H("35efbead")),
    ("float -0 is written", "google.protobuf.FloatValue", H("0d00000080")),
    ("float NaN keeps its bits", "google.protobuf.FloatValue", H("0d010080ff")),
    ("double -0 is written", "google.protobuf.DoubleValue", H("090000000000000080")),
    ("double truncated", "google.protobuf.DoubleValue", H("0900000000000000")),
    ("known number, wire type length", "VersionDef", H("0a0141")),
    ("known number, wire type fixed32", "VersionDef", H("0d01000000")),
    ("known number, wire type fixed64", "VersionDef", H("090100000000000000")),
    ("known number, wire type group", "VersionDef", H("0b0c")),
    ("string given as varint", "SaverDef", H("0801")),
    ("message given as varint", "GraphDef", H("2001")),
    ("repeated message given as fixed32", "GraphDef", H("0d00000000")),
    ("packed", "VersionDef", H("1a03010203")),
    ("unpacked", "VersionDef", H("180118021803")),
    ("packed and unpacked", "VersionDef", H("18011a0202031804")),
    ("packed twice", "VersionDef", H("1a01011a020203")),
    ("packed, empty", "VersionDef", H("1a00")),
    ("packed, truncated varint", "VersionDef", H("1a020180")),
    ("packed, varint over its end", "VersionDef", H("1a01801801")),
    ("packed, overlong varints", "VersionDef", H("1a0481008200")),
    ("packed, negative", "VersionDef", H("1a0affffffffffffffffff01")),
    ("packed floats", "TensorProto", H("2a080000803f00000040")),
    ("packed floats, not whole", "TensorProto", H("2a070000803f000000")),
    ("unpacked floats", "TensorProto", H("2d0000803f2d00000040")),
    ("packed doubles, not whole", "TensorProto", H("320400000000")),
    ("packed doubles", "TensorProto", H("3208000000000000f03f")),
    ("packed bools", "TensorProto", H("5a03010200")),
    ("unpacked bools", "TensorProto", H("58015800")),
    ("packed fixed64", "GraphDebugInfo.StackTrace", H("12080100000000000000")),
    ("unpacked fixed64", "GraphDebugInfo.StackTrace", H("110100000000000000")),
    ("packed length over the end", "VersionDef", H("1a0501")),
    ("scalar twice", "VersionDef", H("08010802")),
    ("scalar twice, then 0", "VersionDef", H("08010800")),
    ("string twice, then empty", "SaverDef", H("0a01610a00")),
    ("message twice is merged", "GraphDef", H("220508011a0101220510021a0102")),
    ("message twice, scalar overwritten", "GraphDef", H("2202080122020802")),
    ("empty message is present", "GraphDef", H("2200")),
    ("oneof: the last member counts", "AttrValue", H("1805 120161")),
    ("oneof: scalar 0 is present", "AttrValue", H("1800")),
    ("oneof: empty bytes are present", "AttrValue", H("1200")),
    ("oneof: false is present", "AttrValue", H("2800")),
    ("oneof: 0.0 is present", "AttrValue", H("2500000000")),
    ("oneof: empty message is present", "AttrValue", H("3a00")),
    ("oneof: same message twice is merged", "AttrValue", H("3a021801 3a0412020805")),
    ("oneof: message, scalar, message", "AttrValue", H("3a0412020804 1801 3a0412020805")),
    ("oneof: wrong wire type changes nothing", "AttrValue", H("1805 1001")),
    ("oneof of one member: 0 is present", "TensorSliceProto.Extent", H("08001000")),
    ("optional of proto2: 0 is present", "GraphDebugInfo.FileLineCol", H("080010002200")),
    ("map entry", "NodeDef", H("2a070a0161 12021805")),
    ("map entry, value first", "NodeDef", H("2a07120218050a0161")),
    ("map entry without key", "NodeDef", H("2a0412021805")),
    ("map entry without value", "NodeDef", H("2a030a0161")),
    ("map entry, empty", "NodeDef", H("2a00")),
    ("map entry, key twice", "NodeDef", H("2a0a0a01610a016212021805")),
    ("map entry, value twice is merged", "NodeDef", H("2a0f0a0161 1204 3a021801 1204 3a021200")),
    ("map of integers", "FunctionDef", H("420408011002")),
    ("map of integers, defaults", "FunctionDef", H("4200")),
    ("map of fixed64 keys", "GraphDebugInfo", H("220d 09 0100000000000000 12020801")),
    ("map entry with an unknown field", "NodeDef", H("2a090a016112021805 1801"),
     "2a070a016112021805"),  # C++ drops the unknown field, upb makes the whole entry unknown
    ("map entry, key of a wrong type", "NodeDef", H("2a06080112021805"),
     "2a060a0012021805"),  # C++ has the default key, upb makes the whole entry unknown
    ("map entry, length over its end", "NodeDef", H("2a030a0561")),
    ("valid UTF-8", "NodeDef", H("0a0ac3a9e282acf09f98806e")),
    ("invalid UTF-8", "NodeDef", H("0a01ff")),
    ("truncated UTF-8", "NodeDef", H("0a02e282")),
    ("overlong UTF-8", "NodeDef", H("0a02c0af")),
    ("surrogate in UTF-8", "NodeDef", H("0a03eda080")),
    ("above U+10FFFF", "NodeDef", H("0a04f4908080")),
    ("NUL in a string", "NodeDef", H("0a03610062")),
    ("invalid UTF-8 in a repeated string", "NodeDef", H("1a01ff")),
    ("invalid UTF-8 in a map key", "NodeDef", H("2a050a01ff1200")),
    ("invalid UTF-8 in bytes", "AttrValue", H("1201ff")),
    ("invalid UTF-8 in a proto2 string", "GraphDebugInfo.FileLineCol", H("2201ff")),
    ("length over the end", "NodeDef", H("0a0561")),
    ("length of a message over the end", "GraphDef", H("0a0561")),
    ("length of 2^31", "NodeDef", H("0a8080808008")),
    ("length of 2^32", "NodeDef", H("0a8080808010")),
    ("negative length", "NodeDef", H("0affffffffffffffffff01")),
    ("length inside a message over the message", "GraphDef", H("0a030a0561") + b"aaaaaaaa"),
    ("unknown fields go last", "VersionDef", H("a0060108 02 a20601 41")),
    ("unknown fixed32 and fixed64", "VersionDef", H("a50601020304 a1060102030405060708")),
    ("unknown in a nested message", "GraphDef", H("2205 0801a0060522 00")),
    ("reserved field", "FunctionDef", H("12 00")),
    ("fields out of order", "NodeDef", H("1201420a0161")),
    ("100 levels", "FullTypeDef", nested(100)),
    ("101 levels", "FullTypeDef", nested(101)),
    ("100 groups", "FullTypeDef", groups(100)),
    ("101 groups", "FullTypeDef", groups(101)),
    ("50 levels with 50 groups inside", "FullTypeDef", None),
    ("50 levels with 51 groups inside", "FullTypeDef", None),
]


def write_binary():
    rows = []
    for what, name, data, *other in BINARY:
        name = name.split(": ")[-1]
        if data is None:
            data = groups(50 if "50 groups" in what else 51)
            for _ in range(50):
                data = b"\x12" + varint(len(data)) + data
        m = message(name)
        try:
            m.ParseFromString(data)
            answer = m.SerializeToString(deterministic=True).hex()
        except Exception:
            answer = "error"
        rows.append((what, m.DESCRIPTOR.full_name, data.hex(), other[0] if other else answer, "C++" if other else ""))
    write("wire/binary.tsv", "what, message, bytes, bytes when written again (or error), whose answer", rows)


# ---- the text format ----

TEXT = [  # message, text; a third item is the answer of the C++ runtime: bytes or None (an error)
    ("NodeDef", ""),
    ("NodeDef", "  # only a comment"),
    ("NodeDef", 'name: "a" # comment\nop: "b"'),
    ("NodeDef", 'name: "a"; op: "b", device: "c"'),
    ("NodeDef", 'name: "a";; op: "b"'),
    ("NodeDef", 'name "a"'),
    ("NodeDef", 'Name: "a"'),
    ("NodeDef", '1: "a"'),
    ("NodeDef", 'name: "a" name: "b"'),
    ("NodeDef", 'name: ["a"]'),
    ("NodeDef", 'nonsense: 1'),
    ("NodeDef", 'nonsense { a: 1 }'),
    ("NodeDef", 'name: '),
    ("NodeDef", 'name: "a" }'),
    ("NodeDef", 'input: "a" input: "b"'),
    ("NodeDef", 'input: ["a", "b"]'),
    ("NodeDef", 'input: ["a" "c", "b"] input: "d"'),
    ("NodeDef", 'input: []'),
    ("NodeDef", 'input: ["a",]'),
    ("NodeDef", 'input: ["a" "b"'),
    ("NodeDef", 'input ["a"]'),
    ("NodeDef", 'attr { key: "a" value { i: 1 } }'),
    ("NodeDef", 'attr: { key: "a" value: { i: 1 } }'),
    ("NodeDef", 'attr < key: "a" value < i: 1 > >'),
    ("NodeDef", 'attr { key: "a" value < i: 1 > }'),
    ("NodeDef", 'attr { key: "a" value { i: 1 > }'),
    ("NodeDef", 'attr { key: "a" value { i: 1 }'),
    ("NodeDef", 'attr [{ key: "a" value { i: 1 } }]'),
    ("NodeDef", 'attr: [{ key: "a" }, < key: "b" >]'),
    ("NodeDef", 'attr { value { i: 1 } }'),
    ("NodeDef", 'attr { key: "a" }'),
    ("NodeDef", 'attr { }'),
    ("NodeDef", 'attr { key: "a" key: "b" }'),
    ("NodeDef", 'attr { key: "a" value { i: 1 } value { i: 1 } }'),
    ("NodeDef", 'attr: 1'),
    ("NodeDef", 'experimental_debug_info { } experimental_debug_info { }'),
    ("NodeDef", 'experimental_debug_info { };'),
    ("AttrValue", 'i: 5'),
    ("AttrValue", 'i: -5'),
    ("AttrValue", 'i: - 5', "18fbffffffffffffffff01"),  # python takes no space behind the sign
    ("AttrValue", 'i: 0x1F'),
    ("AttrValue", 'i: -0x1f'),
    ("AttrValue", 'i: 0X1F'),
    ("AttrValue", 'i: 017'),
    ("AttrValue", 'i: 0'),
    ("AttrValue", 'i: 018'),
    ("AttrValue", 'i: 0x'),
    ("AttrValue", 'i: 0b1', None),  # python reads binary numbers
    ("AttrValue", 'i: 5.0'),
    ("AttrValue", 'i: 1e3'),
    ("AttrValue", 'i: "5"'),
    ("AttrValue", 'i: 5a'),
    ("AttrValue", 'i: +5', None),  # python takes a plus
    ("AttrValue", 'i: 9223372036854775807'),
    ("AttrValue", 'i: 9223372036854775808'),
    ("AttrValue", 'i: -9223372036854775808'),
    ("AttrValue", 'i: -9223372036854775809'),
    ("AttrValue", 'i: 0xffffffffffffffffff'),
    ("AttrValue", 'i: true'),
    ("AttrValue", 'i: 1 i: 2'),
    ("AttrValue", 'i: 1 b: true'),
    ("AttrValue", 'i: 1 shape { }'),
    ("AttrValue", 'shape { } shape { }'),
    ("VersionDef", 'producer: 2147483647 min_consumer: -2147483648'),
    ("VersionDef", 'producer: 2147483648'),
    ("VersionDef", 'producer: -2147483649'),
    ("VersionDef", 'bad_consumers: [1, 2] bad_consumers: 3'),
    ("VersionDef", 'bad_consumers: [1, 2,]'),
    ("VersionDef", 'bad_consumers: 1, bad_consumers: 2'),
    ("google.protobuf.UInt32Value", 'value: 4294967295'),
    ("google.protobuf.UInt32Value", 'value: 4294967296'),
    ("google.protobuf.UInt32Value", 'value: -1'),
    ("google.protobuf.UInt64Value", 'value: 18446744073709551615'),
    ("google.protobuf.UInt64Value", 'value: 18446744073709551616'),
    ("StructuredValue", 'int64_value: -3'),
    ("BundleEntryProto", 'crc32c: 3735928559'),
] + [("google.protobuf.FloatValue", "value: " + x) for x in (
    "1.5 .5 5. 1e10 1E10 1e+10 1e-10 1.5f 1.5F 1F 1f 3 -3 -.5 inf -inf infinity -Infinity INF nan -nan NaN 1e39 -1e39 "
    "3.4028235e38 3.4028235677973366e38 3.40282356e38 1e-46 1.4013e-45 0.10000000149011612 0.1 0.0 -0.0 1e400 1e "
    "1e+ . 1.5.5 1..5 1.5g e5 \"1\" true --1").split()] + [
    ("google.protobuf.FloatValue", "value: 1.5ff", None),  # python removes any number of f
    ("google.protobuf.FloatValue", "value: 1_000", None),  # python's float() takes it
    ("google.protobuf.FloatValue", "value: 0x10", None),  # python's float() refuses too, with another error
    ("google.protobuf.FloatValue", "value: 010", None),  # python reads 10
    ("google.protobuf.FloatValue", "value: 00.5", None),  # python reads 0.5
    ("google.protobuf.FloatValue", "value: - 1.5", "0d0000c0bf"),  # python takes no space behind the sign
    ("google.protobuf.DoubleValue", 'value: 0.1'),
    ("google.protobuf.DoubleValue", 'value: 1e308'),
    ("google.protobuf.DoubleValue", 'value: 1e309'),
    ("google.protobuf.DoubleValue", 'value: 4.9e-324'),
    ("google.protobuf.DoubleValue", 'value: 123456789012345678901234567890'),
] + [("AttrValue", "b: " + x) for x in
     "true false True False t f 1 0 TRUE yes 2 T F -1 \"true\"".split()] + [
    ("AttrValue", "type: DT_FLOAT"),
    ("AttrValue", "type: 1"),
    ("AttrValue", "type: 999"),
    ("AttrValue", "type: -1"),
    ("AttrValue", "type: DT_NONSENSE"),
    ("AttrValue", 'type: "DT_FLOAT"'),
    ("AttrValue", "list { type: [DT_FLOAT, 3] }"),
    ("AttrValue", r's: "a\a\b\f\n\r\t\v\\\'\"b"'),
    ("AttrValue", r's: "\?"', "12013f"),  # python keeps both characters
    ("AttrValue", r"s: 'single \" and \''"),
    ("AttrValue", r's: "\0\1\12\123\1234"'),
    ("AttrValue", r's: "\377"'),
    ("AttrValue", r's: "\400\777"', "120200ff"),  # python reads more than eight bits as an error
    ("AttrValue", r's: "\x41\x4\x4g\xfF"'),
    ("AttrValue", r's: "\x414"'),
    ("AttrValue", r's: "\u00e9\u20ac"'),
    ("AttrValue", r's: "\U0001f600"'),
    ("AttrValue", r's: "\ud83d\ude00"', "1204f09f9880"),  # C++ joins the two surrogates
    ("AttrValue", r's: "\U00110000"'),
    ("AttrValue", r's: "\u12"'),
    ("AttrValue", r's: "\q"', None),  # python keeps both characters
    ("AttrValue", r's: "\x"'),
    ("AttrValue", r's: "\8"', None),  # python keeps both characters
    ("AttrValue", 's: "a" "b" \'c\''),
    ("AttrValue", 's: "a"\n   # comment\n   "b"'),
    ("AttrValue", 's: "a\nb"'),
    ("AttrValue", 's: "a'),
    ("AttrValue", 's: "a\\"'),
    ("AttrValue", 's: "\'" \'"\''),
    ("AttrValue", 's: ""'),
    ("AttrValue", 's: a'),
    ("AttrValue", 's: 1'),
    ("AttrValue", 's: "é€"'),
    ("NodeDef", 'name: "é€"'),
    ("NodeDef", r'name: "\303\251"'),
    ("NodeDef", r'name: "\377"'),
    ("GraphDebugInfo.FileLineCol", 'file_index: 0 line: 0 func: ""'),
    ("GraphDebugInfo", 'frames_by_id { key: 7 value { line: 1 } } name_to_trace_id { key: "a" value: 9 }'),
    ("FunctionDef", 'resource_arg_unique_id { key: 1 value: 2 } arg_attr { }'),
    ("TensorSliceProto", "extent { length: 0 } extent { start: 1 } extent { }"),
    ("google.protobuf.Any", '[type.googleapis.com/tensorflow.AssetFileDef] { filename: "f" }'),
    ("google.protobuf.Any", '[type.googleapis.com/google.protobuf.Int64Value]: { value: 5 }'),
    ("google.protobuf.Any", '[type.googleapis.com/google.protobuf.BytesValue] < value: "\\377" >'),
    ("google.protobuf.Any", 'type_url: "type.googleapis.com/unheard.Of" value: "\\001"'),
    ("google.protobuf.Any", '[type.googleapis.com/unheard.Of] { }'),
    ("google.protobuf.Any", '[type.googleapis.com/tensorflow.AssetFileDef] { nonsense: 1 }'),
    ("NodeDef", '[tensorflow.extension] { }'),
]


def write_text():
    rows = []
    for name, text, *other in TEXT:
        m = message(name)
        try:
            text_format.Parse(text, m)
            answer = m.SerializeToString(deterministic=True).hex()
        except Exception:
            answer = "error"
        if other:
            answer = "error" if other[0] is None else other[0]
        rows.append((m.DESCRIPTOR.full_name, encoded(text), answer, "C++" if other else ""))
    write("wire/text.tsv", "message, text, bytes (or error), whose answer", rows)


def write_decimal():
    """Numbers as text_format prints them."""
    random.seed(1)
    doubles = [0.0, -0.0, 1.0, -1.0, 0.1, 1 / 3, 2.0**-44, 5e-324, 2.2250738585072014e-308, 2.225073858507201e-308,
               1.7976931348623157e308, 9007199254740993.0, 1e15, 1e16, 123456789012345680.0, 1e-4, 1e-5, 1e20, 1e100,
               1e22, 1e23, 9.5e-7, float("inf"), float("-inf"), float("nan"), 4.35, 0.3, 2.675, 1e21, 3e-323]
    doubles += [2.0**k for k in range(-1074, 1024, 37)]
    doubles += [struct.unpack("<d", random.randbytes(8))[0] for _ in range(200)]
    doubles += [random.randint(1, 10**6) / 10.0 ** random.randint(0, 8) for _ in range(100)]
    floats = [0.0, -0.0, 1.0, 0.1, 1 / 3, 16777216.0, 3.4028234663852886e38, 1.1754943508222875e-38, 1e-45, 1e20, 1e6,
              1e15, 1e16, 0.9, 1e-4, 1e-5, 123456.7, float("inf"), float("-inf"), float("nan")]
    floats += [2.0**k for k in range(-149, 128, 9)]
    floats += [struct.unpack("<f", random.randbytes(4))[0] for _ in range(200)]
    rows = []
    for kind, name, values in (("<d", "google.protobuf.DoubleValue", doubles),
                               ("<f", "google.protobuf.FloatValue", floats)):
        for x in values:
            m = message(name)
            m.value = x
            text = text_format.MessageToString(m)
            rows.append((kind[1], struct.pack(kind, m.value)[::-1].hex(), text[7:-1] if text else "0.0"))
    write("wire/decimal.tsv", "d or f, bits, text", rows)


# ---- messages ----

def fill(m, depth, salt=0):
    """Gives each field a value: repeated fields two, maps one, of a oneof the member that `salt` picks. Messages are
    filled down to `depth`."""
    for f in m.DESCRIPTOR.fields:
        if f.containing_oneof is not None:
            members = f.containing_oneof.fields
            if f.number != members[salt % len(members)].number:
                continue
        if f.message_type is not None and f.message_type.GetOptions().map_entry:
            if depth <= 0:
                continue
            key = "k" + f.name if f.message_type.fields_by_name["key"].type == 9 else f.number
            value = f.message_type.fields_by_name["value"]
            if value.message_type is None:
                getattr(m, f.name)[key] = scalar(value, salt)
            else:
                fill(getattr(m, f.name)[key], depth - 1, salt + 1)
        elif f.message_type is not None:
            if depth <= 0:
                continue
            if f.is_repeated:
                for i in range(2):
                    fill(getattr(m, f.name).add(), depth - 1, salt + i)
            else:
                getattr(m, f.name).SetInParent()
                fill(getattr(m, f.name), depth - 1, salt)
        elif f.is_repeated:
            getattr(m, f.name).extend(scalar(f, salt + i) for i in range(2))
        else:
            setattr(m, f.name, scalar(f, salt))


def scalar(f, salt):
    if f.type == 9:
        return f"{f.name} \u00e9{salt}"
    if f.type == 12:
        return f"{f.name}\n\"".encode() + bytes([0xFF, salt % 256])
    if f.type == 8:
        return True
    if f.type in (1, 2):
        return 0.1 * (salt + 1) * (-1) ** salt
    if f.type == 14:
        values = f.enum_type.values
        return values[(salt + 1) % len(values)].number
    if f.type in (5, 3, 18):
        return (f.number + salt) * (-1) ** salt
    return 1000 * f.number + salt


def write_messages():
    """Each message of tests/data/proto/fields.tsv, filled."""
    rows = []
    for line in (DATA / "proto" / "fields.tsv").read_text().splitlines():
        if not line.startswith("M\t"):
            continue
        name = line[2:]
        for salt in range(max([1] + [len(oneof.fields) for oneof in message(name).DESCRIPTOR.oneofs])):
            m = message(name)
            fill(m, 1, salt)
            rows.append((name, m.SerializeToString(deterministic=True).hex(), encoded(text_format.MessageToString(m))))
    a = any_pb2.Any(type_url="type.googleapis.com/tensorflow.AssetFileDef", value=bytes.fromhex("120166"))
    rows.append(("google.protobuf.Any", a.SerializeToString().hex(), encoded(text_format.MessageToString(a))))
    m = message("MetaGraphDef")
    m.meta_info_def.any_info.CopyFrom(a)
    rows.append(("tensorflow.MetaGraphDef", m.SerializeToString().hex(), encoded(text_format.MessageToString(m))))
    for name, text in (("FunctionDef", 'ret { } resource_arg_unique_id { } ret { key: "b" value: "c" }'),
                       ("AttrValue", "list { }"), ("AttrValue", "type: 999"), ("TensorProto", "dtype: -1"),
                       ("AttrValue", 's: ""'), ("AttrValue", "b: false"), ("AttrValue", r's: "\001\177\200\377\\\'\""'),
                       ("GraphDebugInfo.FileLineCol", 'line: 0 func: ""'),
                       ("TensorSliceProto", "extent { } extent { length: 0 }"),
                       ("NodeDef", r'name: "\001\177é\n"')):
        m = message(name)
        text_format.Parse(text, m)
        rows.append((m.DESCRIPTOR.full_name, m.SerializeToString(deterministic=True).hex(),
                     encoded(text_format.MessageToString(m))))
    write("proto/messages.tsv", "message, bytes, text", rows)


# ---- tensors ----

TENSORS = r"""
dtype: DT_FLOAT
dtype: DT_FLOAT tensor_shape { } float_val: 1.5
dtype: DT_FLOAT float_val: [3, 4]
dtype: DT_FLOAT tensor_shape { unknown_rank: true } float_val: [3, 4]
dtype: DT_FLOAT tensor_shape { dim { size: 2 } dim { size: 2 } } float_val: [1, 2, 3, 4]
dtype: DT_FLOAT tensor_shape { dim { size: 4 } } float_val: [1, 2]
dtype: DT_FLOAT tensor_shape { dim { size: 4 } } float_val: 1
dtype: DT_FLOAT tensor_shape { dim { size: 3 } }
dtype: DT_FLOAT tensor_shape { dim { size: 1 } } float_val: [1, 2]
dtype: DT_FLOAT tensor_shape { dim { size: 2 } } double_val: 2
dtype: DT_FLOAT tensor_shape { dim { size: 2 } } tensor_content: "\000\000\200?\000\000\000@"
dtype: DT_FLOAT tensor_shape { dim { size: 2 } } tensor_content: "\000\000\200?\000\000\000@" float_val: 7
dtype: DT_FLOAT tensor_shape { dim { size: 2 } } tensor_content: "\000\000\200?"
dtype: DT_FLOAT tensor_shape { dim { size: 2 } } tensor_content: "\000\000\200?\000\000\000@\000"
dtype: DT_FLOAT tensor_shape { dim { size: 2 } } tensor_content: "\000\000\200?\000\000\000@\000\000\000\000"
dtype: DT_FLOAT tensor_shape { dim { size: 0 } } tensor_content: "abcd"
dtype: DT_FLOAT tensor_shape { dim { size: 0 } dim { size: 3 } } float_val: 1
dtype: DT_FLOAT tensor_shape { dim { size: 2 } dim { size: -1 } } float_val: 1
dtype: DT_FLOAT tensor_shape { dim { size: -2 } } float_val: 1
dtype: DT_FLOAT tensor_shape { dim { size: 4294967296 } dim { size: 4294967296 } } float_val: 1
dtype: DT_FLOAT_REF float_val: 1
dtype: DT_INVALID float_val: 1
dtype: 999 float_val: 1
dtype: DT_DOUBLE tensor_shape { dim { size: 2 } } double_val: 0.1
dtype: DT_DOUBLE tensor_shape { dim { size: 1 } } tensor_content: "\000\000\000\000\000\000\360?"
dtype: DT_INT32 tensor_shape { dim { size: 3 } } int_val: [1, -2]
dtype: DT_INT32 tensor_shape { dim { size: 2 } } tensor_content: "\001\000\000\000\376\377\377\377"
dtype: DT_INT16 tensor_shape { dim { size: 2 } } int_val: [40000, -40000]
dtype: DT_INT8 tensor_shape { dim { size: 3 } } int_val: [200, -200, 128]
dtype: DT_UINT8 tensor_shape { dim { size: 3 } } int_val: [300, -1, 255]
dtype: DT_UINT16 tensor_shape { dim { size: 2 } } int_val: [70000, -1]
dtype: DT_INT64 tensor_shape { dim { size: 2 } } int64_val: -9223372036854775808
dtype: DT_UINT32 tensor_shape { dim { size: 2 } } uint32_val: 4294967295
dtype: DT_UINT64 tensor_shape { dim { size: 2 } } uint64_val: 18446744073709551615
dtype: DT_BOOL tensor_shape { dim { size: 3 } } bool_val: [true, false]
dtype: DT_BOOL tensor_shape { dim { size: 2 } } tensor_content: "\001\000"
dtype: DT_BOOL tensor_shape { dim { size: 2 } } tensor_content: "\001\002"
dtype: DT_HALF tensor_shape { dim { size: 2 } } half_val: [15360, 81920]
dtype: DT_HALF tensor_shape { dim { size: 2 } } tensor_content: "\000<\000@"
dtype: DT_HALF tensor_shape { dim { size: 1 } } int_val: 15360
dtype: DT_BFLOAT16 tensor_shape { dim { size: 2 } } half_val: 16256
dtype: DT_BFLOAT16 tensor_shape { dim { size: 2 } } int_val: 16256
dtype: DT_COMPLEX64 tensor_shape { dim { size: 2 } } scomplex_val: [1, 2, 3, 4]
dtype: DT_COMPLEX64 tensor_shape { dim { size: 2 } } scomplex_val: [1, 2, 3]
dtype: DT_COMPLEX64 tensor_shape { dim { size: 1 } } scomplex_val: 1
dtype: DT_COMPLEX128 tensor_shape { dim { size: 3 } } dcomplex_val: [1, 2, 3, 4]
dtype: DT_FLOAT8_E5M2 tensor_shape { dim { size: 3 } } float8_val: "\074\300"
dtype: DT_FLOAT8_E4M3FN tensor_shape { dim { size: 2 } } tensor_content: "\070\270"
dtype: DT_FLOAT4_E2M1FN tensor_shape { dim { size: 3 } } float8_val: "\002\007"
dtype: DT_INT4 tensor_shape { dim { size: 3 } } tensor_content: "\036\367\010"
dtype: DT_INT4 tensor_shape { dim { size: 3 } } int_val: [8, 7, 200]
dtype: DT_UINT4 tensor_shape { dim { size: 3 } } tensor_content: "\036\367\010"
dtype: DT_UINT4 tensor_shape { dim { size: 3 } } int_val: [15, 16, -1]
dtype: DT_INT2 tensor_shape { dim { size: 3 } } tensor_content: "\036\367\001"
dtype: DT_INT2 tensor_shape { dim { size: 3 } } int_val: [1, 2, 3]
dtype: DT_UINT2 tensor_shape { dim { size: 3 } } int_val: [3, 4, -1]
dtype: DT_STRING tensor_shape { dim { size: 3 } } string_val: ["a", "\000\377"]
dtype: DT_STRING tensor_shape { dim { size: 2 } }
dtype: DT_STRING string_val: ["a", "b"]
dtype: DT_STRING tensor_shape { dim { size: 2 } } tensor_content: "\001\002abb"
dtype: DT_STRING tensor_shape { dim { size: 2 } } tensor_content: "\001\002abbb"
dtype: DT_STRING tensor_shape { dim { size: 2 } } tensor_content: "\001\002ab"
dtype: DT_STRING tensor_shape { dim { size: 3 } } tensor_content: "\001\001"
dtype: DT_STRING tensor_shape { dim { size: 2 } } tensor_content: "\000\000"
dtype: DT_STRING tensor_shape { dim { size: 1 } } tensor_content: "\377\377\377\377\017"
dtype: DT_QINT8 tensor_shape { dim { size: 2 } } int_val: [5, 200]
dtype: DT_QUINT8 tensor_shape { dim { size: 2 } } int_val: [5, 300]
dtype: DT_QINT16 tensor_shape { dim { size: 1 } } int_val: 40000
dtype: DT_QUINT16 tensor_shape { dim { size: 1 } } int_val: 70000
dtype: DT_QINT32 tensor_shape { dim { size: 2 } } int_val: [-5, 7]
""".strip().splitlines()


def bytes_of(array):
    """A tensor's elements: raw bytes in hex, or each string in hex with a comma behind it."""
    array = np.asarray(array)
    if array.dtype.kind in "OS":
        return "".join(bytes(x).hex() + "," for x in array.ravel())
    if array.dtype in (ml_dtypes.int4, ml_dtypes.uint4, ml_dtypes.int2, ml_dtypes.uint2):
        array = array.astype(np.int8)  # in memory, their upper bits may be anything
    return array.tobytes().hex()


def write_tensors():
    rows = []
    for text in TENSORS:
        proto = text_format.Parse(text, tensor_pb2.TensorProto())
        try:
            with tf.Graph().as_default() as graph:
                definition = tf.compat.v1.GraphDef()
                node = definition.node.add(name="c", op="Const")
                node.attr["dtype"].type = proto.dtype
                node.attr["value"].tensor.CopyFrom(proto)
                tf.import_graph_def(definition, name="")
                with tf.compat.v1.Session(graph=graph) as session:
                    value = np.asarray(session.run("c:0"))
            answer = "[" + ",".join(map(str, value.shape)) + "]", bytes_of(value)
        except Exception:
            answer = "error", ""
        rows.append((encoded(text), proto.SerializeToString().hex(), str(proto.dtype), *answer))
    write("proto/tensors.tsv", "text, TensorProto, dtype, shape (or error), elements", rows)


def write_made_tensors():
    types = [np.float16, ml_dtypes.bfloat16, np.float32, np.float64, np.int8, np.uint8, np.int16, np.uint16, np.int32,
             np.uint32, np.int64, np.uint64, np.bool_, np.complex64, np.complex128, ml_dtypes.float8_e5m2,
             ml_dtypes.float8_e4m3fn, ml_dtypes.float8_e4m3fnuz, ml_dtypes.float8_e4m3b11fnuz,
             ml_dtypes.float8_e5m2fnuz, ml_dtypes.float4_e2m1fn, ml_dtypes.int4, ml_dtypes.uint4, ml_dtypes.int2,
             ml_dtypes.uint2]
    arrays = []
    for t in types:
        arrays += [np.array(1).astype(t), np.array(0).astype(t), np.array([1]).astype(t), np.zeros((0, 2)).astype(t),
                   np.array([[1, 0, 1]]).astype(t)]
        if np.issubdtype(t, np.signedinteger) or t in (ml_dtypes.int4, ml_dtypes.int2):
            arrays.append(np.array(-2).astype(t))
    arrays += [np.array(b"a", dtype=object), np.array([b"a", b"", b"\0\xff"], dtype=object),
               np.array([], dtype=object)]
    rows = []
    for a in arrays:
        try:
            proto = tensor_util.make_tensor_proto(a, dtype=tf.string if a.dtype == object else None)
        except TypeError:  # scalars of the fnuz kinds of float8
            continue
        rows.append((str(proto.dtype), "[" + ",".join(map(str, a.shape)) + "]", bytes_of(a),
                     proto.SerializeToString().hex()))
    write("proto/made_tensors.tsv", "dtype, shape, elements, TensorProto", rows)


# ---- files ----

def write_files():
    v1 = tf.compat.v1
    out = DATA / "proto"
    with tf.Graph().as_default() as graph:
        x = v1.placeholder(tf.float32, [None, 2], name="x")
        w = v1.get_variable("w", initializer=np.array([[1.0, -2.5], [0.25, 3.0]], np.float32), use_resource=False)
        y = tf.nn.softmax(tf.matmul(x, w), name="y")
        names = tf.constant(np.array(["caf\u00e9".encode(), b"\xff\0"], dtype=object), name="names")
        half = tf.constant(np.array([1.5, -2], np.float16), name="half")
        v1.add_to_collection("fetches", y)
        v1.add_to_collection("numbers", 7)
        v1.add_to_collection("rates", 0.1)
        v1.add_to_collection("texts", b"plain \xc3\xa9")
        v1.add_to_collection("any", any_pb2.Any(type_url="type.googleapis.com/tensorflow.AssetFileDef",
                                                value=bytes.fromhex("120166")))
        saver = v1.train.Saver()
        meta = v1.train.export_meta_graph(graph=graph, saver_def=saver.as_saver_def())
        del meta.meta_info_def.stripped_op_list.op[3:]  # keeps the file small
        (out / "small.meta").write_bytes(meta.SerializeToString())
        (out / "small.meta.pbtxt").write_text(text_format.MessageToString(meta), encoding="utf-8")
        frozen = graph.as_graph_def()
        for node in frozen.node:
            node.attr.pop("_class", None)
        (out / "small_graph.pb").write_bytes(frozen.SerializeToString())

    class Module(tf.Module):
        def __init__(self):
            self.v = tf.Variable([1.0, 2.0])

        @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32, name="a")])
        def __call__(self, a):
            return {"b": a * self.v}

    with tempfile.TemporaryDirectory() as directory:
        tf.saved_model.save(Module(), directory)
        model = message("SavedModel")
        model.ParseFromString((pathlib.Path(directory) / "saved_model.pb").read_bytes())
        for graph in model.meta_graphs:
            del graph.meta_info_def.stripped_op_list.op[:]
        (out / "small_saved_model.pb").write_bytes(model.SerializeToString())


if __name__ == "__main__":
    write_binary()
    write_text()
    write_decimal()
    write_messages()
    write_tensors()
    write_made_tensors()
    write_files()
