// The names of TensorFlow's own collections.
#pragma once

/// The keys under which TensorFlow's programs keep collections (tf.compat.v1.GraphKeys); pass them where a key is
/// expected: `g.get_collection<thaw::variable_ref>(thaw::graph_keys::trainable_variables)`.
namespace thaw::graph_keys {

inline constexpr const char* variables = "variables";  ///< in Python: GLOBAL_VARIABLES
inline constexpr const char* global_variables = variables;
inline constexpr const char* trainable_variables = "trainable_variables";
inline constexpr const char* local_variables = "local_variables";
inline constexpr const char* model_variables = "model_variables";
inline constexpr const char* metric_variables = "metric_variables";
inline constexpr const char* moving_average_variables = "moving_average_variables";
inline constexpr const char* trainable_resource_variables = "trainable_resource_variables";
inline constexpr const char* global_step = "global_step";
inline constexpr const char* savers = "savers";
inline constexpr const char* summaries = "summaries";
inline constexpr const char* queue_runners = "queue_runners";
inline constexpr const char* table_initializers = "table_initializer";
inline constexpr const char* asset_filepaths = "asset_filepaths";
inline constexpr const char* weights = "weights";
inline constexpr const char* biases = "biases";
inline constexpr const char* activations = "activations";
inline constexpr const char* update_ops = "update_ops";
inline constexpr const char* losses = "losses";
inline constexpr const char* regularization_losses = "regularization_losses";
inline constexpr const char* concatenated_variables = "concatenated_variables";
inline constexpr const char* train_op = "train_op";
inline constexpr const char* init_op = "init_op";
inline constexpr const char* local_init_op = "local_init_op";
inline constexpr const char* ready_op = "ready_op";
inline constexpr const char* ready_for_local_init_op = "ready_for_local_init_op";
inline constexpr const char* summary_op = "summary_op";
inline constexpr const char* eval_step = "eval_step";
inline constexpr const char* cond_context = "cond_context";
inline constexpr const char* while_context = "while_context";
inline constexpr const char* saved_model_main_op = "saved_model_main_op";
inline constexpr const char* legacy_init_op = "legacy_init_op";
inline constexpr const char* saved_model_assets = "saved_model_assets";

}  // namespace thaw::graph_keys
