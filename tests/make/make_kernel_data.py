"""Writes tests/data/kernels: what TensorFlow computes for casts and for reductions of half and bfloat16.

    python tests/make/make_kernel_data.py        (TensorFlow 2.21; run from anywhere)

casts.txt: "from to truncate input output", reductions.txt: "op dtype shape axes output"; tensors are the hexadecimal bytes
of their elements. The input of a reduction is element i = (7919 i mod 1000 + 1) / 1000, rounded to the dtype.
"""
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import numpy as np
import tensorflow as tf

DATA = pathlib.Path(__file__).resolve().parent.parent / "data" / "kernels"
INTEGERS = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"]
FLOATS = ["float16", "bfloat16", "float32", "float64"]
TYPES = ["bool"] + INTEGERS + FLOATS + ["complex64", "complex128"]


def hexadecimal(tensor):
    return np.ascontiguousarray(tensor.numpy()).tobytes().hex()


def values(name):
    t = tf.as_dtype(name)
    if name == "bool":
        return tf.constant([False, True])
    if t.is_integer:
        return tf.constant([0, 1, 2, 77, 127, t.max, t.max - 1, t.min, t.min + 1, t.max // 2 + 1, t.max // 3], dtype=t)
    floats = [0.0, -0.0, 1.0, -1.0, 0.1, 0.5, 1.5, -2.7, 300.7, 255.99, -129.0, 65504.0, 65519.0, 65520.0, 70000.0, 1.00390625, 3e9,
              -2147483648.0, 5e9, 1e20, -1e20, 2e19, 1.7e19, 3.4e38, float("inf"), float("-inf"), float("nan"), 6e-5, 6e-8]
    if t.is_complex:
        floats = [complex(x, 1.0) for x in floats[:14]]
    wide = tf.complex128 if t.is_complex else tf.float64
    return tf.cast(tf.constant(floats, dtype=wide), t)


def casts(out):
    for source in TYPES:
        x = values(source)
        for target in TYPES:
            # One element at a time: out of range, TensorFlow's vector code saturates where its scalar code wraps.
            y = tf.concat([tf.raw_ops.Cast(x=x[i : i + 1], DstT=tf.as_dtype(target)) for i in range(x.shape[0])], 0)
            print(source, target, 0, hexadecimal(x), hexadecimal(y), file=out)
    for source, target in [("float32", "float16"), ("float32", "bfloat16"), ("float64", "float16"), ("float64", "bfloat16"),
                           ("float64", "float32")]:
        x = values(source)
        y = tf.raw_ops.Cast(x=x, DstT=tf.as_dtype(target), Truncate=True)
        print(source, target, 1, hexadecimal(x), hexadecimal(y), file=out)


def reductions(out):
    cases = [([3], [0]), ([100], [0]), ([1000], [0]), ([5000], [0]), ([2100], [0]), ([3, 1700], [1]), ([2, 40], [1]), ([40, 8], [0]),
             ([100, 11], [0]), ([2, 70, 11], [1]), ([2, 15, 20], [1]), ([5, 6, 7], [0, 2]), ([4, 5], [0, 1]), ([0, 3], [0])]
    for name in ["float16", "bfloat16"]:
        for shape, axes in cases:
            i = np.arange(np.prod(shape), dtype=np.int64)
            x = tf.cast(tf.reshape(((7919 * i) % 1000 + 1) / 1000, shape), name)
            for op in ["Sum", "Mean", "Max", "Min", "Prod"]:
                if op == "Prod" and np.prod(shape) > 100:
                    continue
                y = getattr(tf.raw_ops, op)(input=x, axis=axes)
                print(op, name, ",".join(map(str, shape)), ",".join(map(str, axes)), hexadecimal(y) or "-", file=out)


def main():
    DATA.mkdir(parents=True, exist_ok=True)
    for make in (casts, reductions):
        with open(DATA / (make.__name__ + ".txt"), "w", newline="\n") as out:
            make(out)


if __name__ == "__main__":
    main()
