#!/usr/bin/env python3
"""Trains the snapshot of the examples:   python3 train_digits.py [OUT_DIR]   (needs TensorFlow and scikit-learn)

A small convolutional network learns the 8x8 handwritten digits of scikit-learn, the way TensorFlow 1 programs do it:
a graph, a session and tf.train.Saver(max_to_keep=5), so that the last five of eight checkpoints remain. Beside them:

    images.npy            [10, 8, 8, 1] float32, 0 (paper) to 1 (ink): test images, not trained on
    labels.npy            [10] int64: what their writers meant
    expected_softmax.npy  [10, 10] float32: TensorFlow's answer, from the restored snapshot
    seven.npy             [1, 8, 8, 1] float32: a careless 7, not trained on either
"""
import os
import sys

os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '2')
os.environ.setdefault('TF_ENABLE_ONEDNN_OPTS', '0')

import numpy as np
import tensorflow as tf
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

tf1 = tf.compat.v1
tf1.disable_v2_behavior()
tf1.disable_resource_variables()

STEPS, EVERY, BATCH, SEED = 1600, 200, 64, 7
ONE_THREAD = tf1.ConfigProto(intra_op_parallelism_threads=1, inter_op_parallelism_threads=1)


def variables(scope, shape):
    """Weights and biases of one layer."""
    with tf1.variable_scope(scope):
        weights = tf1.get_variable('weights', shape, initializer=tf1.glorot_uniform_initializer(seed=SEED))
        return weights, tf1.get_variable('biases', shape[-1:], initializer=tf1.constant_initializer(0.05))


def convolution(x, scope, shape):
    weights, biases = variables(scope, shape)
    return tf.nn.relu(tf.nn.bias_add(tf.nn.conv2d(x, weights, strides=1, padding='SAME'), biases), name=scope + '/relu')


def build():
    """(x, labels, keep_prob, train_op, accuracy) of the default graph."""
    x = tf1.placeholder(tf.float32, [None, 8, 8, 1], 'x')
    keep_prob = tf1.placeholder_with_default(1.0, [], 'keep_prob')
    labels = tf1.placeholder(tf.int64, [None], 'labels')
    tf1.add_to_collection('my_custom_collection', x)

    h = convolution(x, 'conv1', [3, 3, 1, 8])                                        # [batch, 8, 8, 8]
    h = tf1.nn.max_pool(h, ksize=2, strides=2, padding='SAME', name='pool1')         # [batch, 4, 4, 8]
    h = convolution(h, 'conv2', [3, 3, 8, 16])                                       # [batch, 4, 4, 16]
    h = tf.reshape(h, [tf.shape(h)[0], 4 * 4 * 16], name='flat')
    weights, biases = variables('fc1', [4 * 4 * 16, 32])
    h = tf.nn.relu(tf.matmul(h, weights) + biases, name='fc1/relu')
    h = tf1.nn.dropout(h, keep_prob=keep_prob, seed=SEED, name='dropout')
    weights, biases = variables('fc2', [32, 10])
    logits = tf.add(tf.matmul(h, weights), biases, name='logits')                    # [batch, 10]
    tf.nn.softmax(logits, name='softmax')

    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits), name='loss')
    step = tf1.train.get_or_create_global_step()
    train_op = tf1.train.MomentumOptimizer(0.05, 0.9).minimize(loss, global_step=step, name='train')
    accuracy = tf.reduce_mean(tf.cast(tf.equal(tf.argmax(logits, 1), labels), tf.float32), name='accuracy')
    return x, labels, keep_prob, train_op, accuracy


def train(out, images, targets, test_images, test_targets):
    tf1.set_random_seed(SEED)
    x, labels, keep_prob, train_op, accuracy = build()
    saver = tf1.train.Saver(max_to_keep=5, save_relative_paths=True)
    order = np.random.default_rng(SEED)
    with tf1.Session(config=ONE_THREAD) as session:
        session.run(tf1.global_variables_initializer())
        for step in range(1, STEPS + 1):
            rows = order.integers(0, len(images), BATCH)
            session.run(train_op, {x: images[rows], labels: targets[rows], keep_prob: 0.8})
            if step % EVERY == 0:
                score = session.run(accuracy, {x: test_images, labels: test_targets})
                print('step %d: %.2f %% of %d test images' % (step, 100 * score, len(test_images)))
                saver.save(session, os.path.join(out, 'model'), global_step=step)


def answer(out, images):
    """What TensorFlow says when it loads the snapshot."""
    with tf1.Graph().as_default(), tf1.Session(config=ONE_THREAD) as session:
        latest = tf1.train.latest_checkpoint(out)
        tf1.train.import_meta_graph(latest + '.meta').restore(session, latest)
        x = tf1.get_collection('my_custom_collection')[0]
        return session.run('softmax:0', {x: images})


def main():
    out = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), 'digits')
    os.makedirs(out, exist_ok=True)
    digits = load_digits()
    images = (digits.images / 16).astype(np.float32)[..., np.newaxis]
    targets = digits.target.astype(np.int64)
    images, test_images, targets, test_targets = train_test_split(images, targets, test_size=0.2, random_state=SEED)
    train(out, images, targets, test_images, test_targets)

    expected = answer(out, test_images)
    read = expected.argmax(1)
    sevens = [n for n in range(10, len(read)) if test_targets[n] == 7 and read[n] == 7]
    seven = min(sevens, key=lambda n: expected[n, 7])  # the doubtful one: its probabilities are more than 0 and 1
    for name, values in {'images': test_images[:10], 'labels': test_targets[:10], 'expected_softmax': expected[:10],
                         'seven': test_images[seven:seven + 1]}.items():
        np.save(os.path.join(out, name + '.npy'), values)
    print('written', test_targets[:10], 'read', read[:10], 'sure', expected[:10].max(1).round(3))
    print('the seven:', expected[seven].round(4))


if __name__ == '__main__':
    main()
