//! What the team and the command line make of the rules: which run, how much they weigh, what their options hold.

use std::ops::Range;

use crate::check::definition_of_ready::{Demand, demands};
use crate::check::explain::{UnknownRuleError, rule};
use crate::check::rule::{Group, Items, OptionDefault, Rule, Weights};
use crate::check::rules::RULES;
use crate::model::{
    Config, Diagnostic, Hundredths, Level, OptionSetting, Place, Profile, RuleSetting, StateKind,
    Story, Weight, nearest,
};

/// What a command line says about the rules.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    /// The profile, in the place of the team's.
    pub profile: Option<Profile>,
    /// Rules and groups that run, and no other; empty for all.
    pub select: Vec<String>,
    /// Rules and groups that do not run.
    pub ignore: Vec<String>,
    /// Rules and groups whose findings are errors.
    pub deny: Vec<String>,
}

/// The value of an option.
#[derive(Debug, Clone, PartialEq, Eq)]
enum OptionValue {
    Number(u32),
    Points(Hundredths),
    Words(Vec<String>),
}

/// One rule's settings.
#[derive(Debug, Clone)]
struct RuleSettings {
    weight: Weight,
    types: Vec<(String, Weight)>,
    states: Vec<(String, Weight)>,
    options: Vec<OptionValue>,
}

/// The settings of every rule.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The profile.
    pub profile: Profile,
    /// In the order of [`RULES`].
    rules: Vec<RuleSettings>,
    /// What the team asks of an item before a Sprint takes it.
    pub(super) ready: Vec<Demand>,
    /// What is wrong in the `check` part of `po.yaml`, and in its Definition of Ready.
    pub problems: Vec<Diagnostic>,
}

/// The file in which a team sets rules.
const CONFIG_FILE: &str = "po.yaml";
/// What stands for every rule on the command line.
const ALL: &str = "all";

impl Settings {
    /// Returns what `po.yaml` and the command line come to; the command line wins.
    ///
    /// # Errors
    /// A rule or group on the command line that does not exist. Those in `po.yaml` are reported in [`Self::problems`].
    pub fn new(config: &Config, choice: &Choice) -> Result<Self, UnknownRuleError> {
        let profile = choice.profile.unwrap_or(config.check.profile);
        let (ready, problems) = demands(config);
        let mut settings = Self {
            profile,
            ready,
            rules: RULES
                .iter()
                .map(|rule| RuleSettings {
                    weight: rule.weights.under(profile),
                    types: Vec::new(),
                    states: Vec::new(),
                    options: rule.options.iter().map(|o| default(o.default)).collect(),
                })
                .collect(),
            problems,
        };
        let set = &config.check.rules;
        let is_group = |setting: &&RuleSetting| group(&setting.name).is_some();
        // A rule's own setting wins over its group's, wherever it stands.
        for setting in set.iter().filter(is_group) {
            settings.take(config, setting);
        }
        for setting in set.iter().filter(|setting| !is_group(setting)) {
            settings.take(config, setting);
        }
        settings.choose(choice)?;
        for (rule, own) in RULES.iter().zip(&mut settings.rules) {
            if rule.weights == Weights::Always {
                own.weight = Some(Level::Error);
                own.types.clear();
                own.states.clear();
            }
        }
        Ok(settings)
    }

    /// Whether a rule may find anything at all.
    #[must_use]
    pub fn runs(&self, rule: &Rule) -> bool {
        let own = self.of(rule);
        let on = |list: &[(String, Weight)]| list.iter().any(|(_, weight)| weight.is_some());
        own.weight.is_some() || on(&own.types) || on(&own.states)
    }

    /// How much a rule's findings weigh where they are not about an item.
    #[must_use]
    pub fn weight(&self, rule: &Rule) -> Weight {
        self.of(rule).weight
    }

    /// How much a rule's findings weigh on an item; nothing where it does not look at the item.
    #[must_use]
    pub fn weight_on(&self, rule: &Rule, config: &Config, story: &Story) -> Weight {
        self.weight_at(index_of(rule), config, story, is_user_story(config, story))
    }

