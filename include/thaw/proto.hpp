// proto: TensorFlow's messages as plain structs, each with one table of its fields.
//
// May include: core, wire. One file for each of TensorFlow's .proto files, with the same name; start reading at
// node_def.hpp and attr_value.hpp. The message `tensorflow.NodeDef` is `proto::node_def`, `AttrValue.ListValue` is
// `proto::attr_value::list_value`. Members are named as in the .proto file; a nested type that has the name of a member
// is called `…_type`. How a message is written down is told in thaw/wire/field.hpp and docs/add-a-message.md.
//
// Beside the messages: lookup.hpp finds parts by name, attr_make.hpp makes attributes, tensor_convert.hpp,
// tensor_make.hpp and shape_convert.hpp turn messages into thaw::tensor and thaw::shape and back. Reading and writing
// (wire::parse, wire::serialize, wire::to_text, …) is in thaw/wire.hpp.
#pragma once
#include "thaw/proto/any.hpp"
#include "thaw/proto/any_types.hpp"
#include "thaw/proto/asset_file.hpp"
#include "thaw/proto/attr_make.hpp"
#include "thaw/proto/attr_value.hpp"
#include "thaw/proto/checkpoint_state.hpp"
#include "thaw/proto/composite_tensor_variant.hpp"
#include "thaw/proto/control_flow.hpp"
#include "thaw/proto/example.hpp"
#include "thaw/proto/fingerprint.hpp"
#include "thaw/proto/full_type.hpp"
#include "thaw/proto/function.hpp"
#include "thaw/proto/graph.hpp"
#include "thaw/proto/graph_debug_info.hpp"
#include "thaw/proto/lookup.hpp"
#include "thaw/proto/meta_graph.hpp"
#include "thaw/proto/node_def.hpp"
#include "thaw/proto/op_def.hpp"
#include "thaw/proto/queue_runner.hpp"
#include "thaw/proto/resource_handle.hpp"
#include "thaw/proto/saved_model.hpp"
#include "thaw/proto/saved_object_graph.hpp"
#include "thaw/proto/saved_tensor_slice.hpp"
#include "thaw/proto/saver.hpp"
#include "thaw/proto/shape_convert.hpp"
#include "thaw/proto/struct.hpp"
#include "thaw/proto/tensor.hpp"
#include "thaw/proto/tensor_bundle.hpp"
#include "thaw/proto/tensor_convert.hpp"
#include "thaw/proto/tensor_make.hpp"
#include "thaw/proto/tensor_shape.hpp"
#include "thaw/proto/tensor_slice.hpp"
#include "thaw/proto/trackable_object_graph.hpp"
#include "thaw/proto/types.hpp"
#include "thaw/proto/variable.hpp"
#include "thaw/proto/versions.hpp"
#include "thaw/proto/wrappers.hpp"
