//! `unknown-metric`: an item hopes to move a metric that nobody measures.

use crate::check::context::Context;
use crate::check::facts::paths_not_read;
use crate::check::findings::Findings;
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::check::subject::Subject;
use crate::model::{Place, metric_name, nearest};

/// Looks at `metric` of an `outcome`; a metric is known that has a file, or that `po.yaml` lists.
pub const RULE: Rule = Rule {
    name: "unknown-metric",
    group: Group::Files,
    weights: Weights::Advice,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports an item whose `outcome` names a metric that has no file in `metrics/` and is not listed under `metrics` in
`po.yaml`. A name that is one slip away is offered.

## Why it matters

Nobody will ever see whether what was hoped for happened.

## Example

`metrics/` holds `signup_conversion.csv`. Bad:

```yaml
outcome: {metric: signup_convertion, target: 4%}
```

Good:

```yaml
outcome: {metric: signup_conversion, target: 4%}
```

## How to fix

Correct the name: `po set 12 outcome.metric=signup_conversion`. If the metric is new, import its figures:
`po import FILE --metric signup_conversion`.

## Options

None.
";

fn check(context: &Context, subject: &Subject, found: &mut Findings) {
    let story = subject.story;
    let expected = story.expected.as_ref();
    let Some(name) = expected.and_then(|expected| expected.metric.as_deref()) else {
        return;
    };
    let backlog = context.backlog;
    let files = backlog.metrics.iter().map(|metric| metric.name.as_str());
    let listed = backlog.config.metrics.iter();
    let known: Vec<&str> = files
        .chain(listed.map(|metric| metric.name.as_str()))
        .collect();
    let unread = |name: &str| {
        let path = format!("metrics/{name}.csv");
        paths_not_read(backlog).any(|known| known == path)
    };
    if known.contains(&name) || unread(name) {
        return;
    }
    let near = nearest(name, known.iter().copied());
    let label = near.map_or_else(
        || "no figures of it in `metrics/`".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    let id = context.typed(&story.id);
    let fix = match near {
        Some(near) => format!("po set {id} outcome.metric={near}"),
        None => format!(
            "po import FILE --metric {}",
            metric_name(name).unwrap_or("NAME")
        ),
    };
    let message = format!("{} hopes to move a metric that nobody measures", story.id);
    let place = Place::value(&story.path, "outcome");
    found.push(
        RULE.finding(place, message, label)
            .fix(fix)
            .story(&story.id),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, lines, story};
    use crate::model::{Backlog, Expected, Metric, MetricConfig};

    fn hoping(names: &[&str]) -> Backlog {
        let stories = names.iter().enumerate().map(|(index, name)| {
            story(&format!("US-{}", index + 1), "", |s| {
                s.expected = Some(Expected {
                    metric: (!name.is_empty()).then(|| (*name).to_owned()),
                    ..Expected::default()
                });
            })
        });
        let mut backlog = backlog(stories);
        backlog.metrics = vec![Metric {
            name: "signup".into(),
            ..Metric::default()
        }];
        backlog.config.metrics = vec![MetricConfig::usual("checkout_time")];
        backlog
    }

    #[test]
    fn flags_a_metric_without_figures_and_offers_what_is_near() {
        assert_eq!(
            lines(&RULE, &hoping(&["sign_up", "net_promoters", "$(x)"])),
            [
                "US-1.md outcome: advice US-1 hopes to move a metric that nobody measures | did you mean `signup`? \
                 | fix po set 1 outcome.metric=signup",
                "US-2.md outcome: advice US-2 hopes to move a metric that nobody measures | no figures of it in `metrics/` \
                 | fix po import FILE --metric net_promoters",
                "US-3.md outcome: advice US-3 hopes to move a metric that nobody measures | no figures of it in `metrics/` \
                 | fix po import FILE --metric NAME",
            ]
        );
    }

    #[test]
    fn accepts_metrics_with_a_file_or_in_the_configuration() {
        assert!(lines(&RULE, &hoping(&["signup", "checkout_time", ""])).is_empty());
    }
}
