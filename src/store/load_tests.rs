//! Loading and finding on real folders: bad files never hide others, nor themselves.

use crate::model::{IdPattern, StoryId, Unreadable};
use crate::store::find_story::FindError;
use crate::store::store::Store;
use crate::store::story_file::Depth;

/// A backlog in a folder of its own.
struct Bench(tempfile::TempDir);

impl Bench {
    fn new() -> Self {
        let bench = Self(tempfile::tempdir().unwrap());
        bench.put("po.yaml", "format: 1\n");
        bench
    }

    fn put(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.0.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    fn story(&self, path: &str, id: &str) {
        self.put(
            path,
            format!("---\ntitle: The story {id}\nid: {id}\n---\n\nBody of {id}\n"),
        );
    }

    fn store(&self) -> Store {
        Store::open(self.0.path(), self.0.path().join(".po")).unwrap()
    }

    fn find(&self, text: &str) -> Result<String, FindError> {
        let story = self
            .store()
            .search()
            .open(&IdPattern::new(text, &["US".into()]))?;
        assert!(story.body.is_some_and(|body| body.contains("Body of")));
        Ok(story.path)
    }

    /// Paths of stories and of unreadable files.
    fn load(&self) -> (Vec<String>, Vec<Unreadable>) {
        let backlog = self.store().load(Depth::Header).backlog;
        let mut paths: Vec<String> = backlog
            .stories()
            .iter()
            .map(|story| story.path.clone())
            .collect();
        paths.sort();
        (paths, backlog.unreadable)
    }
}

#[test]
fn stories_lie_at_any_depth_and_strangers_are_reported() {
    let bench = Bench::new();
    bench.story("stories/US-1.md", "US-1");
    bench.story("stories/a/b/c/US-2-x.MD", "US-2");
    bench.put("stories/README.md", "# How we write stories\n");
    bench.put("stories/US-3.md", b"---\nid: US-3\ntitle: caf\xe9\n---\n");
    bench.put("stories/US-4.md", vec![b'x'; (4 << 20) + 1]);
    for ignored in [
        "notes.txt",
        ".po-x1.tmp",
        ".po-x1.md",
        ".obsidian/US-9.md",
        "image.png",
    ] {
        bench.put(&format!("stories/{ignored}"), "x");
    }
    let (stories, unreadable) = bench.load();
    assert_eq!(stories, ["stories/US-1.md", "stories/a/b/c/US-2-x.MD"]);
    let paths: Vec<&str> = unreadable.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(
        paths,
        ["stories/README.md", "stories/US-3.md", "stories/US-4.md"]
    );
    assert_eq!(
        unreadable[1].id.as_ref().map(StoryId::to_string).as_deref(),
        Some("US-3")
    );
    assert!(unreadable[2].problem.message.contains("4 MiB"));
}

#[cfg(unix)]
#[test]
fn links_strange_names_and_strange_files_hide_nothing() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    let bench = Bench::new();
    let stories = bench.0.path().join("stories");
    bench.story("stories/US-1.md", "US-1");
    bench.story("kept/US-2.md", "US-2");
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("US-5.md"), "---\nid: US-5\n---\n").unwrap();
    symlink("../kept/US-2.md", stories.join("US-2.md")).unwrap();
    symlink("US-1.md", stories.join("again.md")).unwrap();
    symlink(outside.path().join("US-5.md"), stories.join("US-5.md")).unwrap();
    symlink(outside.path(), stories.join("folder")).unwrap();
    symlink(".", stories.join("loop")).unwrap();
    symlink("US-6.md", stories.join("US-6.md")).unwrap();
    let socket = std::os::unix::net::UnixListener::bind(stories.join("US-7.md"));
    let odd = std::fs::write(stories.join(OsStr::from_bytes(b"US-8-\xff.md")), "x");
    let (found, unreadable) = bench.load();
    assert_eq!(found, ["stories/US-1.md", "stories/US-2.md"]);
    let mut expected = vec![
        "stories/US-5.md",
        "stories/US-6.md",
        "stories/folder",
        "stories/loop",
    ];
    if socket.is_ok() {
        expected.insert(2, "stories/US-7.md");
    }
    if odd.is_ok() {
        expected.insert(expected.len() - 2, "stories/US-8-\u{fffd}.md");
    }
    let paths: Vec<&str> = unreadable.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, expected);
    assert!(matches!(bench.find("5"), Err(FindError::Unreadable(_))));
    assert_eq!(bench.find("2").unwrap(), "stories/US-2.md");
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_listed_is_reported() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new();
    bench.story("stories/US-1.md", "US-1");
    bench.story("stories/locked/US-2.md", "US-2");
    let locked = bench.0.path().join("stories/locked");
    std::fs::set_permissions(&locked, PermissionsExt::from_mode(0o000)).unwrap();
    let may_read = std::fs::read_dir(&locked).is_ok();
    let (stories, unreadable) = bench.load();
    std::fs::set_permissions(&locked, PermissionsExt::from_mode(0o755)).unwrap();
    if may_read {
        assert_eq!(stories.len(), 2);
    } else {
        assert_eq!((stories.len(), unreadable.len()), (1, 1));
        assert_eq!(unreadable[0].path, "stories/locked");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn the_backlog_itself_may_lie_anywhere() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let bench = Bench::new();
    bench.story("stories/US-1.md", "US-1");
    let odd = bench.0.path().join(OsStr::from_bytes(b"caf\xe9"));
    std::os::unix::fs::symlink(".", &odd).unwrap();
    for root in [
        odd,
        bench.0.path().join("stories/../"),
        bench.0.path().join("./"),
    ] {
        let store = Store::open(&root, root.join(".po")).unwrap();
        assert_eq!(
            store.names(),
            [("US-1".parse().ok(), "stories/US-1.md".to_owned())]
        );
        assert!(store.read("stories/US-1.md").is_ok());
        assert_eq!(store.load(Depth::Header).backlog.stories().len(), 1);
    }
}