    /// [`Self::weight_on`] of the rule at `index` in [`RULES`], for whoever asks about many rules.
    pub(super) fn weight_at(
        &self,
        index: usize,
        config: &Config,
        story: &Story,
        is_user_story: bool,
    ) -> Weight {
        let own = &self.rules[index];
        let looks = is_user_story || RULES[index].items == Items::All;
        if own.types.is_empty() && own.states.is_empty() {
            return own.weight.filter(|_| looks);
        }
        let item_type = item_type(config, story);
        let by_type = own
            .types
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(item_type));
        let weight = match by_type {
            Some((_, weight)) => *weight,
            None if !looks => return None,
            None => own.weight,
        };
        let state = config.state(&story.status);
        let kind = state.map_or(StateKind::New, |state| state.kind);
        let by_state = |(name, _): &&(String, Weight)| {
            state.is_some_and(|state| state.is_named(name)) || name == kind.name()
        };
        own.states
            .iter()
            .find(by_state)
            .map_or(weight, |(_, weight)| *weight)
    }

    /// The number that an option holds.
    ///
    /// # Panics
    /// When the rule has no such option of that kind: a slip in the rule.
    #[must_use]
    pub fn number(&self, rule: &Rule, name: &str) -> u32 {
        match self.option(rule, name) {
            OptionValue::Number(number) => *number,
            other => panic!("`{name}` of {} is {other:?}", rule.name),
        }
    }

    /// The points that an option holds.
    ///
    /// # Panics
    /// When the rule has no such option of that kind: a slip in the rule.
    #[must_use]
    pub fn points(&self, rule: &Rule, name: &str) -> Hundredths {
        match self.option(rule, name) {
            OptionValue::Points(points) => *points,
            other => panic!("`{name}` of {} is {other:?}", rule.name),
        }
    }

    /// The words that an option holds: those of the rule, then the team's.
    ///
    /// # Panics
    /// When the rule has no such option of that kind: a slip in the rule.
    #[must_use]
    pub fn words(&self, rule: &Rule, name: &str) -> &[String] {
        match self.option(rule, name) {
            OptionValue::Words(words) => words,
            other => panic!("`{name}` of {} is {other:?}", rule.name),
        }
    }

    fn option(&self, rule: &Rule, name: &str) -> &OptionValue {
        let index = rule.options.iter().position(|option| option.name == name);
        let index = index.unwrap_or_else(|| panic!("{} has no option `{name}`", rule.name));
        &self.of(rule).options[index]
    }

    fn of(&self, rule: &Rule) -> &RuleSettings {
        &self.rules[index_of(rule)]
    }

    fn choose(&mut self, choice: &Choice) -> Result<(), UnknownRuleError> {
        if !choice.select.is_empty() {
            let selected = named(&choice.select)?;
            for ((rule, own), selected) in RULES.iter().zip(&mut self.rules).zip(selected) {
                if !selected {
                    own.weight = None;
                    own.types.clear();
                    own.states.clear();
                } else if own.weight.is_none() {
                    own.weight = Some(rule.weights.when_selected());
                }
            }
        }
        for (own, denied) in self.rules.iter_mut().zip(named(&choice.deny)?) {
            if denied {
                own.weight = Some(Level::Error);
                let raise = |(_, weight): &mut (String, Weight)| {
                    *weight = weight.map(|_| Level::Error);
                };
                own.types.iter_mut().for_each(raise);
                own.states.iter_mut().for_each(raise);
            }
        }
        for (own, ignored) in self.rules.iter_mut().zip(named(&choice.ignore)?) {
            if ignored {
                own.weight = None;
                own.types.clear();
                own.states.clear();
            }
        }
        Ok(())
    }

    /// Takes one entry of `check.rules`.
    fn take(&mut self, config: &Config, setting: &RuleSetting) {
        let group = group(&setting.name);
        let named: Vec<usize> = (0..RULES.len())
            .filter(|&index| RULES[index].name == setting.name || Some(RULES[index].group) == group)
            .collect();
        if named.is_empty() {
            let names = RULES.iter().map(|rule| rule.name);
            let meant = nearest(&setting.name, names.chain(Group::ALL.map(Group::name)));
            self.unknown(
                &setting.range,
                format!("there is no rule `{}`", setting.name),
                meant,
            );
            return;
        }
        for index in named {
            let own = &mut self.rules[index];
            own.weight = setting.level.unwrap_or(own.weight);
            if !setting.types.is_empty() {
                own.types.clone_from(&setting.types);
            }
            if !setting.states.is_empty() {
                own.states.clone_from(&setting.states);
            }
        }
        self.judge_names(config, setting);
        for option in &setting.options {
            self.take_option(setting, option);
        }
    }

    /// Reports types and states that the team does not have.
    fn judge_names(&mut self, config: &Config, setting: &RuleSetting) {
        for (name, _) in &setting.types {
            if config.item_type(name).is_none() {
                let meant = nearest(name, config.types.iter().map(String::as_str));
                let message = format!("`{}`: there is no type `{name}`", setting.name);
                self.unknown(&setting.range, message, meant);
            }
        }
        for (name, _) in &setting.states {
            let kinds = StateKind::ALL.map(StateKind::name);
            if config.state(name).is_none() && !kinds.contains(&name.as_str()) {
                let meant = nearest(name, config.states.iter().map(|state| state.name.as_str()));
                let message = format!("`{}`: there is no state `{name}`", setting.name);
                self.unknown(&setting.range, message, meant);
            }
        }
    }

    fn take_option(&mut self, setting: &RuleSetting, option: &OptionSetting) {
        let found = RULES.iter().enumerate().find_map(|(index, rule)| {
            let own = rule.options.iter().position(|o| o.name == option.name)?;
            (rule.name == setting.name).then_some((index, own))
        });
        let Some((index, own)) = found else {
            let rule = RULES.iter().find(|rule| rule.name == setting.name);
            let options = rule.map_or(&[][..], |rule| rule.options);
            let names = options.iter().map(|option| option.name);
            let meant = nearest(&option.name, names.chain(["level", "types", "states"]));
            self.unknown(
                &option.range,
                format!("`{}` has no option `{}`", setting.name, option.name),
                meant,
            );
            return;
        };
        let value = &mut self.rules[index].options[own];
        let one = match option.values.as_slice() {
            [one] => one.as_str(),
            _ => "",
        };
        let expected = match value {
            OptionValue::Number(number) => match one.parse() {
                Ok(parsed) => {
                    *number = parsed;
                    return;
                }
                Err(_) => "a whole number",
            },
            OptionValue::Points(points) => match one.parse() {
                Ok(parsed) => {
                    *points = parsed;
                    return;
                }
                Err(_) => "a number of points",
            },
            OptionValue::Words(words) => {
                words.extend(option.values.iter().cloned());
                return;
            }
        };
        self.problems.push(
            Diagnostic::error(
                "invalid-config-value",
                Place::bytes(CONFIG_FILE, option.range.clone()),
                format!("`{}` of `{}` is not {expected}", option.name, setting.name),
                format!("{expected} is expected"),
            )
            .fix(format!("po check --explain {}", setting.name)),
        );
    }

    fn unknown(&mut self, range: &Range<usize>, message: String, meant: Option<&str>) {
        let place = Place::bytes(CONFIG_FILE, range.clone());
        let label = meant.map_or_else(
            || "not known".to_owned(),
            |meant| format!("did you mean `{meant}`?"),
        );
        let problem = Diagnostic::error("unknown-config-key", place, message, label);
        self.problems
            .push(problem.fix("po check --explain all lists the rules and their options"));
    }
}

