//! Sends a message to the webhook of a channel: once, with a time-out, and once more where the channel asks to wait.

use std::fmt;

use clap::{Args, ValueEnum};

use crate::cli::context::Context;
use crate::cli::error::{CommandResult, ErrorKind, Failure, Outcome};
use crate::report::{Document, slack, teams};

/// Where a message may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Channel {
    /// To the webhook in PO_SLACK_WEBHOOK.
    Slack,
    /// To the webhook in PO_TEAMS_WEBHOOK.
    Teams,
}

/// Flags of a command whose result can be sent.
#[derive(Debug, Clone, Default, Args)]
pub struct PostArgs {
    /// Send it to the team's channel, and print nothing of it
    #[arg(long, value_enum, value_name = "CHANNEL", conflicts_with = "format")]
    post: Option<Channel>,
}

/// The address of a webhook: whoever knows it can write to the channel, so it is never shown.
#[derive(Clone)]
pub struct Secret(String);

/// The addresses that the environment names.
#[derive(Debug, Clone, Default)]
pub struct Webhooks {
    /// `PO_SLACK_WEBHOOK`.
    pub slack: Option<Secret>,
    /// `PO_TEAMS_WEBHOOK`.
    pub teams: Option<Secret>,
    /// `HTTPS_PROXY`, else `ALL_PROXY`, in capitals or not: the way out.
    pub proxy: Option<Secret>,
}

impl Secret {
    /// Hides an address.
    #[must_use]
    pub fn new(address: String) -> Self {
        Self(address)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(secret)")
    }
}

impl Channel {
    fn name(self) -> &'static str {
        match self {
            Self::Slack => "Slack",
            Self::Teams => "Teams",
        }
    }

    fn variable(self) -> &'static str {
        match self {
            Self::Slack => "PO_SLACK_WEBHOOK",
            Self::Teams => "PO_TEAMS_WEBHOOK",
        }
    }
}

impl PostArgs {
    /// Sends the document, called `what`, where that was asked; none where it was not. `more` is the command that shows
    /// what a channel has no room for.
    ///
    /// # Errors
    /// When the environment names no address, or one that is not https, or the channel does not take the message.
    pub fn send(
        &self,
        context: &Context,
        what: &str,
        more: &str,
        document: impl FnOnce() -> Document,
    ) -> CommandResult<Option<Outcome>> {
        let Some(channel) = self.post else {
            return Ok(None);
        };
        let webhooks = &context.env.webhooks;
        let address = match channel {
            Channel::Slack => &webhooks.slack,
            Channel::Teams => &webhooks.teams,
        };
        let variable = channel.variable();
        let address = address.as_ref().ok_or_else(|| {
            Failure::usage(format!(
                "`{variable}` is not set, so there is no webhook to send to"
            ))
            .hint(format!(
                "export {variable}=https://…: the webhook's address, from {}",
                channel.name()
            ))
            .hint("docs/sharing.md says where to get one")
        })?;
        let document = document();
        let message = match channel {
            Channel::Slack => slack(&document, more),
            Channel::Teams => teams(&document, more),
        };
        post(context, channel, address, &message)?;
        context
            .out
            .result(&format!("Sent to {}: {what}\n", channel.name()))?;
        Ok(Some(Outcome::Clean))
    }
}

#[cfg(not(feature = "net"))]
fn post(_: &Context, channel: Channel, _: &Secret, _: &str) -> CommandResult<()> {
    let name = channel.name().to_lowercase();
    Err(Failure::new(
        ErrorKind::Refused,
        "this `po` was built without the feature `net`, so it sends nothing",
    )
    .hint(format!(
        "--format {name} prints the message, to send with another program"
    )))
}

#[cfg(feature = "net")]
fn post(context: &Context, channel: Channel, address: &Secret, message: &str) -> CommandResult<()> {
    use crate::cli::http::{Answer, Http, Refusal};

    let failed = |words: String| Failure::new(ErrorKind::Network, words);
    let variable = channel.variable();
    let proxy = context
        .env
        .webhooks
        .proxy
        .as_ref()
        .map(|proxy| proxy.0.as_str());
    let http = Http::new(&address.0, proxy).map_err(|refusal| {
        let failure = Failure::usage(match refusal {
            Refusal::Address => format!("`{variable}` is not the address of a webhook"),
            Refusal::Plain => {
                format!("`{variable}` is not https, so everybody on the way could read it")
            }
            Refusal::Proxy => {
                "`HTTPS_PROXY` or `ALL_PROXY` is not the address of a proxy".to_owned()
            }
        });
        failure.hint(format!("export {variable}=https://…"))
    })?;
    let name = channel.name();
    let waiting = |seconds: u64| {
        context
            .out
            .note(&format!("{name} asks to wait {seconds} s\n"));
    };
    match http.post(message, waiting) {
        Answer::Taken => Ok(()),
        Answer::Refused { status, words } => {
            let said = if words.is_empty() {
                String::new()
            } else {
                format!(": {words}")
            };
            let failure = failed(format!("{name} did not take it, status {status}{said}"));
            Err(match status {
                400 | 413 => failure.hint(format!(
                    "po … --format {} shows the message",
                    name.to_lowercase()
                )),
                401 | 403 | 404 | 410 => {
                    failure.hint(format!("is the webhook in `{variable}` still in use?"))
                }
                _ => failure.hint("try again later"),
            })
        }
        Answer::Busy { seconds } => {
            let wait = seconds.map_or_else(String::new, |seconds| format!(" for {seconds} s"));
            Err(failed(format!("{name} takes no more messages{wait}")).hint("try again later"))
        }
        Answer::Unreached { words } => Err(failed(format!("{name} could not be reached: {words}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn a_secret_is_never_shown() {
        let secret = Secret::new("https://hooks.slack.com/services/T0/B0/x".to_owned());
        assert_eq!(format!("{secret:?}"), "(secret)");
    }
}
