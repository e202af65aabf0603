// The messages that a google.protobuf.Any may hold and that are then shown opened in text: all of this folder.
#pragma once
#include <string_view>

#include "thaw/proto/any.hpp"
#include "thaw/wire/field.hpp"

namespace thaw::proto {

// Named here, and completed by the headers below: some of those need `any`.
struct any;
struct asset_file_def;
struct attr_value;
struct bool_value;
struct bounded_tensor_spec_proto;
struct bundle_entry_proto;
struct bundle_header_proto;
struct bytes_list;
struct bytes_value;
struct captured_tensor;
struct checkpoint_state;
struct collection_def;
struct composite_tensor_variant_metadata;
struct cond_context_def;
struct control_flow_context_def;
struct dict_value;
struct double_value;
struct example;
struct feature;
struct feature_list;
struct feature_lists;
struct features;
struct fingerprint_def;
struct float_list;
struct float_value;
struct full_type_def;
struct function_def;
struct function_def_library;
struct function_spec;
struct gradient_def;
struct graph_debug_info;
struct graph_def;
struct int32_value;
struct int64_list;
struct int64_value;
struct list_value;
struct meta_graph_def;
struct name_attr_list;
struct named_tuple_value;
struct node_def;
struct none_value;
struct op_def;
struct op_deprecation;
struct op_list;
struct pair_value;
struct queue_runner_def;
struct registered_gradient;
struct registered_saver;
struct resource_handle_proto;
struct save_slice_info_def;
struct saveable_object;
struct saved_asset;
struct saved_bare_concrete_function;
struct saved_concrete_function;
struct saved_constant;
struct saved_function;
struct saved_model;
struct saved_object;
struct saved_object_graph;
struct saved_resource;
struct saved_slice;
struct saved_slice_meta;
struct saved_tensor_slice_meta;
struct saved_tensor_slices;
struct saved_user_object;
struct saved_variable;
struct saver_def;
struct sequence_example;
struct signature_def;
struct string_value;
struct structured_value;
struct tensor_info;
struct tensor_proto;
struct tensor_shape_proto;
struct tensor_slice_proto;
struct tensor_spec_proto;
struct trackable_object_graph;
struct tuple_value;
struct type_spec_proto;
struct uint32_value;
struct uint64_value;
struct values_def;
struct variable_def;
struct variant_tensor_data_proto;
struct version_def;
struct while_context_def;

namespace detail {
struct any_row {
  std::string_view name;
  wire::any_type type;
  template <class M>
  static void* create() {
    return new M();
  }
  template <class M>
  static void destroy(void* message) {
    delete static_cast<M*>(message);
  }
  template <class M>
  static constexpr any_row of(std::string_view name) {
    return {name, {&wire::describe<M>, &create<M>, &destroy<M>}};
  }
};
}  // namespace detail

template <class Row>
wire::any_type any::find_any(std::string_view full_name) {
  static constexpr Row known[] = {
      Row::template of<any>("google.protobuf.Any"),
      Row::template of<bool_value>("google.protobuf.BoolValue"),
      Row::template of<bytes_value>("google.protobuf.BytesValue"),
      Row::template of<double_value>("google.protobuf.DoubleValue"),
      Row::template of<float_value>("google.protobuf.FloatValue"),
      Row::template of<int32_value>("google.protobuf.Int32Value"),
      Row::template of<int64_value>("google.protobuf.Int64Value"),
      Row::template of<string_value>("google.protobuf.StringValue"),
      Row::template of<uint32_value>("google.protobuf.UInt32Value"),
      Row::template of<uint64_value>("google.protobuf.UInt64Value"),
      Row::template of<asset_file_def>("tensorflow.AssetFileDef"),
      Row::template of<attr_value>("tensorflow.AttrValue"),
      Row::template of<bounded_tensor_spec_proto>("tensorflow.BoundedTensorSpecProto"),
      Row::template of<bundle_entry_proto>("tensorflow.BundleEntryProto"),
      Row::template of<bundle_header_proto>("tensorflow.BundleHeaderProto"),
      Row::template of<bytes_list>("tensorflow.BytesList"),
      Row::template of<captured_tensor>("tensorflow.CapturedTensor"),
      Row::template of<checkpoint_state>("tensorflow.CheckpointState"),
      Row::template of<collection_def>("tensorflow.CollectionDef"),
      Row::template of<composite_tensor_variant_metadata>("tensorflow.CompositeTensorVariantMetadata"),
      Row::template of<cond_context_def>("tensorflow.CondContextDef"),
      Row::template of<control_flow_context_def>("tensorflow.ControlFlowContextDef"),
      Row::template of<dict_value>("tensorflow.DictValue"),
      Row::template of<example>("tensorflow.Example"),
      Row::template of<feature>("tensorflow.Feature"),
      Row::template of<feature_list>("tensorflow.FeatureList"),
      Row::template of<feature_lists>("tensorflow.FeatureLists"),
      Row::template of<features>("tensorflow.Features"),
      Row::template of<fingerprint_def>("tensorflow.FingerprintDef"),
      Row::template of<float_list>("tensorflow.FloatList"),
      Row::template of<full_type_def>("tensorflow.FullTypeDef"),
      Row::template of<function_def>("tensorflow.FunctionDef"),
      Row::template of<function_def_library>("tensorflow.FunctionDefLibrary"),
      Row::template of<function_spec>("tensorflow.FunctionSpec"),
      Row::template of<gradient_def>("tensorflow.GradientDef"),
      Row::template of<graph_debug_info>("tensorflow.GraphDebugInfo"),
      Row::template of<graph_def>("tensorflow.GraphDef"),
      Row::template of<int64_list>("tensorflow.Int64List"),
      Row::template of<list_value>("tensorflow.ListValue"),
      Row::template of<meta_graph_def>("tensorflow.MetaGraphDef"),
      Row::template of<name_attr_list>("tensorflow.NameAttrList"),
      Row::template of<named_tuple_value>("tensorflow.NamedTupleValue"),
      Row::template of<node_def>("tensorflow.NodeDef"),
      Row::template of<none_value>("tensorflow.NoneValue"),
      Row::template of<op_def>("tensorflow.OpDef"),
      Row::template of<op_deprecation>("tensorflow.OpDeprecation"),
      Row::template of<op_list>("tensorflow.OpList"),
      Row::template of<pair_value>("tensorflow.PairValue"),
      Row::template of<queue_runner_def>("tensorflow.QueueRunnerDef"),
      Row::template of<registered_gradient>("tensorflow.RegisteredGradient"),
      Row::template of<registered_saver>("tensorflow.RegisteredSaver"),
      Row::template of<resource_handle_proto>("tensorflow.ResourceHandleProto"),
      Row::template of<save_slice_info_def>("tensorflow.SaveSliceInfoDef"),
      Row::template of<saveable_object>("tensorflow.SaveableObject"),
      Row::template of<saved_asset>("tensorflow.SavedAsset"),
      Row::template of<saved_bare_concrete_function>("tensorflow.SavedBareConcreteFunction"),
      Row::template of<saved_concrete_function>("tensorflow.SavedConcreteFunction"),
      Row::template of<saved_constant>("tensorflow.SavedConstant"),
      Row::template of<saved_function>("tensorflow.SavedFunction"),
      Row::template of<saved_model>("tensorflow.SavedModel"),
      Row::template of<saved_object>("tensorflow.SavedObject"),
      Row::template of<saved_object_graph>("tensorflow.SavedObjectGraph"),
      Row::template of<saved_resource>("tensorflow.SavedResource"),
      Row::template of<saved_slice>("tensorflow.SavedSlice"),
      Row::template of<saved_slice_meta>("tensorflow.SavedSliceMeta"),
      Row::template of<saved_tensor_slice_meta>("tensorflow.SavedTensorSliceMeta"),
      Row::template of<saved_tensor_slices>("tensorflow.SavedTensorSlices"),
      Row::template of<saved_user_object>("tensorflow.SavedUserObject"),
      Row::template of<saved_variable>("tensorflow.SavedVariable"),
      Row::template of<saver_def>("tensorflow.SaverDef"),
      Row::template of<sequence_example>("tensorflow.SequenceExample"),
      Row::template of<signature_def>("tensorflow.SignatureDef"),
      Row::template of<structured_value>("tensorflow.StructuredValue"),
      Row::template of<tensor_info>("tensorflow.TensorInfo"),
      Row::template of<tensor_proto>("tensorflow.TensorProto"),
      Row::template of<tensor_shape_proto>("tensorflow.TensorShapeProto"),
      Row::template of<tensor_slice_proto>("tensorflow.TensorSliceProto"),
      Row::template of<tensor_spec_proto>("tensorflow.TensorSpecProto"),
      Row::template of<trackable_object_graph>("tensorflow.TrackableObjectGraph"),
      Row::template of<tuple_value>("tensorflow.TupleValue"),
      Row::template of<type_spec_proto>("tensorflow.TypeSpecProto"),
      Row::template of<values_def>("tensorflow.ValuesDef"),
      Row::template of<variable_def>("tensorflow.VariableDef"),
      Row::template of<variant_tensor_data_proto>("tensorflow.VariantTensorDataProto"),
      Row::template of<version_def>("tensorflow.VersionDef"),
      Row::template of<while_context_def>("tensorflow.WhileContextDef"),
  };
  for (const Row& row : known)
    if (row.name == full_name) return row.type;
  return {};
}

}  // namespace thaw::proto

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
#include "thaw/proto/meta_graph.hpp"
#include "thaw/proto/node_def.hpp"
#include "thaw/proto/op_def.hpp"
#include "thaw/proto/queue_runner.hpp"
#include "thaw/proto/resource_handle.hpp"
#include "thaw/proto/saved_model.hpp"
#include "thaw/proto/saved_object_graph.hpp"
#include "thaw/proto/saved_tensor_slice.hpp"
#include "thaw/proto/saver.hpp"
#include "thaw/proto/struct.hpp"
#include "thaw/proto/tensor.hpp"
#include "thaw/proto/tensor_bundle.hpp"
#include "thaw/proto/tensor_shape.hpp"
#include "thaw/proto/tensor_slice.hpp"
#include "thaw/proto/trackable_object_graph.hpp"
#include "thaw/proto/variable.hpp"
#include "thaw/proto/versions.hpp"
#include "thaw/proto/wrappers.hpp"
