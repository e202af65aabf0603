// audio: wave files (audio/wav.hpp), spectrograms, and what speech models make of them (audio/mfcc.hpp).
// May include: core, graph, kernels.
#pragma once
#include "thaw/ops/audio/mfcc.hpp"
#include "thaw/ops/audio/spectrogram.hpp"
#include "thaw/ops/audio/wav.hpp"

namespace thaw::ops {
/// The ops of this family.
using audio = op_set<AudioSpectrogram, DecodeWav, Mfcc>;
}  // namespace thaw::ops