#[cfg(unix)]
#[test]
fn a_configuration_outside_the_backlog_is_not_read() {
    let bench = Bench::new();
    let outside = tempfile::NamedTempFile::new().unwrap();
    let path = bench.0.path().join("po.yaml");
    std::fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink(outside.path(), &path).unwrap();
    let error = Store::open(bench.0.path(), bench.0.path().join(".po")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "cannot read `po.yaml`: it is a link that leaves the backlog"
    );
}

#[test]
fn a_backlog_without_folders_is_empty() {
    let bench = Bench::new();
    let loaded = bench.store().load(Depth::Body);
    assert!(loaded.backlog.stories().is_empty() && loaded.backlog.unreadable.is_empty());
    assert!(loaded.diagnostics.is_empty());
}

#[test]
fn many_files_are_all_read_whatever_the_threads() {
    let bench = Bench::new();
    for n in 1..=1000 {
        bench.story(&format!("stories/{}/US-{n}.md", n % 7), &format!("US-{n}"));
    }
    bench.put("sprints/sprint-7.md", "---\nname: 7\n---\n");
    bench.put("releases/1.2.md", b"\xff");
    let loaded = bench.store().load(Depth::Body);
    let numbers: Vec<u64> = loaded
        .backlog
        .stories()
        .iter()
        .map(|story| story.id.number())
        .collect();
    assert_eq!(numbers, (1..=1000).collect::<Vec<_>>());
    assert_eq!(loaded.backlog.sprints.len(), 1);
    assert!(loaded.diagnostics.is_empty());
    assert_eq!(loaded.backlog.unreadable.len(), 1);
    assert_eq!(loaded.backlog.unreadable[0].path, "releases/1.2.md");
}

#[test]
fn the_product_is_read_where_it_can_be() {
    let bench = Bench::new();
    bench.put(
        "product.md",
        "# Shop\n\n## Product Goal\n\nPaying takes seconds.\n",
    );
    let loaded = bench.store().load(Depth::Header);
    assert_eq!(
        loaded.backlog.product.goal.as_deref(),
        Some("Paying takes seconds.")
    );
    bench.put("product.md", b"\xff\xfe");
    let loaded = bench.store().load(Depth::Header);
    assert_eq!(loaded.backlog.product.goal, None);
    assert_eq!(loaded.backlog.unreadable[0].path, "product.md");
}

#[test]
fn an_item_is_found_by_its_file_name_and_nothing_else_is_read() {
    let bench = Bench::new();
    bench.story("stories/US-12-pay.md", "US-12");
    bench.story("stories/US-123-other.md", "US-123");
    // Were it read, the id would stand twice.
    bench.story("stories/elsewhere.md", "US-12");
    for text in ["12", "us-12", "US-12", " US-012 "] {
        assert_eq!(bench.find(text).unwrap(), "stories/US-12-pay.md", "{text}");
    }
}

#[test]
fn where_no_name_fits_everything_is_read() {
    let bench = Bench::new();
    bench.story("stories/US-1.md", "US-1");
    bench.story("stories/pay.md", "US-2");
    bench.story("stories/US-3.md", "US-4");
    assert_eq!(bench.find("2").unwrap(), "stories/pay.md");
    assert_eq!(bench.find("4").unwrap(), "stories/US-3.md");
    let FindError::Unknown { near, .. } = bench.find("3").unwrap_err() else {
        panic!("US-3 is only a name");
    };
    assert_eq!(near, ["US-2", "US-4", "US-1"]);
    assert_eq!(
        bench.find("US-3").unwrap_err().to_string(),
        "there is no item `US-3`; did you mean `US-2`, `US-4`, `US-1`?"
    );
}

#[test]
fn an_id_in_two_files_names_both() {
    let bench = Bench::new();
    bench.story("stories/US-1-a.md", "US-1");
    bench.story("stories/US-1-b.md", "US-1");
    bench.story("stories/US-1-c.md", "US-9");
    let message = bench.find("1").unwrap_err().to_string();
    assert!(
        message.contains("`stories/US-1-a.md` and `stories/US-1-b.md`"),
        "{message}"
    );
    bench.put("stories/US-9-broken.md", "<<<<<<< ours\n");
    assert!(
        matches!(bench.find("9"), Err(FindError::Unreadable(file)) if file.path == "stories/US-9-broken.md")
    );
}

#[test]
fn several_ids_are_found_in_the_order_they_were_asked_for() {
    let bench = Bench::new();
    for n in [1, 2, 3] {
        bench.story(&format!("stories/US-{n}.md"), &format!("US-{n}"));
    }
    let patterns = ["3", "1", "nine", "2"].map(|text| IdPattern::new(text, &["US".into()]));
    let store = bench.store();
    let mut search = store.search();
    let found: Vec<String> = patterns
        .iter()
        .map(|pattern| search.open(pattern))
        .map(|result| result.map_or_else(|error| error.to_string(), |story| story.path))
        .collect();
    assert_eq!(
        found,
        [
            "stories/US-3.md",
            "stories/US-1.md",
            "there is no item `nine`",
            "stories/US-2.md"
        ]
    );
}

#[test]
fn names_tell_ids_of_unreadable_files_too() {
    let bench = Bench::new();
    bench.put("stories/US-7-x.md", "\0");
    bench.put("stories/notes.md", "x");
    let mut names = bench.store().names();
    names.sort();
    assert_eq!(
        names,
        [
            (None, "stories/notes.md".to_owned()),
            ("US-7".parse().ok(), "stories/US-7-x.md".to_owned())
        ]
    );
}
