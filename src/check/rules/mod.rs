//! Every rule, one file each: a new one is its file, its `mod` line and its entry here.

mod dangling_reference;
mod dependency_cycle;
mod done_with_open_criteria;
mod duplicate_criterion;
mod duplicate_id;
mod empty_criterion;
mod epic_cycle;
mod id_not_in_file_name;
mod invalid_config_value;
mod invalid_value;
mod merge_conflict_marker;
mod missing_acceptance_criteria;
mod missing_field;
mod missing_id;
mod missing_title;
pub(super) mod needless_suppression;
mod newer_format;
mod self_dependency;
pub(super) mod stale_baseline_entry;
mod too_many_criteria;
mod unknown_config_key;
mod unknown_key;
mod unreadable_file;

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
    invalid_config_value::RULE,
    invalid_value::RULE,
    merge_conflict_marker::RULE,
    missing_acceptance_criteria::RULE,
    missing_field::RULE,
    missing_id::RULE,
    missing_title::RULE,
    needless_suppression::RULE,
    newer_format::RULE,
    self_dependency::RULE,
    stale_baseline_entry::RULE,
    too_many_criteria::RULE,
    unknown_config_key::RULE,
    unknown_key::RULE,
    unreadable_file::RULE,
];
