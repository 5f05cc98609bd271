import Diagnostics
import Foundation
import JSON
import Testing
import TestSupport

@testable import RuleFiles
@testable import Rules

private let validator = Tool(python: "check-jsonschema")

/// The schemas of rule files, as a validator that is not ours applies them.
@Suite(.needs(validator)) struct SchemaValidationTests {
  /// What is wrong, by folder and file.
  private static func validate(_ folder: TemporaryFolder) throws -> [String: [String: [String]]] {
    let script = Project.root.appending(path: "Tests/Scripts/validate.py")
    let (text, code) = try validator.runScript(script, [folder.path], in: folder.url)
    #expect(code == 0, "\(text)")
    return try JSONDecoder().decode([String: [String: [String]]].self, from: Data(text.utf8))
  }

  @Test func `what check takes, the schemas take`() throws {
    let folder = try TemporaryFolder()
    var names: [String: String] = [:]
    for (index, book) in try SchemaBook.all().enumerated() {
      let load = RuleBook.load(book.files)
      guard load.book != nil else { continue }
      for (kind, schema) in [("any", BookSchema.general), ("own", BookSchema(of: load.words))] {
        names["\(index)-\(kind)"] = book.name
        try book.write(schema.schema, to: "\(index)-\(kind)", in: folder)
      }
    }
    #expect(names.count > 100)
    for (key, files) in try Self.validate(folder) {
      for (file, problems) in files where !problems.isEmpty {
        Issue.record("\(names[key] ?? key), \(file) by the schema of \(key): \(problems)")
      }
    }
  }

  /// Of a book that is being edited, too: what is wrong is one thing, and all else stays as right as it was.
  @Test func `the schema of a broken book takes the files that are not broken`() throws {
    let folder = try TemporaryFolder()
    var count = 0
    for (index, book) in try SchemaBook.all().enumerated() {
      let load = RuleBook.load(book.files)
      guard load.book == nil else { continue }
      let broken = Set(load.diagnostics.filter { $0.severity == .error }.map(\.location.file))
      let sound = SchemaBook(name: book.name, files: book.files.filter { !broken.contains($0.path) })
      guard !sound.files.isEmpty else { continue }
      count += 1
      try sound.write(BookSchema(of: load.words).schema, to: "\(index)", in: folder)
    }
    #expect(count > 80)
    for (key, files) in try Self.validate(folder) {
      for (file, problems) in files where !problems.isEmpty { Issue.record("\(key), \(file): \(problems)") }
    }
  }

  /// Rule files with one mistake each, beside the book of the fixtures.
  private static let mistakes: [(name: String, text: String)] = [
    ("a section", "rule: {}"),
    ("a list of sections", "- rules"),
    ("a stage without a phase", "stages: {new: {label: New}}"),
    ("a phase", "stages: {new: {phase: later}}"),
    ("the next stage", "stages: {new: {phase: before, next: [desicion]}}"),
    ("an id", "personas: {Big Boss: {}}"),
    ("the market of a persona", "personas: {boss: {market: b2d}}"),
    ("a severity", "pain_points: {noise: {severity: 80}}"),
    ("a consent", "channels: {fax: {consent: maybe}}"),
    ("a duration", "channels: {fax: {bounced_for: 30 days}}"),
    ("a type", "attributes: {account.floors: integer}"),
    ("a path", "attributes: {Account.Floors: int}"),
    ("an action without a kind", "actions: {call: {title: Call}}"),
    ("the channel of an action", "actions: {call: {kind: call, channels: [fone]}}"),
    ("a weight", "actions: {call: {kind: call, weight: much}}"),
    ("a date", "actions: {call: {kind: call, available: {from: 1 May 2026}}}"),
    ("the language of a title", "actions: {call: {kind: call, title: {english: Call}}}"),
    ("an empty title", "actions: {call: {kind: call, title: \"\"}}"),
    ("a rule without a verb", "rules: {r: {when: {stage: decision}}}"),
    ("a rule with two verbs", "rules: {r: {recommend: newsletter, suppress: {all: true}}}"),
    ("a key of a rule", "rules: {r: {recommend: newsletter, becuase: x}}"),
    ("an action", "rules: {r: {recommend: product-demmo}}"),
    ("an action in a list", "rules: {r: {recommend: [{action: product-demmo}]}}"),
    ("a score", "rules: {r: {recommend: {action: newsletter, score: 101}}}"),
    ("a pain point that is detected", "rules: {r: {detect: {pain_point: prize}}}"),
    ("the severity of a trigger", "rules: {r: {detect: {trigger: free-trial, severity: 1}}}"),
    ("a stage that is placed", "rules: {r: {place: {stage: desicion}}}"),
    ("a kind that is suppressed", "rules: {r: {suppress: {kind: nurtur}}}"),
    ("nothing that is suppressed", "rules: {r: {suppress: {}}}"),
    ("an alert without a summary", "rules: {r: {alert: {severity: info}}}"),
    ("a severity of an alert", "rules: {r: {alert: {severity: high, summary: x}}}"),
    ("yes for true", "rules: {r: {recommend: newsletter, enabled: yes}}"),
    ("a stage", "rules: {r: {when: {stage: desicion}, recommend: newsletter}}"),
    ("a stage in a list", "rules: {r: {when: {stage: [decision, desicion]}, recommend: newsletter}}"),
    (
      "a stage behind a comparator",
      "rules: {r: {when: {stage: {not_in: [desicion]}}, recommend: newsletter}}"
    ),
    ("a persona in an exception", "rules: {r: {unless: {persona: cfoo}, recommend: newsletter}}"),
    ("a fact", "rules: {r: {when: {account.employes: 3}, recommend: newsletter}}"),
    ("a comparator", "rules: {r: {when: {account.employees: {gtee: 3}}, recommend: newsletter}}"),
    (
      "a comparator of another type",
      "rules: {r: {when: {account.employees: {within: 3d}}, recommend: newsletter}}"
    ),
    ("the type of a value", "rules: {r: {when: {account.employees: many}, recommend: newsletter}}"),
    ("a value that is not listed", "rules: {r: {when: {account.industry: farming}, recommend: newsletter}}"),
    ("a sentiment", "rules: {r: {when: {sentiment: {lt: -2}}, recommend: newsletter}}"),
    ("a touchpoint", "rules: {r: {when: {touchpoints: webiner}, recommend: newsletter}}"),
    (
      "a touchpoint in a count",
      "rules: {r: {when: {touchpoints: {type: webiner, at_least: 2}}, recommend: newsletter}}"
    ),
    ("a bound", "rules: {r: {when: {touchpoints: {type: webinar, atleast: 2}}, recommend: newsletter}}"),
    ("an outcome", "rules: {r: {when: {contacts: {outcome: rejected}}, recommend: newsletter}}"),
    ("a role", "rules: {r: {when: {buying_group: {role: boss}}, recommend: newsletter}}"),
    (
      "a stage far in",
      "rules: {r: {when: {any_of: [{none_of: [{stage: desicion}]}]}, recommend: newsletter}}"
    ),
    (
      "one condition where there is a list",
      "rules: {r: {when: {any_of: {stage: decision}}, recommend: newsletter}}"
    ),
    ("a cap without a window", "policies: {caps: {c: {at_most: 2}}}"),
    ("a cap with two windows", "policies: {caps: {c: {at_most: 2, within: 7d, calendar: week}}}"),
    ("the channel of a cap", "policies: {caps: {c: {at_most: 2, within: 7d, channel: fone}}}"),
    ("a scope", "policies: {caps: {c: {at_most: 2, within: 7d, per: person}}}"),
    ("an hour", "policies: {quiet_hours: {q: {from: 8pm, until: \"08:00\"}}}"),
    ("a day", "policies: {quiet_hours: {q: {days: [saturday]}}}"),
    ("a fallback", "policies: {fallback: [product-demmo]}"),
    ("an id that is accepted", "rules: {r: {recommend: newsletter, accept: {gapp: \"they are few\"}}}"),
    ("a reason", "actions: {call: {kind: call, accept: {repeats-at-once: true}}}"),
    ("an id of the book's own", "accept: {unknown-stage: \"not yet\"}"),
    ("a reason for a subject", "accept: {gap: {decision/end-user: [few]}}"),
    ("a severity of a finding", "check: {gap: warn}"),
    ("a table without columns", "tables: {t: {rows: [[a, newsletter]]}}"),
    ("a column", "tables: {t: {columns: [id, stgae, recommend], rows: [[a, decision, newsletter]]}}"),
  ]

  @Test func `the schema of a book finds what is misspelt, of another type, or too much`() throws {
    let folder = try TemporaryFolder()
    let base = try FixtureFiles.read(FixtureFiles.folder.appending(path: "base.yaml"), as: "base.yaml")
    let schema = BookSchema(of: RuleBook.load([base]).words).schema
    for (index, mistake) in Self.mistakes.enumerated() {
      let file = SourceFile(path: "mistake.yaml", bytes: Array("\(mistake.text)\n".utf8))
      // What it shows is a mistake, and the only one.
      let errors = RuleBook.load([base, file]).diagnostics.filter { $0.severity == .error }
      #expect(
        !errors.isEmpty && errors.allSatisfy { $0.location.file == file.path }, "\(mistake.name): \(errors)")
      try SchemaBook(name: mistake.name, files: [base, file]).write(schema, to: "\(index)", in: folder)
    }
    let found = try Self.validate(folder)
    for (index, mistake) in Self.mistakes.enumerated() {
      let files = try #require(found["\(index)"])
      #expect(files["base.yaml"] == [], "\(files)")
      #expect(
        files["mistake.yaml"]?.isEmpty == false, "the schema does not find \(mistake.name): \(mistake.text)")
    }
  }

  @Test func `an id that looks like a number may stand without quotes`() throws {
    let folder = try TemporaryFolder()
    let text = """
      stages: {2024: {phase: before, next: 2024}}
      attributes: {account.year: {type: string, values: ["2024", "1e3", other]}}
      actions: {1: {kind: 2}, guide: {kind: 2}}
      rules: {r: {when: {stage: 2024, account.year: [2024, 1e3]}, recommend: [1, guide]}}

      """
    let book = SchemaBook(name: "numbers", files: [SourceFile(path: "a.yaml", bytes: Array(text.utf8))])
    let load = RuleBook.load(book.files)
    #expect(load.book != nil, "\(load.diagnostics)")
    try book.write(BookSchema(of: load.words).schema, to: "own", in: folder)
    try book.write(BookSchema.general.schema, to: "any", in: folder)
    #expect(try Self.validate(folder) == ["own": ["a.yaml": []], "any": ["a.yaml": []]])
  }
}
