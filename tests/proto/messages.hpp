// All messages, to run the same test over each: their tables, and how to make one without knowing its type.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "thaw/proto.hpp"
#include "thaw/wire.hpp"

namespace messages {

struct any_message {
  const thaw::wire::message_type& (*type)();
  void* (*create)();
  void (*destroy)(void*);

  std::shared_ptr<void> make() const { return {create(), destroy}; }
  /// Throws as wire::parse does.
  std::shared_ptr<void> parse(const thaw::wire::source& from) const {
    auto m = make();
    thaw::wire::detail::parse(m.get(), type(), from);
    return m;
  }
  std::shared_ptr<void> parse_text(std::string_view text) const {
    auto m = make();
    thaw::wire::detail::text_parser(text, "").parse(m.get(), type());
    return m;
  }
  std::string serialize(const void* m) const { return thaw::wire::detail::serialize(m, type()); }
  std::string to_text(const void* m) const {
    std::string text;
    thaw::wire::detail::print(m, type(), 0, text);
    return text;
  }
  bool equal(const void* a, const void* b) const { return thaw::wire::detail::equal(a, b, type()); }
};

template <class M>
constexpr any_message of() {
  return {&thaw::wire::describe<M>, &thaw::proto::detail::any_row::create<M>,
          &thaw::proto::detail::any_row::destroy<M>};
}

namespace p = thaw::proto;
inline constexpr any_message all[] = {
    of<p::any>(),
    of<p::asset_file_def>(),
    of<p::attr_value>(),
    of<p::attr_value::list_value>(),
    of<p::bool_value>(),
    of<p::bounded_tensor_spec_proto>(),
    of<p::bundle_entry_proto>(),
    of<p::bundle_header_proto>(),
    of<p::bytes_list>(),
    of<p::bytes_value>(),
    of<p::captured_tensor>(),
    of<p::checkpoint_state>(),
    of<p::collection_def>(),
    of<p::collection_def::any_list>(),
    of<p::collection_def::bytes_list>(),
    of<p::collection_def::float_list>(),
    of<p::collection_def::int64_list>(),
    of<p::collection_def::node_list>(),
    of<p::composite_tensor_variant_metadata>(),
    of<p::cond_context_def>(),
    of<p::control_flow_context_def>(),
    of<p::dict_value>(),
    of<p::double_value>(),
    of<p::example>(),
    of<p::feature>(),
    of<p::feature_list>(),
    of<p::feature_lists>(),
    of<p::features>(),
    of<p::fingerprint_def>(),
    of<p::float_list>(),
    of<p::float_value>(),
    of<p::full_type_def>(),
    of<p::function_def>(),
    of<p::function_def::arg_attrs>(),
    of<p::function_def_library>(),
    of<p::function_spec>(),
    of<p::gradient_def>(),
    of<p::graph_debug_info>(),
    of<p::graph_debug_info::file_line_col>(),
    of<p::graph_debug_info::stack_trace>(),
    of<p::graph_def>(),
    of<p::int32_value>(),
    of<p::int64_list>(),
    of<p::int64_value>(),
    of<p::list_value>(),
    of<p::meta_graph_def>(),
    of<p::meta_graph_def::meta_info_def_type>(),
    of<p::name_attr_list>(),
    of<p::named_tuple_value>(),
    of<p::node_def>(),
    of<p::node_def::experimental_debug_info_type>(),
    of<p::none_value>(),
    of<p::op_def>(),
    of<p::op_def::arg_def>(),
    of<p::op_def::attr_def>(),
    of<p::op_deprecation>(),
    of<p::op_list>(),
    of<p::pair_value>(),
    of<p::queue_runner_def>(),
    of<p::registered_gradient>(),
    of<p::registered_saver>(),
    of<p::resource_handle_proto>(),
    of<p::resource_handle_proto::dtype_and_shape>(),
    of<p::save_slice_info_def>(),
    of<p::saveable_object>(),
    of<p::saved_asset>(),
    of<p::saved_bare_concrete_function>(),
    of<p::saved_concrete_function>(),
    of<p::saved_constant>(),
    of<p::saved_function>(),
    of<p::saved_model>(),
    of<p::saved_object>(),
    of<p::saved_object_graph>(),
    of<p::saved_resource>(),
    of<p::saved_slice>(),
    of<p::saved_slice_meta>(),
    of<p::saved_tensor_slice_meta>(),
    of<p::saved_tensor_slices>(),
    of<p::saved_user_object>(),
    of<p::saved_variable>(),
    of<p::saver_def>(),
    of<p::sequence_example>(),
    of<p::signature_def>(),
    of<p::string_value>(),
    of<p::structured_value>(),
    of<p::tensor_info>(),
    of<p::tensor_info::composite_tensor>(),
    of<p::tensor_info::coo_sparse>(),
    of<p::tensor_proto>(),
    of<p::tensor_shape_proto>(),
    of<p::tensor_shape_proto::dim_type>(),
    of<p::tensor_slice_proto>(),
    of<p::tensor_slice_proto::extent_type>(),
    of<p::tensor_spec_proto>(),
    of<p::trackable_object_graph>(),
    of<p::trackable_object_graph::trackable_object>(),
    of<p::trackable_object_graph::trackable_object::object_reference>(),
    of<p::trackable_object_graph::trackable_object::serialized_tensor>(),
    of<p::trackable_object_graph::trackable_object::slot_variable_reference>(),
    of<p::tuple_value>(),
    of<p::type_spec_proto>(),
    of<p::uint32_value>(),
    of<p::uint64_value>(),
    of<p::values_def>(),
    of<p::variable_def>(),
    of<p::variant_tensor_data_proto>(),
    of<p::version_def>(),
    of<p::while_context_def>(),
};

/// Null when there is none of that full name.
inline const any_message* find(std::string_view name) {
  for (const any_message& m : all)
    if (m.type().name == name) return &m;
  return nullptr;
}

}  // namespace messages
