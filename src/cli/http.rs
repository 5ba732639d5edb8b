//! One POST of JSON over https, with limits on time and on what is read back.

use std::io::Read as _;
use std::thread::sleep;
use std::time::Duration;

use ureq::http::Uri;
use ureq::http::header::{CONTENT_TYPE, RETRY_AFTER};
use ureq::{Agent, Body, Error, Proxy};

/// How long an attempt may take.
const TIME_OUT: Duration = Duration::from_secs(10);
/// No server is waited for longer, in seconds.
const LONGEST_WAIT: u64 = 30;
/// How long to wait where a server only says that it is busy, in seconds.
const USUAL_WAIT: u64 = 1;
/// How much of an answer is read, in bytes, and shown, in characters.
const ANSWER: u64 = 4_096;
const SHOWN: usize = 200;
/// Parts of an address that are as long may be its secret.
const SECRET: usize = 6;

/// Why an address is not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It is none.
    Address,
    /// It is neither https nor on this machine.
    Plain,
    /// The proxy's is none.
    Proxy,
}

/// What came of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// The server took it.
    Taken,
    /// The server says no, in its words, on one line and without the address.
    Refused { status: u16, words: String },
    /// The server is busy, and would be for some seconds.
    Busy { seconds: Option<u64> },
    /// There was no answer, and why.
    Unreached { words: String },
}

/// A way to one address.
pub(super) struct Http<'a> {
    address: &'a str,
    agent: Agent,
}

impl<'a> Http<'a> {
    /// Returns the way to `address`, by `proxy` where there is one and the address is not on this machine.
    ///
    /// # Errors
    /// [`Refusal`]: nothing is sent there.
    pub(super) fn new(address: &'a str, proxy: Option<&str>) -> Result<Self, Refusal> {
        Self::with_time_out(address, proxy, TIME_OUT)
    }

    fn with_time_out(
        address: &'a str,
        proxy: Option<&str>,
        time_out: Duration,
    ) -> Result<Self, Refusal> {
        let uri: Uri = address.parse().map_err(|_| Refusal::Address)?;
        let host = uri
            .host()
            .filter(|host| !host.is_empty())
            .ok_or(Refusal::Address)?;
        let is_here = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
        match uri.scheme_str() {
            Some("https") => {}
            Some("http") if is_here => {}
            Some("http") => return Err(Refusal::Plain),
            _ => return Err(Refusal::Address),
        }
        let proxy = proxy.filter(|_| !is_here).map(Proxy::new).transpose();
        let agent = Agent::config_builder()
            .timeout_global(Some(time_out))
            .http_status_as_error(false)
            // The address is a secret: no other server is told what was meant for this one.
            .max_redirects(0)
            .proxy(proxy.map_err(|_| Refusal::Proxy)?)
            .user_agent(concat!("po/", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(Self {
            address,
            agent: agent.into(),
        })
    }

    /// Sends JSON, and once more where the server asks to wait no more than half a minute; `waiting` is told the seconds.
    pub(super) fn post(&self, json: &str, waiting: impl Fn(u64)) -> Answer {
        match self.once(json) {
            Answer::Busy { seconds } if seconds.unwrap_or(USUAL_WAIT) <= LONGEST_WAIT => {
                let seconds = seconds.unwrap_or(USUAL_WAIT);
                waiting(seconds);
                sleep(Duration::from_secs(seconds));
                self.once(json)
            }
            answer => answer,
        }
    }

    fn once(&self, json: &str) -> Answer {
        let request = self.agent.post(self.address);
        let request = request.header(CONTENT_TYPE, "application/json; charset=utf-8");
        let mut response = match request.send(json) {
            Ok(response) => response,
            Err(error) => {
                return Answer::Unreached {
                    words: self.why(&error),
                };
            }
        };
        let status = response.status();
        let wait = response.headers().get(RETRY_AFTER);
        let wait = wait.and_then(|value| value.to_str().ok()?.trim().parse().ok());
        let words = self.words(response.body_mut());
        // Connectors of Teams answer 200 to what they could not deliver.
        let is_taken = status.is_success() && !words.contains("delivery failed");
        match status.as_u16() {
            _ if is_taken => Answer::Taken,
            429 => Answer::Busy { seconds: wait },
            status => Answer::Refused { status, words },
        }
    }

    /// What the server says, on one line.
    fn words(&self, body: &mut Body) -> String {
        let mut bytes = Vec::new();
        // What came before the connection broke is better than nothing.
        let _ = body.as_reader().take(ANSWER).read_to_end(&mut bytes);
        let words = String::from_utf8_lossy(&bytes);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let words = self.without_address(&words);
        match words.char_indices().nth(SHOWN) {
            Some((end, _)) => format!("{}…", &words[..end]),
            None => words,
        }
    }

    fn why(&self, error: &Error) -> String {
        match error {
            Error::Timeout(_) => "no answer in time".to_owned(),
            Error::HostNotFound => "there is no such host".to_owned(),
            Error::ConnectionFailed => "no connection".to_owned(),
            error => self.without_address(&error.to_string()),
        }
    }

    /// Words without any part of the address that could be its secret.
    fn without_address(&self, words: &str) -> String {
        let mut words = words.replace(self.address, "…");
        let path = self.address.splitn(4, '/').nth(3).unwrap_or_default();
        for part in path.split(['/', '?', '&', '=', '#']) {
            if part.len() >= SECRET {
                words = words.replace(part, "…");
            }
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::time::Duration;

    use super::{Answer, Http, Refusal};

    #[test]
    fn only_https_and_this_machine() {
        let refusal = |address| Http::new(address, None).err();
        for address in [
            "https://hooks.slack.com/services/x",
            "http://127.0.0.1:1/",
            "http://localhost:1/x",
            "http://[::1]:1/",
        ] {
            assert_eq!(refusal(address), None, "{address}");
        }
        for (address, why) in [
            ("http://hooks.slack.com/x", Refusal::Plain),
            ("http://127.0.0.1@example.org/x", Refusal::Plain),
            ("http://localhost.example.org/", Refusal::Plain),
            ("ftp://localhost/", Refusal::Address),
            ("localhost:80", Refusal::Address),
            ("hooks.slack.com", Refusal::Address),
            ("/etc/passwd", Refusal::Address),
            ("", Refusal::Address),
            ("https://", Refusal::Address),
            ("https://a b/", Refusal::Address),
        ] {
            assert_eq!(refusal(address), Some(why), "{address}");
        }
        assert_eq!(
            Http::new("https://a/", Some("::")).err(),
            Some(Refusal::Proxy)
        );
    }

    #[test]
    fn the_address_is_in_no_words() {
        let http = Http::new("https://a.b/services/T012345/Zm9vYmFy?sig=c2VjcmV0", None)
            .ok()
            .unwrap();
        assert_eq!(
            http.without_address(
                "no Zm9vYmFy at https://a.b/services/T012345/Zm9vYmFy?sig=c2VjcmV0, c2VjcmV0"
            ),
            "no … at …, …"
        );
    }

    #[test]
    fn a_server_that_says_nothing_is_left() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/hook", listener.local_addr().unwrap());
        let http = Http::with_time_out(&address, None, Duration::from_millis(200))
            .ok()
            .unwrap();
        let words = "no answer in time".to_owned();
        assert_eq!(http.post("{}", |_| {}), Answer::Unreached { words });
    }
}
