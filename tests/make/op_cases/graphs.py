"""Builds small GraphDefs, node by node."""
from tensorflow.core.framework import graph_pb2

from op_cases import run
from op_cases.tensors import number


class Graph:
    def __init__(self):
        self.graph_def = graph_pb2.GraphDef()
        self.graph_def.versions.producer = 1882

    def add(self, op, name, inputs=(), **attrs):
        """Adds a node and returns its name. Inputs are names ("x:1", "^control"); all type attrs must be given."""
        n = self.graph_def.node.add(name=name, op=op, input=list(inputs))
        kinds = {a.name: a.type for a in run.OPS[op].attr}
        for key in sorted(attrs):
            run.fill(n.attr[key], kinds[key], attrs[key])
        return name

    def const(self, name, t, inputs=()):
        n = self.graph_def.node.add(name=name, op='Const', input=list(inputs))
        n.attr['dtype'].type = number(t.dtype)
        n.attr['value'].tensor.CopyFrom(t.proto())
        return name

    def placeholder(self, name, dtype, shape=None):
        return self.add('Placeholder', name, dtype=dtype, shape=shape)
