/// What the analysis of a sound rule book looks for. The raw value is the id under which a finding is told, accepted and
/// given a severity.
package enum FindingKind: String, Sendable, CaseIterable {
  /// A rule that no state fulfils.
  case neverHolds = "never-holds"
  /// A rule that adds nothing: another one recommends the same, at least as high, wherever it holds.
  case redundant
  /// Two rules that say the same.
  case duplicate
  /// An action that comes after as many others as an answer has, wherever it is a candidate.
  case shadowed
  /// An action that a suppress rule holds back wherever it is a candidate.
  case alwaysSuppressed = "always-suppressed"
  /// An action that a cap or its own cooldown holds back wherever it is a candidate.
  case alwaysCapped = "always-capped"
  /// A rule that recommends what another one suppresses, wherever it holds.
  case contradiction
  /// A suppress rule that no action fits.
  case holdsNothingBack = "holds-nothing-back"
  /// Something that is declared and that nothing names.
  case unused
  /// A kind of customer to whom no rule recommends anything.
  case gap
  /// A pain point or trigger that is detected and that no rule asks for.
  case detectedUnused = "detected-unused"
  /// A text that lacks a language which the others have.
  case missingText = "missing-text"
  /// An action that would be given again at once.
  case repeatsAtOnce = "repeats-at-once"
  /// A fact of which rules compare a few values, without saying which values it can have.
  case freeText = "free-text"
  /// An attribute that by its name tells who somebody is, and that is not declared as personal.
  case notMarkedPersonal = "not-marked-personal"
  /// A channel on which people are written to or called, without being asked whether they want it.
  case asksNoConsent = "asks-no-consent"
  /// An action without channels in a book whose other actions have some.
  case withoutChannel = "without-channel"
}
