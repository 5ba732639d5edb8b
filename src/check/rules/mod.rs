//! Every rule, one file each: a new one is its file, its `mod` line and its entry here.

mod atomic_story;
mod brackets;
pub(super) mod dangling_reference;
mod dependency_cycle;
mod done_with_open_criteria;
mod duplicate_alias;
pub(super) mod duplicate_criterion;
pub(super) mod duplicate_id;
mod duplicate_story;
pub(super) mod empty_criterion;
mod epic_cycle;
mod extra_sentence;
pub(super) mod id_not_in_file_name;
mod invalid_config_value;
pub(super) mod invalid_value;
mod merge_conflict_marker;
mod missing_acceptance_criteria;
mod missing_benefit;
mod missing_field;
pub(super) mod missing_id;
pub(super) mod missing_role;
mod missing_title;
mod missing_want;
mod near_duplicate_story;
pub(super) mod needless_suppression;
mod newer_format;
mod ordered_before_its_dependency;
mod planned_before_its_dependency;
mod repeated_indicator;
pub(super) mod self_dependency;
mod too_many_criteria;
mod uniform_template;
mod unknown_config_key;
pub(super) mod unknown_key;
mod unknown_objective;
mod unknown_release;
mod unknown_sprint;
mod unreadable_file;
mod vague_story;

use crate::check::rule::Rule;

/// Every rule, by name.
pub const RULES: &[Rule] = &[
    atomic_story::RULE,
    brackets::RULE,
    dangling_reference::RULE,
    dependency_cycle::RULE,
    done_with_open_criteria::RULE,
    duplicate_alias::RULE,
    duplicate_criterion::RULE,
    duplicate_id::RULE,
    duplicate_story::RULE,
    empty_criterion::RULE,
    epic_cycle::RULE,
    extra_sentence::RULE,
    id_not_in_file_name::RULE,
    invalid_config_value::RULE,
    invalid_value::RULE,
    merge_conflict_marker::RULE,
    missing_acceptance_criteria::RULE,
    missing_benefit::RULE,
    missing_field::RULE,
    missing_id::RULE,
    missing_role::RULE,
    missing_title::RULE,
    missing_want::RULE,
    near_duplicate_story::RULE,
    needless_suppression::RULE,
    newer_format::RULE,
    ordered_before_its_dependency::RULE,
    planned_before_its_dependency::RULE,
    repeated_indicator::RULE,
    self_dependency::RULE,
    too_many_criteria::RULE,
    uniform_template::RULE,
    unknown_config_key::RULE,
    unknown_key::RULE,
    unknown_objective::RULE,
    unknown_release::RULE,
    unknown_sprint::RULE,
    unreadable_file::RULE,
    vague_story::RULE,
];
