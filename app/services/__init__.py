"""The office's verbs, one module per desk; a verb that changes is one named operation."""
