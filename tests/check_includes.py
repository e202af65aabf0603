#!/usr/bin/env python3
"""Checks the #include lines of include/thaw: layers only look upwards, doors list their folder, nothing heavy gets in.

usage: check_includes.py [INCLUDE_DIR]     exit 1 and one line for each offence
"""
import glob
import os
import re
import sys

# layer -> the layers it may name; what those may include, it may too
LAYERS = {
    'core': [], 'wire': ['core'], 'proto': ['wire'], 'bundle': ['proto'], 'kernels': ['core'], 'graph': ['proto'],
    'ops': ['graph', 'kernels', 'bundle'], 'session': ['ops'], 'meta': ['session', 'bundle'], 'testing': ['meta'],
}
FRONT = 'thaw/thaw.hpp'
HEAVY = {'iostream', 'regex', 'map', 'locale'}  # each a measured compile cost; not behind the front door
INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)', re.M)


def allowed(layer):
    """The layer and everything above it."""
    return {layer}.union(*(allowed(x) for x in LAYERS[layer])) if layer in LAYERS else set()


def layer_of(path):
    """thaw/wire/reader.hpp and the door thaw/wire.hpp: wire. The front door and version.hpp: none."""
    name = path.split('/')[1].removesuffix('.hpp')
    return name if name in LAYERS else None


def reachable(start, includes):
    seen, todo = set(), [start]
    while todo:
        path = todo.pop()
        if path in includes and path not in seen:
            seen.add(path)
            todo += includes[path][0]
    return seen


def names_in(text):
    """(own, system) headers that the text includes."""
    return tuple([m for m in column if m] for column in zip(*INCLUDE.findall(text) or [('', '')]))


def head_of(text):
    """The text before the first line of code."""
    code = re.search(r'^(?!\s*(#|//|$))', text, re.M)
    return text[:code.start()] if code else text


def cycles(heads):
    """Headers that include themselves by way of others. An include after the code completes a type; it closes none."""
    return sorted(p for p in heads if any(p in reachable(own, heads) for own in heads[p][0]))


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'include')
    includes, heads, wrong = {}, {}, []
    for file in sorted(glob.glob(os.path.join(root, 'thaw', '**', '*.hpp'), recursive=True)):
        path = os.path.relpath(file, root).replace(os.sep, '/')
        with open(file, encoding='utf-8') as f:
            text = f.read()
        includes[path] = names_in(text)
        heads[path] = names_in(head_of(text))
        if '#pragma once' not in text.split('\n'):
            wrong.append('%s: has no line #pragma once' % path)
        if 'std::function<' in text:
            wrong.append('%s: uses std::function' % path)

    for path, (own, system) in includes.items():
        layer = layer_of(path)
        door = path == 'thaw/%s.hpp' % layer
        if layer is None and path.count('/') > 1:
            wrong.append('%s: %s is not a layer (tests/check_includes.py lists them)' % (path, path.split('/')[1]))
        for other in own:
            if other not in includes:
                wrong.append('%s: includes "%s", which is not there' % (path, other))
            elif layer and layer_of(other) not in allowed(layer) | {None}:
                wrong.append('%s: %s may not include %s (%s)' % (path, layer, layer_of(other), other))
            elif layer and other == FRONT:
                wrong.append('%s: includes the front door' % path)
        wrong += ['%s: <%s> is to be "%s"' % (path, s, s) for s in system if s.startswith('thaw/')]
        if door:
            missing = {p for p in includes if p.startswith('thaw/%s/' % layer)} - reachable(path, includes)
            wrong += ['%s: the door does not lead to %s' % (path, p) for p in sorted(missing)]
    wrong += ['%s has no door: thaw/%s.hpp' % (layer, layer) for layer in sorted(set(map(layer_of, includes)) - {None})
              if 'thaw/%s.hpp' % layer not in includes]
    wrong += ['%s: includes itself by way of others' % p for p in cycles(heads)]
    for path in sorted(reachable(FRONT, includes)):
        wrong += ['%s: <%s> is too heavy for what %s includes' % (path, s, FRONT) for s in includes[path][1] if s in HEAVY]

    print('\n'.join(wrong or ['%d headers: includes are in order' % len(includes)]))
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
