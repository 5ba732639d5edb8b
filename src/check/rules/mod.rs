//! Every rule, one file each: a new one is its file, its `mod` line and its entry here.

mod dangling_reference;
mod dependency_cycle;
mod done_with_open_criteria;
mod done_without_date;
mod duplicate_alias;
mod duplicate_criterion;
mod duplicate_id;
mod empty_criterion;
mod epic_cycle;
mod estimate_off_the_deck;
mod id_not_in_file_name;
mod in_progress_without_sprint;
mod invalid_config_value;
mod invalid_value;
mod merge_conflict_marker;
mod missing_acceptance_criteria;
pub(super) mod missing_field;
mod missing_id;
mod missing_title;
mod must_depends_on_could;
pub(super) mod needless_suppression;
mod newer_format;
mod no_value;
mod not_estimated;
pub(super) mod not_ready;
mod ordered_before_its_dependency;
mod planned_before_its_dependency;
mod self_dependency;
mod sprint_over_capacity;
mod too_large;
mod too_many_criteria;
mod unknown_config_key;
mod unknown_key;
mod unknown_objective;
mod unknown_release;
mod unknown_sprint;
mod unreadable_file;

use crate::check::rule::Rule;

/// Every rule, by name.
pub const RULES: &[Rule] = &[
    dangling_reference::RULE,
    dependency_cycle::RULE,
    done_with_open_criteria::RULE,
    done_without_date::RULE,
    duplicate_alias::RULE,
    duplicate_criterion::RULE,
    duplicate_id::RULE,
    empty_criterion::RULE,
    epic_cycle::RULE,
    estimate_off_the_deck::RULE,
    id_not_in_file_name::RULE,
    in_progress_without_sprint::RULE,
    invalid_config_value::RULE,
    invalid_value::RULE,
    merge_conflict_marker::RULE,
    missing_acceptance_criteria::RULE,
    missing_field::RULE,
    missing_id::RULE,
    missing_title::RULE,
    must_depends_on_could::RULE,
    needless_suppression::RULE,
    newer_format::RULE,
    no_value::RULE,
    not_estimated::RULE,
    not_ready::RULE,
    ordered_before_its_dependency::RULE,
    planned_before_its_dependency::RULE,
    self_dependency::RULE,
    sprint_over_capacity::RULE,
    too_large::RULE,
    too_many_criteria::RULE,
    unknown_config_key::RULE,
    unknown_key::RULE,
    unknown_objective::RULE,
    unknown_release::RULE,
    unknown_sprint::RULE,
    unreadable_file::RULE,
];
