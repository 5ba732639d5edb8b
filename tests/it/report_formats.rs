//! `po report --format html|svg|png`: pages and pictures that stand alone, and the browser that draws them.

use std::path::{Path, PathBuf};

use crate::sandbox::Sandbox;

/// A Sprint, a release and items with dates, without git.
fn shop() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(
        "sprints/sprint-8.md",
        "---\nsprint: 8\ngoal: Guests <can> pay & \"return\"\nfrom: 2026-11-16\nto: 2026-11-27\nstarted: 2026-11-16\n---\n",
    );
    sandbox.write(
        "sprints/sprint-7.md",
        "---\nsprint: 7\ngoal: g\nclosed: 2026-11-13\ngoal_met: yes\nplanned: {points: 10, items: 2}\ndone: {points: 8, items: 2}\n---\n",
    );
    sandbox.write(
        "releases/1.2.md",
        "---\nrelease: \"1.2\"\ndue: 2026-12-11\n---\n",
    );
    let item = |number: u32, status: &str, dates: &str| {
        let fields = format!(
            "created: 2026-11-0{number}T10:00:00Z\nstatus: {status}\n{dates}type: story\nsprint: 8\npoints: 3\nrelease: \"1.2\"\n"
        );
        sandbox.story(number, "A <b>card</b>", &fields, "");
    };
    item(1, "done", "started: 2026-11-16\ndone: 2026-11-18\n");
    item(2, "in-progress", "started: 2026-11-19\n");
    item(3, "ready", "");
    sandbox
}

const REPORTS: [&[&str]; 7] = [
    &["burndown", "8"],
    &["burnup", "8"],
    &["burnup", "--release", "1.2"],
    &["flow"],
    &["flow", "--sprint", "8"],
    &["velocity"],
    &["cycle-time"],
];

fn shown(sandbox: &Sandbox, report: &[&str], format: &str) -> String {
    sandbox.ok(&[&["report"], report, &["--format", format]].concat())
}

#[test]
fn every_report_is_a_page_of_its_own() {
    let sandbox = shop();
    for report in REPORTS {
        let page = shown(&sandbox, report, "html");
        for part in [
            "<!doctype html>",
            "<html lang=\"en\">",
            "<h1>",
            "<svg ",
            "role=\"img\" aria-labelledby=\"chart-1-title chart-1-desc\"",
            "<title id=\"chart-1-title\">",
            "<desc id=\"chart-1-desc\">",
            "<caption>",
            "<th scope=\"col\"",
            "<th scope=\"row\"",
            "prefers-color-scheme:dark",
        ] {
            assert!(page.contains(part), "{report:?}: no {part}\n{page}");
        }
        assert_eq!(page.matches("<h1>").count(), 1, "{report:?}");
        for word in ["<script", "href=", "src=", "url(http", "@import", "<b>card"] {
            assert!(!page.contains(word), "{report:?}: {word}");
        }
        assert_eq!(
            page.matches("http").count(),
            1 + usize::from(page.contains("http-equiv"))
        );
    }
}

#[test]
fn every_report_is_a_picture() {
    let sandbox = shop();
    for report in REPORTS {
        let svg = shown(&sandbox, report, "svg");
        assert!(
            svg.starts_with("<svg ") && svg.ends_with("</svg>\n"),
            "{report:?}"
        );
        assert!(svg.contains("<title id=\"title\">") && svg.contains("<desc id=\"desc\">"));
        for word in [
            "<script", "href", "url(http", "<image", "NaN", "inf", "<can>", "<b>",
        ] {
            assert!(!svg.contains(word), "{report:?}: {word}");
        }
    }
    let burnup = shown(&sandbox, &["burnup", "8"], "svg");
    assert!(burnup.contains("weekend</title>") && burnup.contains(">Ideal</text>"));
    let release = shown(&sandbox, &["burnup", "--release", "1.2"], "svg");
    assert!(release.contains(">due 11 Dec</text>"), "{release}");
}

#[test]
fn pixels_go_to_a_file_where_this_build_draws_them() {
    let sandbox = shop();
    for report in REPORTS {
        let args = [&["report"], report, &["--format", "png"]].concat();
        let output = sandbox
            .command(env!("CARGO_BIN_EXE_po"))
            .args(args)
            .output();
        let output = output.expect("it starts");
        if cfg!(feature = "png") {
            assert!(
                output.status.success(),
                "{}",
                String::from_utf8_lossy(&output.stderr)
            );
            assert!(
                output.stdout.starts_with(b"\x89PNG\r\n\x1a\n"),
                "{report:?}"
            );
            // Width and height stand right behind the signature.
            assert_eq!(output.stdout[16..20], 1920_u32.to_be_bytes(), "{report:?}");
            assert!(
                output.stdout.len() > 10_000,
                "{report:?}: something is drawn"
            );
        } else {
            assert_eq!(output.status.code(), Some(2));
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(said.contains("without the feature `png`"), "{said}");
        }
    }
}

