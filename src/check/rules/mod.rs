//! Every rule, one file each: a new one is its file, its `mod` line and its entry here.

pub(super) mod dangling_reference;
mod dependency_cycle;
mod done_with_open_criteria;
pub(super) mod duplicate_criterion;
pub(super) mod duplicate_id;
pub(super) mod empty_criterion;
mod epic_cycle;
pub(super) mod id_not_in_file_name;
mod incomplete_given_when_then;
mod invalid_config_value;
pub(super) mod invalid_value;
mod merge_conflict_marker;
mod missing_acceptance_criteria;
mod missing_field;
pub(super) mod missing_id;
mod missing_title;
pub(super) mod needless_suppression;
mod newer_format;
mod placeholder_text;
mod process_criterion;
pub(super) mod self_dependency;
mod too_many_criteria;
mod unknown_config_key;
pub(super) mod unknown_key;
mod unreadable_file;
mod vague_criterion;

use crate::check::rule::Rule;

/// Every rule, by name.
pub const RULES: &[Rule] = &[
    dangling_reference::RULE,
    dependency_cycle::RULE,
    done_with_open_criteria::RULE,
    duplicate_criterion::RULE,
    duplicate_id::RULE,
    empty_criterion::RULE,
    epic_cycle::RULE,
    id_not_in_file_name::RULE,
    incomplete_given_when_then::RULE,
    invalid_config_value::RULE,
    invalid_value::RULE,
    merge_conflict_marker::RULE,
    missing_acceptance_criteria::RULE,
    missing_field::RULE,
    missing_id::RULE,
    missing_title::RULE,
    needless_suppression::RULE,
    newer_format::RULE,
    placeholder_text::RULE,
    process_criterion::RULE,
    self_dependency::RULE,
    too_many_criteria::RULE,
    unknown_config_key::RULE,
    unknown_key::RULE,
    unreadable_file::RULE,
    vague_criterion::RULE,
];
