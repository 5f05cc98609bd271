extension ArticleTopics {
  /// What people look for that an article speaks of and no heading names.
  var keywords: [String] { Self.keywords[file] ?? [] }

  /// By file; each stands in the text of its article.
  static let keywords: [String: [String]] = [
    "Alerts.md": ["webhook", "secret", "systemd", "at least once", "severity", "once_per"],
    "Asking.md": [
      "curl", "socket", "idempotency", "key", "retry", "CSV", "NDJSON", "stream", "OpenAPI", "consent",
      "semicolon", "dry-run", "strict", "quiet", "explain", "preview", "parameter", "status", "error",
    ],
    "BuyingGroups.md": ["account", "role", "seat", "persona"],
    "Deciding.md": [
      "suppress", "quiet hours", "cooldown", "cap", "pause", "consent", "holdout", "fallback", "priority",
      "score", "channel", "bounce", "unsubscribe", "opt-out", "limit", "until",
    ],
    "ChangingRules.md": ["diff", "git", "replay", "compare", "no difference", "reload"],
    "DecisionLog.md": ["proof", "erase", "key", "verify", "personal"],
    "Diagnostics.md": [
      "check", "error", "warning", "accept", "severity", "fail-on", "since", "JSON", "SARIF", "encoding",
      "tab", "quote", "alias",
    ],
    "Editing.md": ["VS Code", "schema", "pre-commit", "GitHub", "git", "vim"],
    "Expressions.md": ["CEL", "duration", "text", "list"],
    "FirstRule.md": ["init", "test", "check", "serve"],
    "JourneyMap.md": ["HTML", "stage", "print", "touchpoint"],
    "Metrics.md": ["Prometheus", "Grafana", "alarm"],
    "ReadingReasons.md": ["why", "held back", "explain", "rule"],
    "Recipes.md": [
      "CSV", "cron", "idempotency", "key", "retry", "webhook", "encoding", "umlaut", "UTF-16", "Windows-1252",
      "semicolon", "date", "time zone", "unsubscribe", "consent", "flock", "lock", "Python", "Node", "Go",
      "bash", "not_sent", "dry-run", "export",
    ],
    "Remembering.md": [
      "idempotency", "key", "not_sent", "opt-out", "unsubscribe", "bounce", "erase", "import", "export",
      "SQLite", "backup", "take", "reserve",
    ],
    "Replay.md": ["replay", "again", "blame", "git", "traffic"],
    "Reports.md": ["CSV", "median", "exit", "stage"],
    "Runbook.md": ["cron", "backup", "restore", "upgrade", "disk", "damage"],
    "Running.md": [
      "configuration", "systemd", "socket", "permission", "group", "reload", "log", "limit", "variable",
      "stop",
    ],
    "SendingEvents.md": ["webhook", "CSV", "consent", "import", "id", "semicolon", "stage", "unsubscribe"],
    "TestingRules.md": ["coverage", "expect", "watch"],
    "WatchingDecisions.md": ["tail", "stats", "follow", "held back", "outcomes"],
    "WritingRules.md": [
      "suppress", "quiet hours", "cooldown", "cap", "pause", "holdout", "fallback", "stage", "persona",
      "alias", "encoding", "language", "time zone", "score", "weight", "priority", "Excel", "CSV", "table",
      "consent", "channel", "once_per", "condition", "YAML",
    ],
  ]
}
