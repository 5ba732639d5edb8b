complete --keep-order --exclusive --command po --arguments "(COMPLETE=fish po -- (commandline --current-process --tokenize --cut-at-cursor) (commandline --current-token))"
