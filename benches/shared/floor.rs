//! The floor: the least that a program without a cache must do with a folder of stories.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Lists the files of a folder.
pub fn names(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder)
        .expect("the stories are there")
        .map(|entry| entry.expect("an entry").path())
        .collect()
}

/// Opens, reads and closes every file of a folder in two threads, and returns the number of bytes.
pub fn read_all(folder: &Path) -> usize {
    let names = names(folder);
    let (first, second) = names.split_at(names.len() / 2);
    std::thread::scope(|scope| {
        let half = scope.spawn(|| read(first));
        read(second) + half.join().expect("no panic")
    })
}

fn read(paths: &[PathBuf]) -> usize {
    let mut bytes = Vec::new();
    let mut count = 0;
    for path in paths {
        bytes.clear();
        let mut file = File::open(path).expect("a story");
        count += file.read_to_end(&mut bytes).expect("its bytes");
    }
    count
}
