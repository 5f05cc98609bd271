import Diagnostics
import Rules
import YAML

/// A kind of what `waymark check` finds that is no error by nature: it can be accepted, and told as more or less severe.
package struct CheckedKind: Sendable {
  /// Its id.
  package let name: String
  /// A sentence.
  let meaning: String

  /// Each once, by name.
  package static let all: [CheckedKind] = byName.values.sorted { bytesPrecede($0.name, $1.name) }

  package static func named(_ name: String) -> CheckedKind? { byName[name] }

  /// What is told of loading comes first: some kinds of findings are among it.
  private static let byName: [String: CheckedKind] = Dictionary(
    toldOfLoading.map { ($0.name, CheckedKind(name: $0.name, meaning: $0.firstSentence)) }
      + FindingKind.allCases.map {
        ($0.rawValue, CheckedKind(name: $0.rawValue, meaning: $0.diagnosticID.firstSentence))
      }
  ) { first, _ in first }

  /// All that the reading of a book tells as a warning or a note.
  static let toldOfLoading: [DiagnosticID] = [
    .notRead, .emptyFile, .emptyTable, .stagesInFiles, .curlyQuotes, .missingSpace,
    .duplicateEntry, .partOfHundred, .mostHeldOut, .minutesOrMonths, .pointInThousands, .nothingAllowed,
    .commentInText, .notATemplate, .numberRounded, .countryAsLanguage, .foreignTemplate, .csvCell,
    .quietByDay,
    .alreadyOver, .notYetBegun, .bareUpperDate, .aheadOfThePast, .backToTheFuture,
    .textAsItStands, .emptyCondition, .countAlwaysHolds, .moreThanAll, .neverHolds, .ruleNeverMatches,
    .stallsNowhere,
    .neverEligible, .duplicate, .unknownOpen, .detectBeforePlace,
    .acceptedNothing,
  ]

  /// Whether an id is that of something that is always an error.
  static func isError(_ name: String) -> Bool {
    byName[name] == nil
      && (YAMLDiagnostics.catalogue.contains { $0.name == name }
        || RulesDiagnostics.catalogue.contains { $0.name == name })
  }
}
