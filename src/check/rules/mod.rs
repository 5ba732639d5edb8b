//! Every rule, one file each: a new one is its file, its `mod` line and its entry here.

mod atomic_story;
mod brackets;
mod dangling_reference;
mod dependency_cycle;
mod done_with_open_criteria;
mod done_without_date;
pub(super) mod duplicate_alias;
pub(super) mod duplicate_criterion;
pub(super) mod duplicate_id;
mod duplicate_story;
pub(super) mod empty_criterion;
mod epic_cycle;
mod estimate_off_the_deck;
mod extra_sentence;
pub(super) mod id_not_in_file_name;
mod in_progress_without_sprint;
mod incomplete_given_when_then;
mod invalid_config_value;
pub(super) mod invalid_value;
mod merge_conflict_marker;
mod missing_acceptance_criteria;
mod missing_benefit;
pub(super) mod missing_field;
pub(super) mod missing_id;
pub(super) mod missing_role;
mod missing_title;
mod missing_want;
mod must_depends_on_could;
mod near_duplicate_story;
pub(super) mod needless_suppression;
mod newer_format;
mod no_value;
mod not_estimated;
pub(super) mod not_ready;
mod ordered_before_its_dependency;
mod placeholder_text;
mod planned_before_its_dependency;
mod process_criterion;
mod repeated_indicator;
pub(super) mod self_dependency;
mod sprint_over_capacity;
pub(super) mod stale_baseline_entry;
mod too_large;
mod too_many_criteria;
mod uniform_template;
mod unknown_config_key;
pub(super) mod unknown_key;
mod unknown_metric;
mod unknown_objective;
mod unknown_release;
mod unknown_sprint;
mod unreadable_file;
mod vague_criterion;
mod vague_story;

use crate::check::rule::Rule;

/// Every rule, by name.
pub const RULES: &[Rule] = &[
    atomic_story::RULE,
    brackets::RULE,
    dangling_reference::RULE,
    dependency_cycle::RULE,
    done_with_open_criteria::RULE,
    done_without_date::RULE,
    duplicate_alias::RULE,
    duplicate_criterion::RULE,
    duplicate_id::RULE,
    duplicate_story::RULE,
    empty_criterion::RULE,
    epic_cycle::RULE,
    estimate_off_the_deck::RULE,
    extra_sentence::RULE,
    id_not_in_file_name::RULE,
    in_progress_without_sprint::RULE,
    incomplete_given_when_then::RULE,
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
    must_depends_on_could::RULE,
    near_duplicate_story::RULE,
    needless_suppression::RULE,
    newer_format::RULE,
    no_value::RULE,
    not_estimated::RULE,
    not_ready::RULE,
    ordered_before_its_dependency::RULE,
    placeholder_text::RULE,
    planned_before_its_dependency::RULE,
    process_criterion::RULE,
    repeated_indicator::RULE,
    self_dependency::RULE,
    sprint_over_capacity::RULE,
    stale_baseline_entry::RULE,
    too_large::RULE,
    too_many_criteria::RULE,
    uniform_template::RULE,
    unknown_config_key::RULE,
    unknown_key::RULE,
    unknown_metric::RULE,
    unknown_objective::RULE,
    unknown_release::RULE,
    unknown_sprint::RULE,
    unreadable_file::RULE,
    vague_criterion::RULE,
    vague_story::RULE,
];
