/// What the articles are about: their titles, first sentences and headings.
struct ArticleTopics: Sendable {
  let file: String
  let title: String
  let abstract: String
  let sections: [String]

  static let all = [
    ArticleTopics(
      file: "Alerts.md", title: "Alerts",
      abstract: "From an alert rule to a message in somebody's hands.",
      sections: [
        "Raise",
        "Without anybody asking",
        "Deliver by a command",
        "Deliver by a webhook",
        "Deliver by what you have",
        "What is promised",
        "Gather",
        "As a service",
        "Ask yourself",
      ]),
    ArticleTopics(
      file: "Asking.md", title: "Asking the daemon",
      abstract: "HTTP/1.1 over a Unix socket: every call that there is, and every answer.",
      sections: [
        "One state",
        "Endpoints",
        "Many states, as lines",
        "Many states, from the command line",
        "Rules at work",
        "The state",
        "Headers",
        "The description",
        "Problems",
      ]),
    ArticleTopics(
      file: "BuyingGroups.md", title: "Buying groups",
      abstract:
        "Several people of a company decide together. Who they are is remembered, rules see who is missing, and for an account as a whole Waymark says to whom to turn next.",
      sections: [
        "Who belongs to it",
        "What next, and for whom",
        "For people",
      ]),
    ArticleTopics(
      file: "ChangingRules.md", title: "Changing rules safely",
      abstract:
        "From an edit to customers in five steps: check, test, compare, replay, serve. Before the last step no customer notices.",
      sections: [
        "The book that serves",
        "1. Edit and check",
        "2. Test",
        "3. Compare",
        "4. Replay",
        "5. Serve",
        "Renaming",
        "What diff compares, and how",
      ]),
    ArticleTopics(
      file: "Deciding.md", title: "How a decision is made",
      abstract: "The steps from a journey state to an answer, and everything that can hold an action back.",
      sections: [
        "The steps",
        "The gates",
        "Until, and next possible",
        "Opting out",
        "Outcomes of a decision",
        "An example",
        "Many states",
        "An audience without a daemon",
      ]),
    ArticleTopics(
      file: "DecisionLog.md", title: "The decision log",
      abstract:
        "A line for each decision, with all that it depended on: why somebody got what they got, and proof that nobody changed it since.",
      sections: [
        "Why did she get this?",
        "Files",
        "Lines",
        "Persons",
        "Is it whole?",
      ]),
    ArticleTopics(
      file: "Diagnostics.md", title: "Diagnostics",
      abstract: "What waymark check says of a rule book, for people and for programs.",
      sections: [
        "How to read one",
        "What the rules say as a whole",
        "What is meant as it is",
        "Let it mend",
        "For programs",
        "All ids",
      ]),
    ArticleTopics(
      file: "Editing.md", title: "In the editor",
      abstract:
        "Ids that complete, keys that say what they mean, and mistakes that show while you type; then in a commit, and in a workflow.",
      sections: [
        "Completion",
        "Check while you write",
        "Before a commit",
        "In a workflow",
      ]),
    ArticleTopics(
      file: "Expressions.md", title: "Expressions",
      abstract:
        "Conditions and numbers that the keys of a rule file cannot say, in the Common Expression Language (CEL).",
      sections: [
        "Where they stand",
        "The words",
        "What is not known, and what fails",
        "Twenty examples",
      ]),
    ArticleTopics(
      file: "FirstRule.md", title: "Your first rule",
      abstract: "From an idea to a rule that serves, in seven steps. No programming.",
      sections: [
        "1. A rule book",
        "2. The idea, in a sentence",
        "3. The words",
        "4. The rule",
        "5. Check it",
        "6. Say what it should do",
        "7. Try it, and let it serve",
      ]),
    ArticleTopics(
      file: "JourneyMap.md", title: "The map in a meeting",
      abstract:
        "The customer journey on one page: stages, who is where, how it feels, what is said and done there, and what the rule book has no answer for. For people who decide together what is to change.",
      sections: [
        "Draw it",
        "From the daemon",
        "Read it together",
      ]),
    ArticleTopics(
      file: "Metrics.md", title: "Metrics",
      abstract:
        "What the daemon counts of itself, how Prometheus gets it, and what is shipped to watch it with.",
      sections: [
        "Where it is to be had",
        "What there is",
        "A dashboard and alarms",
        "Alerts about journeys, by Prometheus",
      ]),
    ArticleTopics(
      file: "ReadingReasons.md", title: "Why, and why not",
      abstract:
        "How to find out why somebody gets an action, or does not, and what would have to be otherwise.",
      sections: [
        "Asking",
        "Reading the page",
        "Gates",
        "For programs",
      ]),
    ArticleTopics(
      file: "Recipes.md", title: "Recipes",
      abstract:
        "From an export, a webhook or a list to something that is sent: small jobs that you can copy.",
      sections: [
        "What the recipes use",
        "Columns by other names",
        "Mailchimp: who may be written to",
        "Salesforce: stages as events",
        "HubSpot: contacts as states",
        "A webhook: an opt-out at once",
        "A nightly audience",
        "In your own program",
        "An audience of millions",
      ]),
    ArticleTopics(
      file: "Remembering.md", title: "What was sent, and what came of it",
      abstract:
        "The contact history: how scripts get something to do without doing it twice, and what a person may ask for.",
      sections: [
        "The next action",
        "Outcomes",
        "A person's rights",
        "The files",
        "When something breaks",
      ]),
    ArticleTopics(
      file: "Replay.md", title: "Replay",
      abstract:
        "What a changed rule book would have decided on the traffic of then, one decision made again, and who wrote its rules.",
      sections: [
        "Replay",
        "What counts as a change",
        "Changes that are meant",
        "What cannot be judged",
        "One decision again",
        "Who wrote the rules",
      ]),
    ArticleTopics(
      file: "Reports.md", title: "Where customers are lost",
      abstract:
        "Reports on journeys over time: how long customers stay in a stage, where they go from there, which touchpoints went with losing them, and who stands still.",
      sections: [
        "A report",
        "How not to fool yourself",
        "The journeys behind a number",
        "The reports",
        "From the daemon",
      ]),
    ArticleTopics(
      file: "Runbook.md", title: "Runbook",
      abstract:
        "What to do when an alarm comes, and how the daemon is copied, restored, upgraded, moved and asked from cron.",
      sections: [
        "Where to look first",
        "The alarms",
        "WaymarkDown",
        "WaymarkRestarting",
        "WaymarkBookRejected",
        "WaymarkBookStale",
        "WaymarkRulesGone",
        "WaymarkSafeguardsWeakened",
        "WaymarkNoMatch",
        "WaymarkFallback",
        "WaymarkUnknownFacts",
        "WaymarkRefused",
        "WaymarkHeldBack",
        "WaymarkRuleErrors",
        "WaymarkHistoryUnavailable",
        "WaymarkHistoryNotAccepted",
        "WaymarkHistoryNew",
        "WaymarkHistoryShrunk",
        "WaymarkOptOutsUnwritten",
        "WaymarkOptOutsOnce",
        "WaymarkBackupOld",
        "WaymarkDecisionLogUnavailable",
        "WaymarkDecisionLogDropping",
        "WaymarkClockJumped",
        "WaymarkSlow",
        "WaymarkLoadShed",
        "WaymarkLogDropping",
        "WaymarkAlertRaised",
        "Why did she get this?",
        "A person asks for her data",
        "A copy, every night",
        "Going back to a copy",
        "Upgrading",
        "Moving to another host",
        "Files that grow",
        "A job in cron",
      ]),
    ArticleTopics(
      file: "Running.md", title: "Running the daemon",
      abstract: "Its settings, how it takes new rules, who may ask it, and what its log tells.",
      sections: [
        "Start",
        "Settings",
        "New rules while it runs",
        "Socket and access",
        "Limits",
        "Signals",
        "Installing",
        "Under systemd",
        "The log",
        "Alerts",
      ]),
    ArticleTopics(
      file: "SendingEvents.md", title: "Telling what happened",
      abstract:
        "Events: how the daemon learns from webhooks, scripts and spreadsheets where customers are, so that whoever asks what to do next needs no more than a journey's id.",
      sections: [
        "From a webhook",
        "From a script",
        "From a CRM",
        "Told twice",
        "What is remembered, and for how long",
        "Consent",
        "Erasing",
      ]),
    ArticleTopics(
      file: "TestingRules.md", title: "Testing rules",
      abstract: "Say what a rule should do, and see that it does, before it serves.",
      sections: [
        "A first test",
        "What can be expected",
        "Many cases",
        "When a test fails",
        "What the tests cover",
        "While you write, and before it serves",
      ]),
    ArticleTopics(
      file: "WatchingDecisions.md", title: "Watching decisions",
      abstract:
        "What the daemon decides, while it decides; and what its decisions came to: rules that never match, reasons, outcomes.",
      sections: [
        "While they are made",
        "What they came to",
        "By one thing",
      ]),
    ArticleTopics(
      file: "WritingRules.md", title: "Writing rules",
      abstract: "The words, actions, rules and policies of a rule book, and how a rule says when it holds.",
      sections: [
        "Files",
        "Actions",
        "Rules",
        "Conditions",
        "What is not known",
        "Texts",
        "Policies",
        "Expressions",
        "Tables",
        "To a spreadsheet and back",
      ]),
  ]
}
