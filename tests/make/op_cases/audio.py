"""Wave files, spectrograms, mel-frequency cepstral coefficients."""
import struct

import numpy as np

from op_cases.tensors import f32, i32, spread, tensor

LEFT_OUT = {}


def wav(samples, channels=1, rate=16000, bits=16, coding=1, extra=b'', before=b'', middle=b'', after=b'', size=None,
        frame=None, second=None):
    frame = 2 * channels if frame is None else frame
    second = frame * rate if second is None else second
    form = struct.pack('<HHIIHH', coding, channels, rate, second, frame, bits) + extra
    data = b''.join(struct.pack('<h', s) for s in samples)
    body = (b'WAVE' + before + b'fmt ' + struct.pack('<I', len(form)) + form + middle + b'data' +
            struct.pack('<I', len(data) if size is None else size) + data + after)
    return b'RIFF' + struct.pack('<I', len(body)) + body


def chunk(name, data):
    return name + struct.pack('<I', len(data)) + data


def decode(add):
    s = [0, 1, -1, 32767, -32768, 1000]

    def one(what, data, error=None, **attrs):
        add('DecodeWav', what, [tensor('string', np.array([data], dtype=object), ())], error=error, **attrs)

    one('mono', wav(s))
    one('stereo', wav(s, 2, 44100))
    one('three channels', wav(s, 3, 8000))
    one('no samples', wav([]))
    one('half a frame left over', wav(s[:5], 2), 'invalid_argument')
    for n in (0, 2, 6, 9):
        one('%d samples wanted' % n, wav(s), desired_samples=n)
    for n in (0, 1, 2, 4):
        one('%d channels wanted of 2' % n, wav(s, 2), desired_channels=n)
    one('both wanted', wav(s, 3), desired_channels=5, desired_samples=4)
    one('format of 18 bytes', wav(s, extra=b'\0\0'))
    one('chunks before the format', wav(s, before=chunk(b'JUNK', b'abc') + chunk(b'bext', b'') + chunk(b'iXML', b'x')))
    one('a chunk before the data', wav(s, middle=chunk(b'LIST', b'12345')))
    one('a chunk after the data', wav(s, after=chunk(b'LIST', b'12345')))
    one('the last chunk is cut', wav(s, after=chunk(b'LIST', b'12345')[:-2]))
    bad = 'invalid_argument'
    one('an unknown chunk before the format', wav(s, before=chunk(b'LIST', b'12')), bad)
    one('8 bit', wav(s, bits=8), bad)
    one('float samples', wav(s, coding=3), bad)
    one('no channels', wav(s, 0), bad)
    one('wrong bytes a frame', wav(s, frame=4), bad)
    one('wrong bytes a second', wav(s, second=5), bad)
    one('format of 20 bytes', wav(s, extra=b'\0\0\0\0'), bad)
    one('data longer than the file', wav(s, size=400), bad)
    one('data of 4 GB', wav(s, size=0xffffffff), bad)
    one('two data chunks', wav(s, after=chunk(b'data', b'1234')), bad)
    one('a chunk of 3 GB before the format', wav(s, before=b'JUNK' + struct.pack('<I', 3 << 30)), bad)
    one('empty', b'', bad)
    one('not a wave file', b'RIFX' + bytes(40), bad)
    one('no data', wav(s)[:36], bad)
    for n in (3, 10, 15, 20, 30, 38, 42, 50):
        one('cut to %d bytes' % n, wav(s)[:n], bad)
    one('-2 samples wanted', wav(s), bad, desired_samples=-2)
    one('-2 channels wanted', wav(s), bad, desired_channels=-2)
    add('DecodeWav', 'two files', [tensor('string', np.array([wav(s)] * 2, dtype=object))], error=bad)


def spectrogram(add):
    for shape in ((64, 1), (64, 2), (16, 1), (15, 1), (0, 1), (20, 0), (33, 3)):
        for squared in (False, True):
            add('AudioSpectrogram', '%s, squared %s' % (list(shape), squared), [spread('float', shape, -1, 1)],
                window_size=16, stride=8, magnitude_squared=squared)
    for window, stride in ((2, 1), (3, 2), (4, 40), (5, 3), (40, 20), (64, 1), (65, 1), (100, 7)):
        add('AudioSpectrogram', 'window %d, stride %d' % (window, stride), [spread('float', (100, 1), -1, 1)],
            window_size=window, stride=stride, magnitude_squared=True)
    add('AudioSpectrogram', 'ones', [f32(np.ones((4, 1)))], window_size=3, stride=1, magnitude_squared=True)
    add('AudioSpectrogram', 'speech: 30 ms, every 10 ms', [spread('float', (1600, 1), -1, 1)], window_size=480,
        stride=160, magnitude_squared=True)
    bad = 'invalid_argument'
    add('AudioSpectrogram', 'rank 1', [f32(np.ones(4))], window_size=3, stride=1, error=bad)
    add('AudioSpectrogram', 'window 1', [f32(np.ones((4, 1)))], window_size=1, stride=1, error=bad)
    add('AudioSpectrogram', 'window -5', [f32(np.ones((4, 1)))], window_size=-5, stride=1, error=bad)
    add('AudioSpectrogram', 'stride 0', [f32(np.ones((4, 1)))], window_size=3, stride=0, error=bad)


def mfcc(add):
    for shape in ((1, 3, 257), (2, 2, 257), (1, 0, 257), (0, 2, 257), (1, 2, 65)):
        add('Mfcc', str(list(shape)), [spread('float', shape, 0.5, 99), i32(16000)], const=[1])
    add('Mfcc', 'ones', [f32(np.ones((1, 1, 257))), i32(16000)], const=[1])
    add('Mfcc', 'zeros', [f32(np.zeros((1, 1, 257))), i32(16000)], const=[1])
    add('Mfcc', 'rate that is fed', [spread('float', (1, 2, 129), 0.5, 99), i32(8000)])
    for attrs in (dict(upper_frequency_limit=7600.0, lower_frequency_limit=60.0), dict(lower_frequency_limit=0.0),
                  dict(filterbank_channel_count=10, dct_coefficient_count=10), dict(filterbank_channel_count=100),
                  dict(dct_coefficient_count=1), dict(upper_frequency_limit=8000.0),
                  dict(filterbank_channel_count=1, dct_coefficient_count=1)):
        add('Mfcc', str(attrs), [spread('float', (1, 2, 257), 0.5, 99), i32(16000)], const=[1], **attrs)
    x = spread('float', (1, 2, 257), 0.5, 99)
    bad = 'invalid_argument'
    for what, inputs, attrs in [
        ('rank 2', [f32(np.ones((2, 257))), i32(16000)], {}),
        ('one frequency', [f32(np.ones((1, 2, 1))), i32(16000)], {}),
        ('rate 0', [x, i32(0)], {}),
        ('rate -1', [x, i32(-1)], {}),
        ('two rates', [x, i32([1, 2])], {}),
        ('limits in the wrong order', [x, i32(16000)], dict(upper_frequency_limit=10.0)),
        ('negative limit', [x, i32(16000)], dict(lower_frequency_limit=-1.0)),
        ('no bands', [x, i32(16000)], dict(filterbank_channel_count=0)),
        ('more coefficients than bands', [x, i32(16000)], dict(filterbank_channel_count=5)),
        ('no coefficients', [x, i32(16000)], dict(dct_coefficient_count=0)),
    ]:
        add('Mfcc', what, inputs, error=bad, **attrs)


def cases(f):
    decode(f.add)
    spectrogram(f.add)
    mfcc(f.add)
