"""Op cases: what is asked of each op (a module per family) and the means to ask TensorFlow for the answer."""
import os

# Before TensorFlow is imported: quiet, on the CPU, by its own kernels.
os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '3')
os.environ['TF_ENABLE_ONEDNN_OPTS'] = '0'
os.environ['CUDA_VISIBLE_DEVICES'] = ''
