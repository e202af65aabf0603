#!/usr/bin/env python3
"""Writes tests/data/proto/fields.tsv: the fields and enum values that the tables in include/thaw/proto must have.

Usage: make_field_list.py DESCRIPTORS.tsv

DESCRIPTORS.tsv has a line for each field and enum value of the messages, read off TensorFlow's own descriptors:
    F  message  number  name  type  type_name  label  oneof  packed_when_written  …
    E  enum     number  name  …
Lines of other kinds, and the fields of map entries (told by the label of the map), are left out.
"""
import pathlib
import sys

OUT = pathlib.Path(__file__).resolve().parents[1] / "data" / "proto" / "fields.tsv"


def main(path):
    rows = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8")]
    entries = {row[1] for row in rows if row[0] == "M" and row[3] == "1"}
    lines = ["# F, message, number, name, type, type's name, label, oneof, packed; E, enum, number, name"]
    for row in rows:
        if row[0] == "M" and row[1] not in entries:
            lines.append(f"M\t{row[1]}")
        elif row[0] == "F" and row[1] not in entries:
            row[5] = "" if row[6].startswith("map<") else row[5]
            lines.append("\t".join(row[:9]))
        elif row[0] == "E":
            lines.append("\t".join(row[:4]))
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
