#!/usr/bin/env python3
"""Makes tests/data/meta with TensorFlow: small MetaGraphs, checkpoints and SavedModels, and what is not a model at all.

usage: make_meta_data.py [FOLDER]
"""
import os
import shutil
import sys

os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '3')
import numpy as np
import tensorflow as tf
from google.protobuf import any_pb2, wrappers_pb2
from tensorflow.core.framework import variable_pb2
from tensorflow.core.protobuf import saver_pb2
from tensorflow.python.framework import ops

v1 = tf.compat.v1
v1.disable_eager_execution()
v1.disable_resource_variables()
HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, '..', 'data', 'meta'))


class Scale:
    """An object of a program, kept in a collection as a VariableDef, for want of a message of its own."""

    def __init__(self, name):
        self.name = name


ops.register_proto_function('scales', proto_type=variable_pb2.VariableDef,
                            to_proto=lambda s, export_scope=None: variable_pb2.VariableDef(variable_name=s.name),
                            from_proto=lambda p, import_scope=None: Scale(p.variable_name))


def network(use_resource=False):
    """y = x * w + b, by element; w trained a bit, with an Adam slot of its own."""
    x = v1.placeholder(tf.float32, [None, 3], 'x')
    keep = v1.placeholder(tf.float32, [], 'keep_prob')
    w = v1.get_variable('w', initializer=np.array([1, 2, 3], 'f'), use_resource=use_resource)
    b = v1.get_variable('b', initializer=np.array([0.5, 0.25, -1], 'f'), trainable=False, use_resource=use_resource)
    y = v1.add(x * w * keep, b, name='y')
    return x, keep, w, b, y


def write(path, data):
    os.makedirs(os.path.dirname(path) or '.', exist_ok=True)
    with open(path, 'wb') as f:
        f.write(data)


def collections():
    """All five kinds of collections, two savers, V2, V1 and text."""
    with v1.Graph().as_default() as g, v1.Session() as s:
        x, keep, w, b, y = network()
        step = v1.get_variable('step', initializer=np.int64(7), trainable=False)
        slot = v1.get_variable('w/Adam', initializer=np.zeros(3, 'f'), trainable=False)
        v1.get_variable('local', initializer=np.float32(0), trainable=False,
                        collections=[v1.GraphKeys.LOCAL_VARIABLES])
        train = v1.assign_add(w, slot, name='train').op
        v1.add_to_collection('my_inputs', x)
        v1.add_to_collection('my_inputs', keep)
        v1.add_to_collection('my_ops', train)
        v1.add_to_collection('mixed', y)
        v1.add_to_collection('mixed', train)
        for i in (1, -1, 2**40):
            v1.add_to_collection('sizes', i)
        for r in (0.5, 1e-3):
            v1.add_to_collection('rates', r)
        for c in (b'cat', 'z\u00fcrich'.encode(), b'\xff\x00raw'):
            v1.add_to_collection('names', c)
        packed = any_pb2.Any()
        packed.Pack(wrappers_pb2.Int64Value(value=42))
        v1.add_to_collection('packed', packed)
        v1.add_to_collection('scales', Scale('first'))
        v1.add_to_collection('scales', Scale('second'))
        v1.train.Saver({'other/w': w}, name='other')  # not the one in saver_def
        saver = v1.train.Saver(max_to_keep=2)
        s.run(v1.global_variables_initializer())
        s.run(w.assign([10, 20, 30]))
        s.run(b.assign([1, 2, 3]))
        os.makedirs('collections')
        saver.save(s, 'collections/model', global_step=3)
        s.run(b.assign([4, 5, 6]))
        saver.save(s, 'collections/model', global_step=8)
        v1.train.export_meta_graph('collections/text.meta', as_text=True,
                                   saver_def=saver.as_saver_def())
        v1.train.write_graph(g, 'collections', 'graph.pbtxt', as_text=True)
        v1.train.write_graph(g, 'collections', 'graph.pb', as_text=False)
        os.makedirs('v1')
        old = v1.train.Saver([w, b], write_version=saver_pb2.SaverDef.V1)
        old.save(s, 'v1/old.ckpt')
    # As if the directory had been moved here after training.
    states = ['model_checkpoint_path: "/somewhere/else/model-8"'] + [
        'all_model_checkpoint_paths: "/somewhere/else/model-%d"' % n for n in (3, 8)]
    write('collections/checkpoint', ('\n'.join(states) + '\n').encode())


