"""Asks TensorFlow: one op, or a graph in steps; no optimiser, one thread, nothing folded."""
import tensorflow as tf
from tensorflow.core.framework import attr_value_pb2, graph_pb2, node_def_pb2, op_def_pb2, tensor_pb2, types_pb2
from tensorflow.core.protobuf import config_pb2, rewriter_config_pb2
from tensorflow.python.client import pywrap_tf_session
from tensorflow.python.framework import kernels

from op_cases.tensors import fetched, number


def registry():
    """All OpDefs, by name."""
    ops = op_def_pb2.OpList()
    ops.ParseFromString(pywrap_tf_session.TF_GetBuffer(pywrap_tf_session.TF_GetAllOpList()))
    return {o.name: o for o in ops.op}


OPS = registry()


def type_name(n):
    return types_pb2.DataType.Name(n)[3:].lower()


def kernel_types(op, attr='T'):
    """The dtypes that the op allows and its CPU kernels are registered for; None: unconstrained."""
    assert any(a.name == attr for a in OPS[op].attr), (op, attr)
    found = set()
    allowed = [type_name(t) for a in OPS[op].attr if a.name == attr for t in a.allowed_values.list.type]
    for k in kernels.get_registered_kernels_for_op(op).kernel:
        if k.device_type not in ('CPU', 'DEFAULT') or k.label:
            continue
        types = [t for c in k.constraint if c.name == attr for t in c.allowed_values.list.type]
        if not types:
            return allowed or None
        found.update(type_name(t) for t in types)
    order = list(types_pb2.DataType.values())
    return sorted((t for t in found if t in allowed or not allowed), key=lambda t: order.index(number(t)))


def fill(value, kind, x):
    """Sets an AttrValue of the kind that the op declares."""
    if kind.startswith('list('):
        value.list.SetInParent()
        for e in x:
            one = attr_value_pb2.AttrValue()
            fill(one, kind[5:-1], e)
            field = one.WhichOneof('value')
            getattr(value.list, field).append(getattr(one, field))
    elif kind == 'type':
        value.type = number(x)
    elif kind == 'int':
        value.i = int(x)
    elif kind == 'float':
        value.f = x
    elif kind == 'bool':
        value.b = bool(x)
    elif kind == 'string':
        value.s = x if isinstance(x, bytes) else x.encode()
    elif kind == 'shape':
        value.shape.SetInParent()
        if x is None:
            value.shape.unknown_rank = True
        else:
            for d in x:
                value.shape.dim.add(size=d)
    elif kind == 'tensor':
        value.tensor.CopyFrom(x if isinstance(x, tensor_pb2.TensorProto) else x.proto())
    else:
        raise ValueError(kind)


def node(op, name, inputs, attrs):
    """A NodeDef without inputs: the attrs that are given, and those that the types and numbers of the inputs tell."""
    definition, n = OPS[op], node_def_pb2.NodeDef(name=name, op=op)
    attrs, kinds = dict(attrs), {a.name: a.type for a in definition.attr}
    assert len(inputs) == len(definition.input_arg), (op, 'takes', len(definition.input_arg), 'inputs')
    for arg, given in zip(definition.input_arg, inputs):
        many = given if isinstance(given, list) else [given]
        if arg.number_attr:
            attrs.setdefault(arg.number_attr, len(many))
        if arg.type_list_attr:
            attrs.setdefault(arg.type_list_attr, [t.dtype for t in many])
        elif arg.type_attr and many:
            attrs.setdefault(arg.type_attr, many[0].dtype)
    for key in sorted(attrs):
        if key.startswith('_'):
            n.attr[key].CopyFrom(attrs[key])
        else:
            fill(n.attr[key], kinds[key], attrs[key])
    return n


def session_config():
    c = config_pb2.ConfigProto(intra_op_parallelism_threads=1, inter_op_parallelism_threads=1)
    c.graph_options.optimizer_options.opt_level = config_pb2.OptimizerOptions.L0
    c.graph_options.rewrite_options.disable_meta_optimizer = True
    c.graph_options.rewrite_options.constant_folding = rewriter_config_pb2.RewriterConfig.OFF
    return c


def run_op(node_def, inputs, shaped=False):
    """(outputs, 0), or (None, error code). The inputs have no value, and no shape unless `shaped`, that graph
    construction could see."""
    g = graph_pb2.GraphDef()
    g.versions.producer = 1882
    one = g.node.add()
    one.CopyFrom(node_def)
    for i, t in enumerate(inputs):
        c = g.node.add(name='c%d' % i, op='Const')
        c.attr['dtype'].type = number(t.dtype)
        c.attr['value'].tensor.CopyFrom(t.proto())
        p = g.node.add(name='p%d' % i, op='PlaceholderWithDefault', input=['c%d' % i])
        p.attr['dtype'].type = number(t.dtype)
        if shaped:
            fill(p.attr['shape'], 'shape', t.shape)
        else:
            p.attr['shape'].shape.unknown_rank = True
        one.input.append('p%d' % i)
    graph = tf.Graph()
    with graph.as_default():
        try:
            tf.import_graph_def(g, name='')
        except ValueError:
            return None, tf.errors.INVALID_ARGUMENT
        outputs = graph.get_operation_by_name(node_def.name).outputs
        with tf.compat.v1.Session(graph=graph, config=session_config()) as s:
            try:
                values = s.run(list(outputs))
            except tf.errors.OpError as e:
                return None, e.error_code
    return [fetched(v, type_name(o.dtype.base_dtype.as_datatype_enum)) for v, o in zip(values, outputs)], 0


def run_steps(graph_def, steps, before=lambda t: t, after=lambda t: t):
    """Runs the steps in one session; fills in outputs or error. `before` and `after` rewrite string tensors."""
    graph = tf.Graph()
    with graph.as_default():
        tf.import_graph_def(graph_def, name='')
        with tf.compat.v1.Session(graph=graph, config=session_config()) as s:
            for step in steps:
                feeds = {
                    graph.get_tensor_by_name(k if ':' in k else k + ':0'): before(t).array()
                    for k, t in step.feeds.items()
                }
                fetches = [graph.get_tensor_by_name(f if ':' in f else f + ':0') for f in step.fetches]
                targets = [graph.get_operation_by_name(t) for t in step.targets]
                try:
                    values = s.run(fetches + targets, feeds)
                    step.error = 0
                    step.outputs = [
                        after(fetched(v, type_name(f.dtype.base_dtype.as_datatype_enum)))
                        for v, f in zip(values, fetches)
                    ]
                except tf.errors.OpError as e:
                    step.error, step.outputs, step.message = e.error_code, [], e.message
    return steps
