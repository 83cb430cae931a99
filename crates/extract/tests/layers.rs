//! The layers over attributions, on hand-made input: no trained model.

#[path = "layers/marked.rs"]
mod marked;

#[path = "layers/acts_and_terms.rs"]
mod acts_and_terms;
#[path = "layers/chain_and_setting.rs"]
mod chain_and_setting;
#[path = "layers/design_example.rs"]
mod design_example;
#[path = "layers/properties.rs"]
mod properties;
#[path = "layers/said.rs"]
mod said;
#[path = "layers/speakers.rs"]
mod speakers;
