//! `--post`: what a server on this machine gets, and what is said when it does not take it.
#![cfg(feature = "net")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::thread::JoinHandle;

use serde_json::Value;

use crate::sandbox::{Run, Sandbox};

/// A part of the address that must never be shown.
const SECRET: &str = "B0THISisAsecret";

/// A server that gives these answers, one a request, and then what it was asked: head and body.
struct Server {
    address: String,
    thread: JoinHandle<Vec<(String, String)>>,
}

impl Server {
    fn new(answers: Vec<String>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!(
            "http://{}/services/T0/{SECRET}",
            listener.local_addr().expect("an address")
        );
        let thread = std::thread::spawn(move || {
            let mut requests = Vec::new();
            for answer in answers {
                let (stream, _) = listener.accept().expect("a request");
                let mut reader = BufReader::new(stream);
                let mut head = String::new();
                while !head.ends_with("\r\n\r\n") {
                    assert_ne!(reader.read_line(&mut head).expect("a line"), 0);
                }
                let length = head.lines().find_map(|line| {
                    let (name, value) = line.split_once(": ")?;
                    name.eq_ignore_ascii_case("content-length")
                        .then(|| value.parse().ok())?
                });
                let mut body = vec![0; length.expect("a length")];
                reader.read_exact(&mut body).expect("a body");
                reader
                    .get_mut()
                    .write_all(answer.as_bytes())
                    .expect("an answer");
                requests.push((head, String::from_utf8(body).expect("UTF-8")));
            }
            requests
        });
        Self { address, thread }
    }

    fn requests(self) -> Vec<(String, String)> {
        self.thread.join().expect("no panic")
    }
}

fn answer(status: &str, head: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{head}\r\n{body}",
        body.len()
    )
}

fn shop() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(
        "sprints/sprint-8.md",
        "---\nsprint: 8\ngoal: Guests <!channel> pay\nfrom: 2026-11-16\nto: 2026-11-27\nstarted: 2026-11-16\n---\n",
    );
    sandbox.story(
        1,
        "Pay & go",
        "status: in-progress\nstarted: 2026-11-17\nsprint: 8\npoints: 5\n",
        "",
    );
    sandbox
}

fn post(sandbox: &Sandbox, args: &[&str], name: &str, address: &str) -> Run {
    let mut command = sandbox.command(env!("CARGO_BIN_EXE_po"));
    let run = sandbox.run_command(command.args(args).env(name, address));
    for said in [&run.stdout, &run.stderr] {
        assert!(!said.contains(SECRET), "{said}");
    }
    run
}

#[test]
fn a_channel_gets_what_format_shows() {
    let sandbox = shop();
    for (command, what, channel, name) in [
        ("review", "Sprint 8 Review", "slack", "PO_SLACK_WEBHOOK"),
        (
            "status",
            "status of 2026-11-21",
            "teams",
            "PO_TEAMS_WEBHOOK",
        ),
        ("roadmap", "roadmap", "slack", "PO_SLACK_WEBHOOK"),
        ("roadmap", "roadmap", "teams", "PO_TEAMS_WEBHOOK"),
    ] {
        let server = Server::new(vec![answer("200 OK", "", "ok")]);
        let run = post(
            &sandbox,
            &[command, "--post", channel],
            name,
            &server.address,
        );
        assert_eq!((run.code, run.stderr.as_str()), (0, ""));
        let channel_name = if channel == "slack" { "Slack" } else { "Teams" };
        assert_eq!(run.stdout, format!("Sent to {channel_name}: {what}\n"));
        let requests = server.requests();
        let (head, body) = &requests[0];
        assert!(head.starts_with(&format!("POST /services/T0/{SECRET} HTTP/1.1\r\n")));
        assert!(
            head.to_lowercase()
                .contains("content-type: application/json")
        );
        assert_eq!(*body, sandbox.ok(&[command, "--format", channel]));
        assert!(serde_json::from_str::<Value>(body).is_ok());
        assert!(!body.contains("<!channel>") || channel == "teams");
    }
}