def misfits():
    """Checkpoints that do not fit collections/model-8.meta."""
    def save(name, values):
        with v1.Graph().as_default(), v1.Session() as s:
            for key, value in values.items():
                v1.get_variable(key, initializer=value)
            s.run(v1.global_variables_initializer())
            v1.train.Saver().save(s, 'misfits/' + name, write_meta_graph=False, write_state=False)
    os.makedirs('misfits')
    f = np.float32
    save('no_slots', {'w': np.array([7, 8, 9], f), 'b': np.zeros(3, f), 'step': np.int64(1)})
    save('renamed', {'w1': np.zeros(3, f), 'b': np.zeros(3, f), 'step': np.int64(1)})
    save('shapes', {'w': np.zeros(4, f), 'b': np.zeros(3, 'd'), 'step': np.int64(1), 'w/Adam': np.zeros(3, f)})


def saved_model():
    """TF1, two MetaGraphs: {serve} and {serve, gpu}; an asset and an initialisation."""
    builder = v1.saved_model.Builder('saved_model')
    info = v1.saved_model.build_tensor_info

    def signatures(x, keep, y):
        inputs, more = {'images': info(x), 'keep': info(keep)}, {'images': info(x)}
        define = v1.saved_model.build_signature_def
        return {'serving_default': define(inputs, {'scores': info(y)}, 'tensorflow/serving/predict'),
                'other': define(more, {'scores': info(x), 'same': info(y)}, 'tensorflow/serving/predict')}

    asset = 'labels.txt'
    write(asset, b'cat\ndog\n')
    for tags in (['serve'], ['serve', 'gpu']):
        with v1.Graph().as_default(), v1.Session() as s:
            x, keep, w, b, y = network(use_resource=True)
            name = v1.constant(asset, name='label_file')
            v1.add_to_collection(v1.GraphKeys.ASSET_FILEPATHS, name)
            used = v1.get_variable('file', initializer='', trainable=False, collections=[v1.GraphKeys.LOCAL_VARIABLES])
            init = v1.group(v1.assign(used, name), name='init_all')
            v1.identity(used, name='file_name')
            s.run(v1.global_variables_initializer())
            if tags == ['serve']:
                s.run(w.assign([2, 4, 8]))
                builder.add_meta_graph_and_variables(s, tags, signatures(x, keep, y), assets_collection=[name],
                                                     main_op=init)
            else:
                builder.add_meta_graph(tags, signatures(x, keep, y), assets_collection=[name], main_op=init)
    builder.save()
    os.remove(asset)


def partitioned():
    """A variable in two parts, and a V2 checkpoint in two shards."""
    os.makedirs('partitioned')
    with v1.Graph().as_default(), v1.Session() as s:
        with v1.variable_scope('', partitioner=v1.fixed_size_partitioner(2)):
            p = v1.get_variable('p', [6, 2], initializer=v1.zeros_initializer())
        v1.identity(v1.concat(list(p), 0), name='whole')
        for i, part in enumerate(p):
            s.run(part.assign(np.arange(6, dtype='f').reshape(3, 2) + 6 * i))
        v1.train.Saver(sharded=True).save(s, 'partitioned/p.ckpt', write_state=False)


def wrong_kinds():
    write('wrong/lfs.meta', b'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 132\n')
    write('wrong/keras.pb', b'\x89HDF\r\n\x1a\n' + bytes(100))
    write('wrong/lite.pb', b'\x1c\0\0\0TFL3' + bytes(100))
    write('wrong/archive.meta', b'PK\x03\x04' + bytes(100))
    write('wrong/empty.meta', b'')
    write('wrong/notes.meta', b'This is only text.\n')
    write('wrong/other.pbtxt', b'model_name: "x"\nversion: 3\n')
    write('wrong/page.pb', b'<!DOCTYPE html><html></html>')
    write('wrong/random.pb', bytes(range(255, 100, -1)))


def main():
    shutil.rmtree(OUT, ignore_errors=True)
    os.makedirs(OUT)
    os.chdir(OUT)
    collections()
    misfits()
    saved_model()
    partitioned()
    wrong_kinds()


if __name__ == '__main__':
    main()
