//! The `check` part of `po.yaml`: the profile, and what is set a rule.

use crate::model::{CheckConfig, Level, OptionSetting, Profile, RuleSetting, Weight};
use crate::store::config_file::{did_you_mean, parts, texts, unknown};
use crate::store::field_reader::{FieldReader, short};
use crate::store::front_matter::{Content, Entry, Node};

/// How `check` may look.
const EXAMPLE: &str = "{profile: recommended, rules: {vague-criterion: off}}";
/// How the settings of a rule may look.
const RULE_EXAMPLE: &str = "{level: error, states: {new: off}}";
/// The words for a rule's weight.
const WEIGHTS: [&str; 3] = ["off", "advice", "error"];

/// Reads the part. Which rules and options there are is known to the check, not to this reader.
pub(super) fn check(entry: &Entry<'_>, reader: &mut FieldReader<'_>) -> CheckConfig {
    let mut config = CheckConfig::default();
    for part in parts(entry, EXAMPLE, reader) {
        match part.key.as_ref() {
            "profile" => {
                let word = part.value.text().unwrap_or_default().trim();
                match Profile::of(word) {
                    Some(profile) => config.profile = profile,
                    None => {
                        let names = Profile::ALL.map(Profile::name);
                        reader.invalid_node(
                            &part.value,
                            format!(
                                "`{}` is not a profile{}",
                                short(word),
                                did_you_mean(word, &names)
                            ),
                            format!("the profiles are {}", names.join(", ")),
                        );
                    }
                }
            }
            "rules" => {
                let entries = parts(part, "{vague-criterion: off}", reader);
                config.rules = entries.iter().map(|entry| rule(entry, reader)).collect();
            }
            _ => unknown(part, "`check`", &["profile", "rules"], reader),
        }
    }
    config
}

/// A weight alone, or a mapping of weights and options.
fn rule(entry: &Entry<'_>, reader: &mut FieldReader<'_>) -> RuleSetting {
    let mut setting = RuleSetting {
        name: entry.key.trim().to_owned(),
        range: entry.key_range.clone(),
        ..RuleSetting::default()
    };
    if !matches!(entry.value.content, Content::Map { .. }) && !entry.value.is_empty() {
        setting.level = weight(&entry.value, reader);
        return setting;
    }
    for part in parts(entry, RULE_EXAMPLE, reader) {
        match part.key.as_ref() {
            "level" => setting.level = weight(&part.value, reader),
            "types" => setting.types = weights(part, "{spike: off}", reader),
            "states" => setting.states = weights(part, "{new: off}", reader),
            _ => setting.options.push(OptionSetting {
                name: part.key.trim().to_owned(),
                values: texts(&part.value),
                range: part.value.range.clone(),
            }),
        }
    }
    setting
}

fn weights(
    entry: &Entry<'_>,
    example: &str,
    reader: &mut FieldReader<'_>,
) -> Vec<(String, Weight)> {
    let entries = parts(entry, example, reader);
    let of = |part: &Entry<'_>| {
        let weight = weight(&part.value, reader)?;
        Some((part.key.trim().to_owned(), weight))
    };
    entries.iter().filter_map(of).collect()
}

fn weight(node: &Node<'_>, reader: &mut FieldReader<'_>) -> Option<Weight> {
    let word = node.text().unwrap_or_default().trim();
    match word {
        "off" => Some(None),
        "advice" => Some(Some(Level::Advice)),
        "error" => Some(Some(Level::Error)),
        _ => {
            reader.invalid_node(
                node,
                format!(
                    "`{}` is not a level{}",
                    short(word),
                    did_you_mean(word, &WEIGHTS)
                ),
                format!("the levels are {}", WEIGHTS.join(", ")),
            );
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Level, Profile};
    use crate::store::read_config;

    #[test]
    fn reads_weights_alone_and_in_full() {
        let text = "check:\n  profile: strict\n  rules:\n    vague-criterion: off\n    readiness: advice\n    too-many-criteria:\n      level: error\n      max: 6\n      states: {new: off}\n      types:\n        spike: advice\n      words: [a, 'b c']\n";
        let (config, found) = read_config(text.as_bytes()).unwrap();
        assert!(found.is_empty(), "{found:?}");
        assert_eq!(config.check.profile, Profile::Strict);
        let [off, group, full] = config.check.rules.as_slice() else {
            panic!("{:?}", config.check.rules);
        };
        assert_eq!(
            (off.name.as_str(), off.level),
            ("vague-criterion", Some(None))
        );
        assert_eq!(group.level, Some(Some(Level::Advice)));
        assert_eq!(full.level, Some(Some(Level::Error)));
        assert_eq!(full.states, [("new".to_owned(), None)]);
        assert_eq!(full.types, [("spike".to_owned(), Some(Level::Advice))]);
        assert_eq!(full.options[0].values, ["6"]);
        assert_eq!(&text[full.options[0].range.clone()], "6");
        assert_eq!(full.options[1].values, ["a", "b c"]);
        assert_eq!(&text[off.range.clone()], "vague-criterion");
    }

    #[test]
    fn says_what_is_wrong_and_keeps_the_rest() {
        let text =
            "check: {profile: strickt, rules: {a: of, b: {level: loud, types: advice}}, rule: 1}\n";
        let (config, found) = read_config(text.as_bytes()).unwrap();
        let messages: Vec<&str> = found.iter().map(|f| f.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "`strickt` is not a profile; did you mean `strict`?",
                "`of` is not a level; did you mean `off`?",
                "`loud` is not a level",
                "`types` holds no keys and values",
                "unknown key `rule` in `check`",
            ]
        );
        assert_eq!(config.check.profile, Profile::Recommended);
        assert_eq!(config.check.rules.len(), 2);
    }
}
