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
      + FindingKind.allCases.map { ($0.rawValue, CheckedKind(name: $0.rawValue, meaning: $0.meaning)) }
  ) { first, _ in first }

  /// All that the reading of a book tells as a warning or a note.
  static let toldOfLoading: [DiagnosticID] = [
    .notRead, .emptyFile, .stagesInFiles, .curlyQuotes, .missingSpace,
    .duplicateEntry, .partOfHundred, .mostHeldOut, .minutesOrMonths, .pointInThousands, .nothingAllowed,
    .commentInText, .numberRounded, .countryAsLanguage, .foreignTemplate, .csvCell, .quietByDay,
    .alreadyOver, .notYetBegun, .bareUpperDate, .aheadOfThePast, .backToTheFuture,
    .emptyCondition, .countAlwaysHolds, .moreThanAll, .neverHolds, .ruleNeverMatches, .stallsNowhere,
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

extension FindingKind {
  /// What it is, in a sentence.
  var meaning: String {
    switch self {
    case .neverHolds: "A condition that no state fulfils."
    case .redundant: "A rule that adds nothing to what another one recommends."
    case .duplicate: "Two rules that say the same."
    case .shadowed: "An action that always comes behind as many others as an answer has."
    case .alwaysSuppressed: "An action that a suppress rule holds back wherever it could be recommended."
    case .alwaysCapped:
      "An action that a cap or its own cooldown holds back wherever it could be recommended."
    case .contradiction: "A rule that recommends what another one suppresses, wherever it holds."
    case .unused: "Something that is declared and that nothing names."
    case .gap: "A kind of customer to whom no rule recommends anything."
    case .detectedUnused: "A pain point or a trigger that is detected and that no rule asks for."
    case .missingText: "A text that lacks a language which the others have."
    case .repeatsAtOnce: "An action that would be given again at once."
    case .freeText: "A fact that is compared with a few values, without saying which it can have."
    }
  }
}
