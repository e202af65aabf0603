"""Collects the cases of a family, and writes its file (the format is told in tests/ops/case_file.hpp)."""
import struct

from op_cases import run

CLASSES = {'bits': 0, 'values': 1, 'signed_zeros': 2, 'exact': 3}
CODES = {
    'invalid_argument': 3, 'not_found': 5, 'failed_precondition': 9, 'out_of_range': 11, 'unimplemented': 12,
    'internal': 13, 'data_loss': 15, 'aborted': 10, 'resource_exhausted': 8
}


class Case:
    def __init__(self, **k):
        self.__dict__.update(k)


class Step:
    """One session run: tensors to fetch, nodes to run, values to feed; TensorFlow fills outputs or error."""
    def __init__(self, fetches=(), targets=(), feeds=None, error=False, unspecified=()):
        self.fetches, self.targets, self.feeds = list(fetches), list(targets), dict(feeds or {})
        self.expect_error, self.unspecified = error, set(unspecified)
        self.outputs, self.error, self.message = [], 0, ''


class Family:
    """What a module of cases adds to. `default` is the tolerance class where a case names none."""
    def __init__(self, name, default='values'):
        self.name, self.default, self.cases, self.graphs, self.seen, self.wrong = name, default, [], [], set(), []

    def add(self, op, what, inputs, const=(), how=None, unspecified=(), error=None, golden=None, shaped=False,
            **attrs):
        """One op on inputs (a list stands for a list input). `const`: the inputs that a real graph has as Const nodes.
        `unspecified`: outputs whose values TensorFlow leaves open. `error`: True or the name of a code, if one is due.
        `golden`: the outputs, where TensorFlow gives them by another op (NCHW on CPU). `shaped`: TensorFlow builds the
        graph knowing the shapes of the inputs."""
        key = op + ': ' + what
        if key in self.seen:
            self.wrong.append(key + ': twice')
        self.seen.add(key)
        flat, flags = [], []
        for i, given in enumerate(inputs):
            for t in given if isinstance(given, list) else [given]:
                flat.append(t)
                flags.append(i in const)
        node = run.node(op, 'op', inputs, attrs)
        outputs, code = (golden, 0) if golden is not None else run.run_op(node, flat, shaped)
        if bool(code) != bool(error) or (isinstance(error, str) and code != CODES[error]):
            self.wrong.append('%s: expected %s, TensorFlow gives code %d' % (key, error or 'values', code))
        outputs = [t.blank() if i in unspecified else t for i, t in enumerate(outputs or [])]
        self.cases.append(
            Case(what=what, op=op, node=node, inputs=flat, const=flags, outputs=outputs, error=code,
                 unspecified=set(unspecified), how=how or self.default))
        return outputs

    def graph(self, op, what, graph_def, steps, how=None, before=lambda t: t, after=lambda t: t):
        """A small graph and the session runs on it. `op` is what it is about."""
        run.run_steps(graph_def, steps, before, after)
        for i, s in enumerate(steps):
            if bool(s.error) != bool(s.expect_error) or (isinstance(s.expect_error, str) and
                                                         s.error != CODES[s.expect_error]):
                self.wrong.append('%s: %s: step %d: expected %s, TensorFlow gives code %d %s' %
                                  (op, what, i, s.expect_error or 'values', s.error, s.message[:200]))
        self.graphs.append(Case(what=what, op=op, graph=graph_def, steps=steps, how=how or self.default))

    def write(self, path):
        pool, index, body = [], {}, bytearray()

        def u32(n):
            return struct.pack('<I', n)

        def text(b):
            b = b if isinstance(b, bytes) else b.encode()
            return u32(len(b)) + b

        def ref(t):
            k = t.key()
            if k not in index:
                index[k] = len(pool)
                pool.append(t)
            return u32(index[k])

        def results(outputs, unspecified, how, error):
            b = bytes([error, CLASSES[how]]) + u32(len(outputs))
            for i, t in enumerate(outputs):
                b += ref(t) + bytes([1 if i in unspecified else 0])
            return b

        body += u32(len(self.cases))
        for c in self.cases:
            body += text(c.what) + text(c.op) + text(c.node.SerializeToString(deterministic=True))
            body += u32(len(c.inputs))
            for t, const in zip(c.inputs, c.const):
                body += ref(t) + bytes([1 if const else 0])
            body += results(c.outputs, c.unspecified, c.how, c.error)
        body += u32(len(self.graphs))
        for c in self.graphs:
            body += text(c.what) + text(c.op) + text(c.graph.SerializeToString(deterministic=True))
            body += u32(len(c.steps))
            for s in c.steps:
                body += u32(len(s.fetches)) + b''.join(text(f) for f in s.fetches)
                body += u32(len(s.targets)) + b''.join(text(f) for f in s.targets)
                body += u32(len(s.feeds)) + b''.join(text(k) + ref(t) for k, t in s.feeds.items())
                body += results(s.outputs, s.unspecified, c.how, s.error)
        out = bytearray(b'thaw op cases 1\n') + u32(len(pool))
        for t in pool:
            out += bytes([run.number(t.dtype), len(t.shape)]) + struct.pack('<%dq' % len(t.shape), *t.shape)
            out += b''.join(text(s) for s in t.data) if t.dtype == 'string' else t.data
        with open(path, 'wb') as f:
            f.write(out + body)
        return len(out) + len(body)


def types(op, attr='T', leave=()):
    """The dtypes of an op's CPU kernels that can be given as values."""
    found = run.kernel_types(op, attr)
    if found is None:
        found = [t for t in ANY]
    return [t for t in found if t not in ('resource', 'variant') and t not in leave]


ANY = [
    'float', 'double', 'int32', 'uint8', 'int16', 'int8', 'string', 'complex64', 'int64', 'bool', 'qint8', 'quint8',
    'qint32', 'bfloat16', 'qint16', 'quint16', 'uint16', 'complex128', 'half', 'uint32', 'uint64', 'float8_e5m2',
    'float8_e4m3fn', 'int4', 'uint4'
]
