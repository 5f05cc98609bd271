import API
import Books
import Diagnostics
import JSON
import Settings

extension SchemaName {
  static let bookSchema = JSONValue.record(
    .init("revision", .revision), .init("loaded_at", .instant),
    .init("source", .words([LoadedBook.Origin.files.rawValue, LoadedBook.Origin.copy.rawValue])),
    .init("stale", .flag.described("whether the newest files are not what serves")),
    .init(
      "publish",
      .words(Configuration.Publish.allCases.map(\.rawValue)).described(
        "when changed files are loaded: at once, or by a reload only, until which nobody looks at them")),
    .init("counts", ["type": "object", "additionalProperties": .count]),
    .init("warnings", .list(of: diagnostic.reference)),
    .optional(
      "changed",
      .record(
        "What the last change of the rule book did to its rules, since the start.",
        .init("previous", .revision.described("the one before")),
        .init("added", .count), .init("removed", .count),
        .init("rules_added", .list(of: .text).described("the first of them")),
        .init("rules_removed", .list(of: .text).described("the first of them")))),
    .optional(
      "removed",
      .record(
        "What the last change of the rule book took away, since the start; where it took a rule.",
        .init("rules", .count), .init("suppress", .count.described("those among them that suppressed")),
        .init("previous", .revision.described("that had them")))),
    .optional(
      "weakened",
      .list(
        of: .record(
          "What kept more from people before the last change of the rule book, or before an earlier one of the last 24 hours; since the start, the newest first. What was put back is not among it.",
          .init("what", .text.described("what has become of it")),
          .optional("help", .text.described("what to do where that is not meant")),
          .init("at", .instant.described("since when"))))),
    .optional(
      "unsettled",
      .record(
        "While the files do not come to rest.",
        .init("files", .list(of: .text).described("those that keep changing, or are not closed")))),
    .optional(
      "rejected",
      .record(
        "The newest files, where they are not what serves.",
        .init("at", .instant), .optional("revision", .revision),
        .init("diagnostics", .list(of: diagnostic.reference)))))

  static let diagnosticSchema = JSONValue.record(
    "A mistake in a rule file, or a note on it, with its place.",
    .init("severity", .words(Severity.allCases.map(\.rawValue))), .init("id", .text), .init("message", .text),
    .init("file", .text), .init("line", .count), .init("column", .count), .init("end_line", .count),
    .init("end_column", .count), .optional("help", .text),
    .init(
      "notes",
      .list(
        of: .record(
          .init("message", .text), .init("file", .text), .init("line", .count), .init("column", .count)))))

  static let ruleSchema = JSONValue.record(
    .init("id", .text), .init("verb", .words(["detect", "place", "recommend", "suppress", "alert"])),
    .optional("title", .text), .init("enabled", .flag), .init("file", .text), .init("line", .count),
    .optional("tags", .list(of: .text)), .optional("owner", .text),
    .init("matched", .count), .init("errors", .count), .optional("last_matched", .instant))

  static let problemSchema = JSONValue.record(
    "Why a request was not answered (RFC 9457).",
    .init("type", .words(ProblemType.allCases.map(\.name))), .init("title", .text),
    .init("status", ["type": "integer"]), .init("detail", .text.described("what is wrong, and what to do")),
    .optional(
      "errors",
      .list(
        of: .record(.init("pointer", ["type": "string", "format": "json-pointer"]), .init("detail", .text)))),
    .optional(
      "revision", .revision.described("of the rule files that were refused, where all could be read")),
    .optional("diagnostics", .list(of: diagnostic.reference)))
}