/// Where a rule stands in [`RULES`].
pub(super) fn index_of(rule: &Rule) -> usize {
    let index = RULES.binary_search_by(|known| known.name.cmp(rule.name));
    index.expect("every rule is registered")
}

/// The item's type; where none is set, the type of new items.
fn item_type<'a>(config: &'a Config, story: &'a Story) -> &'a str {
    if story.item_type.is_empty() {
        config.types.first().map_or("story", String::as_str)
    } else {
        &story.item_type
    }
}

/// Whether an item is held to the template of a user story: its type is called so, or it is the first type of the team, which new
/// items are given.
pub(super) fn is_user_story(config: &Config, story: &Story) -> bool {
    let item_type = item_type(config, story);
    let is_named = |name: &str| item_type.eq_ignore_ascii_case(name);
    let is_other = ["epic", "bug", "spike", "task"].into_iter().any(is_named);
    !is_other
        && (["story", "user story", "user-story", "feature"]
            .into_iter()
            .any(is_named)
            || config.types.first().is_some_and(|first| is_named(first)))
}

fn default(value: OptionDefault) -> OptionValue {
    match value {
        OptionDefault::Number(number) => OptionValue::Number(number),
        OptionDefault::Points(points) => OptionValue::Points(points),
        OptionDefault::Words(words) => {
            OptionValue::Words(words.iter().map(|&word| word.to_owned()).collect())
        }
    }
}

fn group(name: &str) -> Option<Group> {
    Group::ALL.into_iter().find(|group| group.name() == name)
}

/// For each rule, whether `names` name it, its group, or all.
fn named(names: &[String]) -> Result<Vec<bool>, UnknownRuleError> {
    let mut named = vec![false; RULES.len()];
    for name in names {
        let name = name.trim();
        let group = group(&name.to_lowercase());
        let one = match group {
            None if !name.eq_ignore_ascii_case(ALL) => Some(rule(name)?.name),
            _ => None,
        };
        for (rule, named) in RULES.iter().zip(&mut named) {
            *named |= match (one, group) {
                (Some(one), _) => one == rule.name,
                (None, Some(group)) => group == rule.group,
                (None, None) => true,
            };
        }
    }
    Ok(named)
}

#[cfg(test)]
#[path = "settings_tests.rs"]
mod tests;
