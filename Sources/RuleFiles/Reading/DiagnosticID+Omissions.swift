import Diagnostics

extension DiagnosticID {
  /// Whether it says that something is missing: where a part of a declaration could not be read, it may be in that.
  var isOmission: Bool { Self.omissions.contains(name) }

  private static let omissions = Set(
    [
      noVerb, missingKey, missingValue, emptyList, emptyText, emptyCondition, countWithoutContent,
      presenceWithoutIDs,
      noComparator, suppressesNothing, exceptsNothing, capWindow,
    ].map(\.name))
}