#[test]
fn a_busy_channel_is_asked_once_more() {
    let sandbox = shop();
    let busy = |head: &str| answer("429 Too Many Requests", head, "rate_limited");
    let name = "PO_SLACK_WEBHOOK";
    let args = ["status", "--post", "slack"];

    let server = Server::new(vec![busy("Retry-After: 1\r\n"), answer("200 OK", "", "ok")]);
    let run = post(&sandbox, &args, name, &server.address);
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (0, "Slack asks to wait 1 s\n")
    );
    let requests = server.requests();
    assert_eq!((requests.len(), &requests[0].1), (2, &requests[1].1));

    let server = Server::new(vec![busy("Retry-After: 0\r\n"), busy("Retry-After: 7\r\n")]);
    let run = post(&sandbox, &args, name, &server.address);
    assert_eq!(run.code, 2);
    assert_eq!(
        run.stderr,
        "Slack asks to wait 0 s\nerror: Slack takes no more messages for 7 s\nhint: try again later\n"
    );
    server.requests();

    // Nobody waits for an hour.
    let server = Server::new(vec![busy("Retry-After: 3600\r\n")]);
    let run = post(&sandbox, &args, name, &server.address);
    assert_eq!(
        run.stderr,
        "error: Slack takes no more messages for 3600 s\nhint: try again later\n"
    );
    server.requests();
}

#[test]
fn a_channel_that_says_no_is_quoted() {
    let sandbox = shop();
    let words = format!(
        "no\u{1b}[31m_service\r\n::error::{SECRET} {}",
        "x".repeat(9_000)
    );
    let server = Server::new(vec![answer("404 Not Found", "", &words)]);
    let run = post(
        &sandbox,
        &["review", "--post", "slack"],
        "PO_SLACK_WEBHOOK",
        &server.address,
    );
    server.requests();
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    let first = run.stderr.lines().next().unwrap_or_default();
    assert!(
        first.starts_with(
            "error: Slack did not take it, status 404: no\\u{1b}[31m_service ::error::"
        ),
        "{first}"
    );
    assert!(first.len() < 400, "{first}");
    assert!(
        run.stderr
            .contains("hint: is the webhook in `PO_SLACK_WEBHOOK` still in use?\n")
    );

    // Old connectors of Teams say yes, and mean no.
    let words = "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 413";
    let server = Server::new(vec![answer("200 OK", "", words)]);
    let run = post(
        &sandbox,
        &["status", "--post", "teams"],
        "PO_TEAMS_WEBHOOK",
        &server.address,
    );
    server.requests();
    assert!(
        run.code == 2 && run.stderr.contains("error 413"),
        "{}",
        run.stderr
    );

    // What was meant for one server goes to no other.
    let server = Server::new(vec![answer(
        "302 Found",
        "Location: http://127.0.0.1:1/\r\n",
        "",
    )]);
    let run = post(
        &sandbox,
        &["status", "--post", "slack"],
        "PO_SLACK_WEBHOOK",
        &server.address,
    );
    assert_eq!(server.requests().len(), 1);
    assert!(
        run.stderr
            .starts_with("error: Slack did not take it, status 302\n"),
        "{}",
        run.stderr
    );

    let closed = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!(
        "http://{}/{SECRET}",
        closed.local_addr().expect("an address")
    );
    drop(closed);
    let run = post(
        &sandbox,
        &["status", "--post", "slack"],
        "PO_SLACK_WEBHOOK",
        &address,
    );
    assert!(
        run.code == 2
            && run
                .stderr
                .starts_with("error: Slack could not be reached: "),
        "{}",
        run.stderr
    );
}

#[test]
fn nothing_is_sent_by_accident() {
    let sandbox = shop();
    let name = "PO_SLACK_WEBHOOK";
    let run = sandbox.run(&["status", "--post", "slack"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.starts_with(
            "error: `PO_SLACK_WEBHOOK` is not set, so there is no webhook to send to\n"
        ),
        "{}",
        run.stderr
    );
    for (address, why) in [
        (
            format!("http://hooks.slack.com/{SECRET}"),
            "`PO_SLACK_WEBHOOK` is not https",
        ),
        (
            SECRET.to_owned(),
            "`PO_SLACK_WEBHOOK` is not the address of a webhook",
        ),
        (
            format!("file:///{SECRET}"),
            "`PO_SLACK_WEBHOOK` is not the address of a webhook",
        ),
    ] {
        let run = post(&sandbox, &["status", "--post", "slack"], name, &address);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""));
        assert!(run.stderr.contains(why), "{}", run.stderr);
    }
    for args in [
        &["review", "--post", "slack", "--save"][..],
        &["review", "--post", "slack", "--format", "slack"],
        &["status", "--post", "slack", "--format", "json"],
        &["roadmap", "--post", "teams", "--format", "md"],
        &["roadmap", "--post", "irc"],
    ] {
        let run = post(&sandbox, args, name, "http://127.0.0.1:1/");
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{args:?}");
    }
}