#[test]
fn screens_are_not_left_behind() {
    let sandbox = shop();
    for report in REPORTS {
        for width in ["80", "120"] {
            let mut command = sandbox.command(env!("CARGO_BIN_EXE_po"));
            let run = sandbox.run_command(
                command
                    .args([&["report"], report].concat())
                    .env("COLUMNS", width),
            );
            let most: usize = width.parse().expect("a number");
            for line in run.stdout.lines() {
                assert!(
                    line.chars().count() <= most,
                    "{report:?} at {width}: {line}"
                );
            }
        }
    }
    insta::assert_snapshot!(shown(
        &sandbox,
        &["burnup", "--release", "1.2", "--explain"],
        "text"
    ));
    insta::assert_snapshot!(shown(
        &sandbox,
        &["flow", "--sprint", "8", "--explain"],
        "text"
    ));
    insta::assert_snapshot!(shown(&sandbox, &["flow", "--since", "2026-11-19"], "csv"));
}

#[test]
fn what_cannot_be_is_refused() {
    let sandbox = shop();
    sandbox.write("sprints/sprint-9.md", "---\nsprint: 9\ngoal: g\n---\n");
    for (args, words) in [
        (
            &["burnup", "--release", "9.9"][..],
            "there is no release `9.9`",
        ),
        (&["burnup", "12"], "there is no Sprint `12`"),
        (&["burnup", "8", "--release", "1.2"], "cannot be used with"),
        (&["burnup", "9"], "no first day"),
        (&["flow", "--sprint", "9"], "no first day"),
        (&["flow", "--sprint", "12"], "there is no Sprint `12`"),
        (
            &["flow", "--since", "2027-01-01"],
            "has not come yet; today is 2026-11-21",
        ),
        (&["flow", "--since", "2026-02-30"], "2026-02-30"),
        (&["flow", "--weeks", "0"], "--weeks"),
        (&["cycle-time", "--since", "2027-01-01"], "has not come yet"),
        (&["cycle-time", "--sprint", "12"], "there is no Sprint `12`"),
        (&["velocity", "12"], "there is no Sprint `12`"),
    ] {
        let said = sandbox.fails(2, &[&["report"], args].concat());
        assert!(said.contains(words), "{args:?}: {said}");
    }
}

#[test]
fn a_format_that_cannot_explain_says_so() {
    let sandbox = shop();
    for report in REPORTS {
        for format in ["csv", "svg", "png"] {
            let args = [&["report"], report, &["--explain", "--format", format]].concat();
            // Rows of cycle times are the items.
            if report == ["cycle-time"] && format == "csv" {
                assert!(sandbox.ok(&args).contains("\nUS-1,"));
                continue;
            }
            let said = sandbox.fails(2, &args);
            let words = format!(
                "`--explain` does not show in `--format {format}`; it needs text, md, html or json"
            );
            assert!(said.contains(&words), "{args:?}: {said}");
        }
        for format in ["text", "md", "html", "json"] {
            sandbox.ok(&[&["report"], report, &["--explain", "--format", format]].concat());
        }
    }
}

/// A headless browser, where there is one.
fn browser() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome"];
    std::env::split_paths(&path)
        .flat_map(|folder| names.map(|name| folder.join(name)))
        .find(|file| file.is_file())
}

/// Draws a page; none where the browser does not start here, as without a sandbox of its own.
fn screenshot(sandbox: &Sandbox, browser: &Path, page: &Path, dark: bool) -> Option<Vec<u8>> {
    let picture = sandbox
        .dir()
        .join(if dark { "dark.png" } else { "light.png" });
    let mut command = sandbox.command(browser);
    command.args([
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--window-size=1000,700",
    ]);
    command.arg(format!(
        "--user-data-dir={}",
        sandbox.dir().join("browser").display()
    ));
    command.arg(format!("--screenshot={}", picture.display()));
    if dark {
        command.arg("--blink-settings=preferredColorScheme=0");
    }
    let run = sandbox.run_command(command.arg(format!("file://{}", page.display())));
    (run.code == 0)
        .then(|| std::fs::read(picture).ok())
        .flatten()
}

#[test]
fn a_browser_draws_the_pages_in_light_and_dark() {
    let Some(browser) = browser() else { return };
    let sandbox = shop();
    let page = sandbox.dir().join("page.html");
    std::fs::write(&page, shown(&sandbox, &["flow", "--sprint", "8"], "html")).expect("a page");
    let light = screenshot(&sandbox, &browser, &page, false);
    let dark = screenshot(&sandbox, &browser, &page, true);
    let (Some(light), Some(dark)) = (light, dark) else {
        return;
    };
    assert!(
        light.len() > 10_000 && dark.len() > 10_000,
        "something is drawn"
    );
    assert_ne!(light, dark, "the page follows the browser");
}
